import type { WebSocket } from 'ws';

/** Close codes of our own that a browser can see. What the vendor closes with is passed on without its reason. */
export const closeCodes = {
  goingAway: 1001,
  policyViolation: 1008,
  /** Sent by `ws` itself. */
  messageTooBig: 1009,
  tryAgainLater: 1013,
  /** The connection to the vendor broke. */
  badGateway: 1014,
  idle: 4001,
  replaced: 4002,
} as const;

/** The code of a close frame that has none, and of a connection that ended without one (RFC 6455, 7.4.1). */
const noCode = 1005;
const noFrame = 1006;

export const isWithoutFrame = (code: number): boolean => code === noFrame;

/** Closes as the other side did: the same words for the same thing, whoever is at the end of the line. */
export function closeAs(socket: WebSocket, code: number): void {
  // Only a socket that is read hears the answer to its goodbye.
  socket.resume();
  const isSendable =
    (code >= 1000 && code <= 1014 && code !== 1004 && code !== noCode && code !== noFrame) ||
    (code >= 3000 && code <= 4999);
  if (isSendable) socket.close(code);
  else socket.close();
}
