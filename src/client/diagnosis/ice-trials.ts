import { type IceServerTrial, outcomeOf, placeOf } from '../../core/ice-server-trial.js';
import type { Ticket } from '../../core/ticket.js';
import { runTrial, type TrialConditions, trialConnection } from './trial.js';

/** More than any ticket should have; each one is a peer connection of its own for a few seconds. */
const maxServers = 16;

/** One address of one server, as RTCConfiguration takes it. */
export interface OneIceServer extends RTCIceServer {
  readonly urls: string;
}

/** Each address by itself: of a list, browsers do not tell which of its servers works. */
export function separateServers({ iceServers }: Ticket): readonly OneIceServer[] {
  return iceServers
    .flatMap(({ urls, ...access }) => [urls].flat().map((url) => ({ ...access, urls: url })))
    .slice(0, maxServers);
}

/** Asks a server for a candidate. */
export async function tryIceServer(
  server: OneIceServer,
  conditions: TrialConditions,
): Promise<IceServerTrial> {
  const where = placeOf(server.urls);
  const isStun = where.check === 'stun';
  const codes: number[] = [];
  const outcome = await runTrial<IceServerTrial['outcome']>(
    conditions,
    () => outcomeOf(codes, 'silent'),
    (settle, life) => {
      let connection: RTCPeerConnection;
      try {
        connection = trialConnection(server, isStun ? 'all' : 'relay', life);
      } catch {
        settle('refused');
        return;
      }
      let hasCandidate = false;
      const finish = () => {
        // This computer may have the very address that the server sees: browsers leave the second candidate out.
        const isSeen = isStun && hasCandidate && 'onicecandidateerror' in connection;
        settle(outcomeOf(codes, isSeen ? 'works' : 'unreachable'));
      };
      const on = <Name extends keyof RTCPeerConnectionEventMap>(
        name: Name,
        listener: (event: RTCPeerConnectionEventMap[Name]) => void,
      ) => connection.addEventListener(name, listener, { signal: life });
      on('icecandidate', ({ candidate }) => {
        if (!candidate?.candidate) return;
        hasCandidate = true;
        if (candidate.candidate.includes(isStun ? ' typ srflx' : ' typ relay')) settle('works');
      });
      on('icecandidateerror', ({ errorCode }) => codes.push(errorCode));
      on('icegatheringstatechange', () => {
        if (connection.iceGatheringState === 'complete') finish();
      });
      connection.createDataChannel('diagnosis');
      connection.setLocalDescription().catch(() => settle('refused'));
    },
  );
  return { ...where, outcome };
}

/** Whether two connections of this page reach each other through a TURN server. */
export function tryRelaying(server: OneIceServer, conditions: TrialConditions): Promise<boolean> {
  return runTrial(
    conditions,
    () => false,
    (settle, life) => {
      const near = trialConnection(server, 'relay', life);
      const far = trialConnection(server, 'relay', life);
      near
        .createDataChannel('diagnosis')
        .addEventListener('open', () => settle(true), { signal: life });
      const offered = near.setLocalDescription().then(() => tellDescription(near, far));
      const answered = offered
        .then(() => far.setLocalDescription())
        .then(() => tellDescription(far, near));
      passCandidates(near, far, offered, life);
      passCandidates(far, near, answered, life);
      answered.catch(() => settle(false));
    },
  );
}

function tellDescription(from: RTCPeerConnection, to: RTCPeerConnection): Promise<void> {
  return to.setRemoteDescription(from.localDescription as RTCSessionDescription);
}

/** @param isReady until then `to` takes no candidates */
function passCandidates(
  from: RTCPeerConnection,
  to: RTCPeerConnection,
  isReady: Promise<void>,
  life: AbortSignal,
): void {
  from.addEventListener(
    'icecandidate',
    ({ candidate }) => {
      if (candidate) isReady.then(() => to.addIceCandidate(candidate)).catch(() => {});
    },
    { signal: life },
  );
}
