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
import type { UnknownPhones } from './unknown-phones.js';
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

/** How many questions are asked at a time when a phone has spoilt the common one. */
const askedAtATime = 8;

/**
 * The phones that the vendor knows: one that it does not makes it refuse the question for all, which are then halved
 * until it is found.
 * @param unknown remembers those, which are not asked for again for a while
 */
export async function queryKnownStatus(
  phoneIds: readonly string[],
  unknown: UnknownPhones,
  client: AccountClient,
  tools: BrokerTools,
): Promise<ReadonlyMap<string, KoophonePhoneStatus>> {
  const found = new Map<string, KoophonePhoneStatus>();
  const asked = phoneIds.filter((phoneId) => !unknown.has(phoneId, tools.now()));
  let groups = asked.length > 0 ? [asked] : [];
  while (groups.length > 0) {
    const halves: string[][] = [];
    for (let from = 0; from < groups.length; from += askedAtATime) {
      const some = groups.slice(from, from + askedAtATime);
      await Promise.all(some.map(async (group) => void halves.push(...(await ask(group)))));
    }
    groups = halves;
  }
  return found;

  /** @returns what has to be asked anew */
  async function ask(group: readonly string[]): Promise<string[][]> {
    try {
      for (const row of await queryStatus(group, client, tools)) found.set(row.phoneId, row);
      return [];
    } catch (error) {
      if (!isTelepadError(error) || error.code !== 'phone_not_found') throw error;
    }
    if (group.length === 1) {
      for (const phoneId of group) unknown.add(phoneId, tools.now());
      return [];
    }
    const middle = Math.ceil(group.length / 2);
    return [group.slice(0, middle), group.slice(middle)];
  }
}
