import { asNumber, asObject } from './json.js';

/** What a phone can be busy with before it can be opened, in no order: a vendor goes through those that it has. */
export const preparationStages = [
  /** Others are served first. */
  'queued',
  /** The vendor puts the user's phone back from where it was stored. */
  'restoring',
  'backing-up',
  'resetting',
  'restarting',
  /** On its way to another machine. */
  'moving',
  /** Starting, from sleep or from nothing. */
  'waking',
] as const;

export type PreparationStage = (typeof preparationStages)[number];

/** Why a phone is not ready yet. */
export interface PreparationProgress {
  readonly stage: PreparationStage;
  /** The vendor's own number, such as a place in its queue; its unit is not documented. Never below 0. */
  readonly hint?: number;
}

/** @returns `undefined` for what is none, a stage that this version does not know included */
export function readPreparationProgress(value: unknown): PreparationProgress | undefined {
  const fields = asObject(value);
  const stage = preparationStages.find((known) => known === fields?.stage);
  const hint = asNumber(fields?.hint) ?? -1;
  return stage && { stage, ...(hint >= 0 && { hint }) };
}
