import type { AuthorizedRequest, BrokerParts } from '../broker-parts.js';
import { RequestRefusal } from '../error-response.js';
import { readJsonBody } from '../read-body.js';
import { isLeaveId } from '../sessions/leave-id.js';

const bodyRules = { maxBytes: 1024, example: '{"leave": "…", "cause": "user"}' };

/** `{leave, cause}` → nothing, whether or not there was anything to leave. */
export async function leavePhone(
  parts: BrokerParts,
  { request, grant, facts }: AuthorizedRequest,
): Promise<Response> {
  await parts.rateLimits.passLeave(grant.userId);
  const { leave, cause } = await readJsonBody(request, bodyRules);
  if (!isLeaveId(leave) || (cause !== 'user' && cause !== 'idle')) {
    throw new RequestRefusal(
      'bad_request',
      'The request was read, but it does not say what is left, or not why. Send the leave of a ticket, and user or idle as the cause.',
    );
  }
  const left = await parts.sessions.leave(grant.userId, leave, cause);
  if (left) Object.assign(facts, left);
  return new Response(null, { status: 204 });
}
