import type { TelepadError } from '../../core/errors.js';
import { explainFailure } from '../../core/explain-failure.js';
import type { PhoneStatistics } from '../../core/statistics.js';
import { knownFacts } from '../diagnosis/known-facts.js';
import { vendorNotLoaded } from '../session-errors.js';
import type { UpkeepHost } from './upkeep-host.js';
import type { UpkeepPart } from './upkeep-part.js';

/**
 * Says why a session fails. At hand before it does: when the network is down, no code can be loaded any more to
 * explain it. What tries things out is loaded when somebody asks for it.
 */
export function createExplanation(host: UpkeepHost): UpkeepPart {
  const { session } = host;
  /** Of the trouble that the session is in, if it is. */
  let trouble: TelepadError | undefined;
  let statistics: PhoneStatistics | undefined;
  session.on('trouble', (error) => {
    trouble = error;
  });
  session.on('live', () => {
    trouble = undefined;
  });
  const explain = (error: TelepadError) => explainFailure(error, knownFacts(host));
  return {
    explain,
    look(latest) {
      statistics = latest;
    },
    async diagnose() {
      const { diagnoseSession } = await import('../diagnosis/diagnosis.js').catch((cause) => {
        throw vendorNotLoaded(cause);
      });
      return diagnoseSession(host, () => ({
        failure: session.closeReason ? session.closeReason.diagnosis : trouble && explain(trouble),
        statistics,
      }));
    },
  };
}
