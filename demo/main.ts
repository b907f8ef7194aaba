import 'telepad/element';
import { enter, followOtherTabs, watch } from './page/account.js';
import { showAccount, showSignIn } from './page/account-menu.js';
import { offerDiagnosis } from './page/diagnosis.js';
import { find } from './page/elements.js';
import { inspect } from './page/inspector.js';
import { type ListedPhone, type PhonePicker, showPhones } from './page/phone-picker.js';
import { offerSettings } from './page/settings-form.js';
import { offerSharing, sharedLink, showWatching } from './page/sharing.js';
import { keepThumbnails } from './page/thumbnails.js';

const player = find<HTMLElementTagNameMap['telepad-phone']>('telepad-phone');
const notice = find('#notice');
const log = inspect(player, find('#inspector'));
offerDiagnosis(player, find('#diagnosis'));
offerSettings(player, find<HTMLFormElement>('#settings form'), log);

/**
 * Says which page this is, so that the server knows it again: vendors cut off one tab's session when the same user opens
 * the phone in another. Without several tabs a user needs no such name.
 */
const page = `page-${crypto.randomUUID().replaceAll('-', '').slice(0, 16)}`;
let broker = '';
let picker: PhonePicker | undefined;
let present: ListedPhone | undefined;

/** What the broker says this user may open. */
async function listPhones(): Promise<readonly ListedPhone[]> {
  const response = await fetch(`${broker}/phones`).catch(() => undefined);
  const body = await response?.json().catch(() => undefined);
  if (response?.ok && body) return body.phones;
  throw new Error(
    body?.error?.message ?? 'The broker did not answer. Check that the demo’s server still runs.',
  );
}

/** Five lines would do: this one also keeps title, picker, address and the next visit in step. */
function open(phone: ListedPhone): void {
  const { phoneId, vendor } = phone;
  const { video } = player.view ?? {};
  // The last frame of the phone that is left stays on its card.
  if (present && video && player.session?.isLive) picker?.draw(present, video);
  present = phone;
  Object.assign(player, { broker, phoneId, vendor });
  document.title = `${phoneId} · Telepad`;
  picker?.mark(phone);
  const address = new URL(location.href);
  address.searchParams.set('phone', phoneId);
  if (vendor !== null) address.searchParams.set('vendor', vendor);
  history.replaceState(null, '', address);
  localStorage.setItem('telepad.phone', phoneId);
}

function say(message: string): void {
  notice.hidden = message === '';
  player.hidden = message !== '';
  find('p', notice).textContent = message;
}

/** The phone of the address, that of the last visit, or the first one. */
function choose(phones: readonly ListedPhone[]): ListedPhone | undefined {
  const { searchParams } = new URL(location.href);
  const phoneId = searchParams.get('phone');
  const vendor = searchParams.get('vendor');
  const named = (id: string | null) =>
    phones.find((phone) => phone.phoneId === id && (vendor === null || phone.vendor === vendor));
  // One that is not in the list is asked for all the same: the broker then says why not.
  if (phoneId !== null) return named(phoneId) ?? { phoneId, vendor, role: 'control' };
  return named(localStorage.getItem('telepad.phone')) ?? phones[0];
}

async function startWatching(shareId: string): Promise<void> {
  const shared = await watch(shareId);
  broker = `${shared.mount}/${page}`;
  showWatching(find('#watching'), shared, broker, (message) => {
    player.disconnect();
    say(message);
  });
  const { phoneId, vendor } = shared;
  Object.assign(player, { broker, phoneId, vendor });
  document.title = `Watching ${phoneId} · Telepad`;
}

async function start(): Promise<void> {
  say('');
  try {
    const shareId = sharedLink();
    if (shareId !== undefined) return await startWatching(shareId);
    const account = await enter();
    showAccount(find('#account'), account);
    player.hidden = !account.person;
    if (!account.person) return showSignIn(find('#sign-in'), account);
    broker = `/telepad/${page}`;
    const phones = await listPhones();
    picker = showPhones(find('#phones'), phones, open);
    const presentPhone = () => present;
    if (account.person.role === 'control')
      offerSharing(find('#sharing'), account.shares, presentPhone);
    const chosen = choose(picker.phones);
    if (!chosen) return say('The broker lists no phone for you.');
    open(chosen);
    keepThumbnails(picker, broker, player, presentPhone);
  } catch (error) {
    say((error as Error).message);
  }
}

// Typing should reach the phone at once, unless the user is busy elsewhere on the page.
player.addEventListener('telepad-live', () => {
  if (document.activeElement === document.body) player.focus();
});
find('button', notice).addEventListener('click', () => void start());
addEventListener('hashchange', () => location.reload());
if (sharedLink() === undefined) followOtherTabs();
void start();
