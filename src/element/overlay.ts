import { createElement } from './create-element.js';
import {
  connectingStepCount,
  type OverlayAction,
  type OverlayContent,
  type OverlayKind,
} from './describe-player.js';
import { createIcon, drawIcon, type IconName } from './icons.js';
import type { PhoneStrings } from './strings.js';

const icons: { readonly [Kind in OverlayKind]?: IconName } = {
  placeholder: 'phone',
  stopped: 'phone',
  error: 'alert',
};

/** What lies over the picture: how far connecting has come, what went wrong, what to press. */
export class Overlay {
  readonly root: HTMLDivElement;
  readonly #icon = createIcon('phone');
  readonly #title = createElement('p', { className: 'title', part: 'title' });
  readonly #text = createElement('p', { className: 'text', part: 'text' });
  readonly #steps: readonly HTMLElement[];
  readonly #code = createElement('p', { className: 'code', part: 'code' });
  readonly #button: HTMLButtonElement;
  readonly #strings: PhoneStrings;
  #action: OverlayAction = 'connect';

  constructor(strings: PhoneStrings, onAction: (action: OverlayAction) => void) {
    this.#strings = strings;
    this.#button = createElement('button', {
      className: 'action',
      part: 'action',
      attributes: { type: 'button' },
    });
    this.#button.addEventListener('click', () => onAction(this.#action));
    this.#steps = Array.from({ length: connectingStepCount }, () => createElement('i', {}));
    const steps = createElement(
      'div',
      { className: 'steps', part: 'steps', attributes: { 'aria-hidden': 'true' } },
      ...this.#steps,
    );
    const mark = createElement('div', { className: 'mark' }, this.#icon);
    const parts = [mark, this.#title, this.#text, steps, this.#code, this.#button];
    const card = createElement('div', { className: 'card', part: 'card' }, ...parts);
    this.root = createElement('div', { className: 'overlay', part: 'overlay' }, card);
  }

  show(content: OverlayContent): void {
    const { kind, title, text, code, step = 0, action } = content;
    // The style sheet shows each part for the kinds that have it.
    this.root.dataset.kind = kind;
    const icon = icons[kind];
    if (icon) drawIcon(this.#icon, icon);
    write(this.#title, title);
    write(this.#text, text);
    write(this.#code, code && `${this.#strings.errorCode}: ${code}`);
    write(this.#button, action?.label);
    if (action) this.#action = action.does;
    for (const [index, bar] of this.#steps.entries()) {
      bar.className = index < step ? 'done' : index === step ? 'now' : '';
    }
  }
}

function write(element: HTMLElement, text: string | undefined): void {
  element.hidden = text === undefined;
  if (text !== undefined && element.textContent !== text) element.textContent = text;
}
