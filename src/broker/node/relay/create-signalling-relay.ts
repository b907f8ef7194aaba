import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { TelepadError } from '../../../core/errors.js';
import type { SignallingRelay } from '../../../core/ports/broker.js';
import { createLogWriter } from '../../log-writer.js';
import { quietSocketOptions } from './quiet-socket-options.js';
import { RelayAdmission, type Upgrade } from './relay-admission.js';
import { RelayConnection, relayFramePrefix } from './relay-connection.js';
import { checkRelayLimits } from './relay-limits.js';
import type { RelayLogEntry } from './relay-log-entry.js';
import { readRelayAddress, type SignallingRelayOptions } from './relay-options.js';
import { RelaySeats, type Seat } from './relay-seats.js';
import { createUpgradeOriginCheck, lastParts } from './upgrade-request.js';

/** A relay that Node's HTTP servers can serve. */
export interface NodeSignallingRelay extends SignallingRelay {
  /**
   * Takes an upgrade of a `node:http` or `node:https` server, whatever else listens to them:
   * `server.on('upgrade', relay.handleUpgrade)`.
   * @returns false when the path is not the relay's; nothing was done with the socket then
   */
  readonly handleUpgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => boolean;
  /** Ends every connection, and forgets every ticket. Safe to call twice. */
  close(): Promise<void>;
}

/**
 * Lets browsers speak to a vendor's signalling server without knowing where it is, nor with which token: a page that
 * came over https reaches a plain `ws:` server so, and nobody reads a room's token out of a ticket. Give it to
 * `createBroker` as `signallingRelay`, and a server's upgrades to it.
 *
 * Each address that it gives out admits once. The first thing that the browser then hears is the address with which
 * it may come back to the same room. All of that is in this process's memory.
 * @throws TelepadError `configuration_invalid`
 */
export function createSignallingRelay(options: SignallingRelayOptions = {}): NodeSignallingRelay {
  const { now = Date.now } = options;
  const write = createLogWriter<RelayLogEntry>(options.log);
  const limits = checkRelayLimits(options.limits);
  const address = readRelayAddress(options.url);
  const seats = new RelaySeats(limits, now);
  const connections = new Map<Seat, RelayConnection>();
  const server = new WebSocketServer({
    noServer: true,
    maxPayload: limits.maxBrowserFrameBytes,
    // A page's wish for a protocol is not the vendor's.
    handleProtocols: () => false,
    ...quietSocketOptions,
  });
  const admission = new RelayAdmission({
    limits,
    seats,
    isOriginAllowed: createUpgradeOriginCheck(options.allowedOrigins ?? [], address.origin),
    replace: (seat) => connections.get(seat)?.replace(),
    complete,
    onJoined: join,
    onRefused: (reason, seat) =>
      write({ level: 'warn', event: 'relay-refused', reason, ...factsOf(seat) }),
  });
  let closing: Promise<void> | undefined;

  return {
    relayTicket(ticket, rules, askedAt, observer) {
      if (closing) throw relayClosed();
      const { vendor, phoneId, userId, expiresAt, signalling } = ticket;
      const upstreamUrl = signalling.url;
      if (!isCallable(upstreamUrl)) throw addressInvalid();
      const publicUrl = address.publicUrl(askedAt);
      const id = seats.add({
        vendor,
        phoneId,
        userId,
        expiresAt,
        upstreamUrl,
        rules,
        publicUrl,
        observer,
      });
      return { ...ticket, signalling: { url: `${publicUrl}/${id}`, isRelayed: true } };
    },

    handleUpgrade(request, socket, head) {
      const [folder, id] = lastParts(request.url);
      if (folder !== address.name) return false;
      admission.admit(id, { request, socket, head });
      return true;
    },

    close() {
      closing ??= closeAll();
      return closing;
    },
  };

  function complete({ request, socket, head }: Upgrade): WebSocket | undefined {
    let browser: WebSocket | undefined;
    server.handleUpgrade(request, socket, head, (made) => {
      browser = made;
    });
    return browser;
  }

  function join(seat: Seat, browser: WebSocket, upstream: WebSocket, release: () => void): void {
    const openedAt = now();
    const { publicUrl, observer } = seat.ticket;
    const rules = seat.ticket.rules();
    if (rules.admitsAgain) seats.makeLast(seat);
    const url = `${publicUrl}/${seats.nextId(seat)}`;
    const connection = new RelayConnection({
      browser,
      upstream,
      rules,
      limits,
      now,
      firstFrame: `${relayFramePrefix}${JSON.stringify({ url })}`,
      onEnd(reason) {
        release();
        connections.delete(seat);
        observer?.left();
        const isHostile = reason === 'frame-refused' || reason === 'too-many-frames';
        if (isHostile) seats.forget(seat);
        else seats.leave(seat);
        const { framesFromBrowser, framesFromVendor } = connection;
        write({
          level: isHostile ? 'warn' : 'info',
          event: 'relay-closed',
          reason,
          ...factsOf(seat),
          durationMs: now() - openedAt,
          framesFromBrowser,
          framesFromVendor,
        });
      },
    });
    connections.set(seat, connection);
    observer?.joined();
    write({ level: 'info', event: 'relay-opened', ...factsOf(seat) });
  }

  async function closeAll(): Promise<void> {
    admission.close();
    for (const connection of [...connections.values()]) connection.close();
    seats.clear();
    const open = [...server.clients];
    await Promise.all(open.map((browser) => new Promise((gone) => browser.once('close', gone))));
    server.close();
  }
}

function factsOf(seat: Seat | undefined): Pick<RelayLogEntry, 'vendor' | 'phoneId' | 'userId'> {
  if (!seat) return {};
  const { vendor, phoneId, userId } = seat.ticket;
  return { vendor, phoneId, userId };
}

/** What `ws` would throw at when it is called. */
function isCallable(url: string): boolean {
  return URL.canParse(url) && /^wss?:$/.test(new URL(url).protocol) && !url.includes('#');
}

function addressInvalid(): TelepadError {
  return new TelepadError(
    'vendor_answer_invalid',
    'The vendor was asked for a ticket and answered with a signalling address that cannot be called. Ask the vendor.',
  );
}

function relayClosed(): TelepadError {
  return new TelepadError(
    'internal_error',
    'The ticket could not be made because the signalling relay was closed. Try again, and tell who runs the broker.',
  );
}
