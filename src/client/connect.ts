import type { ClientVendors, ConnectOptions } from './connect-options.js';
import { createPhoneSession } from './phone-session.js';
import type { PhoneSession } from './session.js';

/** Opens a session at once; it goes on connecting in the background. Failures arrive as `closed`. */
export type Connect = (options: ConnectOptions) => PhoneSession;

export function createConnect(vendors: ClientVendors): Connect {
  // JavaScript callers may leave the options out; the session then says that there is no ticket.
  return (options) => createPhoneSession(vendors, options ?? {});
}
