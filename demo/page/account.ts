/** The page's side of the demo's sign-in; `demo/account-routes.ts` is the server's. */

export interface Person {
  readonly id: string;
  readonly name: string;
  readonly role: 'control' | 'watch';
  /** What this person may do, in plain words. */
  readonly may: string;
}

/** A link that lets whoever has it watch one phone. */
export interface Share {
  readonly id: string;
  readonly phoneId: string;
  readonly vendor: string;
  /** Ms since 1970. */
  readonly expiresAt: number;
}

export interface Account {
  /** Null: nobody is signed in. */
  readonly person: Person | null;
  readonly people: readonly Person[];
  readonly shares: readonly Share[];
}

/** What somebody with a link may watch. */
export interface Watching extends Omit<Share, 'id'> {
  /** Who shared the phone. */
  readonly by: string;
  /** Where the broker is for this link. */
  readonly mount: string;
}

/** Set while the user is signed out on purpose: the page then signs nobody in by itself. */
const signedOutKey = 'telepad.signed-out';

/** Who is signed in. At the first visit that is the first of those who may, so that a phone shows without a click. */
export async function enter(): Promise<Account> {
  const account = await ask<Account>('/account');
  const [first] = account.people;
  if (account.person || !first || localStorage.getItem(signedOutKey)) return account;
  return ask<Account>('/account/sign-in', { person: first.id });
}

/** The page loads anew with what this person may see, and so do its other tabs. */
export async function signIn(personId: string): Promise<void> {
  await ask('/account/sign-in', { person: personId });
  localStorage.removeItem(signedOutKey);
  changed();
}

export async function signOut(): Promise<void> {
  await ask('/account/sign-out', {});
  localStorage.setItem(signedOutKey, 'yes');
  changed();
}

export function share(phone: {
  readonly phoneId: string;
  readonly vendor: string | null;
}): Promise<Share> {
  return ask<Share>('/account/share', phone);
}

export async function revoke(shareId: string): Promise<void> {
  await ask('/account/revoke', { share: shareId });
}

export function watch(shareId: string): Promise<Watching> {
  return ask<Watching>('/account/watch', { share: shareId });
}

const tabs = new BroadcastChannel('telepad-demo-account');

function changed(): void {
  tabs.postMessage('changed');
  // The next one may not have this phone.
  location.assign(location.pathname);
}

/** Another tab has signed somebody else in, or everybody out: this one's user is no longer who it says. */
export function followOtherTabs(): void {
  tabs.addEventListener('message', () => location.assign(location.pathname));
}

async function ask<Answer>(path: string, body?: object): Promise<Answer> {
  const response = await fetch(
    path,
    body && {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    },
  ).catch(() => undefined);
  if (response?.status === 204) return undefined as Answer;
  const answer = await response?.json().catch(() => undefined);
  if (response?.ok) return answer as Answer;
  throw new Error(
    answer?.error?.message ??
      'The demo’s server did not answer. Check that it still runs, then try again.',
  );
}
