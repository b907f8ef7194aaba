import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import { ConnectionCount } from './connection-count.js';
import { dialVendor } from './dial-vendor.js';
import type { RelayLimits } from './relay-limits.js';
import type { RelayRefusal } from './relay-log-entry.js';
import { idForm, type RelaySeats, type Seat } from './relay-seats.js';
import { isWebSocketRequest, refuseUpgrade } from './upgrade-request.js';

/** An upgrade as `node:http` gives it. */
export interface Upgrade {
  readonly request: IncomingMessage;
  readonly socket: Duplex;
  readonly head: Buffer;
}

export interface RelayAdmissionOptions {
  readonly limits: RelayLimits;
  readonly seats: RelaySeats;
  readonly isOriginAllowed: (request: IncomingMessage) => boolean;
  /** Ends the connection that the seat has. */
  readonly replace: (seat: Seat) => void;
  /** Makes a WebSocket of an upgrade; `undefined` when the browser has gone. */
  readonly complete: (upgrade: Upgrade) => WebSocket | undefined;
  /**
   * Both sides are open; nothing was said yet.
   * @param release to be called when they are no longer
   */
  readonly onJoined: (
    seat: Seat,
    browser: WebSocket,
    upstream: WebSocket,
    release: () => void,
  ) => void;
  readonly onRefused: (reason: RelayRefusal, seat: Seat | undefined) => void;
}

const statusOf = {
  'not-a-websocket': 400,
  'ticket-invalid': 401,
  'origin-not-allowed': 403,
  'too-many-calls': 429,
  'vendor-refused': 502,
  'too-many-connections': 503,
  'relay-closed': 503,
  'browser-left': 400,
} as const satisfies Readonly<Record<RelayRefusal, number>>;

/**
 * The way in. The vendor's server is called before the browser is let in, so that a browser whose connection opens
 * has reached it, and one that is refused knows it: just as if nothing were in between.
 */
export class RelayAdmission {
  readonly #options: RelayAdmissionOptions;
  readonly #count: ConnectionCount;
  /** Ends each call that no vendor has answered yet. */
  readonly #calls = new Set<(reason: RelayRefusal) => void>();
  #isClosed = false;

  constructor(options: RelayAdmissionOptions) {
    this.#options = options;
    this.#count = new ConnectionCount(options.limits);
  }

  admit(id: string, upgrade: Upgrade): void {
    const { request, socket } = upgrade;
    // Whatever the far end does before the handshake is done must not reach the process.
    socket.on('error', ignore);
    const reason = this.#objection(request);
    if (reason) {
      this.#refuse(reason, socket);
      return;
    }
    const seat = idForm.test(id) ? this.#options.seats.take(id) : undefined;
    if (seat) this.#call(id, seat, upgrade);
    else this.#refuse('ticket-invalid', socket);
  }

  /** What is wrong with a request whatever its ticket: a strange page learns nothing of tickets and uses none up. */
  #objection(request: IncomingMessage): RelayRefusal | undefined {
    if (this.#isClosed) return 'relay-closed';
    if (!isWebSocketRequest(request)) return 'not-a-websocket';
    return this.#options.isOriginAllowed(request) ? undefined : 'origin-not-allowed';
  }

  #call(id: string, seat: Seat, upgrade: Upgrade): void {
    const { limits, seats, replace, complete, onJoined } = this.#options;
    const { socket } = upgrade;
    // The end of the seat's connection before has perhaps not been noticed yet. First, since both count.
    replace(seat);
    const release = this.#count.take(seat.ticket.userId);
    const refuse = (reason: RelayRefusal) => {
      release?.();
      // Not the ticket's fault: the same id admits again.
      if (!this.#isClosed) seats.giveBack(seat, id);
      this.#refuse(reason, socket, seat);
    };
    if (!release || !seat.calls.allows()) {
      refuse(release ? 'too-many-calls' : 'too-many-connections');
      return;
    }
    const end = (reason: RelayRefusal) => {
      // Whatever comes second finds the call ended.
      if (!this.#calls.delete(end)) return;
      giveUp();
      refuse(reason);
    };
    const giveUp = dialVendor(seat.ticket.upstreamUrl, limits, {
      onOpen: (upstream) => {
        // The call took its time.
        if (seats.isOver(seat)) {
          end('ticket-invalid');
          return;
        }
        const browser = complete(upgrade);
        if (browser) {
          this.#calls.delete(end);
          onJoined(seat, browser, upstream, release);
        } else end('browser-left');
      },
      onFailed: () => end('vendor-refused'),
    });
    this.#calls.add(end);
    socket.once('close', () => end('browser-left'));
  }

  #refuse(reason: RelayRefusal, socket: Duplex, seat?: Seat): void {
    refuseUpgrade(socket, statusOf[reason]);
    this.#options.onRefused(reason, seat);
  }

  /** Refuses everybody from now on. */
  close(): void {
    this.#isClosed = true;
    for (const end of [...this.#calls]) end('relay-closed');
  }
}

const ignore = (): void => {};
