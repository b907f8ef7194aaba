import { isTelepadError } from '../../../core/errors.js';
import type { BrokerVendor } from '../../../core/ports/broker.js';
import { type RestCallName, restCalls } from '../wire/rest-calls.js';
import type { AccountClient } from './account-client.js';
import { checkPhoneId } from './check-ids.js';

/**
 * Stops the stream, then ends the session that the phone would keep. Both are tried; both do nothing where there is
 * nothing to end.
 */
export function createSessionEnder(client: AccountClient): NonNullable<BrokerVendor['endSession']> {
  return async ({ phoneId }, tools) => {
    const body = { instance_id: checkPhoneId(phoneId, restCalls.releaseSession.purpose) };
    const failures: unknown[] = [];
    for (const name of ['stopStreaming', 'releaseSession'] satisfies RestCallName[]) {
      try {
        await client.call(name, { body }, tools);
      } catch (error) {
        // A phone that is gone keeps no session.
        if (!isTelepadError(error) || error.code !== 'phone_not_found') failures.push(error);
      }
    }
    if (failures.length > 0) throw failures[0];
  };
}
