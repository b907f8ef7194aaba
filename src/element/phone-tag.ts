import type { InputOptions } from '../client/input/input-options.js';
import type { TicketSource } from '../client/ticket-source.js';
import type { Fit, Rotation } from '../core/geometry.js';
import type { Autoconnect, PhoneTheme } from './phone-attributes.js';
import type { TelepadPhoneEventMap } from './phone-events.js';
import type { ClipboardMode } from './player-host.js';

/** What a template may set on `<telepad-phone>`, in any framework: attributes, and the properties that are none. */
export interface TelepadPhoneAttributes {
  broker?: string | undefined;
  'phone-id'?: string | undefined;
  phoneId?: string | undefined;
  vendor?: string | undefined;
  ticket?: TicketSource | undefined;
  autoconnect?: Autoconnect | undefined;
  fit?: Fit | undefined;
  rotation?: Rotation | `${Rotation}` | undefined;
  muted?: boolean | undefined;
  readonly?: boolean | undefined;
  controls?: boolean | undefined;
  clipboard?: ClipboardMode | undefined;
  theme?: PhoneTheme | undefined;
  frame?: boolean | undefined;
  inputOptions?: InputOptions | undefined;
}

/** Its events as React, Preact and Svelte name them: `ontelepad-live`. */
export type TelepadPhoneHandlers = {
  [Name in keyof TelepadPhoneEventMap as `on${Name}`]?:
    | ((event: TelepadPhoneEventMap[Name]) => void)
    | undefined;
};
