import { restCalls } from '../../wire/rest-calls.js';
import { checkPhoneId } from '../check-ids.js';
import type { DeviceContext, DeviceOperations } from './device-context.js';
import { giveOrder } from './give-order.js';

export function powerOperations({
  client,
  taskIds,
}: DeviceContext): DeviceOperations<'restart' | 'reset' | 'stopStream'> {
  return {
    // There is one kind of restart, so that `isHard` chooses nothing.
    async restart({ phoneId }, tools) {
      const body = { instance_ids: [checkPhoneId(phoneId, restCalls.reboot.purpose)] };
      await client.call('reboot', { body }, tools);
      // The vendor names no task: getTask looks whether the phone runs again.
      return { taskId: await taskIds.seal({ kind: 'restart', at: tools.now() }, phoneId) };
    },

    reset({ phoneId }, tools) {
      return giveOrder({ name: 'reset', kind: 'reset', phoneId }, { client, taskIds }, tools);
    },

    async stopStream({ phoneId }, tools) {
      const body = { instance_id: checkPhoneId(phoneId, restCalls.stopStreaming.purpose) };
      await client.call('stopStreaming', { body }, tools);
      return {};
    },
  };
}
