import { createHash, randomBytes } from 'node:crypto';
import type { Grant, GrantedPhone } from 'telepad/broker';
import type { Clouds } from './clouds.js';
import { type ExpiringRecord, ExpiringRecords } from './expiring-records.js';
import { isLoopback } from './loopback.js';
import type { Person } from './people.js';

/** How long a sign-in and a link to watch hold, in ms. */
const signInMs = 8 * 60 * 60_000;
const shareMs = 60 * 60_000;

/** A link that lets whoever has it watch one phone. */
export interface Share {
  readonly phone: GrantedPhone;
  readonly by: Person;
}

export interface VisitorsOptions extends Pick<Clouds, 'isEmulated' | 'userId'> {
  readonly people: readonly Person[];
  /** Cookies do not tell ports apart: with it in their names, two demos do not sign each other's users out. */
  readonly port: number;
  /** Ms since 1970. */
  readonly now?: () => number;
}

/** A `Set-Cookie` header, and what the page is told. */
export interface Admission<Told> {
  readonly cookie: string;
  readonly told: Told;
}

/**
 * Who is signed in and which links to watch there are, all in memory: this is what stands in for an application's own
 * sign-in. A browser is known by a random id in a cookie that no script can read and no other site can send.
 */
export class Visitors {
  readonly people: readonly Person[];
  readonly #options: VisitorsOptions;
  readonly #signIns: ExpiringRecords<Person>;
  readonly #shares: ExpiringRecords<Share>;
  readonly #watchers: ExpiringRecords<{ readonly shareId: string }>;

  constructor(options: VisitorsOptions) {
    const { now = Date.now } = options;
    this.people = options.people;
    this.#options = options;
    this.#signIns = new ExpiringRecords({ lifetimeMs: signInMs, capacity: 1000, now });
    this.#shares = new ExpiringRecords({ lifetimeMs: shareMs, capacity: 100, now });
    this.#watchers = new ExpiringRecords({ lifetimeMs: shareMs, capacity: 1000, now });
  }

