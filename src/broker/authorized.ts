import { TelepadError } from '../core/errors.js';
import type { BrokerBehaviour } from './broker-behaviour.js';
import { RequestRefusal } from './error-response.js';
import { type Grant, readGrant } from './grant.js';

/**
 * What the application allows whoever sent the request.
 * @throws RequestRefusal `forbidden` without `authorize`, `unauthenticated`
 * @throws TelepadError `internal_error` for an `authorize` that fails or answers nonsense
 */
export async function authorized(
  authorize: NonNullable<BrokerBehaviour['authorize']>,
  request: Request,
): Promise<Grant> {
  let found: Grant | null;
  try {
    found = await authorize(request);
  } catch (cause) {
    throw new TelepadError(
      'internal_error',
      "The broker could not decide about the request because its authorize function failed. Try again, and see the application's own log.",
      { cause },
    );
  }
  if (found === null || found === undefined) {
    throw new RequestRefusal(
      'unauthenticated',
      'The request was refused because the application does not know who is asking. Sign in there first.',
    );
  }
  if (request.bodyUsed) {
    throw new TelepadError(
      'internal_error',
      "The broker's authorize function read the body of the request. Let it read request.clone() instead.",
      { retryable: false },
    );
  }
  return readGrant(found);
}

export function nothingAllowed(): RequestRefusal {
  return new RequestRefusal(
    'forbidden',
    'The request was refused because this broker has no authorize function, and so allows nothing. Pass one to createBroker.',
  );
}
