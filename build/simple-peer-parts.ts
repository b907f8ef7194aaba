/**
 * Browser stand-ins for the packages that simple-peer 9 requires. With eventemitter3 it weighs 28.4 KiB
 * gzip prebuilt, and 4.4 with these and without what browser-dependencies.ts takes out. Its own `debug` would
 * also print TURN credentials when a page's local storage asks for it.
 *
 * Only what simple-peer's own code calls is here. It is a readable and writable stream no more: nothing of
 * Telepad pipes it, and what the page sends goes over data channels of its own.
 */
import { EventEmitter } from 'eventemitter3';

/** The part of Node's stream that simple-peer inherits, and that anybody hears: its events. */
class Duplex extends EventEmitter {
  destroyed = false;
}

/** For `readable-stream`. */
export const readableStream = { Duplex };

/** For `buffer`: only the code for data channels used it, and that is taken out. */
export const buffer = {};

/** For `randombytes`: names of peers and channels, always asked for in hex. */
export function randomBytes(size: number): { toString(): string } {
  const bytes = crypto.getRandomValues(new Uint8Array(size));
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return { toString: () => hex };
}

/** For `debug`: prints nothing, ever. */
export function createDebug(): () => void {
  return () => {};
}

/** For `queue-microtask`. */
export function queueSoon(task: () => void): void {
  queueMicrotask(task);
}

/** For `err-code`: its calls are taken out, and errors stay as they are. */
export const errCode = undefined;

/** For `get-browser-rtc`. */
export function getBrowserRtc(): object | null {
  if (typeof RTCPeerConnection === 'undefined') return null;
  return { RTCPeerConnection, RTCSessionDescription, RTCIceCandidate };
}
