import type { HTMLAttributes } from 'svelte/elements';
import type {
  TelepadPhoneAttributes,
  TelepadPhoneElement,
  TelepadPhoneHandlers,
} from '../dist/types/element.js';

declare module 'svelte/elements' {
  interface SvelteHTMLElements {
    'telepad-phone': HTMLAttributes<TelepadPhoneElement> &
      TelepadPhoneAttributes &
      TelepadPhoneHandlers;
  }
}
