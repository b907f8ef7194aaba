import { checkDeviceInput, checkDeviceOutput } from '../../core/device/check-device-call.js';
import type { DeviceOutput } from '../../core/device/operations.js';
import { TelepadError } from '../../core/errors.js';
import type { BrokerVendor } from '../../core/ports/broker.js';
import type { AuthorizedRequest, BrokerParts } from '../broker-parts.js';
import { jsonResponse, RequestRefusal } from '../error-response.js';
import { exactStream } from '../files/exact-stream.js';
import type { FileDesk, KeptFile } from '../files/file-desk.js';
import { chooseVendor, readPhoneId } from '../request-order.js';
import { checkPermission, findOperation } from './call-device.js';

/**
 * `…/uploads/{phoneId}?name=…&path=…&install=true`, with the file as the body → `{taskId}`: the broker keeps the file,
 * and the vendor fetches it from there.
 */
export async function uploadFile(
  parts: BrokerParts,
  { request, grant, facts }: AuthorizedRequest,
  namedPhone: string,
): Promise<Response> {
  facts.operation = 'uploadFile';
  await parts.rateLimits.passDeviceCall(grant.userId);
  const phoneId = readPhoneId(namedPhone);
  const query = new URL(request.url).searchParams;
  const vendor = chooseVendor(query.get('vendor') ?? undefined, parts.vendors);
  facts.vendor = vendor.id;
  facts.phoneId = phoneId;
  checkPermission(grant, 'uploadFile', vendor, phoneId);
  findOperation(vendor, 'uploadFile');
  const desk = parts.files;
  if (!desk) throw withoutFiles();
  const name = readName(query.get('name') ?? '');
  // Checked before the file is read; its address is not known yet.
  const wish = readWish(query);
  checkDeviceInput('uploadFile', { ...wish, source: sourceAt('https://a', name) });
  const size = readLength(request);
  const owner = { userId: grant.userId, vendor: vendor.id, phoneId };
  const file = desk.reserve(owner, name, size);
  const { taskId } = await take(desk, file, vendor).catch(async (error) => {
    await desk.remove(file);
    throw error;
  });
  return jsonResponse({ taskId });

  async function take(desk: FileDesk, file: KeptFile, vendor: BrokerVendor) {
    await desk.fill(file, exactStream(request, size));
    // From here on without the browser: a file that came whole reaches the phone though the page is closed.
    const tools = parts.toolsFor(vendor, { ...facts });
    const order = { phoneId, userId: grant.userId };
    const input = checkDeviceInput('uploadFile', { ...wish, source: sourceAt(file.url, name) });
    const answer = await vendor.device?.uploadFile?.({ ...order, input }, tools);
    const task = checkDeviceOutput('uploadFile', answer);
    const getTask = vendor.device?.getTask;
    desk.follow(
      file,
      task.taskId,
      getTask && ((taskId) => ownTask(getTask({ ...order, input: { taskId } }, tools), phoneId)),
    );
    return task;
  }
}

/** A task of another phone says nothing of this file. */
async function ownTask(
  asked: Promise<DeviceOutput<'getTask'>>,
  phoneId: string,
): Promise<DeviceOutput<'getTask'>> {
  const state = await asked;
  if (state.phoneId === phoneId) return state;
  throw new TelepadError('vendor_answer_invalid', 'The task is one of another phone.');
}

function sourceAt(url: string, name: string) {
  return { type: 'url', url, name } as const;
}

function readWish(query: URLSearchParams) {
  const path = query.get('path');
  return { install: query.get('install') === 'true', ...(path !== null && { path }) };
}

/** A name, and no way to another folder. */
function readName(name: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused
  if (name.length <= 128 && /^[^\x00-\x1f\x7f/\\]+$/.test(name) && !/^\.\.?$/.test(name)) {
    return name;
  }
  throw new TelepadError(
    'argument_invalid',
    'The file was not read because its name is not 1 to 128 characters without slashes and control characters. Send it under another name.',
  );
}

/**
 * What a file needs to say before it is read. Insisting on a type that forms cannot have keeps out pages of other
 * sites, which browsers let send forms without asking first.
 */
function readLength({ headers }: Request): number {
  if (!/^application\/octet-stream\s*(;|$)/i.test(headers.get('content-type') ?? '')) {
    throw new RequestRefusal(
      'bad_request',
      'The file was not read. Send it with Content-Type: application/octet-stream.',
      { status: 415 },
    );
  }
  const length = headers.get('content-length') ?? '';
  if (/^\d{1,15}$/.test(length)) return Number(length);
  throw new RequestRefusal(
    'bad_request',
    'The file was not read because its length is not known beforehand. Send it with Content-Length.',
    { status: 411 },
  );
}

function withoutFiles(): RequestRefusal {
  return new RequestRefusal(
    'not_supported',
    'The file was not read because this broker takes none. Set its option files.',
  );
}
