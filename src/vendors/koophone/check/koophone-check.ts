import type { CheckVendor } from '../../../core/ports/check.js';
import { CheckState } from './check-state.js';
import { koophoneVariables, readKoophoneAccount } from './read-account.js';
import { restSteps } from './rest-steps.js';
import { signallingSteps } from './signalling-steps.js';

/**
 * The check of a KooPhone account: what the broker and a page do, up to the phone's offer, and the end of it. Making a
 * phone ready may wake it; nothing on it is touched, and the stream is stopped and released whatever happens.
 */
export const koophoneCheck: CheckVendor = {
  id: 'koophone',
  variables: koophoneVariables,
  plan(values, choices) {
    const state = new CheckState(readKoophoneAccount(values, choices));
    return {
      phoneId: state.phoneId,
      steps: [...restSteps(state, choices.mayDisturb), ...signallingSteps(state)],
    };
  },
};
