import { type IncomingMessage, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { checkOrigins } from '../../origin-policy.js';

/** The last two parts of a path: a relay, as a broker, is mounted anywhere. */
export function lastParts(url: string | undefined): readonly [string, string] {
  const path = (url ?? '').split(/[?#]/, 1)[0] ?? '';
  const [folder = '', last = ''] = ['', '', ...path.split('/')].slice(-2);
  return [folder, last];
}

/** What `ws` would refuse only after the vendor's server was called. */
export function isWebSocketRequest({ method, headers }: IncomingMessage): boolean {
  return (
    method === 'GET' &&
    headers.upgrade?.toLowerCase() === 'websocket' &&
    headers['sec-websocket-version'] === '13' &&
    /^[+/0-9A-Za-z]{22}==$/.test(headers['sec-websocket-key'] ?? '')
  );
}

/**
 * Whether a page may connect. CORS does not hold for WebSockets: their server has to look at the page's origin itself.
 * Without one it is no browser, which could write any.
 * @param allowedOrigins besides the relay's own
 * @param publicOrigin of the relay, where it is known, as a page would have it
 * @throws TelepadError `configuration_invalid`
 */
export function createUpgradeOriginCheck(
  allowedOrigins: readonly string[],
  publicOrigin: string | undefined,
): (request: IncomingMessage) => boolean {
  checkOrigins(allowedOrigins);
  return ({ headers }) => {
    const { origin } = headers;
    if (origin === undefined || origin === publicOrigin) return true;
    if (allowedOrigins.includes(origin)) return true;
    // Only browsers write it, and it knows the page's side of a proxy better than we do.
    const site = headers['sec-fetch-site'];
    if (site !== undefined) return site === 'same-origin';
    return URL.canParse(origin) && new URL(origin).host === headers.host?.toLowerCase();
  };
}

/** Answers an upgrade that is not granted, with nothing but a status. */
export function refuseUpgrade(socket: Duplex, status: number): void {
  // Node's server has let go of the socket: a far end that hangs up before the answer must not reach the process.
  socket.on('error', () => {});
  if (!socket.writable) {
    socket.destroy();
    return;
  }
  // Whoever does not read the answer does not keep the socket either.
  socket.once('finish', () => socket.destroy());
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? 'Refused'}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`,
  );
}
