import type { CloudSocket, EmulatorWorld } from '../../../../core/ports/emulator.js';

/** A client's heartbeat is not answered, as far as is known; a fault answers it, in words of ours (fact sheet Q10). */
export function answerPing({ faults }: EmulatorWorld, socket: CloudSocket): void {
  if (faults.answerPings) socket.send('{"event":"pong"}');
}
