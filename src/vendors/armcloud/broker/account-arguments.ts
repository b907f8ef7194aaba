import { TelepadError } from '../../../core/errors.js';
import { asArray, asObject, type JsonObject } from '../../../core/json.js';
import type { AppToCache } from '../wire/device/app-cache.js';

/** Checks of what a server gives to `ArmcloudAccount`. Values are not repeated: one may be a token. */

function invalid(what: string): TelepadError {
  return new TelepadError(
    'argument_invalid',
    `ArmCloud was not asked because ${what}. Correct the argument.`,
  );
}

function matching(name: string, value: unknown, form: RegExp, description: string): string {
  if (typeof value === 'string' && form.test(value)) return value;
  throw invalid(`${name} is not ${description}`);
}

function webAddress(name: string, value: unknown): string {
  return matching(name, value, /^https?:\/\/[^\s]{1,2040}$/, 'an http: or https: address');
}

export function padCode(value: unknown): string {
  return matching('padCode', value, /^[\w.:@-]{1,128}$/, 'the code of a phone');
}

export function padCodes(value: unknown): readonly string[] {
  const list = asArray(value)?.map(padCode) ?? [];
  if (list.length === 0) throw invalid('padCodes is not a list of at least one phone');
  // 110027 forbids to name one twice.
  return [...new Set(list)];
}

export function token(value: unknown): string {
  return matching('token', value, /^[\x21-\x7e]{1,1024}$/, 'an STS token');
}

export function taskNumber(value: unknown): string {
  return matching('taskId', value, /^\d{1,20}$/, 'the number of a task');
}

export function noSuchTask(): TelepadError {
  return invalid('the account has no such task');
}

export function callback(value: unknown): JsonObject {
  const target = asObject(value);
  const ids = asArray(target?.ids) ?? [];
  if (ids.length === 0 || !ids.every(Number.isSafeInteger)) {
    throw invalid('ids is not a list of ids of selectList');
  }
  return { callbackIdList: ids, callbackUrl: webAddress('url', target?.url) };
}

export function file(value: unknown): JsonObject {
  const { url, name, md5 } = asObject(value) ?? {};
  return {
    fileUrl: webAddress('url', url),
    fileName: matching('name', name, /^[^\p{Cc}]{1,255}$/u, '1 to 255 characters'),
    ...(md5 !== undefined && {
      fileMd5: matching('md5', md5, /^[0-9a-f]{32}$/i, '32 hexadecimal digits').toLowerCase(),
    }),
  };
}

export function apps(value: unknown): readonly AppToCache[] {
  const list = asArray(value)?.map(asObject) ?? [];
  if (list.length === 0) throw invalid('apps is not a list of at least one app');
  for (const app of list) webAddress('url of an app', app?.url);
  return list as unknown as readonly AppToCache[];
}
