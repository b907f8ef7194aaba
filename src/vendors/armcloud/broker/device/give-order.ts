import { TelepadError } from '../../../../core/errors.js';
import type { JsonObject } from '../../../../core/json.js';
import type { BrokerTools } from '../../../../core/ports/broker.js';
import { type AccountCallName, accountCalls } from '../../wire/account-calls.js';
import { readTaskRow } from '../../wire/device/task-row.js';
import type { AccountClient } from '../account-client.js';
import { answerInvalid, phoneOffline } from '../vendor-failure.js';
import { formatTaskId, type TaskKind } from './task-id.js';

export interface Order {
  readonly name: AccountCallName;
  readonly phoneId: string;
  readonly body: JsonObject;
  /** Which query tells of the task. */
  readonly kind: TaskKind;
  /** True for what a phone that is offline is told just because it is. Default false. */
  readonly isForOffline?: boolean;
}

/**
 * Gives a phone an order that the vendor carries out in its own time.
 * @throws TelepadError also `phone_offline` and `phone_refused`, which a successful answer can hold for this phone
 */
export async function giveOrder(
  { name, phoneId, body, kind, isForOffline = false }: Order,
  client: AccountClient,
  tools: BrokerTools,
): Promise<{ taskId: string }> {
  const { purpose } = accountCalls[name];
  const row = readTaskRow(await client.call(name, body, tools), phoneId);
  if (!row) throw answerInvalid(purpose, 'it holds no usable row for this phone');
  if (row.isRefused) {
    throw new TelepadError(
      'phone_refused',
      `ArmCloud was asked ${purpose}, but the phone did not take the order. Try again later, or restart the phone.`,
    );
  }
  if (row.taskId === null) {
    throw row.isOffline ? phoneOffline(purpose) : answerInvalid(purpose, 'it holds no task');
  }
  const taskId = formatTaskId(kind, row.taskId);
  if (row.isOffline && !isForOffline) throw takenForOffline(purpose, taskId);
  return { taskId };
}

/**
 * The reference shows tasks for phones that are offline. Whether they are carried out when the phone is back is not
 * documented, so that nobody may be told to give the order again.
 */
function takenForOffline(purpose: string, taskId: string): TelepadError {
  return new TelepadError(
    'phone_offline',
    `ArmCloud was asked ${purpose} and took the order, but it cannot reach the phone just now. It may still be carried out later: getTask tells of ${taskId} before you give the order again.`,
    { retryable: false },
  );
}
