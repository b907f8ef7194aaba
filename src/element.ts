import { createConnect } from './client/connect.js';
import { defineTelepadPhone } from './element/define.js';
import { clientVendors } from './vendors/clients.js';

/** Importing this entry registers `<telepad-phone>`. */
defineTelepadPhone(createConnect(clientVendors));

export type { TelepadPhoneElement, TelepadPhoneEventMap } from './element/telepad-phone.js';
