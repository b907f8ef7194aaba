import type { HTMLAttributes } from 'vue';
import type { TelepadPhoneAttributes, TelepadPhoneEventMap } from '../dist/types/element.js';

/** `telepad-live` as `TelepadLive`. */
type Pascal<Name extends string> = Name extends `${infer First}-${infer Rest}`
  ? `${Capitalize<First>}${Pascal<Rest>}`
  : Capitalize<Name>;

type VueHandlers = {
  [Name in keyof TelepadPhoneEventMap as `on${Pascal<Name>}`]?: (
    event: TelepadPhoneEventMap[Name],
  ) => void;
};

declare module 'vue' {
  interface GlobalComponents {
    'telepad-phone': new () => {
      $props: HTMLAttributes & TelepadPhoneAttributes & VueHandlers;
    };
  }
}
