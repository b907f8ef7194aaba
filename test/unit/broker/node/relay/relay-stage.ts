import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import type { Duplex } from 'node:stream';
import { afterEach } from 'vitest';
import { type ClientOptions, WebSocket, WebSocketServer } from 'ws';
import {
  createSignallingRelay,
  type NodeSignallingRelay,
} from '../../../../../src/broker/node/relay/create-signalling-relay.js';
import type { RelayLogEntry } from '../../../../../src/broker/node/relay/relay-log-entry.js';
import type { SignallingRelayOptions } from '../../../../../src/broker/node/relay/relay-options.js';
import type { RelayObserver, RelayRules } from '../../../../../src/core/ports/broker.js';
import type { Ticket } from '../../../../../src/core/ticket.js';

/** Real sockets on loopback: a vendor, the relay in a server of its own, and browsers. */

export const roomToken = '001room/to+ken==';
export const startedAt = 1_735_787_045_000;

const cleanups: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

/** One end of a WebSocket, whose frames and end a test waits for. */
export class End {
  readonly socket: WebSocket;
  /** Text as strings, the rest as bytes; what was waited for is gone from it. */
  readonly frames: (string | Uint8Array)[] = [];
  readonly closed: Promise<number>;
  /** Asks whoever waits to look again. */
  #look = () => {};

  constructor(socket: WebSocket) {
    this.socket = socket;
    socket.on('error', () => {});
    socket.on('message', (data, isBinary) => {
      const bytes = data as Buffer;
      this.frames.push(isBinary ? new Uint8Array(bytes) : bytes.toString());
      this.#look();
    });
    this.closed = new Promise((resolve) => {
      socket.on('close', (code) => {
        resolve(code);
        this.#look();
      });
    });
  }

  /** The next frame; fails when the socket closes first. */
  async next(): Promise<string | Uint8Array> {
    for (;;) {
      const frame = this.frames.shift();
      if (frame !== undefined) return frame;
      if (this.socket.readyState === WebSocket.CLOSED) throw new Error('closed without a frame');
      await new Promise<void>((resolve) => {
        this.#look = resolve;
      });
    }
  }
}

/** A browser in the relay; its first frame has been read. */
export class Browser extends End {
  /** Where to come back to. */
  nextUrl = '';
}

export interface Vendor {
  /** Complete address of the room, with its token. */
  readonly url: string;
  readonly port: number;
  /** What every call came with. */
  readonly requests: IncomingMessage[];
  /** Every call that was admitted. */
  readonly ends: End[];
  /** Sent to whoever is admitted, at once. */
  greeting: string | undefined;
  /** Answers a call instead of admitting it; `silent` does not answer. */
  refusal: 'silent' | string | undefined;
  /** The next call, or the first that nobody has waited for. */
  admitted(): Promise<End>;
}

