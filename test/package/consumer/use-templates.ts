import type { SvelteHTMLElements } from 'svelte/elements';
import type {} from 'telepad/element/svelte';
import type {} from 'telepad/element/vue';
import type { GlobalComponents } from 'vue';

/** What a template's compiler looks the tag up in; it only has to compile. */
export const inVue: InstanceType<GlobalComponents['telepad-phone']>['$props'] = {
  'phone-id': 'a',
  controls: true,
  class: 'phone',
  onTelepadError: ({ detail }) => console.warn(detail.error.code),
};

export const inSvelte: SvelteHTMLElements['telepad-phone'] = {
  'phone-id': 'a',
  frame: true,
  class: 'phone',
  'ontelepad-error': ({ detail }) => console.warn(detail.error.code),
};

// @ts-expect-error there is no such way to connect
export const wrong: SvelteHTMLElements['telepad-phone'] = { autoconnect: 'never' };
