import type { DetailedHTMLProps, HTMLAttributes } from 'react';
import type {
  TelepadPhoneAttributes,
  TelepadPhoneElement,
  TelepadPhoneHandlers,
} from '../dist/types/element.js';

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      'telepad-phone': DetailedHTMLProps<HTMLAttributes<TelepadPhoneElement>, TelepadPhoneElement> &
        TelepadPhoneAttributes &
        TelepadPhoneHandlers;
    }
  }
}
