import { isTelepadError, TelepadError } from '../../core/errors.js';
import type { BrokerTools, BrokerVendor } from '../../core/ports/broker.js';
import type { Ticket } from '../../core/ticket.js';
import type { AuthorizedRequest, BrokerParts, VendorCaller } from '../broker-parts.js';
import { RequestRefusal } from '../error-response.js';
import { grantsPhone } from '../grant.js';
import { answerWithProgress, type OngoingAnswer } from '../progress-answer.js';
import { readJsonBody } from '../read-body.js';
import { relayFor, type TicketRelay } from '../relayed-ticket.js';
import { chooseVendor, readPhoneId } from '../request-order.js';
import { isSecurePage } from '../secure-page.js';

const bodyRules = { maxBytes: 4096, example: '{"phoneId": "…"}' };

/** `{phoneId, vendor?}` → a ticket. */
export async function issueTicket(
  parts: BrokerParts,
  exchange: AuthorizedRequest,
): Promise<Response | OngoingAnswer> {
  const { request, grant, facts } = exchange;
  await parts.rateLimits.passTicket(grant.userId);
  const body = await readJsonBody(request, bodyRules);
  const phoneId = readPhoneId(body.phoneId);
  const vendor = chooseVendor(body.vendor, parts.vendors);
  facts.phoneId = phoneId;
  facts.vendor = vendor.id;
  // Before the vendor is asked, so the answer does not tell whether such a phone exists.
  if (!grantsPhone(grant, phoneId, vendor.id)) {
    throw new RequestRefusal(
      'forbidden',
      'The ticket was refused because this user may not open that phone. Choose one of their own, or grant it in authorize.',
    );
  }
  const relay = relayFor(vendor, parts.signallingRelay);
  return answerWithProgress(request, (caller) =>
    makeTicket(parts, exchange, { vendor, phoneId, relay, caller }),
  );
}

interface TicketWish {
  readonly vendor: BrokerVendor;
  readonly phoneId: string;
  readonly relay: TicketRelay | undefined;
  readonly caller: VendorCaller;
}

async function makeTicket(
  parts: BrokerParts,
  { request, grant, facts }: AuthorizedRequest,
  { vendor, phoneId, relay, caller }: TicketWish,
): Promise<Ticket> {
  const { userId, role } = grant;
  const order = await parts.sessions.order(vendor, phoneId, userId);
  let hasReported = false;
  const report: BrokerTools['report'] = (progress) => {
    hasReported = true;
    caller.report?.(progress);
  };
  try {
    const ticket = await vendor.issueTicket(
      {
        phoneId,
        userId,
        role,
        // The relay calls the vendor then, not the page: any scheme will do.
        isSecurePage: !relay && isSecurePage(request),
        isRelayed: relay !== undefined,
      },
      parts.toolsFor(vendor, facts, { signal: caller.signal, report }),
    );
    if (order && caller.signal.aborted) throw browserGone();
    const given = relay ? relay(ticket, request, order?.observer) : ticket;
    return order ? { ...given, leave: order.issued(relay ? ticket.expiresAt : undefined) } : given;
  } catch (thrown) {
    const isGone = isTelepadError(thrown) && thrown.code === 'aborted';
    if (isGone || hasReported) order?.abandoned();
    else order?.refused();
    throw thrown;
  }
}

function browserGone(): TelepadError {
  return new TelepadError(
    'aborted',
    'The ticket was made, but nobody took it because the browser that asked for it went away.',
  );
}
