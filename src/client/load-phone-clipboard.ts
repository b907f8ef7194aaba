import type { PhoneClipboard } from './input/phone-clipboard.js';
import type { PhoneSession } from './session.js';
import { vendorNotLoaded } from './session-errors.js';

/**
 * The clipboard of a session: always the same object. Get it before the click that uses it, since its code is loaded
 * first. It knows what was copied on the phone from then on, or since a view of the session is there.
 * @throws TelepadError `vendor_load_failed`
 */
export function phoneClipboard(session: PhoneSession): Promise<PhoneClipboard> {
  return import('./input/more-input.js').then(
    ({ clipboardOf }) => clipboardOf(session),
    (cause) => {
      throw vendorNotLoaded(cause);
    },
  );
}