  /** @returns undefined for somebody whom the demo does not know */
  signIn(personId: string, cookies: string | undefined): Admission<Person> | undefined {
    const told = this.people.find(({ id }) => id === personId);
    if (!told) return undefined;
    // The id of before is worth nothing any more.
    this.#signIns.delete(readCookie(cookies, this.#signInName));
    const { id } = this.#signIns.add(told);
    return { told, cookie: writeCookie(this.#signInName, id, '/', signInMs) };
  }

  /** @returns the header that makes the browser forget its cookie */
  signOut(cookies: string | undefined): string {
    this.#signIns.delete(readCookie(cookies, this.#signInName));
    return writeCookie(this.#signInName, '', '/', 0);
  }

  signedIn(cookies: string | undefined): Person | undefined {
    return this.#signIns.find(readCookie(cookies, this.#signInName))?.value;
  }

  /** @returns undefined for who may not control this phone: nobody passes on more than they have */
  share(by: Person, phone: GrantedPhone): ExpiringRecord<Share> | undefined {
    const own = by.phones.find(
      ({ phoneId, vendor }) => phoneId === phone.phoneId && vendor === phone.vendor,
    );
    return own && by.role === 'control' ? this.#shares.add({ phone: own, by }) : undefined;
  }

  sharesOf(person: Person): readonly ExpiringRecord<Share>[] {
    return this.#shares.list().filter(({ value }) => value.by === person);
  }

  /** The link lets nobody in any more, and who came by it gets no further ticket. Another's link stays. */
  revoke(by: Person, shareId: string): void {
    if (this.#shares.find(shareId)?.value.by === by) this.#shares.delete(shareId);
  }

  /**
   * Lets somebody watch by a link. The cookie is for the broker's path of this link alone, so that a browser may have
   * several open, and is signed in as somebody besides.
   * @returns undefined for a link that does not hold (any more)
   */
  watch(shareId: string): Admission<ExpiringRecord<Share> & { mount: string }> | undefined {
    const share = this.#shares.find(shareId);
    if (!share) return undefined;
    const mount = `/telepad/watch-${tagOf(shareId)}`;
    const { id } = this.#watchers.add({ shareId });
    return {
      told: { ...share, mount },
      cookie: writeCookie(this.#watchName, id, mount, share.expiresAt - this.#now()),
    };
  }

  /**
   * The broker's `authorize`. The server listens on loopback; the Host and Origin headers keep out web pages that
   * reach it through the user's browser, under a name of theirs that leads to 127.0.0.1.
   */
  authorize(request: Request): Grant | null {
    const origin = request.headers.get('origin');
    if (!isLoopback(request.url) || (origin !== null && !isLoopback(origin))) return null;
    const { watching, page } = readPath(new URL(request.url).pathname);
    const cookies = request.headers.get('cookie') ?? undefined;
    return watching === undefined
      ? this.#grantPerson(this.signedIn(cookies), page)
      : this.#grantWatcher(readCookie(cookies, this.#watchName), watching, page);
  }

  #grantPerson(person: Person | undefined, page: string): Grant | null {
    if (!person) return null;
    const { isEmulated } = this.#options;
    const { phones, role } = person;
    const mayUpload = isEmulated && role === 'control';
    return {
      userId: this.#userId(person.id, page),
      phones,
      role,
      operations: [
        // The picker's cards.
        ...(['listPhones', 'createPreview'] as const),
        // Files that are dropped: a real cloud cannot fetch them from this machine; the emulator, which runs on it, can.
        ...(mayUpload ? (['uploadFile', 'getTask'] as const) : []),
      ],
    };
  }

  #grantWatcher(watcherId: string | undefined, tag: string, page: string): Grant | null {
    const shareId = this.#watchers.find(watcherId)?.value.shareId;
    const share = this.#shares.find(shareId);
    if (!share || tagOf(share.id) !== tag) return null;
    return { userId: this.#userId('watch', page), phones: [share.value.phone], role: 'watch' };
  }

  /**
   * A user for each page that is open: vendors cut off one tab's session when the same user opens the phone in
   * another. At most 32 characters, because some vendors take no longer ones.
   */
  #userId(who: string, page: string): string {
    return this.#options.userId ?? `${who}-${page}`;
  }

  get #signInName(): string {
    return `telepad-demo-${this.#options.port}`;
  }

  get #watchName(): string {
    return `telepad-watch-${this.#options.port}`;
  }

  #now(): number {
    return (this.#options.now ?? Date.now)();
  }
}

/** What stands between `/telepad/` and a route: the link that is watched by, and the page's own name for itself. */
const pathForm = /^\/telepad\/(?:watch-([\da-f]{12})\/)?(?:page-([\da-f]{8,24})\/)?/;

function readPath(path: string): { readonly watching: string | undefined; readonly page: string } {
  const [, watching, page] = pathForm.exec(path) ?? [];
  return { watching, page: page ?? randomBytes(8).toString('hex') };
}

/** Names a link in a path without giving it away. */
function tagOf(shareId: string): string {
  return createHash('sha256').update(shareId).digest('hex').slice(0, 12);
}

/** Without `Secure`, because not every browser takes that for loopback over http. A server of yours needs it. */
function writeCookie(name: string, value: string, path: string, lifetimeMs: number): string {
  const maxAge = Math.floor(lifetimeMs / 1000);
  return `${name}=${value}; Path=${path}; Max-Age=${maxAge}; HttpOnly; SameSite=Strict`;
}

function readCookie(cookies: string | undefined, name: string): string | undefined {
  const found = cookies
    ?.split(';')
    .map((cookie) => cookie.trim())
    .find((cookie) => cookie.startsWith(`${name}=`));
  return found?.slice(name.length + 1);
}
