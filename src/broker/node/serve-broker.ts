import { createServer } from 'node:http';
import { TelepadError } from '../../core/errors.js';
import type { Broker } from '../create-broker.js';
import { createNodeListener, type NodeListenerOptions } from './listener.js';

export interface ServeBrokerOptions extends NodeListenerOptions {
  readonly broker: Broker;
  /** TCP port; 0 (default) takes a free one. */
  readonly port?: number;
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
  const { broker, port = 0, host = '127.0.0.1' } = options;
  const server = createServer(
    // A request is a few hundred bytes; whoever takes longer to send it holds the connection on purpose.
    { requestTimeout: 10_000, headersTimeout: 10_000 },
    createNodeListener(broker, options),
  );
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
      });
      return closing;
    },
  };
}
