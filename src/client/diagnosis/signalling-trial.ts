import type { Finding } from '../../core/diagnosis.js';
import type { TelepadError } from '../../core/errors.js';
import { failed, failedBy, ok } from '../../core/explain-failure.js';
import { SignallingSocket } from '../signalling-socket.js';
import { runTrial, type TrialConditions } from './trial.js';

type Draft = Omit<Finding, 'check'>;

const refusedByPage = failed(
  'The Content-Security-Policy of this page blocks the signalling address.',
  'Allow it in connect-src.',
);

/** Opens the signalling address, and closes it as soon as it is open. */
export function trySignalling(url: string, conditions: TrialConditions): Promise<Draft> {
  return runTrial(
    conditions,
    () =>
      failed(
        'The signalling server did not answer in time.',
        'Check the network and its firewall.',
      ),
    (settle, life) => {
      // The page's own policy is told by an event of its own, after which Chromium says nothing more of the socket.
      document.addEventListener(
        'securitypolicyviolation',
        ({ blockedURI }) => {
          if (blockedURI && url.startsWith(blockedURI)) settle(refusedByPage);
        },
        { signal: life },
      );
      const lose = (error: TelepadError) => setTimeout(() => settle(failedBy(error)));
      try {
        const socket = new SignallingSocket({
          url,
          openTimeoutMs: conditions.timeoutMs,
          heartbeat: null,
          onOpen: () => settle(ok('The signalling server can be reached.')),
          onMessage: () => {},
          onLost: lose,
        });
        life.addEventListener('abort', () => socket.close(), { once: true });
      } catch (error) {
        lose(error as TelepadError);
      }
    },
  );
}
