import { type ErrorCode, isTelepadError, TelepadError } from '../../../core/errors.js';
import type { BrokerTools } from '../../../core/ports/broker.js';
import type { PreparationProgress, PreparationStage } from '../../../core/preparation.js';
import {
  type Readiness,
  type ReadinessReport,
  readPrepareAnswer,
  readProgressAnswer,
  stageByCode,
} from '../wire/prepare.js';
import { restCalls } from '../wire/rest-calls.js';
import type { AccountClient } from './account-client.js';
import type { PublicKoophoneSettings } from './koophone-settings.js';
import { answerInvalid } from './vendor-failure.js';
import { withJitter } from './with-jitter.js';

export interface PreparedPhone {
  readonly phoneId: string;
  readonly userId: string;
}

type ReadySettings = Pick<PublicKoophoneSettings, 'polling' | 'preparationTimeoutSeconds'>;

/** Questions come more slowly after so long, in ms (fact sheet 3.2). */
const patienceMs = 30_000;
/** A page gives up after half a minute without a word; so often it hears the last one again, in ms. */
const longestSilenceMs = 10_000;
/** A question that fails so says nothing of the phone. */
const passingCodes: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'vendor_timeout',
  'vendor_unreachable',
  'vendor_rate_limited',
  'rate_limited',
]);
/** What says more of a phone than the progress, which has no word of its own for it. */
const tellingStages: ReadonlySet<PreparationStage | undefined> = new Set<PreparationStage>([
  'resetting',
  'restarting',
  'moving',
  'waking',
]);

const notYet = Object.keys(stageByCode);

/**
 * Has the vendor make a phone ready, and waits until it is.
 * @throws TelepadError also `phone_offline` when it takes too long or fails, and `aborted` when the browser has gone
 */
export async function makeReady(
  { phoneId, userId }: PreparedPhone,
  client: AccountClient,
  settings: ReadySettings,
  tools: BrokerTools,
): Promise<void> {
  const { polling, preparationTimeoutSeconds } = settings;
  const startedAt = tools.now();
  let isFirstTry = true;
  let toldNumber: number | undefined;
  /** What a number that is not documented leaves as it is; at first, what any phone that is not ready could be at. */
  let last: PreparationProgress = { stage: 'waking' };
  let prepared = await prepare();

  for (let wait = prepared.type === 'ready' ? 0 : polling.firstMs; ; ) {
    const elapsed = tools.now() - startedAt;
    if (elapsed + wait > preparationTimeoutSeconds * 1000) throw tookTooLong();
    await waitFor(wait);
    const { progress, leastWaitMs } = await askForNews();
    if (progress.type === 'ready') return;
    if (progress.type === 'failed') {
      if (!isFirstTry) throw preparationFailed();
      isFirstTry = false;
      prepared = await prepare();
    } else {
      report(progress);
    }
    const isSlow = tools.now() - startedAt >= patienceMs;
    const usual = withJitter(isSlow ? polling.slowIntervalMs : polling.intervalMs, Math.random());
    wait = Math.max(usual, leastWaitMs);
  }

  async function waitFor(delayMs: number): Promise<void> {
    for (let left = delayMs; left > 0; ) {
      const next = Math.min(left, longestSilenceMs);
      await tools.wait(next);
      left -= next;
      if (left > 0) tools.report(last);
    }
  }

  async function prepare(): Promise<Readiness> {
    const body = { user_id: userId, instance_ids: [phoneId] };
    const found = await ask('prepare', body, (data) => readPrepareAnswer(data, phoneId));
    refuseUnready(found);
    // Not told: of a phone that only waits in the queue, too, it says that it is restored. The progress knows better.
    if (found.type === 'working' && found.stage) last = { stage: found.stage };
    return found;
  }

  /** One failed question is no news, and a reason to wait as long as the failure asks for. */
  async function askForNews(): Promise<{ progress: Readiness; leastWaitMs: number }> {
    try {
      return { progress: await askProgress(), leastWaitMs: 0 };
    } catch (error) {
      if (!isTelepadError(error) || !error.retryable || !passingCodes.has(error.code)) throw error;
      return { progress: { type: 'working' }, leastWaitMs: error.retryAfterMs ?? 0 };
    }
  }

  async function askProgress(): Promise<Readiness> {
    const body = { user_id: userId, instance_id: phoneId };
    const found = await ask('prepareProgress', body, readProgressAnswer);
    if (found.type !== 'working' || found.stage !== 'restoring') return found;
    // One number for "restoring" and "offline": what the phone was found at says which.
    const { stage } = prepared.type === 'working' ? prepared : {};
    return stage !== undefined && tellingStages.has(stage) ? { type: 'working', stage } : found;
  }

  async function ask(
    name: 'prepare' | 'prepareProgress',
    body: Readonly<Record<string, unknown>>,
    read: (data: unknown) => ReadinessReport | undefined,
  ): Promise<Readiness> {
    const { error, data } = await client.call(name, { body }, tools, { accepts: notYet });
    const stage = error && stageByCode[error.number];
    if (stage) return { type: 'working', stage };
    const found = read(data);
    if (!found) throw answerInvalid(restCalls[name].purpose, 'it does not tell of this phone');
    const { status, readiness } = found;
    if (readiness.type === 'working' && !readiness.stage && status !== toldNumber) {
      toldNumber = status;
      tools.warn(`KooPhone says ${status} of a phone, which is not documented. It is waited for.`);
    }
    return readiness;
  }

  function report(readiness: Readiness): void {
    if (readiness.type !== 'working') return;
    const { stage, hint } = readiness;
    if (stage) last = { stage, ...(hint !== undefined && { hint }) };
    tools.report(last);
  }
}

/** What no waiting helps against. */
function refuseUnready({ type }: Readiness): void {
  const asked = 'KooPhone was asked to make a phone ready';
  switch (type) {
    case 'not-assigned':
      throw new TelepadError(
        'vendor_rejected',
        `${asked}, but it is assigned to nobody. Assign it to this user, with the account API or in the vendor's console.`,
      );
    case 'restore-failed':
      throw new TelepadError(
        'vendor_rejected',
        `${asked}, but its data could not be restored. Ask the vendor to look at this phone.`,
      );
    case 'maintenance':
      throw new TelepadError(
        'phone_offline',
        `${asked}, but it is under maintenance. Try again later.`,
        { retryAfterMs: 60_000 },
      );
  }
}

function tookTooLong(): TelepadError {
  return new TelepadError(
    'phone_offline',
    'KooPhone was asked to make a phone ready, but it was not within the time that the settings allow. Try again in a while, or raise preparationTimeoutSeconds.',
  );
}

function preparationFailed(): TelepadError {
  return new TelepadError(
    'phone_offline',
    'KooPhone was asked twice to make a phone ready, and failed twice. Try again in a while, or restart the phone.',
  );
}
