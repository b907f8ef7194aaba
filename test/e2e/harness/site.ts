import { createSocket } from 'node:dgram';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createServer, type RequestListener, type Server, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { BrokerLogEntry, BrokerOptions, Grant, Ticket } from 'telepad/broker';
import type { Emulator, FrameRate } from 'telepad/emulator';
import { build } from 'vite';
import { makeCertificate } from './certificate.js';
import { openRelayedBroker, type RelayedBroker } from './relayed-broker.js';
import { noteSecrets } from './ticket-secrets.js';
import { accessTo, type Vendor } from './vendors.js';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** Who a page can be; it says so in the cookie `user`, as an application's sign-in would. */
export type User = keyof typeof grants;

const grants = {
  controller: { userId: 'controller', phones: 'all', role: 'control' },
  colleague: { userId: 'colleague', phones: 'all', role: 'control' },
  keeper: { userId: 'keeper', phones: 'all', role: 'control', operations: 'all' },
  watcher: { userId: 'watcher', phones: 'all', role: 'watch' },
  stranger: { userId: 'stranger', phones: [], role: 'control' },
} as const satisfies Record<string, Grant>;

/** What the broker `/telepad` takes. */
export const maxFileBytes = 4_000_000;

/** Everything that the tests run against: a fake cloud with phones, a broker, and the pages of a host. */
export interface Site {
  /**
   * Such as `http://127.0.0.1:40000`. `/telepad` is the broker, `/wrong-key` one with a wrong secret,
   * `/impatient` one that gives the vendor half a second, `/relayed` one with a signalling relay. Only `/telepad` takes
   * files, of up to `maxFileBytes`.
   */
  readonly url: string;
  readonly relayed: RelayedBroker;
  readonly emulator: Emulator;
  readonly phoneIds: readonly string[];
  /** What must never be seen in a page's console or in a log: keys, tokens, ICE credentials. */
  readonly secrets: ReadonlySet<string>;
  /** Those of the vendor account alone. */
  readonly accountSecrets: readonly string[];
  readonly brokerLog: readonly BrokerLogEntry[];
  /** What the brokers have asked the vendor for. */
  readonly vendorCalls: readonly VendorCall[];
  /** Files of `/telepad` that wait for the vendor. */
  keptFiles(): Promise<readonly string[]>;
  /** A ticket as a page of this user would get it. */
  issueTicket(user: User, phoneId: string, broker?: string): Promise<Ticket>;
  /** The same over https with a certificate of its own; `undefined` where none can be made. */
  openSecurely(): Promise<{ readonly url: string } | undefined>;
  /** No fault is left on, and every phone is as new. */
  reset(): void;
  close(): Promise<void>;
}

/** Imports the built file, not the source that tsconfig's paths lead to: it is what users get. */
async function importBuilt<Module>(file: string): Promise<Module> {
  const url = new URL(`../../../dist/${file}`, import.meta.url);
  return (await import(url.href)) as Module;
}

export interface VendorCall {
  readonly path: string;
  /** Ms since 1970. */
  readonly atMs: number;
}

export interface SiteOptions {
  /** Whose cloud it is; ArmCloud's by default. Only this one runs. */
  readonly vendor?: Vendor;
  /** How many phones there are; two by default. */
  readonly phones?: number;
  /** The phones' media can be cut, delayed and lost. */
  readonly impairable?: boolean;
  /** Of all phones, 30 by default. */
  readonly frameRate?: FrameRate;
}

