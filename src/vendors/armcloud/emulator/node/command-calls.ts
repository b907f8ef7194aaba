import type { JsonObject } from '../../../../core/json.js';
import type { CloudParts } from './cloud-parts.js';
import { ApiFailure, vendorCode } from './envelope.js';
import { orderEach, outcome } from './pad-tasks.js';
import { readText } from './request-fields.js';
import { taskType } from './task-types.js';

/** `pad/syncCmd` gives up after this long, in ms (API reference). */
const syncLimitMs = 5000;

/** `pad/asyncCmd`. What the command printed is the task's result (assumed) and the callback's `cmdResult`. */
export function asyncCommand(body: JsonObject, parts: CloudParts) {
  const command = readText(body, 'scriptContent');
  return orderEach(parts, body, (pad) => ({
    type: taskType.command,
    content: command,
    work() {
      const { isSuccess, output } = pad.phone.system.shell(command);
      if (!isSuccess) throw new ApiFailure(vendorCode.commandFailed, output);
      return output;
    },
    settled: (task) =>
      parts.callbacks.send(taskType.command, {
        taskId: task.taskId,
        padCode: pad.padCode,
        taskStatus: task.status,
        endTime: task.endedAt,
        taskResult: task.error ? 'Fail' : 'Success',
        taskContent: null,
        cmd: command,
        cmdResult: outcome(task),
      }),
  }));
}

/** `pad/syncCmd`. A command that fails is a task that failed, with what it printed (assumed). */
export async function syncCommand(body: JsonObject, { world, pads, tasks }: CloudParts) {
  const pad = pads.get(readText(body, 'padCode'));
  const command = readText(body, 'scriptContent');
  if (!pad.isReachable) throw new ApiFailure(vendorCode.padNotReady);
  if (world.faults.failTasks) throw new ApiFailure(vendorCode.commandFailed);
  if (world.faults.withholdAnswers) {
    await new Promise<void>((resolve) => world.after(syncLimitMs, resolve));
    throw new ApiFailure(vendorCode.commandTimedOut);
  }
  const { isSuccess, output } = pad.phone.system.shell(command);
  const order = { type: taskType.command, pad, content: command };
  const { taskId, status } = tasks.addDone(order, output, isSuccess);
  return [{ taskId, padCode: pad.padCode, taskStatus: status, taskResult: output }];
}
