import { WebSocket } from 'ws';
import { quietSocketOptions } from './quiet-socket-options.js';
import type { RelayLimits } from './relay-limits.js';

/** After so long without a word the system asks whether the vendor's server is still there, in ms. */
const tcpKeepAliveMs = 30_000;

export interface VendorCallbacks {
  /** Called at once, before the socket can say anything. */
  readonly onOpen: (upstream: WebSocket) => void;
  /** Refused, redirected, unreachable or too slow; called once, unless the call was given up. */
  readonly onFailed: () => void;
}

/**
 * Calls the vendor's signalling server. Nothing of the browser's request goes with it, and no redirect is followed.
 * @param url checked before
 * @returns gives the call up; afterwards neither callback is called
 */
export function dialVendor(
  url: string,
  limits: RelayLimits,
  { onOpen, onFailed }: VendorCallbacks,
): () => void {
  let isDone = false;
  const upstream = new WebSocket(url, {
    ...quietSocketOptions,
    maxPayload: limits.maxVendorFrameBytes,
    followRedirects: false,
  });
  // Not the timeout of `ws`, which begins anew with each byte of an answer that never ends.
  const timer = setTimeout(() => upstream.terminate(), limits.handshakeTimeoutMs);
  /** False when it was done before. */
  const finish = (): boolean => {
    clearTimeout(timer);
    const isFirst = !isDone;
    isDone = true;
    return isFirst;
  };
  const fail = () => {
    if (finish()) onFailed();
  };
  // Stays for the socket's life: its errors end in a close, which is listened to.
  upstream.on('error', fail);
  upstream.once('close', fail);
  // Vendors may not answer WebSocket pings; TCP's own question bothers nobody.
  upstream.once('upgrade', ({ socket }) => socket.setKeepAlive(true, tcpKeepAliveMs));
  upstream.once('open', () => {
    if (finish()) onOpen(upstream);
  });
  return () => {
    finish();
    upstream.terminate();
  };
}
