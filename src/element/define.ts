import type { Connect } from '../client/connect.js';
import { TelepadPhoneElement } from './telepad-phone.js';

const tagName = 'telepad-phone';

/**
 * Registers `<telepad-phone>`, once: with the tag taken, it stays what it is. Does nothing where there is
 * no DOM, so that pages with the element can be rendered on a server.
 * @param connect opens the element's sessions
 * @returns the registered class; undefined without a DOM
 */
export function defineTelepadPhone(connect: Connect): CustomElementConstructor | undefined {
  if (typeof customElements === 'undefined') return undefined;
  if (!customElements.get(tagName)) {
    customElements.define(
      tagName,
      class extends TelepadPhoneElement {
        protected override readonly openSession = connect;
      },
    );
  }
  return customElements.get(tagName);
}
