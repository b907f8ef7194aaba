import { isTelepadError, type TelepadError } from '../../core/errors.js';
import type { GroupDialect, WireData } from '../../core/ports/client.js';
import { type RetryPolicy, retryDelayMs } from '../../core/retry.js';
import type { GroupTicket } from '../../core/ticket.js';
import { onReturn } from '../page-attention.js';
import { aborted, ticketFunctionFailed } from '../session-errors.js';
import { TimerSet } from '../timer-set.js';
import { GroupRoom } from './group-room.js';
import { whenLookedAt } from './page-absence.js';

/** Like a session's recovery: patient, because the leading phone goes on meanwhile. */
const retry: RetryPolicy = { maxAttempts: 10, baseDelayMs: 300, maxDelayMs: 8000 };
/** So many attempts are made on the ticket at hand; further ones ask for a new one. */
const attemptsOnOneTicket = 2;
/** How long a room must stand before its attempts count anew, in ms. */
const steadyAfterMs = 10_000;

export interface GroupLineOptions {
  readonly dialect: GroupDialect;
  /** Asks for a ticket for the whole group as it is wanted now. */
  readonly requestTicket: (signal: AbortSignal) => Promise<GroupTicket>;
  /** A room that still stands is about to be replaced: the last moment to say something in it. */
  readonly onLeaving: () => void;
  /** In a room: the first one, another one, or the same one again. */
  readonly onJoined: (ticket: GroupTicket) => void;
  /** The room is lost; the line will try again. */
  readonly onTrouble: (error: TelepadError) => void;
  /** The line has given up. */
  readonly onEnded: (error: TelepadError) => void;
}

/** Keeps a group in its room: enters it again when it is lost, first on the same ticket, then on fresh ones. */
export class GroupLine {
  readonly #options: GroupLineOptions;
  readonly #life = new AbortController();
  readonly #timers = new TimerSet();
  #ticket: GroupTicket | undefined;
  #room: GroupRoom | undefined;
  #attempt = 0;
  #isRetryDue = false;
  #isMoving = false;
  /** Moves happen one after the other. */
  #queue: Promise<unknown> = Promise.resolve();

  constructor(options: GroupLineOptions) {
    this.#options = options;
    onReturn(() => this.#tryAgain(), this.#life.signal);
  }

  get isOpen(): boolean {
    return this.#room?.isOpen ?? false;
  }

  /** True between two rooms, when what goes out in one could overtake what went out in the other. */
  get isMoving(): boolean {
    return this.#isMoving;
  }

  /** Sends frames where there is a room, and drops them where there is none. */
  send(frames: readonly WireData[], isMove = false): void {
    this.#room?.send(frames, isMove);
  }

  /**
   * Enters the room of a fresh ticket, and leaves the present one for it.
   * @throws TelepadError the ticket source's, `signalling_refused`, `signalling_lost` or `aborted`; a present room
   * is kept then
   */
  enter(): Promise<void> {
    return this.#move(() => this.#options.requestTicket(this.#life.signal));
  }

  #move(findTicket: () => Promise<GroupTicket>): Promise<void> {
    const moved = this.#queue.then(() => this.#moveNow(findTicket));
    this.#queue = moved.catch(() => {});
    return moved;
  }

  async #moveNow(findTicket: () => Promise<GroupTicket>): Promise<void> {
    this.#stopRetry();
    try {
      const ticket = await findTicket();
      this.#throwIfEnded();
      if (this.isOpen) this.#options.onLeaving();
      this.#isMoving = true;
      const room = await this.#join(ticket);
      this.#room?.close();
      this.#room = room;
      this.#ticket = ticket;
    } catch (cause) {
      const error = isTelepadError(cause) ? cause : ticketFunctionFailed(cause);
      // Before the very first room, and while the present one stands, whoever asked for the move decides.
      if (this.#ticket && !this.isOpen && !this.#life.signal.aborted) this.#retryAfter(error);
      throw error;
    } finally {
      this.#isMoving = false;
    }
    this.#timers.start('steady', steadyAfterMs, () => {
      this.#attempt = 0;
    });
    this.#options.onJoined(this.#ticket);
  }

  #join(ticket: GroupTicket): Promise<GroupRoom> {
    const settled = new AbortController();
    return new Promise<GroupRoom>((resolve, reject) => {
      const room = new GroupRoom({
        ticket,
        dialect: this.#options.dialect,
        onJoined: () => resolve(room),
        onLost: (error) => {
          reject(error);
          this.#lost(room, error);
        },
      });
      const stop = () => {
        room.close();
        reject(aborted());
      };
      this.#life.signal.addEventListener('abort', stop, { signal: settled.signal });
    }).finally(() => settled.abort());
  }

  #lost(room: GroupRoom, error: TelepadError): void {
    // While a move is under way, its outcome decides.
    if (room === this.#room && !this.#isMoving) this.#retryAfter(error);
  }

  #retryAfter(error: TelepadError): void {
    this.#timers.stop('steady');
    this.#attempt += 1;
    const delayMs = error.retryable ? retryDelayMs(retry, this.#attempt, Math.random()) : undefined;
    if (delayMs === undefined) {
      this.close();
      this.#options.onEnded(error);
      return;
    }
    this.#isRetryDue = true;
    this.#timers.start('retry', Math.max(delayMs, error.retryAfterMs ?? 0), () =>
      // Two pages of one user would otherwise take the room from each other.
      whenLookedAt(() => this.#tryAgain(), this.#life.signal),
    );
    this.#options.onTrouble(error);
  }

  #tryAgain(): void {
    if (!this.#isRetryDue) return;
    this.#stopRetry();
    const ticket = this.#ticket;
    const isGood = ticket && this.#attempt <= attemptsOnOneTicket && Date.now() < ticket.expiresAt;
    // What goes wrong has been dealt with by then.
    (isGood ? this.#move(async () => ticket) : this.enter()).catch(() => {});
  }

  #stopRetry(): void {
    this.#isRetryDue = false;
    this.#timers.stop('retry');
  }

  #throwIfEnded(): void {
    if (this.#life.signal.aborted) throw aborted();
  }

  /** Leaves the room without a thought of coming back; `enter` does. */
  leave(): void {
    this.#timers.stopAll();
    this.#isRetryDue = false;
    this.#attempt = 0;
    this.#room?.close();
    this.#room = undefined;
    this.#ticket = undefined;
  }

  /** Safe to call twice. */
  close(): void {
    this.#life.abort();
    this.leave();
  }
}
