import type { TaskState } from '../../../../core/device/operations.js';
import { TelepadError } from '../../../../core/errors.js';
import { asString } from '../../../../core/json.js';
import type { BrokerTools } from '../../../../core/ports/broker.js';
import { accountCalls } from '../../wire/account-calls.js';
import { readTaskNumber, rowsOf } from '../../wire/device/task-row.js';
import { answerInvalid } from '../vendor-failure.js';
import type { DeviceContext, DeviceOperations } from './device-context.js';
import { giveOrder } from './give-order.js';
import { readTaskId } from './task-id.js';
import { noSuchTask, queryPhoneTask, queryTask } from './tasks.js';
import type { PendingUpload } from './upload-id.js';

/** Waits between looks at a file that the vendor fetches, in ms, before the caller is left to look. */
const firstLooksMs = [0, 400, 800] as const;
const maxRememberedUploads = 1000;

/**
 * A file from a web address takes two steps: the vendor fetches it into its file centre, and then puts it on the
 * phone. Small files get there within the request. For others the caller gets the id of an upload, and each `getTask`
 * looks how far it is and takes the second step when it is time; the state that it then gets has the id of the
 * phone's own task.
 */
export function fileOperations(context: DeviceContext): DeviceOperations<'uploadFile' | 'getTask'> {
  const { client, settings, uploadIds } = context;
  /** Second steps that were taken, by upload: two looks at once must not put the file there twice. */
  const pushed = new Map<string, Promise<{ taskId: string }>>();

  return {
    async uploadFile({ phoneId, input: { source, path, install } }, tools) {
      const target = { phoneId, path, install };
      if (source.type === 'file') return push({ ...target, fileId: source.fileId }, tools);
      // The other brands fetch and put in one call.
      if (settings.brand !== 'armcloud') {
        const body = { url: source.url, fileName: source.name, ...md5Of(source, 'md5') };
        return giveUploadOrder({ ...target, body }, tools);
      }
      const upload = { ...(await fetchFile(source, tools)), phoneId, path, install };
      for (const waitMs of firstLooksMs) {
        if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs));
        const step = await look(upload, tools);
        if (step === 'fetched') return push(upload, tools);
        if (step === 'failed') throw fetchFailed();
      }
      return { taskId: await uploadIds.format(upload, tools.now()) };
    },

    async getTask({ phoneId, input: { taskId } }, tools) {
      const upload = await uploadIds.read(taskId, phoneId, tools.now());
      if (upload) return continueUpload(taskId, upload, tools);
      const question = readTaskId(taskId);
      if (!question) throw noSuchTask();
      return queryPhoneTask(question, phoneId, context, tools);
    },
  };

  async function fetchFile(
    source: { readonly url: string; readonly name: string; readonly md5?: string | undefined },
    tools: BrokerTools,
  ): Promise<Pick<PendingUpload, 'taskNumber' | 'fileId'>> {
    const { purpose } = accountCalls.fileCache;
    // The reference calls fileMd5 required, yet its own sample goes without it.
    const body = { fileUrl: source.url, fileName: source.name, ...md5Of(source, 'fileMd5') };
    const [row] = rowsOf(await client.call('fileCache', body, tools));
    const taskNumber = readTaskNumber(row?.taskId);
    const fileId = asString(row?.fileUniqueId)?.trim();
    if (taskNumber === undefined || !fileId || !/^[\w.-]{1,128}$/.test(fileId)) {
      throw answerInvalid(purpose, 'it holds no task and file');
    }
    return { taskNumber, fileId };
  }

  async function look(
    { taskNumber }: PendingUpload,
    tools: BrokerTools,
  ): Promise<'fetching' | 'fetched' | 'failed'> {
    const detail = await queryTask({ kind: 'file', taskNumber }, client, tools);
    // A task that is not listed yet is one that has just begun (assumed).
    if (!detail || detail.status === 'waiting' || detail.status === 'running') return 'fetching';
    return detail.status === 'done' ? 'fetched' : 'failed';
  }

  async function continueUpload(
    taskId: string,
    upload: PendingUpload,
    tools: BrokerTools,
  ): Promise<TaskState> {
    const { phoneId } = upload;
    const known = await pushed.get(taskId);
    const question = known && readTaskId(known.taskId);
    if (question) return queryPhoneTask(question, phoneId, context, tools);
    const step = await look(upload, tools);
    if (step === 'fetching') return { taskId, phoneId, status: 'running', progress: 0 };
    if (step === 'failed') {
      return { taskId, phoneId, status: 'failed', error: fetchFailed().message };
    }
    const { taskId: phoneTaskId } = await pushOnce(taskId, upload, tools);
    return { taskId: phoneTaskId, phoneId, status: 'running', progress: 0.5 };
  }

  function pushOnce(
    uploadId: string,
    upload: PendingUpload,
    tools: BrokerTools,
  ): Promise<{ taskId: string }> {
    const known = pushed.get(uploadId);
    if (known) return known;
    const order = push(upload, tools);
    pushed.set(uploadId, order);
    order.catch(() => pushed.delete(uploadId));
    for (const [oldest] of pushed) {
      if (pushed.size <= maxRememberedUploads) break;
      pushed.delete(oldest);
    }
    return order;
  }

  function push(
    { fileId, phoneId, path, install }: Target & { readonly fileId: string },
    tools: BrokerTools,
  ): Promise<{ taskId: string }> {
    return giveUploadOrder({ phoneId, path, install, body: { fileUniqueId: fileId } }, tools);
  }

  interface Target {
    readonly phoneId: string;
    readonly path?: string | undefined;
    readonly install: boolean;
  }

  function giveUploadOrder(
    { phoneId, path, install, body }: Target & { readonly body: Readonly<Record<string, string>> },
    tools: BrokerTools,
  ): Promise<{ taskId: string }> {
    const order = {
      name: 'uploadFile',
      phoneId,
      body: {
        padCodes: [phoneId],
        autoInstall: install ? 1 : 0,
        ...body,
        ...(path !== undefined && { customizeFilePath: path }),
      },
      kind: settings.brand === 'armcloud' ? 'pad' : 'file',
    } as const;
    return giveOrder(order, client, tools);
  }
}

function md5Of<Name extends string>(
  { md5 }: { readonly md5?: string | undefined },
  name: Name,
): { [Key in Name]?: string } {
  return (md5 === undefined ? {} : { [name]: md5.toLowerCase() }) as { [Key in Name]?: string };
}

function fetchFailed(): TelepadError {
  return new TelepadError(
    'task_failed',
    'ArmCloud was asked to fetch a file, but it could not. Check that its address can be reached from the internet.',
  );
}
