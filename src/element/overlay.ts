import { createElement } from './create-element.js';
import {
  connectingStepCount,
  type OverlayAction,
  type OverlayContent,
  type OverlayKind,
} from './describe-player.js';
import type { ErrorDetails } from './error-details.js';
import { createIcon, drawIcon, type IconName } from './icons.js';
import type { FirstStrings } from './strings.js';

const icons: { readonly [Kind in OverlayKind]?: IconName } = {
  placeholder: 'phone',
  stopped: 'phone',
  error: 'alert',
};

/** What lies over the picture: how far connecting has come, what went wrong, what to press. */
export class Overlay {
  readonly root: HTMLDivElement;
  readonly #icon = createIcon('phone');
  readonly #title = createElement('p', { name: 'title' });
  readonly #text = createElement('p', {
    name: 'text',
    attributes: { dir: 'auto' },
  });
  readonly #advice = createElement('p', {
    name: 'advice',
    attributes: { dir: 'auto' },
  });
  readonly #card = createElement('div', { name: 'card' });
  /** A page's own placeholder stands in for the card, where it is one's turn. */
  readonly #place = createElement('slot', {}, this.#card);
  #details: ErrorDetails | undefined;
  #content: OverlayContent | undefined;
  readonly #steps: readonly HTMLElement[];
  readonly #code = createElement('p', { name: 'code' });
  readonly #button: HTMLButtonElement;
  readonly #strings: FirstStrings;
  #action: OverlayAction = 'connect';

  constructor(strings: FirstStrings, onAction: (action: OverlayAction) => void) {
    this.#strings = strings;
    this.#button = createElement('button', {
      name: 'action',
      attributes: { type: 'button' },
    });
    this.#button.addEventListener('click', () => onAction(this.#action));
    this.#steps = Array.from({ length: connectingStepCount }, () => createElement('i', {}));
    const steps = createElement(
      'div',
      { name: 'steps', attributes: { 'aria-hidden': 'true' } },
      ...this.#steps,
    );
    const mark = createElement('div', { className: 'mark' }, this.#icon);
    const words = createElement('div', { className: 'words' }, this.#title, this.#text);
    this.#card.append(mark, words, this.#advice, steps, this.#code, this.#button);
    this.root = createElement('div', { name: 'overlay' }, this.#place);
  }

  /** Of the lazy part, once it is there. */
  set details(details: ErrorDetails) {
    this.#details = details;
    this.#card.append(details.root);
    if (this.#content) details.show(this.#content.findings);
  }

  focus(): void {
    this.#button.focus();
  }

  show(content: OverlayContent): void {
    this.#content = content;
    const { kind, title, text, advice, findings, code, step = 0, action } = content;
    // The style sheet shows each part for the kinds that have it.
    this.root.dataset.kind = kind;
    const icon = icons[kind];
    if (icon) drawIcon(this.#icon, icon);
    write(this.#title, title);
    write(this.#text, text);
    write(this.#advice, advice);
    this.#details?.show(findings);
    this.#place.name = kind === 'placeholder' ? kind : 'none';
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
