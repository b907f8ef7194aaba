import type { AuthorizedRequest, BrokerParts } from '../broker-parts.js';
import { jsonResponse, RequestRefusal } from '../error-response.js';
import { grantsPhone } from '../grant.js';
import { readJsonBody } from '../read-body.js';
import { chooseVendor, readPhoneId } from '../request-order.js';
import { isSecurePage } from '../secure-page.js';

const bodyRules = { maxBytes: 4096, example: '{"phoneId": "…"}' };

/** `{phoneId, vendor?}` → a ticket. */
export async function issueTicket(
  parts: BrokerParts,
  { request, grant, facts }: AuthorizedRequest,
): Promise<Response> {
  await parts.rateLimits.passTicket(grant.userId);
  const body = await readJsonBody(request, bodyRules);
  const phoneId = readPhoneId(body.phoneId);
  const vendor = chooseVendor(body.vendor, parts.vendors);
  facts.phoneId = phoneId;
  facts.vendor = vendor.id;
  // Before the vendor is asked, so the answer does not tell whether such a phone exists.
  if (!grantsPhone(grant, phoneId)) {
    throw new RequestRefusal(
      'forbidden',
      'The ticket was refused because this user may not open that phone. Choose one of their own, or grant it in authorize.',
    );
  }
  const { userId, role } = grant;
  return jsonResponse(
    await vendor.issueTicket(
      { phoneId, userId, role, isSecurePage: isSecurePage(request) },
      parts.toolsFor(vendor, facts, request),
    ),
  );
}
