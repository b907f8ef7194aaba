import { randomBytes } from 'node:crypto';
import type { CloudSocket, EmulatorWorld } from '../../../../core/ports/emulator.js';
import { encodeServerEvent } from '../../wire/signal-codec.js';
import { closedFrame, encodeOpenFrame, joinedFrame } from '../../wire/socket-frames.js';
import type { Liveness } from './liveness.js';

/** Where a start cannot be: a number of the SDK's range for devices (fact sheet 6.6); which one is assumed. */
export const deviceFailure = { code: 1200, message: 'the device cannot be reached' } as const;

/** What a server says before anything else. */
export function openingFrames(
  times: Pick<Liveness, 'intervalMs' | 'timeoutMs'>,
): readonly string[] {
  const { intervalMs: pingIntervalMs, timeoutMs: pingTimeoutMs } = times;
  const sid = randomBytes(15).toString('base64url');
  return [encodeOpenFrame({ sid, pingIntervalMs, pingTimeoutMs }), joinedFrame];
}

const refusalCodes = { invalid: -1, expired: -2 } as const;

/** A client whose token admits to nothing is told so, and the WebSocket is closed. */
export function refuseClient(
  socket: CloudSocket,
  world: EmulatorWorld,
  why: keyof typeof refusalCodes,
): void {
  const { pingIntervalMs } = world.faults;
  const times = { intervalMs: pingIntervalMs, timeoutMs: pingIntervalMs };
  for (const frame of openingFrames(times)) socket.send(frame);
  const code = refusalCodes[why];
  socket.send(encodeServerEvent({ type: 'authorize', isAuthorized: false, code }));
  socket.send(closedFrame);
  socket.close();
}