export async function openSite(options: SiteOptions = {}): Promise<Site> {
  const { startEmulator } = await importBuilt<typeof import('telepad/emulator')>('emulator.js');
  const { createBroker } = await importBuilt<typeof import('telepad/broker')>('broker.js');
  const { createDiskFileStore, createNodeListener, createSignallingRelay } =
    await importBuilt<typeof import('telepad/broker/node')>('broker-node.js');
  bundledProbe ??= bundleProbe();
  const probe = await bundledProbe;
  const relay = await openSilentRelay();
  const { vendor = 'armcloud', ...ofEmulator } = options;
  // Only one cloud is there, whatever the type says: tests take its phones from the site.
  const emulator: Emulator = await startEmulator({
    ...ofEmulator,
    vendors: [vendor] as readonly Vendor[],
    // Tickets must carry it, and every session must do without.
    iceServers: [
      {
        urls: `turn:127.0.0.1:${relay.port}?transport=udp`,
        username: 'relay',
        credential: 'relay-password',
      },
    ],
  });
  const { phoneIds, secrets: accountSecrets, brokerVendors } = accessTo(vendor, emulator);
  const secrets = new Set(accountSecrets);
  const vendorCalls: VendorCall[] = [];
  const brokerLog: BrokerLogEntry[] = [];

  const listen = (
    vendors: BrokerOptions['vendors'],
    timeoutMs: number,
    further: Partial<BrokerOptions> = {},
  ) => {
    const broker = createBroker({
      ...further,
      vendors,
      authorize: (request) => grants[userOf(request.headers.get('cookie'))] ?? null,
      log: (entry) => brokerLog.push(entry),
      fetch: (address, init) => {
        vendorCalls.push({ path: new URL(address).pathname, atMs: Date.now() });
        return fetch(address, init);
      },
      // One user opens more sessions in a minute here than anywhere else.
      rateLimits: false,
      timeoutMs,
    });
    return createNodeListener(async (request) => {
      const response = await broker(request);
      return noteSecrets(response, secrets);
    });
  };
  const noFaults = { ...emulator.faults };
  const relayed = openRelayedBroker(createSignallingRelay, (further) =>
    listen(brokerVendors(), 10_000, further),
  );
  const brokers: Record<string, RequestListener> = {
    'wrong-key': listen(brokerVendors({ isWrong: true }), 10_000),
    impatient: listen(brokerVendors(), 500),
    relayed: relayed.listener,
  };

  const serve: RequestListener = (request, response) => {
    const [, first = '', ...rest] = new URL(request.url ?? '/', 'http://host').pathname.split('/');
    const broker = brokers[first];
    if (broker) return broker(request, response);
    if (first === 'probe.js') return answer(response, '.js', probe);
    serveFile(first, rest.join('/'), response).catch(() => response.writeHead(404).end());
  };
  const servers: Server[] = [];
  const openServer = async (server: Server) => {
    servers.push(server);
    server.on('upgrade', (request, socket, head) => {
      if (!relayed.handleUpgrade(request, socket, head)) socket.destroy();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return `127.0.0.1:${(server.address() as AddressInfo).port}`;
  };
  const url = `http://${await openServer(createServer(serve))}`;
  const folder = await mkdtemp(path.join(tmpdir(), 'telepad-site-'));
  const store = createDiskFileStore({ folder });
  const files = { publicUrl: `${url}/telepad`, store, maxBytes: maxFileBytes };
  brokers.telepad = listen(brokerVendors(), 10_000, { files });

  return {
    url,
    emulator,
    phoneIds,
    relayed,
    secrets,
    accountSecrets,
    brokerLog,
    vendorCalls,
    keptFiles: () => readdir(folder),
    async issueTicket(user, phoneId, broker = 'telepad') {
      const response = await fetch(`${url}/${broker}/tickets`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', cookie: `user=${user}` },
        body: JSON.stringify({ phoneId }),
      });
      return (await response.json()) as Ticket;
    },
    async openSecurely() {
      const certificate = await makeCertificate();
      if (!certificate) return undefined;
      return { url: `https://${await openServer(createSecureServer(certificate, serve))}` };
    },
    reset() {
      Object.assign(emulator.faults, noFaults);
      for (const phoneId of phoneIds) {
        const phone = emulator.phone(phoneId);
        phone.setOnline(true);
        phone.reset();
      }
    },
    async close() {
      await relayed.close();
      for (const server of servers) {
        server.closeAllConnections();
        await new Promise((resolve) => server.close(resolve));
      }
      await emulator.close();
      relay.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Something like a TURN server that is down: a UDP port where nobody answers. */
async function openSilentRelay(): Promise<{ readonly port: number; close(): void }> {
  const socket = createSocket('udp4');
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
  return { port: socket.address().port, close: () => socket.close() };
}

function userOf(cookie: string | null): User {
  return /(?:^|; )user=(\w+)/.exec(cookie ?? '')?.[1] as User;
}

const folders: Readonly<Record<string, string>> = {
  pages: path.join(root, 'test/e2e/pages'),
  dist: path.join(root, 'dist'),
  fonts: path.join(root, 'node_modules/@fontsource-variable'),
  // Put there by the tests that build them.
  examples: path.join(root, 'test-results/examples'),
};

/** What a careful page allows; the signalling of the emulator is a socket of another port. */
const strictPolicy =
  "default-src 'self'; style-src 'self'; script-src 'self'; connect-src 'self' ws://127.0.0.1:*; img-src 'self' data:; require-trusted-types-for 'script'";

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.map': 'application/json',
  '.woff2': 'font/woff2',
};

async function serveFile(folderName: string, name: string, response: ServerResponse) {
  const folder = folders[folderName];
  const extension = path.extname(name);
  if (!folder || !(extension in types) || name.includes('..')) throw new Error('not here');
  if (name === 'strict.html') response.setHeader('content-security-policy', strictPolicy);
  answer(response, extension, await readFile(path.join(folder, name)));
}

function answer(response: ServerResponse, extension: string, body: string | Buffer): void {
  response.writeHead(200, { 'content-type': types[extension], 'cache-control': 'no-cache' });
  response.end(body);
}

/** The same for every site of a worker. */
let bundledProbe: Promise<string> | undefined;

async function bundleProbe(): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: 'warn',
    build: {
      write: false,
      lib: { entry: path.join(root, 'test/e2e/page/probe.ts'), formats: ['es'] },
    },
  });
  const [bundle] = Array.isArray(result) ? result : [result];
  const chunk = bundle && 'output' in bundle ? bundle.output[0] : undefined;
  if (!chunk) throw new Error('The probe for the pages could not be bundled.');
  return chunk.code;
}
