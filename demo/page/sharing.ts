import { revoke, type Share, share, type Watching } from './account.js';
import { clockTime, create, createButton, find } from './elements.js';
import type { ListedPhone } from './phone-picker.js';

/** After `#`, so that the link's secret reaches no server's log and no other site. */
const fragmentName = 'watch';

/** The link that this page was opened by; undefined for none. */
export function sharedLink(): string | undefined {
  return new URLSearchParams(location.hash.slice(1)).get(fragmentName) ?? undefined;
}

/** Lets the user make links to watch the phone that is open, copy them and take them back. */
export function offerSharing(
  menu: HTMLElement,
  shares: readonly Share[],
  presentPhone: () => ListedPhone | undefined,
): void {
  const list = find('ul', menu);
  const error = find('output', menu);
  const make = find('.make', menu);
  const guarded = (act: () => Promise<void>) => () => {
    error.textContent = '';
    act().catch(({ message }: Error) => {
      error.textContent = message;
    });
  };

  const add = (made: Share): void => {
    const address = new URL(location.pathname, location.href);
    address.hash = `${fragmentName}=${made.id}`;
    const link = create('input', '');
    Object.assign(link, { readOnly: true, value: address.href, ariaLabel: 'Link to watch' });
    link.addEventListener('focus', () => link.select());
    const copy = createButton(
      '',
      'Copy',
      guarded(async () => {
        await navigator.clipboard.writeText(address.href);
        copy.textContent = 'Copied';
      }),
    );
    const withdraw = createButton(
      'quiet',
      'Revoke',
      guarded(async () => {
        await revoke(made.id);
        // The row goes with its button: the keyboard stays in the menu.
        if (row.contains(document.activeElement)) make.focus();
        row.remove();
      }),
    );
    const until = `${made.phoneId}, until ${clockTime(made.expiresAt)}`;
    const row = create('li', '', create('small', '', until), link, copy, withdraw);
    list.prepend(row);
  };

  for (const made of shares) add(made);
  make.addEventListener(
    'click',
    guarded(async () => {
      const phone = presentPhone();
      if (!phone) throw new Error('Open a phone first.');
      add(await share(phone));
    }),
  );
  menu.hidden = false;
}

/** How often who watches asks whether the link still holds, in ms. */
const askMs = 5000;

/**
 * Says that one watches, and ends it with the link. Who was let in by a link that is revoked gets no further ticket from
 * the broker; to end a picture that already runs is up to the page, since it does not come through the broker.
 */
export function showWatching(
  banner: HTMLElement,
  { phoneId, by, expiresAt }: Watching,
  broker: string,
  end: (message: string) => void,
): void {
  banner.hidden = false;
  banner.replaceChildren(
    create('b', '', 'You are watching'),
    create('span', '', ` ${phoneId}, shared by ${by} until ${clockTime(expiresAt)}.`),
  );
  const timer = setInterval(async () => {
    const response = await fetch(`${broker}/phones`).catch(() => undefined);
    // Only the broker's own no counts: a network that is away for a moment is the session's business.
    if (response?.status !== 401) return;
    clearInterval(timer);
    banner.hidden = true;
    end('This link does not hold any more: it was taken back, or its time is over.');
  }, askMs);
}
