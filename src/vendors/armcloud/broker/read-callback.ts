import type { TaskState } from '../../../core/device/operations.js';
import { isTelepadError } from '../../../core/errors.js';
import { asArray, asNumber, asObject, asString, type JsonObject } from '../../../core/json.js';
import type { BrokerVendor } from '../../../core/ports/broker.js';
import { readTaskNumber } from '../wire/device/task-row.js';
import type { DeviceContext } from './device/device-context.js';
import { findPhones } from './device/phones.js';
import type { TaskKind } from './device/task-id.js';
import { queryPhoneTask } from './device/tasks.js';

/**
 * The vendor's callbacks (API reference, "Callback-related"). They carry no signature, so that nothing in them is
 * believed: they only say which task or phone to ask the vendor about.
 */
export function createCallbackReader(
  context: DeviceContext,
): NonNullable<BrokerVendor['readCallback']> {
  return async (value, tools) => {
    const body = asObject(value);
    if (!body) return undefined;
    const phoneId = readPadCode(body);
    if (phoneId === undefined) return undefined;
    const taskNumber = readTaskNumber(body.taskId);
    if (taskNumber !== undefined) {
      const question = { kind: readKind(body), taskNumber };
      const ask = () => queryPhoneTask(question, phoneId, context, tools);
      const task = await unlessUnknown(ask);
      return task && { type: 'task', task };
    }
    if (asNumber(body.padStatus) === undefined) return undefined;
    const row = (await findPhones([phoneId], context.client, tools)).get(phoneId);
    return row && { type: 'phone-status', phoneId, status: row.status };
  };
}

/** Callbacks of installed apps name the phone only with each app. */
function readPadCode(body: JsonObject): string | undefined {
  const apps = asArray(body.apps) ?? [body.apps];
  const [padCode] = [body, ...apps].flatMap((part) => asString(asObject(part)?.padCode) ?? []);
  // Also what may travel to the vendor in a request of ours.
  return padCode !== undefined && /^[\w.:@-]{1,128}$/.test(padCode) ? padCode : undefined;
}

/** The same kind as in the id that the caller of the operation has got. */
function readKind(body: JsonObject): TaskKind {
  const businessType = asNumber(body.taskBusinessType);
  if (businessType === 1000 || businessType === 1001) return 'power';
  if (businessType === 1002 || 'cmd' in body || 'cmdResult' in body) return 'cmd';
  if (businessType === 1008) return 'shot';
  const isAppOperation = asString(body.pkgName) !== undefined && body.apps === undefined;
  if (isAppOperation || [1005, 1006, 1007].includes(businessType ?? 0)) return 'app';
  return 'pad';
}

async function unlessUnknown(ask: () => Promise<TaskState>): Promise<TaskState | undefined> {
  try {
    return await ask();
  } catch (error) {
    if (isTelepadError(error) && error.code === 'argument_invalid') return undefined;
    throw error;
  }
}