async function openVendor(): Promise<Vendor> {
  const server = createServer();
  const sockets = new WebSocketServer({ noServer: true });
  const unseen: End[] = [];
  const handedOn = new Set<Duplex>();
  let wake = () => {};
  server.on('upgrade', (request, socket, head) => {
    vendor.requests.push(request);
    socket.on('error', () => {});
    handedOn.add(socket);
    if (vendor.refusal === 'silent') return;
    if (vendor.refusal !== undefined) {
      socket.end(vendor.refusal);
      return;
    }
    sockets.handleUpgrade(request, socket, head, (made) => {
      const end = new End(made);
      vendor.ends.push(end);
      unseen.push(end);
      wake();
      if (vendor.greeting !== undefined) made.send(vendor.greeting);
    });
  });
  const port = await listen(server);
  cleanups.push(async () => {
    for (const socket of handedOn) socket.destroy();
    await stop(server);
  });
  const vendor: Vendor = {
    url: `ws://127.0.0.1:${port}/${roomToken}`,
    port,
    requests: [],
    ends: [],
    greeting: undefined,
    refusal: undefined,
    async admitted() {
      for (;;) {
        const end = unseen.shift();
        if (end) return end;
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    },
  };
  return vendor;
}

async function listen(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

async function stop(server: Server): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  server.closeAllConnections();
  await closed;
}

const passAll: RelayRules = { fromBrowser: () => 'pass' };

export interface StageOptions extends SignallingRelayOptions {
  readonly rules?: () => RelayRules;
  /** Of every ticket. */
  readonly observer?: RelayObserver;
}

export interface Stage {
  readonly relay: NodeSignallingRelay;
  readonly vendor: Vendor;
  readonly log: RelayLogEntry[];
  /** Of the relay's server: `127.0.0.1:port`. */
  readonly host: string;
  /** A vendor's ticket, and what the relay made of it. */
  issue(changes?: Partial<Ticket>): Ticket;
  /** Opens an address; rejects with `HTTP` and the status when it is refused. */
  open(url: string, options?: ClientOptions): Promise<Browser>;
  /** Opens a new ticket's address, and gives both ends. */
  join(changes?: Partial<Ticket>, options?: ClientOptions): Promise<[Browser, End]>;
  /** The answer to an upgrade with these headers besides the usual ones, as it came over the wire. */
  ask(path: string, headers?: Readonly<Record<string, string | null>>): Promise<string>;
}

export async function setStage({ rules, observer, ...options }: StageOptions = {}): Promise<Stage> {
  const vendor = await openVendor();
  const log: RelayLogEntry[] = [];
  const relay = createSignallingRelay({
    now: () => startedAt,
    log: (entry) => log.push(entry),
    ...options,
  });
  const server = createServer();
  server.on('upgrade', (request, socket, head) => {
    if (!relay.handleUpgrade(request, socket, head)) socket.end('HTTP/1.1 418 Elsewhere\r\n\r\n');
  });
  const host = `127.0.0.1:${await listen(server)}`;
  cleanups.push(async () => {
    await relay.close();
    await stop(server);
  });

  const stage: Stage = {
    relay,
    vendor,
    log,
    host,
    issue: (changes) =>
      relay.relayTicket(
        {
          vendor: 'fake',
          phoneId: 'phone-1',
          userId: 'u7',
          role: 'control',
          expiresAt: startedAt + 3_600_000,
          signalling: { url: vendor.url },
          iceServers: [{ urls: 'stun:stun.example.test' }],
          ...changes,
        },
        rules ?? (() => passAll),
        `http://${host}/telepad/tickets`,
        observer,
      ),
    async open(url, options) {
      const socket = new WebSocket(url, options);
      cleanups.push(() => socket.terminate());
      const browser = new Browser(socket);
      await new Promise<void>((resolve, reject) => {
        socket.once('open', resolve);
        socket.once('unexpected-response', (request, response) => {
          reject(new Error(`HTTP ${response.statusCode}`));
          response.destroy();
          request.destroy();
        });
        socket.once('error', reject);
      });
      const first = String(await browser.next());
      browser.nextUrl = (JSON.parse(first.replace(/^telepad-relay:/, '')) as { url: string }).url;
      return browser;
    },
    async join(changes, options) {
      const browser = await stage.open(stage.issue(changes).signalling.url, options);
      return [browser, await vendor.admitted()];
    },
    async ask(path, headers = {}) {
      const socket = connect(Number(host.split(':')[1]), '127.0.0.1');
      let answer = '';
      socket.setEncoding('utf8').on('data', (text: string) => {
        answer += text;
        if (/^HTTP\/1.1 101 .*\r\n\r\n/s.test(answer)) socket.destroy();
      });
      const all = {
        Host: host,
        Connection: 'Upgrade',
        Upgrade: 'websocket',
        'Sec-WebSocket-Version': '13',
        'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ==',
        ...headers,
      };
      const lines = Object.entries(all).flatMap(([name, value]) =>
        value === null ? [] : [`${name}: ${value}\r\n`],
      );
      socket.write(`GET ${path} HTTP/1.1\r\n${lines.join('')}\r\n`);
      await once(socket, 'close');
      return answer;
    },
  };
  return stage;
}
