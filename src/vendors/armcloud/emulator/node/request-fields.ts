import { asArray, asString, type JsonObject } from '../../../../core/json.js';
import { ApiFailure, parameterInvalid, vendorCode } from './envelope.js';

/** Readers of what a request's JSON holds. All of them throw ApiFailure for what does not fit. */

export function readText(body: JsonObject, name: string): string {
  const text = asString(body[name]);
  if (!text) throw parameterInvalid(`${name} must be a text.`);
  return text;
}

/** `undefined` when it is not there; null counts as that, as the vendor's samples have it. */
export function readOptionalText(body: JsonObject, name: string): string | undefined {
  const value = body[name] ?? undefined;
  if (value === undefined || typeof value === 'string') return value;
  throw parameterInvalid(`${name} must be a text.`);
}

export function readFlag(body: JsonObject, name: string): boolean {
  const value = body[name];
  if (typeof value === 'boolean') return value;
  throw parameterInvalid(`${name} must be true or false.`);
}

export function readOptionalFlag(body: JsonObject, name: string): boolean {
  return (body[name] ?? null) === null ? false : readFlag(body, name);
}

export function readNumber(body: JsonObject, name: string, min: number, max: number): number {
  const value = body[name];
  if (typeof value === 'number' && value >= min && value <= max) return value;
  throw parameterInvalid(`${name} must be a number from ${min} to ${max}.`);
}

/** A whole number from 1 to `max`, or `standard` when it is not there. */
export function readCount(
  body: JsonObject,
  name: string,
  standard: number,
  max = Number.MAX_SAFE_INTEGER,
): number {
  const value = body[name] ?? standard;
  if (typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= max) {
    return value;
  }
  throw parameterInvalid(`${name} must be a whole number from 1 to ${max}.`);
}

/** A list of texts without repetition; `undefined` when it is not there. */
export function readOptionalTexts(body: JsonObject, name: string): readonly string[] | undefined {
  if ((body[name] ?? null) === null) return undefined;
  const list = asArray(body[name]);
  if (!list?.every((item) => typeof item === 'string')) {
    throw parameterInvalid(`${name} must be a list of texts.`);
  }
  return list as readonly string[];
}

/** At least one pad's code, each once. */
export function readPadCodes(body: JsonObject): readonly string[] {
  const padCodes = readOptionalTexts(body, 'padCodes') ?? [];
  if (padCodes.length === 0) throw parameterInvalid('padCodes must list at least one pad.');
  if (new Set(padCodes).size < padCodes.length) throw new ApiFailure(vendorCode.padDuplicated);
  return padCodes;
}

/** Ids of tasks, callbacks, apps. */
export function readIds(body: JsonObject, name: string): readonly number[] {
  const list = asArray(body[name])?.map(Number);
  if (!list || list.length === 0 || !list.every(Number.isSafeInteger)) {
    throw parameterInvalid(`${name} must list at least one whole number.`);
  }
  return list;
}

const userIdForm = /^[A-Za-z0-9_@-]{1,128}$/;

export function readUserId(body: JsonObject): string {
  const userId = asString(body.userId);
  if (userId && userIdForm.test(userId)) return userId;
  throw parameterInvalid('userId must be 1 to 128 of A-Z a-z 0-9 _ - @.');
}

/** One page of a list, with the vendor's words around it. */
export function pageOf<Item>(body: JsonObject, items: readonly Item[]) {
  const page = readCount(body, 'page', 1, 1000);
  const rows = readCount(body, 'rows', 10, 1000);
  const pageData = items.slice((page - 1) * rows, page * rows);
  return {
    page,
    rows,
    size: pageData.length,
    total: items.length,
    totalPage: Math.ceil(items.length / rows),
    pageData,
  };
}
