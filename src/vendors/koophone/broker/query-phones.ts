import { isTelepadError } from '../../../core/errors.js';
import type { BrokerTools } from '../../../core/ports/broker.js';
import {
  type KoophonePhone,
  type KoophonePhonePage,
  type KoophonePhoneStatus,
  readPhonePage,
  readStatusRows,
} from '../wire/phone-rows.js';
import { restCalls } from '../wire/rest-calls.js';
import type { QueryParameter } from '../wire/sdk-hmac-signature.js';
import type { AccountClient } from './account-client.js';
import { answerInvalid } from './vendor-failure.js';

/** @throws TelepadError also `vendor_answer_invalid` */
export async function queryPhones(
  query: readonly QueryParameter[],
  client: AccountClient,
  tools: BrokerTools,
): Promise<KoophonePhonePage> {
  const page = readPhonePage(await client.call('queryPhones', { query }, tools));
  if (page) return page;
  throw answerInvalid(restCalls.queryPhones.purpose, 'it is no page of phones');
}

/** `undefined` when the account has no such phone. Looks again itself, should the filter be ignored. */
export async function findPhone(
  phoneId: string,
  client: AccountClient,
  tools: BrokerTools,
): Promise<KoophonePhone | undefined> {
  const query = pageQuery(1, 10, [['instance_id', phoneId]]);
  const { phones } = await queryPhones(query, client, tools);
  return phones.find((phone) => phone.phoneId === phoneId);
}

export function pageQuery(
  page: number,
  pageSize: number,
  filters: readonly QueryParameter[] = [],
): readonly QueryParameter[] {
  return [['page_no', String(page)], ['page_size', String(pageSize)], ...filters];
}

/** @throws TelepadError also `vendor_answer_invalid` */
export async function queryStatus(
  phoneIds: readonly string[],
  client: AccountClient,
  tools: BrokerTools,
): Promise<readonly KoophonePhoneStatus[]> {
  const { data } = await client.call('queryStatus', { body: { instance_ids: phoneIds } }, tools);
  const rows = readStatusRows(data);
  if (rows) return rows;
  throw answerInvalid(restCalls.queryStatus.purpose, 'it is no list of phones');
}

/** How many phones are asked for at a time when one of them has spoilt the common question. */
const askedAtATime = 8;

/** The phones that the vendor knows: one that it does not makes it refuse the question for all. */
export async function queryKnownStatus(
  phoneIds: readonly string[],
  client: AccountClient,
  tools: BrokerTools,
): Promise<ReadonlyMap<string, KoophonePhoneStatus>> {
  if (phoneIds.length === 0) return new Map();
  try {
    return byPhone(await queryStatus(phoneIds, client, tools));
  } catch (error) {
    if (!isTelepadError(error) || error.code !== 'phone_not_found') throw error;
    if (phoneIds.length === 1) return new Map();
  }
  const found: KoophonePhoneStatus[] = [];
  for (let from = 0; from < phoneIds.length; from += askedAtATime) {
    const some = phoneIds.slice(from, from + askedAtATime);
    const answers = await Promise.all(some.map((id) => queryKnownStatus([id], client, tools)));
    found.push(...answers.flatMap((rows) => [...rows.values()]));
  }
  return byPhone(found);
}

const byPhone = (rows: readonly KoophonePhoneStatus[]) =>
  new Map(rows.map((row) => [row.phoneId, row]));
