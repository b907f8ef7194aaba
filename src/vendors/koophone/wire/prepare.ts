import { asArray, asNumber, asObject, asString } from '../../../core/json.js';
import type { PreparationStage } from '../../../core/preparation.js';

/** What `prepare` and `prepare-progress` say of a phone (API reference; fact sheet 3.1, 3.2). */

export type Readiness =
  | { readonly type: 'ready' }
  /** The vendor is at work, or keeps the phone waiting. Without a stage: a number that is not documented. */
  | { readonly type: 'working'; readonly stage?: PreparationStage; readonly hint?: number }
  | { readonly type: 'not-assigned' }
  | { readonly type: 'restore-failed' }
  | { readonly type: 'maintenance' }
  /** Only of the progress: the preparation has failed. */
  | { readonly type: 'failed' };

const working = (stage: PreparationStage): Readiness => ({ type: 'working', stage });

const prepareStatuses: ReadonlyMap<number, Readiness> = new Map<number, Readiness>([
  [0, { type: 'ready' }],
  [1, working('restoring')],
  [2, { type: 'not-assigned' }],
  [3, working('backing-up')],
  [4, working('resetting')],
  [5, working('restarting')],
  // Offline, which is normal: this very call brings it back.
  [6, working('waking')],
  [7, working('moving')],
  [8, working('restoring')],
  [9, { type: 'restore-failed' }],
  [10, { type: 'maintenance' }],
]);

const progressStatuses: ReadonlyMap<number, Readiness> = new Map<number, Readiness>([
  [-1, { type: 'failed' }],
  [0, { type: 'ready' }],
  [1, working('queued')],
  [2, working('restoring')],
  [3, working('backing-up')],
]);

export interface ReadinessReport {
  /** The vendor's number. */
  readonly status: number;
  readonly readiness: Readiness;
}

/** `undefined` when the answer does not name the phone. */
export function readPrepareAnswer(data: unknown, instanceId: string): ReadinessReport | undefined {
  const row = asArray(asObject(data)?.status_list)
    ?.map(asObject)
    .find((one) => asString(one?.instance_id) === instanceId);
  const status = asNumber(row?.status);
  if (status === undefined) return undefined;
  return { status, readiness: prepareStatuses.get(status) ?? { type: 'working' } };
}

/** `undefined` when the answer tells no status. */
export function readProgressAnswer(data: unknown): ReadinessReport | undefined {
  const fields = asObject(data);
  const status = asNumber(fields?.status);
  if (status === undefined) return undefined;
  const readiness = progressStatuses.get(status) ?? { type: 'working' };
  const hint = asNumber(fields?.waitingCount);
  const isHinted = readiness.type === 'working' && readiness.stage === 'queued';
  return {
    status,
    readiness: isHinted && hint !== undefined && hint >= 0 ? { ...readiness, hint } : readiness,
  };
}

/** What the service's codes 2003, 2005 and 2006 mean while a phone is made ready: keep asking. */
export const stageByCode: Readonly<Record<string, PreparationStage>> = {
  '2003': 'queued',
  '2005': 'restoring',
  '2006': 'backing-up',
};
