import type { HTMLAttributes } from 'preact';
import type {
  TelepadPhoneAttributes,
  TelepadPhoneElement,
  TelepadPhoneHandlers,
} from '../dist/types/element.js';

declare module 'preact' {
  namespace JSX {
    interface IntrinsicElements {
      'telepad-phone': Omit<HTMLAttributes<TelepadPhoneElement>, keyof TelepadPhoneAttributes> &
        TelepadPhoneAttributes &
        TelepadPhoneHandlers;
    }
  }
}
