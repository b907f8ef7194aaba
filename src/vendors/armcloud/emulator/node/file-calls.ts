import { asNumber, type JsonObject } from '../../../../core/json.js';
import { fileNameOf, packageOfFile } from './app-store.js';
import type { CloudParts } from './cloud-parts.js';
import { ApiFailure, parameterInvalid, vendorCode } from './envelope.js';
import { md5Of, type StoredFile } from './file-store.js';
import { orderEach } from './pad-tasks.js';
import type { Pad } from './pads.js';
import { pageOf, readOptionalText, readText } from './request-fields.js';
import { taskType } from './task-types.js';

/** `file/cache`: the file centre downloads a file. */
export function cacheFile(body: JsonObject, { files, tasks, callbacks }: CloudParts) {
  const fileUrl = readText(body, 'fileUrl');
  // Its table calls it required, its sample has none (API reference).
  const md5 = readOptionalText(body, 'fileMd5') ?? '';
  const file = files.announce(readText(body, 'fileName'), fileUrl);
  const [task] = tasks.add([
    {
      type: taskType.cacheFile,
      file,
      async work() {
        await files.download(file, md5);
        return 'Success';
      },
      settled: ({ taskId, status }) =>
        callbacks.send(taskType.cacheFile, {
          taskId,
          taskStatus: status,
          originFileUrl: fileUrl,
          fileUniqueId: file.fileUniqueId,
        }),
    },
  ]);
  return { taskId: task?.taskId, fileUniqueId: file.fileUniqueId };
}

/** `file/list` */
export function listFiles(body: JsonObject, { files }: CloudParts) {
  return pageOf(
    body,
    files.all.map(({ fileUniqueId, fileName, originUrl, createTime, bytes }) => ({
      fileUniqueId,
      fileName,
      fileMd5: bytes ? md5Of(bytes) : '',
      fileSize: bytes?.length ?? 0,
      originUrl,
      createTime,
    })),
  );
}

/** Where files go that name no place of their own (assumed). */
const downloadFolder = '/sdcard/Download/';

/** `pad/v2/uploadFile`: pads fetch a file from the file centre, and install it when it is an APK. */
export function uploadFile(body: JsonObject, parts: CloudParts) {
  const file = parts.files.find(readText(body, 'fileUniqueId'));
  if (!file) throw new ApiFailure(vendorCode.fileUnavailable);
  return orderFile(body, parts, file, () => {});
}

/** The brands' `uploadFileV3`: the same from an address, in one call. */
export function uploadFromAddress(body: JsonObject, parts: CloudParts) {
  if ((body.url ?? null) === null) return uploadFile(body, parts);
  const url = readText(body, 'url');
  const md5 = readOptionalText(body, 'md5') ?? '';
  const file = parts.files.announce(readOptionalText(body, 'fileName') ?? fileNameOf(url), url);
  return orderFile(body, parts, file, () => parts.files.download(file, md5));
}

function orderFile(
  body: JsonObject,
  parts: CloudParts,
  file: StoredFile,
  fetch: () => void | Promise<void>,
) {
  const folder = readOptionalText(body, 'customizeFilePath') || downloadFolder;
  if (!folder.startsWith('/')) throw new ApiFailure(vendorCode.filePathInvalid);
  const autoInstall = asNumber(body.autoInstall ?? 0);
  if (autoInstall !== 0 && autoInstall !== 1) throw parameterInvalid('autoInstall must be 0 or 1.');
  return orderEach(parts, body, (pad) => ({
    type: taskType.padFile,
    file,
    async work() {
      await fetch();
      putFile(pad, file, folder, autoInstall === 1);
      return 'Success';
    },
    settled: ({ taskId, error }) =>
      parts.callbacks.send(taskType.padFile, {
        taskId,
        result: error === undefined,
        errorCode: error ? String(error.code) : null,
        padCode: pad.padCode,
        fileId: file.fileUniqueId,
      }),
  }));
}

function putFile(pad: Pad, { bytes, fileName }: StoredFile, folder: string, isApp: boolean): void {
  if (!bytes) throw new ApiFailure(vendorCode.fileUnavailable);
  const { system } = pad.phone;
  system.writeFile(`${onStorage(folder)}/${fileName.replaceAll('/', '_')}`, bytes);
  if (isApp) system.install(packageOfFile(fileName, bytes));
}

/** The samples write `/Documents/`: a folder of the shared storage (assumed). */
function onStorage(folder: string): string {
  const path = folder.replace(/\/+$/, '');
  return /^\/(?:sdcard|storage|data)(?:\/|$)/.test(path) ? path : `/sdcard${path}`;
}
