import { TelepadError } from '../../../../core/errors.js';
import { asString } from '../../../../core/json.js';
import { accountCalls } from '../../wire/account-calls.js';
import { readTaskStatus } from '../../wire/device/task-detail.js';
import { findRow, readTaskNumber } from '../../wire/device/task-row.js';
import { answerInvalid } from '../vendor-failure.js';
import type { DeviceContext, DeviceOperations } from './device-context.js';
import { giveOrder } from './give-order.js';
import { formatTaskId } from './task-id.js';

export function commandOperations({
  client,
}: DeviceContext): DeviceOperations<'runCommand' | 'startCommand'> {
  return {
    async runCommand({ phoneId, input: { command } }, tools) {
      const { purpose } = accountCalls.syncCmd;
      const body = { padCode: phoneId, scriptContent: command };
      const row = findRow(await client.call('syncCmd', body, tools), phoneId);
      const status = readTaskStatus(row?.taskStatus);
      if (!row || !status) throw answerInvalid(purpose, 'it holds no outcome for this phone');
      if (status === 'timed-out') {
        throw new TelepadError(
          'phone_timeout',
          `ArmCloud was asked ${purpose}, but it did not end within the few seconds that it may take. Start it with startCommand.`,
        );
      }
      const taskNumber = readTaskNumber(row.taskId);
      const taskId = taskNumber === undefined ? undefined : formatTaskId('cmd', taskNumber);
      if (status === 'failed' || status === 'partly-failed' || status === 'cancelled') {
        throw new TelepadError(
          'task_failed',
          `ArmCloud was asked ${purpose}, and says that it failed. ${taskId ? `getTask tells of ${taskId} what it printed` : 'Check the command'}.`,
        );
      }
      return { output: asString(row.taskResult) ?? '', ...(taskId !== undefined && { taskId }) };
    },

    startCommand({ phoneId, input: { command } }, tools) {
      const body = { padCodes: [phoneId], scriptContent: command };
      return giveOrder({ name: 'asyncCmd', phoneId, body, kind: 'cmd' }, client, tools);
    },
  };
}
