import { createConnect } from './client/connect.js';
import { defineTelepadPhone } from './element/define.js';
import { clientVendors } from './vendors/clients.js';

/** Importing this entry registers `<telepad-phone>`. */
defineTelepadPhone(createConnect(clientVendors));

export {
  type PhoneStringsSource,
  registerPhoneStrings,
  type SomePhoneStrings,
} from './element/languages.js';
export type { Autoconnect, PhoneTheme } from './element/phone-attributes.js';
export type { TelepadPhoneEventMap } from './element/phone-events.js';
export type { TelepadPhoneAttributes, TelepadPhoneHandlers } from './element/phone-tag.js';
export type { PhoneStrings } from './element/strings.js';
export type { TelepadPhoneElement } from './element/telepad-phone.js';
export type { PhoneCommand } from './element/toolbar-buttons.js';
