import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  type Broker,
  type BrokerLogEntry,
  createBroker,
  type SignallingRelay,
} from 'telepad/broker';
import { createNodeListener, createSignallingRelay } from 'telepad/broker/node';
import { createAccountRoutes } from './account-routes.js';
import { type Clouds, openClouds } from './clouds.js';
import { ConfigurationError, type DemoConfiguration } from './configuration.js';
import { describePeople } from './people.js';
import { loadStaticSite } from './static-site.js';
import { Visitors } from './visitors.js';

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
 * One server on this machine for the page, its sign-in under `/account` and, under `/telepad/`, the broker and its
 * signalling relay.
 * @throws ConfigurationError when the port is taken, TelepadError when an account's settings are wrong
 */
export async function startDemo(options: DemoOptions): Promise<Demo> {
  const site = await loadStaticSite(options.siteFolder);
  const clouds = await openClouds(options.accounts);
  const server = createServer();
  const relay = createSignallingRelay();
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(options.port, '127.0.0.1', resolve);
    }).catch((error: NodeJS.ErrnoException) => {
      throw new ConfigurationError(describeListenError(error, options.port));
    });
    const { port } = server.address() as AddressInfo;
    const url = `http://localhost:${port}/`;
    const visitors = new Visitors({ ...clouds, people: describePeople(clouds), port });
    const account = createAccountRoutes(visitors);
    const broker = openBroker(options, { clouds, visitors, relay, publicUrl: `${url}telepad` });
    const listener = createNodeListener(broker);
    server.on('request', (request, response) => {
      if (request.url?.startsWith('/telepad/')) listener(request, response);
      else if (/^\/account(?![^/?])/.test(request.url ?? '')) account(request, response);
      else site(request, response);
    });
    server.on('upgrade', (request, socket, head) => {
      if (!relay.handleUpgrade(request, socket, head)) socket.destroy();
    });
    return {
      url,
      async close() {
        // Nobody opens a phone any more whose session would be left open.
        const closed = new Promise((resolve) => server.close(resolve));
        await relay.close();
        await broker.close();
        server.closeAllConnections();
        await closed;
        await clouds.close();
      },
    };
  } catch (error) {
    server.close();
    await clouds.close();
    throw error;
  }
}

/**
 * Signalling goes through the relay for every vendor: a page then learns no address and no token of theirs, and some
 * have signalling that only a relay can bring to a page over https. The price is group control, which relays do not carry,
 * and this page does not have.
 */
function openBroker(
  { log }: DemoOptions,
  parts: {
    readonly clouds: Clouds;
    readonly visitors: Visitors;
    readonly relay: SignallingRelay;
    readonly publicUrl: string;
  },
): Broker {
  const { vendors, isEmulated } = parts.clouds;
  return createBroker({
    vendors,
    signallingRelay: parts.relay,
    authorize: (request) => parts.visitors.authorize(request),
    log,
    ...(isEmulated && { files: { publicUrl: parts.publicUrl } }),
  });
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
