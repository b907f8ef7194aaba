import { createSocket } from 'node:dgram';
import { readFile } from 'node:fs/promises';
import { createServer, type RequestListener, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { BrokerLogEntry, Grant, Ticket } from 'telepad/broker';
import type { Emulator } from 'telepad/emulator';
import { build } from 'vite';

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

/** Everything that the tests run against: a fake cloud with phones, a broker, and the pages of a host. */
export interface Site {
  /**
   * Such as `http://127.0.0.1:40000`. `/telepad` is the broker, `/wrong-key` one with a wrong secret,
   * `/impatient` one that gives the vendor half a second.
   */
  readonly url: string;
  readonly emulator: Emulator;
  readonly phoneIds: readonly string[];
  /** What must never be seen in a page's console or in a log: keys, tokens, ICE credentials. */
  readonly secrets: ReadonlySet<string>;
  readonly brokerLog: readonly BrokerLogEntry[];
  /** A ticket as a page of this user would get it. */
  issueTicket(user: User, phoneId: string): Promise<Ticket>;
  /** No fault is left on, and every phone is as new. */
  reset(): void;
  close(): Promise<void>;
}

/** Imports the built file, not the source that tsconfig's paths lead to: it is what users get. */
async function importBuilt<Module>(file: string): Promise<Module> {
  const url = new URL(`../../../dist/${file}`, import.meta.url);
  return (await import(url.href)) as Module;
}

/** @param options.phones how many phones there are; two by default */
export async function openSite(options: { readonly phones?: number } = {}): Promise<Site> {
  const { startEmulator } = await importBuilt<typeof import('telepad/emulator')>('emulator.js');
  const { createBroker } = await importBuilt<typeof import('telepad/broker')>('broker.js');
  const { createNodeListener } =
    await importBuilt<typeof import('telepad/broker/node')>('broker-node.js');
  const probe = await bundleProbe();
  const relay = await openSilentRelay();
  const emulator = await startEmulator({
    ...options,
    // Tickets must carry it, and every session must do without.
    iceServers: [
      {
        urls: `turn:127.0.0.1:${relay.port}?transport=udp`,
        username: 'relay',
        credential: 'relay-password',
      },
    ],
  });
  const { baseUrl, credentials, phoneIds } = emulator.clouds.armcloud;
  const secrets = new Set<string>(Object.values(credentials));
  const brokerLog: BrokerLogEntry[] = [];

  const listen = (secretKey: string, timeoutMs: number) => {
    const broker = createBroker({
      vendors: { armcloud: { baseUrl, accessKey: credentials.accessKey, secretKey } },
      authorize: (request) => grants[userOf(request.headers.get('cookie'))] ?? null,
      log: (entry) => brokerLog.push(entry),
      // One user opens more sessions in a minute here than anywhere else.
      rateLimits: false,
      timeoutMs,
    });
    return createNodeListener(async (request) => {
      const response = await broker(request);
      if (response.ok)
        for (const secret of secretsOf(await response.clone().json())) secrets.add(secret);
      return response;
    });
  };
  const noFaults = { ...emulator.faults };
  const brokers: Readonly<Record<string, RequestListener>> = {
    telepad: listen(credentials.secretKey, 10_000),
    'wrong-key': listen(`${credentials.secretKey}x`, 10_000),
    impatient: listen(credentials.secretKey, 500),
  };

  const server = createServer((request, response) => {
    const [, first = '', ...rest] = new URL(request.url ?? '/', 'http://host').pathname.split('/');
    const broker = brokers[first];
    if (broker) return broker(request, response);
    if (first === 'probe.js') return answer(response, '.js', probe);
    serveFile(first, rest.join('/'), response).catch(() => response.writeHead(404).end());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;

  const url = `http://127.0.0.1:${port}`;

  return {
    url,
    emulator,
    phoneIds,
    secrets,
    brokerLog,
    async issueTicket(user, phoneId) {
      const response = await fetch(`${url}/telepad/tickets`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', cookie: `user=${user}` },
        body: JSON.stringify({ phoneId }),
      });
      return (await response.json()) as Ticket;
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
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await emulator.close();
      relay.close();
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

/** The signalling token is the address's path; ICE credentials are credentials. */
function secretsOf(ticket: {
  readonly signalling?: { readonly url: string };
  readonly iceServers?: readonly { readonly credential?: string }[];
}): readonly string[] {
  const token = ticket.signalling?.url.replace(/^wss?:\/\/[^/]+\//, '') ?? '';
  const credentials = (ticket.iceServers ?? []).flatMap(({ credential }) => credential ?? []);
  return [token, ...credentials].filter((text) => text.length > 0);
}

const folders: Readonly<Record<string, string>> = {
  pages: path.join(root, 'test/e2e/pages'),
  dist: path.join(root, 'dist'),
};
const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.map': 'application/json',
};

async function serveFile(folderName: string, name: string, response: ServerResponse) {
  const folder = folders[folderName];
  const extension = path.extname(name);
  if (!folder || !(extension in types) || name.includes('..')) throw new Error('not here');
  answer(response, extension, await readFile(path.join(folder, name)));
}

function answer(response: ServerResponse, extension: string, body: string | Buffer): void {
  response.writeHead(200, { 'content-type': types[extension], 'cache-control': 'no-cache' });
  response.end(body);
}

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
