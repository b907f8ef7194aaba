import type { GroupTicket } from '../../core/ticket.js';
import type { AuthorizedRequest, BrokerParts } from '../broker-parts.js';
import { errorBody, jsonResponse, RequestRefusal } from '../error-response.js';
import { grantsPhone } from '../grant.js';
import { readJsonBody } from '../read-body.js';
import { chooseVendor, readPhoneIds } from '../request-order.js';
import { isSecurePage } from '../secure-page.js';

const bodyRules = { maxBytes: 16_384, example: '{"phoneIds": ["…"]}' };

/** `{phoneIds, vendor?}` → a group ticket; a phone that this user may not control fails alone. */
export async function issueGroupTicket(
  parts: BrokerParts,
  { request, grant, facts }: AuthorizedRequest,
): Promise<Response> {
  await parts.rateLimits.passTicket(grant.userId);
  const body = await readJsonBody(request, bodyRules);
  const phoneIds = readPhoneIds(body.phoneIds);
  await parts.rateLimits.passGroup(grant.userId, phoneIds.length);
  const vendor = chooseVendor(body.vendor, parts.vendors);
  facts.phoneIds = phoneIds;
  facts.vendor = vendor.id;
  const isGranted = (phoneId: string) =>
    grant.role === 'control' && grantsPhone(grant, phoneId, vendor.id);
  const granted = phoneIds.filter(isGranted);
  if (granted.length === 0) {
    throw new RequestRefusal(
      'forbidden',
      'The group ticket was refused because this user may control none of these phones. Choose their own, or grant them in authorize with the role control.',
    );
  }
  if (!vendor.issueGroupTicket) {
    throw new RequestRefusal(
      'not_supported',
      'The group ticket was refused because this vendor has no group control. Open each phone with a ticket of its own.',
    );
  }
  if (parts.signallingRelay) {
    throw new RequestRefusal(
      'not_supported',
      'The group ticket was refused because this broker has a signalling relay, which group rooms do not go through. Open each phone with a ticket of its own.',
    );
  }
  const ticket = await vendor.issueGroupTicket(
    { phoneIds: granted, userId: grant.userId, isSecurePage: isSecurePage(request) },
    parts.toolsFor(vendor, facts, request),
  );
  const refused = phoneIds
    .filter((phoneId) => !isGranted(phoneId))
    .map((phoneId) => ({ phoneId, error: errorBody(phoneForbidden()) }));
  return jsonResponse({
    ...ticket,
    failures: [...refused, ...ticket.failures],
  } satisfies GroupTicket);
}

function phoneForbidden(): RequestRefusal {
  return new RequestRefusal(
    'forbidden',
    'The phone was left out because this user may not control it.',
  );
}
