import type { JsonObject } from '../../../../core/json.js';
import type { CloudParts } from './cloud-parts.js';
import { ApiFailure, type CallResult, parameterInvalid } from './envelope.js';
import type { Business, Instance } from './instances.js';
import { readInstanceIds, readObjects, readText, readUserId } from './request-fields.js';
import { cut, jobStatus } from './task-board.js';

/** The phone is away while it is worked on, and its viewers are put out. */
function occupy(parts: CloudParts, instance: Instance, business: Business): void {
  instance.business = business;
  parts.streams.close(instance, 'busy');
}

function free(instance: Instance): void {
  instance.business = undefined;
}

/** `reboot`: answers no task; the phone is away for as long as a task takes. */
export function reboot(body: JsonObject, parts: CloudParts): CallResult {
  const list = readInstanceIds(body).map((id) => parts.instances.get(id));
  if (!list.every((instance) => instance.isReachable)) throw new ApiFailure(5005);
  parts.tasks.add({
    prefix: '',
    instances: list,
    begin: (instance) => occupy(parts, instance, 'rebooting'),
    work: ({ phone }) => {
      phone?.system.restart();
      return { isSuccess: true, output: '' };
    },
    settled: free,
  });
  return {};
}

/** `batch-reset`: everything that a user put there is gone. */
export function reset(body: JsonObject, parts: CloudParts): CallResult {
  const list = readInstanceIds(body).map((id) => parts.instances.get(id));
  return { data: wipe(list, parts) };
}

function wipe(instances: readonly Instance[], parts: CloudParts) {
  return parts.tasks.add({
    prefix: 'RM_',
    instances,
    begin: (instance) => occupy(parts, instance, 'resetting'),
    work: ({ phone }) => {
      phone?.system.factoryReset();
      return { isSuccess: true, output: '' };
    },
    settled: free,
  });
}

/** `backup`: afterwards the machine is free for others, so the phone has to be restored when it is next wanted. */
export function backUp(body: JsonObject, parts: CloudParts): CallResult {
  const list = readInstanceIds(body).map((id) => parts.instances.get(id));
  const data = parts.tasks.add({
    prefix: 'RM_',
    instances: list,
    begin: (instance) => occupy(parts, instance, 'backing-up'),
    work: (instance) => {
      instance.backedUpAt = parts.world.now();
      instance.preparation.free();
      return { isSuccess: true, output: '' };
    },
    settled: free,
  });
  return { data };
}

const maxCommandBytes = 1024;

/** The stated alphabet, and the blank that the official sample has (fact sheet 4.2). */
const commandForm = /^[\w./: -]+$/;

function readCommand(body: JsonObject): string {
  const command = readText(body, 'command', maxCommandBytes);
  if (commandForm.test(command)) return command;
  throw parameterInvalid('command may hold letters, digits, blanks and _ . / : - only.');
}

/** `sync-command` */
export function syncCommand(body: JsonObject, { instances, world }: CloudParts): CallResult {
  const command = readCommand(body);
  const list = readInstanceIds(body).map((id) => instances.get(id));
  const rows = list.map(({ instanceId, phone, isReachable }) => {
    const isUp = phone && isReachable && !world.faults.failTasks;
    const { isSuccess, output } = isUp
      ? phone.system.shell(command)
      : { isSuccess: false, output: '' };
    return {
      instance_id: instanceId,
      status: isSuccess ? jobStatus.done : jobStatus.failed,
      error_code: isSuccess ? '' : 'CPS.0191',
      error_msg: isSuccess ? '' : 'Run command failed',
      execute_msg: cut(output),
    };
  });
  return { data: { cmd_results: rows } };
}

/** `async-command` */
export function asyncCommand(body: JsonObject, { instances, tasks }: CloudParts): CallResult {
  const command = readCommand(body);
  const list = readInstanceIds(body).map((id) => instances.get(id));
  const work = ({ phone }: Instance) =>
    phone?.system.shell(command) ?? { isSuccess: false, output: '' };
  return { data: tasks.add({ prefix: '', instances: list, work }) };
}

/** `tasks/{task_id}` */
export function queryTask(
  _body: JsonObject,
  { tasks }: CloudParts,
  { id }: { readonly id: string },
): CallResult {
  const jobs = tasks.find(id);
  if (!jobs) throw new ApiFailure(1323);
  return { data: { jobs } };
}

function readBindings(body: JsonObject, { instances }: CloudParts) {
  return readObjects(body, 'user_instances').map((row) => ({
    userId: readUserId(row),
    instance: instances.get(readText(row, 'instance_id', 32)),
  }));
}

/** `assign`. A phone has one user; another one is refused until it is unassigned (assumed: 2209). */
export function assign(body: JsonObject, parts: CloudParts): CallResult {
  const bindings = readBindings(body, parts);
  if (!bindings.every(({ userId, instance }) => instance.maySee(userId))) {
    throw new ApiFailure(2209);
  }
  for (const { userId, instance } of bindings) instance.assignedUser = userId;
  return {};
}

/** `unassign`: wipes the user's data. */
export function unassign(body: JsonObject, parts: CloudParts): CallResult {
  const bindings = readBindings(body, parts);
  if (!bindings.every(({ userId, instance }) => instance.assignedUser === userId)) {
    throw new ApiFailure(2210);
  }
  for (const { instance } of bindings) instance.assignedUser = undefined;
  return {
    data: wipe(
      bindings.map(({ instance }) => instance),
      parts,
    ),
  };
}
