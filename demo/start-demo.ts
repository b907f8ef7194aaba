import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type BrokerLogEntry, createBroker, type Grant } from 'telepad/broker';
import { createNodeListener } from 'telepad/broker/node';
import {
  type ArmcloudAccount,
  ConfigurationError,
  type DemoConfiguration,
} from './configuration.js';
import { loadStaticSite } from './static-site.js';

export interface Demo {
  /** Such as `http://localhost:8080/`. */
  readonly url: string;
  /** Ends the server and, where there is one, the emulator. */
  close(): Promise<void>;
}

export interface DemoOptions extends DemoConfiguration {
  /** The built page. */
  readonly siteFolder: string;
  readonly log: (entry: BrokerLogEntry) => void;
}

/**
 * One server on this machine for the page and, under `/telepad/`, the broker.
 * @throws ConfigurationError when the port is taken, TelepadError when the account's settings are wrong
 */
export async function startDemo(options: DemoOptions): Promise<Demo> {
  const site = await loadStaticSite(options.siteFolder);
  const { account, close: closeCloud } = await openCloud(options.cloud);
  try {
    const broker = createBroker({
      vendors: { armcloud: account },
      authorize: (request) => authorize(request, account.phoneIds),
      log: options.log,
    });
    const listener = createNodeListener(broker);
    const server = createServer((request, response) => {
      if (request.url?.startsWith('/telepad/')) listener(request, response);
      else site(request, response);
    });
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(options.port, '127.0.0.1', resolve);
    }).catch((error: NodeJS.ErrnoException) => {
      throw new ConfigurationError(describeListenError(error, options.port));
    });
    const { port } = server.address() as AddressInfo;
    return {
      url: `http://localhost:${port}/`,
      async close() {
        server.closeAllConnections();
        await new Promise((resolve) => server.close(resolve));
        await closeCloud();
      },
    };
  } catch (error) {
    await closeCloud();
    throw error;
  }
}

interface Cloud {
  readonly account: Omit<ArmcloudAccount, 'kind'>;
  close(): Promise<void>;
}

async function openCloud(cloud: DemoConfiguration['cloud']): Promise<Cloud> {
  if (cloud.kind === 'armcloud') {
    const { kind: _, ...account } = cloud;
    return { account, close: async () => {} };
  }
  // Only now: its native parts are no business of somebody who shows real phones.
  const { startEmulator } = await import('telepad/emulator');
  const emulator = await startEmulator();
  const { baseUrl, credentials, phoneIds } = emulator.clouds.armcloud;
  const { accessKey, secretKey } = credentials;
  return {
    account: {
      accessKey,
      secretKey,
      baseUrl,
      phoneIds,
      signallingScheme: 'auto',
      brand: 'armcloud',
    },
    close: () => emulator.close(),
  };
}

/**
 * For this machine only, never for a server: everybody here may control every phone. An application decides
 * by its own sign-in instead. The server listens on loopback; the Host and Origin headers keep out web pages
 * that reach it through the user's browser, under a name of theirs that leads to 127.0.0.1.
 */
export function authorize(request: Request, phoneIds: readonly string[]): Grant | null {
  const origin = request.headers.get('origin');
  if (!isLoopback(request.url) || (origin !== null && !isLoopback(origin))) return null;
  // A new user for each ticket: the vendor would cut off one tab's session when another tab opens the phone.
  return { userId: `demo-${randomUUID()}`, phones: phoneIds, role: 'control' };
}

function isLoopback(address: string): boolean {
  try {
    return ['localhost', '127.0.0.1', '[::1]'].includes(new URL(address).hostname);
  } catch {
    return false;
  }
}

function describeListenError({ code }: NodeJS.ErrnoException, port: number): string {
  if (code === 'EADDRINUSE') {
    return `Port ${port} is taken by another program: stop that one, or choose another with --port, or none for a free one.`;
  }
  if (code === 'EACCES') {
    return `Port ${port} needs rights that you do not have: choose one above 1023 with --port.`;
  }
  return `The demo could not listen on port ${port} (${code ?? 'no reason given'}): choose another with --port.`;
}
