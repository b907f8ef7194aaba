import { isTelepadError } from '../../../core/errors.js';
import type { BrokerTools } from '../../../core/ports/broker.js';
import { type BatchRow, batchRequest, readBatchRow } from '../wire/batch-apply-token.js';
import type { AccountClient } from './account-client.js';
import { answerInvalid } from './vendor-failure.js';

/** A phone's row, and when it was asked for. */
export interface AppliedToken {
  readonly row: BatchRow;
  /** Ms since 1970. */
  readonly askedAt: number;
}

/**
 * Errors that say nothing of one phone: whoever asks for another phone alone gets the same one. Each of the others
 * can be the fault of one phone, though the vendor refuses the whole batch for it.
 */
const errorsOfTheAccount = new Set([
  'vendor_credentials_rejected',
  'vendor_rate_limited',
  'rate_limited',
  'vendor_timeout',
  'vendor_unreachable',
  'vendor_answer_invalid',
  'aborted',
]);

/**
 * Asks for room tokens of several phones in one call. When that call as a whole is refused for a reason that one
 * phone can give, they are asked for again one by one, so that only the guilty one fails.
 * @throws TelepadError only what concerns all phones
 */
export async function applyTokens(
  request: {
    readonly userId: string;
    readonly phoneIds: readonly string[];
    readonly lifetimeSeconds: number;
  },
  client: AccountClient,
  tools: BrokerTools,
): Promise<ReadonlyMap<string, PromiseSettledResult<AppliedToken>>> {
  const { userId, phoneIds, lifetimeSeconds } = request;
  const isBatch = phoneIds.length > 1;
  try {
    return await ask(phoneIds);
  } catch (error) {
    if (!isBatch || concernsAll(error)) throw error;
    const outcomes = await Promise.all(phoneIds.map(askForOne));
    return new Map(outcomes);
  }

  async function ask(
    padCodes: readonly string[],
  ): Promise<ReadonlyMap<string, PromiseSettledResult<AppliedToken>>> {
    const askedAt = tools.now();
    const data = await client.call(
      'batchApplyToken',
      batchRequest({ userId, expire: lifetimeSeconds, padCodes }),
      tools,
      { isShared: isBatch, isFinal: (error) => padCodes.length > 1 && !concernsAll(error) },
    );
    return new Map(
      padCodes.map((padCode) => {
        const row = readBatchRow(data, padCode);
        return [padCode, row ? { status: 'fulfilled', value: { row, askedAt } } : noRow()];
      }),
    );
  }

  async function askForOne(
    phoneId: string,
  ): Promise<readonly [string, PromiseSettledResult<AppliedToken>]> {
    try {
      return [phoneId, (await ask([phoneId])).get(phoneId) ?? noRow()];
    } catch (reason) {
      return [phoneId, { status: 'rejected', reason }];
    }
  }
}

export function concernsAll(error: unknown): boolean {
  return !isTelepadError(error) || errorsOfTheAccount.has(error.code);
}

function noRow(): PromiseRejectedResult {
  const reason = answerInvalid('for a ticket', 'it holds no usable row for this phone');
  return { status: 'rejected', reason };
}
