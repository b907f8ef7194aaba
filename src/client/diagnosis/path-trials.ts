import type { FindingDrafts } from '../../core/diagnosis.js';
import { judgeIceServers } from '../../core/ice-server-trial.js';
import { judgeMediaPath } from '../../core/judge-media-path.js';
import type { Ticket } from '../../core/ticket.js';
import { separateServers, tryIceServer, tryRelaying } from './ice-trials.js';
import type { TrialConditions } from './trial.js';

/** Tries all ICE servers of a ticket at the same time, and TURN with the first that works. */
export async function tryPaths(
  ticket: Ticket,
  isRelayOnly: boolean,
  conditions: TrialConditions,
): Promise<FindingDrafts> {
  const servers = separateServers(ticket);
  const trials = servers.map((server) => tryIceServer(server, conditions));
  const firstTurn = Promise.any(
    trials.map(async (trial, index) => {
      const { check, outcome } = await trial;
      const server = servers[index];
      if (check === 'stun' || outcome !== 'works' || !server) throw new Error('no TURN server');
      return server;
    }),
  );
  const isRelaying = await firstTurn.then(
    (server) => tryRelaying(server, conditions),
    () => undefined,
  );
  const outcomes = await Promise.all(trials);
  return {
    ...judgeIceServers(outcomes),
    'media-path': judgeMediaPath({ servers: outcomes, isRelaying, isRelayOnly }),
  };
}
