import { isTelepadError } from '../../../../core/errors.js';
import type { BrokerTools } from '../../../../core/ports/broker.js';
import { describePhone, type KoophonePhoneStatus } from '../../wire/phone-rows.js';
import { instanceIdForm, restCalls } from '../../wire/rest-calls.js';
import type { AccountClient } from '../account-client.js';
import { checkPhoneId } from '../check-ids.js';
import { findPhone, pageQuery, queryKnownStatus, queryPhones } from '../query-phones.js';
import { UnknownPhones } from '../unknown-phones.js';
import { phoneNotFound } from '../vendor-failure.js';
import type { DeviceContext, DeviceOperations } from './device-context.js';

export function phoneOperations({
  client,
}: DeviceContext): DeviceOperations<'listPhones' | 'getPhone'> {
  const unknown = new UnknownPhones();
  return {
    async listPhones({ phoneIds, input: { page, pageSize } }, tools) {
      if (phoneIds !== 'all') {
        const ofPage = phoneIds.slice((page - 1) * pageSize, page * pageSize);
        // Another vendor's phone in the grant cannot be asked for.
        const asked = ofPage.filter((phoneId) => instanceIdForm.test(phoneId));
        const statuses = await queryKnownStatus(asked, unknown, client, tools);
        // One that was granted, but is not known to the vendor, stays in the list.
        const phones = ofPage.map((id) => describePhone(id, undefined, statuses.get(id)));
        return { phones, total: phoneIds.length };
      }
      const { phones, total } = await queryPhones(pageQuery(page, pageSize), client, tools);
      const ids = phones.map(({ phoneId }) => phoneId);
      const statuses = await tryStatus(ids, unknown, client, tools);
      return {
        phones: phones.map((phone) =>
          describePhone(phone.phoneId, phone, statuses.get(phone.phoneId)),
        ),
        total,
      };
    },

    async getPhone({ phoneId }, tools) {
      checkPhoneId(phoneId, restCalls.queryPhones.purpose);
      const phone = await findPhone(phoneId, client, tools);
      if (!phone) throw phoneNotFound(restCalls.queryPhones.purpose);
      const statuses = await tryStatus([phoneId], unknown, client, tools);
      return describePhone(phoneId, phone, statuses.get(phoneId));
    },
  };
}

/** Whether somebody watches, which only the second call tells: worth a warning where it fails, not the answer. */
async function tryStatus(
  phoneIds: readonly string[],
  unknown: UnknownPhones,
  client: AccountClient,
  tools: BrokerTools,
): Promise<ReadonlyMap<string, KoophonePhoneStatus>> {
  const asked = phoneIds.filter((phoneId) => instanceIdForm.test(phoneId));
  try {
    return await queryKnownStatus(asked, unknown, client, tools);
  } catch (error) {
    if (!isTelepadError(error) || error.code === 'aborted') throw error;
    tools.warn('KooPhone listed phones, but did not tell which of them are watched.');
    return new Map();
  }
}
