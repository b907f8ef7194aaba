import type { ControlMessage } from '../../core/control.js';
import { TelepadError } from '../../core/errors.js';
import type { FeatureMessage } from '../../core/features.js';
import { readGroupTicket } from '../../core/group-ticket.js';
import type { GroupDialect, WireData } from '../../core/ports/client.js';
import type { GroupTicket } from '../../core/ticket.js';
import type { CloseReason } from '../basic-session.js';
import { Emitter } from '../emitter.js';
import { notConnected, sessionClosed } from '../session-errors.js';
import type { FeatureHost } from './feature-host.js';
import type { GroupFailure, GroupText, PhoneGroup, PhoneGroupEvents } from './group.js';
import { followersAmong, textsByPhone } from './group-arguments.js';
import { HeldInput } from './group-held-input.js';
import { GroupLine } from './group-line.js';
import type { GroupTicketSource } from './group-ticket-source.js';
import { orAborted } from './or-aborted.js';
import { onLeave } from './page-absence.js';

/** Every control message, and whether it is its user's doing: only that is repeated on the followers. */
const isUserInput: Readonly<Record<ControlMessage['type'], boolean>> = {
  touch: true,
  hover: true,
  scroll: true,
  key: true,
  text: true,
  clipboard: true,
  media: false,
  'keyboard-mode': false,
  query: false,
  'key-frame': false,
};

export interface GroupLeaderOptions {
  readonly host: FeatureHost;
  readonly dialect: GroupDialect;
  readonly ticket: GroupTicketSource;
  /** Checked; without the leading phone. */
  readonly phoneIds: readonly string[];
  readonly isSyncing: boolean;
}

/** Repeats what one session sends on the phones of a shared room. */
export class GroupLeader implements PhoneGroup {
  readonly #host: FeatureHost;
  readonly #dialect: GroupDialect;
  readonly #source: GroupTicketSource;
  readonly #emitter = new Emitter<PhoneGroupEvents>();
  readonly #held = new HeldInput();
  readonly #line: GroupLine;
  readonly #life = new AbortController();
  /** Every phone that shall follow, whether it does or not. */
  readonly #wanted: Set<string>;
  #phoneIds: readonly string[] = [];
  #failures: readonly GroupFailure[] = [];
  #isSyncing: boolean;
  #closeReason: CloseReason | undefined;

