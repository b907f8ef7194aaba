import { createElement } from './create-element.js';
import type { PhoneCommand } from './toolbar-buttons.js';

/** @param usual what is there unless the page puts something of its own in its place */
export function createSlot(name: string, usual: Node): HTMLSlotElement {
  return createElement('slot', { attributes: { name } }, usual);
}

/** Buttons of the page's own toolbar say by the attribute `data-command` what they do. */
export function createToolbarSlot(
  usual: Node,
  perform: (command: PhoneCommand) => void,
): HTMLSlotElement {
  const slot = createSlot('toolbar', usual);
  for (const type of ['click', 'mousedown'])
    slot.addEventListener(type, (event) => {
      const button = (event.target as Element).closest<HTMLElement>('[data-command]');
      if (!button) return;
      // As in ours, the keyboard stays with the phone.
      if (type === 'mousedown') event.preventDefault();
      else perform(button.dataset.command as PhoneCommand);
    });
  return slot;
}
