import {
  type DeviceOperationName,
  deviceOperationNames,
} from '../../core/device/operation-names.js';
import type { DeviceInput, DeviceOutput, TaskState } from '../../core/device/operations.js';
import { askBroker } from '../broker-request.js';
import type { DeviceApiOptions, DeviceCallOptions, WaitForTaskOptions } from './device-options.js';
import { linkSignals } from './linked-signal.js';
import { type UploadOptions, uploadFile } from './upload-file.js';
import { waitForTask } from './wait-for-task.js';

/** An operation's input, which may be left out when all its fields may, and the options of the call. */
export type DeviceArguments<Name extends DeviceOperationName> =
  Record<never, never> extends DeviceInput<Name>
    ? [input?: DeviceInput<Name>, options?: DeviceCallOptions]
    : [input: DeviceInput<Name>, options?: DeviceCallOptions];

/** A method for each operation: `restart()`, `startApp({ packageName })`, … */
export type DeviceMethods = {
  readonly [Name in DeviceOperationName]: (
    ...call: DeviceArguments<Name>
  ) => Promise<DeviceOutput<Name>>;
};

/**
 * What a page may do to a phone besides streaming it. The broker decides whether it may (`operations` of the
 * grant) and checks the input.
 *
 * Each call rejects with a TelepadError: the broker's own (`forbidden`, `argument_invalid`, `not_supported`,
 * `phone_offline`, …), or `broker_unreachable`, `broker_answer_invalid`, `aborted`.
 */
export interface DeviceApi extends DeviceMethods {
  call<Name extends DeviceOperationName>(
    operation: Name,
    ...call: DeviceArguments<Name>
  ): Promise<DeviceOutput<Name>>;
  /**
   * Asks for a task until it is done.
   * @throws TelepadError `task_failed` (its state is in `cause`), `phone_timeout`, `argument_invalid`, `aborted`,
   * or what `getTask` throws: an error that may pass is put up with five times in a row
   */
  waitForTask(taskId: string, options?: WaitForTaskOptions): Promise<TaskState>;
  /**
   * Puts a file of the page on the phone, through a broker with the option `files`, for users who may call `uploadFile`
   * and `getTask`. Resolves with the state of the task when the file is there.
   *
   * Sent by XMLHttpRequest, which alone tells how far it is; it cannot leave out cookies of the own origin
   * (`credentials: 'omit'`). By `fetch`, and in one step, where the options bring one, or outside browsers.
   * @throws TelepadError `argument_invalid`, `bad_request` for a file that is too long, `not_supported`, what
   * `waitForTask` throws, or one of the broker's and the network's
   */
  upload(file: Blob, options?: UploadOptions): Promise<TaskState>;
}

/** The device API of one phone, through a Telepad broker. */
export function createDeviceApi(options: DeviceApiOptions): DeviceApi {
  const { phoneId, vendor, signal } = options;

  async function call<Name extends DeviceOperationName>(
    operation: Name,
    input?: DeviceInput<Name>,
    callOptions: DeviceCallOptions = {},
  ): Promise<DeviceOutput<Name>> {
    const order = { phoneId, ...(vendor !== undefined && { vendor }), input: input ?? {} };
    const linked = linkSignals([signal, callOptions.signal]);
    try {
      const answer = await askBroker(
        options,
        { path: `/device/${operation}`, body: order, what: `${operation} of the device API` },
        linked.signal,
      );
      // The broker has checked it against the table of operations.
      return answer as DeviceOutput<Name>;
    } finally {
      linked.unlink();
    }
  }

  const methods = Object.fromEntries(
    deviceOperationNames.map((operation) => [
      operation,
      (input?: DeviceInput<typeof operation>, callOptions?: DeviceCallOptions) =>
        call(operation, input, callOptions),
    ]),
  ) as unknown as DeviceMethods;
  return {
    ...methods,
    call,
    upload: (file, uploading) => uploadFile(options, file, uploading),
    waitForTask(firstTaskId, waiting = {}) {
      // An upload goes on as a task of the phone: then its state names that one.
      let taskId = firstTaskId;
      const getTask = async (pollSignal: AbortSignal) => {
        const state = await call('getTask', { taskId }, { signal: pollSignal });
        taskId = state.taskId;
        return state;
      };
      return waitForTask(getTask, waiting, signal);
    },
  };
}
