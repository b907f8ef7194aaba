import { TelepadError } from '../../core/errors.js';
import type { GroupDialect, WireData } from '../../core/ports/client.js';
import type { GroupTicket } from '../../core/ticket.js';
import { SignallingSocket, socketOpenTimeoutMs } from '../signalling-socket.js';

/**
 * How long an open room may be silent before it counts as joined, in ms: the vendor's own client does not wait for
 * a word of welcome, so there may be none.
 */
const joinGraceMs = 2000;
/** With more than this waiting in the socket, in bytes, moves are merged. */
const moveBudgetBytes = 16 * 1024;
/** A room that lets this much pile up, in bytes, does not listen any more. */
const maxBufferedBytes = 1024 * 1024;
/** How often the socket is looked at while a move waits for it, in ms. */
const drainIntervalMs = 20;

export interface GroupRoomOptions {
  readonly ticket: GroupTicket;
  readonly dialect: GroupDialect;
  /** Called once. */
  readonly onJoined: () => void;
  /** Called once, unless we closed it. */
  readonly onLost: (error: TelepadError) => void;
}

/** One stay in a vendor's shared room. It never comes back by itself: that is the line's decision. */
export class GroupRoom {
  readonly #options: GroupRoomOptions;
  readonly #socket: SignallingSocket;
  #isJoined = false;
  #graceTimer: ReturnType<typeof setTimeout> | undefined;
  #drainTimer: ReturnType<typeof setInterval> | undefined;
  /** The latest move, while the socket is full. */
  #waitingMove: readonly WireData[] | undefined;

  /** @throws TelepadError `signalling_refused` where the browser forbids the address outright */
  constructor(options: GroupRoomOptions) {
    this.#options = options;
    const { ticket, dialect } = options;
    this.#socket = new SignallingSocket({
      url: ticket.signalling.url,
      openTimeoutMs: socketOpenTimeoutMs,
      heartbeat: dialect.heartbeat,
      onOpen: () => {
        this.#graceTimer = setTimeout(() => this.#joined(), joinGraceMs);
      },
      onMessage: (data) => {
        if (dialect.received(data) === 'joined') this.#joined();
      },
      onLost: (error) => {
        this.#clean();
        options.onLost(error);
      },
    });
  }

  /** True while what is sent goes out. */
  get isOpen(): boolean {
    return this.#isJoined && this.#socket.isAlive;
  }

  #joined(): void {
    clearTimeout(this.#graceTimer);
    if (this.#isJoined || !this.#socket.isAlive) return;
    this.#isJoined = true;
    this.#options.onJoined();
  }

  /** @param isMove true when a later move makes this one needless */
  send(frames: readonly WireData[], isMove = false): void {
    if (!this.isOpen) return;
    const waiting = this.#socket.bufferedAmount;
    if (waiting > maxBufferedBytes) {
      this.#stalled();
    } else if (isMove && waiting > moveBudgetBytes) {
      this.#waitingMove = frames;
      this.#drainTimer ??= setInterval(() => this.#drain(), drainIntervalMs);
    } else {
      // What comes after the last move of a gesture needs it; a newer move replaces it.
      if (!isMove) this.#sendNow(this.#waitingMove ?? []);
      this.#forgetMove();
      this.#sendNow(frames);
    }
  }

  #drain(): void {
    if (this.#socket.bufferedAmount > moveBudgetBytes) return;
    this.#sendNow(this.#waitingMove ?? []);
    this.#forgetMove();
  }

  #sendNow(frames: readonly WireData[]): void {
    for (const frame of frames) this.#socket.send(frame);
  }

  #forgetMove(): void {
    clearInterval(this.#drainTimer);
    this.#drainTimer = undefined;
    this.#waitingMove = undefined;
  }

  #stalled(): void {
    this.close();
    this.#options.onLost(
      new TelepadError(
        'signalling_lost',
        'The group’s room takes no more messages although its connection stands. Check the network.',
      ),
    );
  }

  #clean(): void {
    clearTimeout(this.#graceTimer);
    this.#forgetMove();
  }

  /** Safe to call twice. */
  close(): void {
    this.#clean();
    this.#socket.close();
  }
}
