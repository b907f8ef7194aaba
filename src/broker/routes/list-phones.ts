import type { AuthorizedRequest, BrokerParts } from '../broker-parts.js';
import { jsonResponse } from '../error-response.js';

/** A grant for every phone of the account names none: the broker keeps no list of them. */
export function listPhones({ vendors }: BrokerParts, { grant }: AuthorizedRequest): Response {
  const only = vendors.length === 1 ? vendors[0]?.id : null;
  const { role } = grant;
  return grant.phones === 'all'
    ? jsonResponse({ all: true, phones: [] })
    : jsonResponse({
        all: false,
        phones: grant.phones.map((phone) =>
          typeof phone === 'string'
            ? { phoneId: phone, vendor: only, role }
            : { phoneId: phone.phoneId, vendor: phone.vendor, role },
        ),
      });
}
