import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { TelepadError } from '../../core/errors.js';

/** The emulator speaks to this machine only. */
export const loopback = '127.0.0.1';

/**
 * Starts to listen on loopback; 0 takes a free port.
 * @returns the port
 * @throws TelepadError `configuration_invalid` when the port cannot be had
 */
export function listen(server: Server, port: number, purpose: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      reject(
        new TelepadError(
          'configuration_invalid',
          `The emulator could not listen on port ${port} for ${purpose} (${cause.code}). Choose another port, or 0 for a free one.`,
          { cause },
        ),
      );
    });
    server.listen(port, loopback, () => resolve((server.address() as AddressInfo).port));
  });
}

/** Frees the port, and cuts the connections that are still open. */
export function stopListening(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
