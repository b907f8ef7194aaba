import {
  asArray,
  asObject,
  asString,
  asWholeNumber,
  type JsonObject,
} from '../../../../core/json.js';
import { parameterInvalid } from './envelope.js';

/** Readers of what a request holds. All of them throw ApiFailure 1000 for what does not fit. */

/** @param max characters */
export function readText(body: JsonObject, name: string, max: number): string {
  const text = asString(body[name]);
  if (text && text.length <= max) return text;
  throw parameterInvalid(`${name} must be a text of 1 to ${max} characters.`);
}

const maxIdLength = 32;
const maxRows = 100;

export function readUserId(body: JsonObject): string {
  return readText(body, 'user_id', maxIdLength);
}

export function readInstanceId(body: JsonObject): string {
  return readText(body, 'instance_id', maxIdLength);
}

/** 1 to 100 ids, each once. */
export function readInstanceIds(body: JsonObject, name = 'instance_ids'): readonly string[] {
  const list = asArray(body[name]) ?? [];
  const isList = list.every(
    (id) => typeof id === 'string' && id !== '' && id.length <= maxIdLength,
  );
  if (!isList || list.length === 0 || list.length > maxRows) {
    throw parameterInvalid(`${name} must list 1 to ${maxRows} ids.`);
  }
  return [...new Set(list as readonly string[])];
}

/** 1 to 100 objects. */
export function readObjects(body: JsonObject, name: string): readonly JsonObject[] {
  const list = asArray(body[name])?.map(asObject) ?? [];
  if (list.length === 0 || list.length > maxRows || list.includes(undefined)) {
    throw parameterInvalid(`${name} must list 1 to ${maxRows} objects.`);
  }
  return list as readonly JsonObject[];
}

/** One page of a list, by the query's `page_no` and `page_size`. */
export function pageOf<Item>(query: URLSearchParams, items: readonly Item[]) {
  const pageNo = readCount(query, 'page_no');
  const pageSize = readCount(query, 'page_size');
  return {
    rows: items.slice((pageNo - 1) * pageSize, pageNo * pageSize),
    paging: { page_no: pageNo, page_size: pageSize, total_count: items.length },
  };
}

function readCount(query: URLSearchParams, name: string): number {
  const count = asWholeNumber(query.get(name), 100_000);
  if (!count) throw parameterInvalid(`${name} must be a whole number, 1 or more.`);
  return count;
}
