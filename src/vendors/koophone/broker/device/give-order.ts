import type { JsonObject } from '../../../../core/json.js';
import type { BrokerTools } from '../../../../core/ports/broker.js';
import { type RestCallName, restCalls } from '../../wire/rest-calls.js';
import { readTask } from '../../wire/tasks.js';
import { checkPhoneId } from '../check-ids.js';
import { answerInvalid } from '../vendor-failure.js';
import type { DeviceContext } from './device-context.js';

export interface Order {
  readonly name: RestCallName;
  readonly phoneId: string;
  /** Besides the phone. */
  readonly body?: JsonObject;
  readonly kind: 'reset' | 'command';
}

/** Gives a phone an order that the vendor carries out in its own time. */
export async function giveOrder(
  { name, phoneId, body = {}, kind }: Order,
  { client, taskIds }: DeviceContext,
  tools: BrokerTools,
): Promise<{ taskId: string }> {
  const { purpose } = restCalls[name];
  const instanceIds = [checkPhoneId(phoneId, purpose)];
  const { data } = await client.call(name, { body: { ...body, instance_ids: instanceIds } }, tools);
  const task = readTask(data);
  if (!task) throw answerInvalid(purpose, 'it holds no task');
  const jobId = task.jobs.find((job) => job.phoneId === phoneId)?.jobId;
  const known = { taskId: task.taskId, jobId };
  const reference = kind === 'reset' ? { kind, at: tools.now(), ...known } : { kind, ...known };
  return { taskId: await taskIds.seal(reference, phoneId) };
}
