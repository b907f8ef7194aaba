import { createServer } from 'node:http';
import { TelepadError } from '../../core/errors.js';
import { createNodeListener, type NodeListenerOptions } from './listener.js';
import type { NodeSignallingRelay } from './relay/create-signalling-relay.js';
import { refuseUpgrade } from './relay/upgrade-request.js';

export interface ServeBrokerOptions extends NodeListenerOptions {
  readonly broker: (request: Request) => Promise<Response>;
  /** The broker's signalling relay, to be served at the same address; closed with the server. Default: none. */
  readonly relay?: NodeSignallingRelay;
  /** TCP port; 0 (default) takes a free one. */
  readonly port?: number;
  /**
   * How long a browser may take to send a request, in ms; 0 for no limit. Default 10000, since requests are a few
   * hundred bytes: raise it for a broker that takes `files`, such as 600000 for ten minutes. One that sends nothing of a
   * file for half a minute is given up in any case.
   */
  readonly requestTimeoutMs?: number;
  /** Address to listen on. Default `127.0.0.1`: this machine only. */
  readonly host?: string;
}

export interface BrokerServer {
  /** Such as `http://127.0.0.1:8080`. */
  readonly url: string;
  /** Ends every connection and frees the port. Safe to call twice. */
  close(): Promise<void>;
}

/**
 * A small HTTP server with nothing but a broker. Put TLS before it, in a proxy, when browsers reach it over
 * a network.
 * @throws TelepadError `configuration_invalid` when the port is taken or may not be used
 */
export async function serveBroker(options: ServeBrokerOptions): Promise<BrokerServer> {
  const { broker, relay, port = 0, host = '127.0.0.1', requestTimeoutMs = 10_000 } = options;
  const server = createServer(
    // Whoever takes longer to send it holds the connection on purpose.
    {
      requestTimeout: requestTimeoutMs,
      headersTimeout: Math.min(requestTimeoutMs || 10_000, 10_000),
    },
    createNodeListener(broker, options),
  );
  if (relay) {
    server.on('upgrade', (request, socket, head) => {
      if (!relay.handleUpgrade(request, socket, head)) refuseUpgrade(socket, 404);
    });
  }
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => resolve());
  }).catch((cause: unknown) => {
    throw new TelepadError(
      'configuration_invalid',
      `The broker's server could not listen on port ${port}. Check that nothing else uses it and that host is an address of this machine.`,
      { cause },
    );
  });
  const address = server.address();
  const actualPort = typeof address === 'object' ? address?.port : port;
  let closing: Promise<void> | undefined;
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${actualPort}`,
    close() {
      closing ??= new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
        // The server waits for connections that it has handed on as well.
        void relay?.close();
      });
      return closing;
    },
  };
}