  constructor({ host, dialect, ticket, phoneIds, isSyncing }: GroupLeaderOptions) {
    this.#host = host;
    this.#dialect = dialect;
    this.#source = ticket;
    this.#wanted = new Set(phoneIds);
    this.#isSyncing = isSyncing;
    this.#line = new GroupLine({
      dialect,
      requestTicket: async (signal) =>
        // Checked here too: applications bring tickets from functions of their own.
        readGroupTicket(await this.#source([...this.#wanted], signal)),
      onLeaving: () => this.#letGo(),
      onJoined: (joined) => this.#joined(joined),
      onTrouble: (error) => {
        this.#emitter.emit('change');
        this.#emitter.emit('error', error);
      },
      onEnded: (error) => this.#end({ cause: 'error', error }),
    });
    const { session } = host;
    const { signal } = this.#life;
    const ended = () => this.#end(session.closeReason ?? { cause: 'user' });
    host.life.addEventListener('abort', ended, { signal });
    // The followers are not connected to this page: nothing else would tell them to let go.
    onLeave(() => this.close(), signal);
    const stops = [
      host.onSent((message, frames) => this.#mirror(message, frames)),
      session.on('release', () => this.#letGo()),
    ];
    signal.addEventListener('abort', () => {
      for (const stop of stops) stop();
    });
  }

  get phoneIds(): readonly string[] {
    return this.#phoneIds;
  }

  get failures(): readonly GroupFailure[] {
    return this.#failures;
  }

  get isConnected(): boolean {
    return this.#line.isOpen;
  }

  get isSyncing(): boolean {
    return this.#isSyncing;
  }

  get closeReason(): CloseReason | undefined {
    return this.#closeReason;
  }

  on<Name extends keyof PhoneGroupEvents>(
    name: Name,
    listener: PhoneGroupEvents[Name],
  ): () => void {
    return this.#emitter.on(name, listener);
  }

  /** Enters the room for the first time. */
  async open(): Promise<void> {
    await this.#line.enter();
    const [failure] = this.#failures;
    if (this.#phoneIds.length === 0 && failure) throw failure.error;
  }

  #joined(ticket: GroupTicket): void {
    const isWanted = (phoneId: string) => this.#wanted.has(phoneId);
    this.#phoneIds = ticket.phoneIds.filter(isWanted);
    this.#failures = ticket.failures
      .filter(({ phoneId }) => isWanted(phoneId))
      .map(({ phoneId, error: { code, message, ...options } }) => ({
        phoneId,
        error: new TelepadError(code, message, options),
      }));
    // A room that was lost left its followers with what they held down.
    this.#letGo();
    // The room outlives our stay: a phone that is not put out would hear the user's next group too.
    this.#dismiss(ticket.phoneIds.filter((phoneId) => !isWanted(phoneId)));
    if (this.#wanted.size === 0) this.#line.leave();
    this.#emitter.emit('change');
  }

  #mirror(message: ControlMessage, frames: readonly WireData[]): void {
    if (!this.#isSyncing || !isUserInput[message.type]) return;
    if (this.#line.isOpen && !this.#line.isMoving) this.#repeat(message, frames);
  }

  #repeat(message: ControlMessage, frames: readonly WireData[]): void {
    const isTouch = message.type === 'touch';
    // A broadcast gesture may have come between: no follower is to see a second beginning.
    if (isTouch && message.action === 'down') this.#sendAll(this.#held.releaseTouch());
    if (!this.#held.take(message)) return;
    const isMove = isTouch && message.action === 'move';
    this.#line.send(
      frames.map((frame) => this.#dialect.broadcast(frame)),
      isMove,
    );
  }

  #sendAll(messages: readonly ControlMessage[]): void {
    for (const message of messages) {
      const frames = this.#dialect.encode(message);
      this.#line.send(frames.map((frame) => this.#dialect.broadcast(frame)));
    }
  }

  /** Without a room it stays held, and is let go in the next one. */
  #letGo(): void {
    if (this.#line.isOpen) this.#sendAll(this.#held.release());
  }

  /** Puts phones out of the room that it is in. */
  #dismiss(phoneIds: readonly string[]): void {
    if (phoneIds.length === 0) return;
    this.#letGo();
    this.#line.send([this.#dialect.remove(phoneIds)]);
  }

  setSync(isOn: boolean): void {
    if (this.#closeReason || isOn === this.#isSyncing) return;
    this.#isSyncing = isOn;
    this.#letGo();
    this.#emitter.emit('change');
  }

  async add(
    phoneIds: readonly string[],
    { signal }: { readonly signal?: AbortSignal } = {},
  ): Promise<readonly GroupFailure[]> {
    const asked = followersAmong(phoneIds, this.#host.session.phoneId);
    if (this.#closeReason) throw sessionClosed();
    if (asked.every((phoneId) => this.#phoneIds.includes(phoneId))) return [];
    const isNew = asked.filter((phoneId) => !this.#wanted.has(phoneId));
    for (const phoneId of asked) this.#wanted.add(phoneId);
    try {
      await orAborted(this.#line.enter(), signal);
    } catch (error) {
      this.remove(isNew);
      throw this.#closeReason ? sessionClosed() : error;
    }
    return this.#failures.filter(({ phoneId }) => asked.includes(phoneId));
  }

  remove(phoneIds: readonly string[]): void {
    const gone = phoneIds.filter((phoneId) => this.#wanted.delete(phoneId));
    if (gone.length === 0 || this.#closeReason) return;
    const isGone = ({ phoneId }: { readonly phoneId: string }) => gone.includes(phoneId);
    const following = this.#phoneIds.filter((phoneId) => gone.includes(phoneId));
    const isChange = following.length > 0 || this.#failures.some(isGone);
    this.#dismiss(following);
    this.#phoneIds = this.#phoneIds.filter((phoneId) => !gone.includes(phoneId));
    this.#failures = this.#failures.filter((failure) => !isGone(failure));
    if (this.#wanted.size === 0) this.#line.leave();
    if (isChange) this.#emitter.emit('change');
  }

  sendText(text: GroupText): void {
    this.#sendTexts('text', text);
  }

  setClipboard(text: GroupText): void {
    this.#sendTexts('clipboard', text);
  }

  #sendTexts(what: 'text' | 'clipboard', given: GroupText): void {
    const leader = this.#host.session.phoneId;
    const phonesByText = new Map<string, string[]>();
    let leaderText: string | undefined;
    for (const [phoneId, text] of textsByPhone(given, this.#phoneIds, leader)) {
      if (phoneId === leader) leaderText = text;
      else phonesByText.set(text, [...(phonesByText.get(text) ?? []), phoneId]);
    }
    const frames = [...phonesByText].flatMap(([text, phoneIds]) =>
      this.#dialect.textFor(phoneIds, what, text),
    );
    this.#use();
    // First the one that can fail. It does not come back as something to repeat.
    if (leaderText !== undefined)
      this.#host.send(this.#dialect.encode({ type: what, text: leaderText }));
    this.#line.send(frames);
  }

  broadcast(message: ControlMessage | FeatureMessage): void {
    const isControl = Object.hasOwn(isUserInput, message?.type);
    const frames = isControl
      ? this.#dialect.encode(message as ControlMessage)
      : this.#host.vendor.encode(message as FeatureMessage);
    this.#use();
    this.#repeat(message as ControlMessage, frames);
  }

  /** Before something goes out to the followers alone: the leading phone is in use too, and must not be recycled. */
  #use(): void {
    if (this.#closeReason) throw sessionClosed();
    if (!this.#line.isOpen) throw notConnected();
    this.#host.session.keepAwake();
  }

  close(): void {
    this.#end({ cause: 'user' });
  }

  #end(reason: CloseReason): void {
    if (this.#closeReason) return;
    this.#dismiss(this.#phoneIds);
    this.#closeReason = reason;
    this.#life.abort();
    this.#line.close();
    this.#emitter.emit('closed', reason);
    this.#emitter.removeAll();
  }
}
