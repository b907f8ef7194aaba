import { TelepadError } from '../../../../core/errors.js';
import { isCommand } from '../../wire/commands.js';
import { restCalls } from '../../wire/rest-calls.js';
import { readCommandResults } from '../../wire/tasks.js';
import { checkPhoneId } from '../check-ids.js';
import { answerInvalid, argumentInvalid } from '../vendor-failure.js';
import type { DeviceContext, DeviceOperations } from './device-context.js';
import { giveOrder } from './give-order.js';

export function commandOperations({
  client,
  taskIds,
}: DeviceContext): DeviceOperations<'runCommand' | 'startCommand'> {
  return {
    async runCommand({ phoneId, input: { command } }, tools) {
      const { purpose } = restCalls.syncCommand;
      const instanceIds = [checkPhoneId(phoneId, purpose)];
      const body = { command: checkCommand(command), instance_ids: instanceIds };
      const { data } = await client.call('syncCommand', { body }, tools);
      const result = readCommandResults(data)?.find((row) => row.phoneId === phoneId);
      if (!result) throw answerInvalid(purpose, 'it holds no outcome for this phone');
      if (result.status === 'failed' || result.errorCode !== undefined) {
        throw new TelepadError(
          'task_failed',
          `KooPhone was asked ${purpose}, and says that it failed${result.errorCode ? ` with the code ${result.errorCode}` : ''}. Check the command, or start it with startCommand when it takes long.`,
        );
      }
      return { output: result.output };
    },

    async startCommand({ phoneId, input: { command } }, tools) {
      const body = { command: checkCommand(command) };
      const order = { name: 'asyncCommand', kind: 'command', phoneId, body } as const;
      return giveOrder(order, { client, taskIds }, tools);
    },
  };
}

/**
 * The documented limits (fact sheet 4.2), so that nothing with a quote, a pipe or a `$` is ever sent.
 * @throws TelepadError `argument_invalid`
 */
export function checkCommand(command: unknown): string {
  if (typeof command === 'string' && isCommand(command)) return command;
  throw argumentInvalid(
    'a command may have letters, digits, blanks and the signs _ . / : - only, and at most 1024 of them',
  );
}
