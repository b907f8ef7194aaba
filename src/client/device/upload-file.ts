import type { TaskState } from '../../core/device/operations.js';
import { TelepadError } from '../../core/errors.js';
import { askBroker } from '../broker-request.js';
import type { DeviceApiOptions, WaitForTaskOptions } from './device-options.js';
import { linkSignals } from './linked-signal.js';
import { waitForTask } from './wait-for-task.js';

/** How far a file is. */
export interface UploadProgress {
  /** `sending`: from the page to the broker. `placing`: the vendor fetches it and puts it on the phone. */
  readonly stage: 'sending' | 'placing';
  /** Of the present stage, 0 to 1; undefined where nobody tells. */
  readonly fraction: number | undefined;
  /** Bytes that have left the page. */
  readonly sentBytes: number;
  readonly totalBytes: number;
  /** Of the vendor, while it is being placed. */
  readonly task?: TaskState;
}

export interface UploadOptions extends Omit<WaitForTaskOptions, 'onProgress'> {
  /** On the phone: 1 to 128 characters without slashes. Default: the file's own; a plain `Blob` needs one. */
  readonly name?: string;
  /** Folder on the phone; the vendor's download folder without it. */
  readonly path?: string;
  /** Installs it when it is an APK. Default false. */
  readonly install?: boolean;
  /** Hears how far it is, at the start and after each change. What it throws ends the upload. */
  readonly onProgress?: (progress: UploadProgress) => void;
}

/**
 * Sends a file to the broker, which has the vendor put it on the phone, and waits until it is there.
 * @throws TelepadError as `DeviceApi.upload` says
 */
export async function uploadFile(
  address: DeviceApiOptions,
  file: Blob,
  options: UploadOptions = {},
): Promise<TaskState> {
  const { phoneId, vendor, fetch } = address;
  const { onProgress, path, install, name = nameOf(file) } = options;
  const query = new URLSearchParams({
    name,
    ...(path !== undefined && { path }),
    ...(install && { install: 'true' }),
    ...(vendor !== undefined && { vendor }),
  });
  const totalBytes = file.size;
  const linked = linkSignals([address.signal, options.signal]);
  const { signal } = linked;
  /** By whoever hears of the progress. */
  let thrown: unknown;
  const tell = (stage: UploadProgress['stage'], sentBytes: number, task?: TaskState) => {
    const fraction = stage === 'sending' ? totalBytes && sentBytes / totalBytes : task?.progress;
    onProgress?.({ stage, fraction, sentBytes, totalBytes, ...(task && { task }) });
  };
  const sent = (sentBytes: number) => {
    try {
      tell('sending', Math.min(sentBytes, totalBytes));
    } catch (error) {
      thrown = error;
      linked.abort();
    }
  };
  const send: typeof globalThis.fetch = (url, given) => {
    const headers = new Headers(given?.headers);
    // A type that forms of other sites cannot have; the broker insists on it.
    headers.set('content-type', 'application/octet-stream');
    const init = { ...given, headers, body: file };
    if (!fetch && globalThis.XMLHttpRequest) return fetchByXhr(String(url), init, signal, sent);
    return (fetch ?? globalThis.fetch)(url, init);
  };
  try {
    sent(0);
    const call = `/uploads/${encodeURIComponent(phoneId)}?${query}`;
    const { taskId } = (await askBroker(
      { ...address, fetch: send },
      { path: call, body: {}, what: 'file upload' },
      signal,
    )) as { readonly taskId: string };
    tell('placing', totalBytes);
    let input = { taskId };
    const getTask = async (pollSignal: AbortSignal) => {
      const order = { phoneId, ...(vendor !== undefined && { vendor }), input };
      const question = { path: '/device/getTask', body: order, what: 'getTask of the device API' };
      // The broker has checked it against the table of operations.
      const state = (await askBroker(address, question, pollSignal)) as TaskState;
      input = { taskId: state.taskId };
      return state;
    };
    const waiting = {
      ...options,
      onProgress: (task: TaskState) => tell('placing', totalBytes, task),
    };
    return await waitForTask(getTask, waiting, signal);
  } catch (error) {
    throw thrown ?? error;
  } finally {
    linked.unlink();
  }
}

function nameOf(file: Blob): string {
  const { name } = file as Partial<File>;
  if (name) return name;
  throw new TelepadError(
    'argument_invalid',
    'The file was not sent because it has no name. Pass one as the option name.',
  );
}

/** As `fetch`, which cannot tell how much of a body has been sent. */
function fetchByXhr(
  url: string,
  { headers, credentials, body }: RequestInit & { readonly headers: Headers; readonly body: Blob },
  signal: AbortSignal,
  sent: (bytes: number) => void,
): Promise<Response> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const abort = () => request.abort();
    request.open('POST', url);
    request.withCredentials = credentials === 'include';
    headers.forEach((value, name) => {
      request.setRequestHeader(name, value);
    });
    request.upload.onprogress = ({ loaded }) => sent(loaded);
    request.onload = () =>
      resolve(new Response(request.responseText || null, { status: request.status }));
    request.onerror = request.onabort = reject;
    request.onloadend = () => signal.removeEventListener('abort', abort);
    signal.addEventListener('abort', abort);
    if (signal.aborted) reject();
    else request.send(body);
  });
}
