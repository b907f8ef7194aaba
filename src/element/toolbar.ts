import { createElement } from './create-element.js';
import { createIcon, drawIcon, type IconName } from './icons.js';
import { nextStop } from './next-stop.js';
import type { PhoneStringKey, PhoneStrings } from './strings.js';
import {
  fittingButtonCount,
  type ToolbarButton,
  type ToolbarCommand,
  toolbarButtons,
} from './toolbar-buttons.js';

export interface ToolbarState {
  /** Keys reach the phone now. */
  readonly isLive: boolean;
  /** May only look: there are no buttons that press keys. */
  readonly isWatching: boolean;
  readonly isMuted: boolean;
  readonly isFullscreen: boolean;
  readonly canFullscreen: boolean;
}

const toggles: {
  readonly [Command in ToolbarCommand]?: {
    readonly isOn: (state: ToolbarState) => boolean;
    readonly icon: IconName;
    readonly label: PhoneStringKey;
  };
} = {
  mute: { isOn: (state) => state.isMuted, icon: 'sound-off', label: 'unmute' },
  fullscreen: {
    isOn: (state) => state.isFullscreen,
    icon: 'leave-fullscreen',
    label: 'leaveFullscreen',
  },
};

/**
 * The bar of buttons, after the ARIA toolbar pattern: one tab stop, arrow keys move inside. Buttons that
 * cannot work now stay focusable, so that a reconnect does not throw the focus out.
 */
export class Toolbar {
  readonly root: HTMLDivElement;
  readonly #strings: PhoneStrings;
  readonly #onCommand: (command: ToolbarCommand) => void;
  readonly #buttons = new Map<ToolbarButton, HTMLButtonElement>();
  readonly #more: HTMLButtonElement;
  readonly #panel: HTMLDivElement;
  #visible: readonly ToolbarButton[] = [];
  #folding = '';
  #length = 0;

  constructor(strings: PhoneStrings, onCommand: (command: ToolbarCommand) => void) {
    this.#strings = strings;
    this.#onCommand = onCommand;
    let group: ToolbarButton['group'] | undefined;
    for (const button of toolbarButtons) {
      const element = this.#createButton(button);
      element.classList.toggle('starts-group', button.group !== group);
      this.#buttons.set(button, element);
      group = button.group;
    }
    this.#more = createButton('more', strings.more, 'button more');
    this.#more.className = 'more';
    this.#more.setAttribute('aria-expanded', 'false');
    this.#more.addEventListener('click', () => this.#togglePanel(this.#panel.hidden === true));
    this.#panel = createElement('div', { className: 'panel', part: 'panel' });
    this.#panel.hidden = true;
    this.root = createElement('div', {
      className: 'toolbar',
      part: 'toolbar',
      attributes: { role: 'toolbar', 'aria-label': strings.toolbar },
    });
    this.root.addEventListener('keydown', (event) => this.#keyDown(event));
    this.root.addEventListener('focusin', (event) => this.#makeTabStop(event.target));
    // A click on a button must not take the keyboard away from the phone.
    this.root.addEventListener('mousedown', (event) => event.preventDefault());
  }

  update(state: ToolbarState): void {
    for (const [{ command, group, icon, label }, button] of this.#buttons) {
      const toggle = toggles[command];
      const isOn = toggle?.isOn(state) ?? false;
      relabel(button, this.#strings[isOn && toggle ? toggle.label : label]);
      if (toggle) drawIcon(iconOf(button), isOn ? toggle.icon : icon);
      const works = group === 'view' || state.isLive;
      button.setAttribute('aria-disabled', String(!works));
    }
    this.#visible = toolbarButtons.filter(
      ({ command, group }) =>
        (group === 'view' || !state.isWatching) &&
        (command !== 'fullscreen' || state.canFullscreen),
    );
    this.#fold();
  }

  /** @param length the room along the bar, in CSS px */
  arrange(side: 'bottom' | 'side', length: number): void {
    this.root.setAttribute('aria-orientation', side === 'side' ? 'vertical' : 'horizontal');
    this.#length = length;
    this.#fold();
  }

  /** Folds the panel, and so lets go of what the toolbar listens to outside itself. */
  close(): void {
    this.#togglePanel(false);
  }

  #createButton({ command, icon, label }: ToolbarButton): HTMLButtonElement {
    const button = createButton(icon, this.#strings[label], `button ${command}`);
    button.addEventListener('click', () => {
      if (button.getAttribute('aria-disabled') === 'true') return;
      this.#onCommand(command);
      // Loudness is seldom set with one press.
      if (!command.startsWith('volume')) this.#togglePanel(false);
    });
    return button;
  }

  #fold(): void {
    const fitting = fittingButtonCount(this.#visible.length, this.#length);
    const folding = `${fitting} of ${this.#visible.map(({ command }) => command)}`;
    if (folding === this.#folding) return;
    this.#folding = folding;
    this.#togglePanel(false);
    const buttons = this.#visible.flatMap((button) => this.#buttons.get(button) ?? []);
    this.#panel.replaceChildren(...buttons.slice(fitting));
    const rest = buttons.length > fitting ? [this.#more, this.#panel] : [];
    this.root.replaceChildren(...buttons.slice(0, fitting), ...rest);
    this.#makeTabStop(this.#stops()[0]);
  }

  #togglePanel(open: boolean): void {
    // What is hidden loses the focus and cannot be the tab stop.
    if (!open && this.#panel.matches(':focus-within')) this.#more.focus();
    else if (!open && this.#panel.querySelector('[tabindex="0"]')) this.#makeTabStop(this.#more);
    this.#panel.hidden = !open;
    this.#more.setAttribute('aria-expanded', String(open));
    const listen = open ? 'addEventListener' : 'removeEventListener';
    document[listen]('pointerdown', this.#pressedOutside, { capture: true });
  }

  readonly #pressedOutside = (event: Event): void => {
    if (!event.composedPath().includes(this.root)) this.#togglePanel(false);
  };

  /** The buttons that arrow keys reach, in order. */
  #stops(): HTMLButtonElement[] {
    const selector = this.#panel.hidden ? ':scope > button' : 'button';
    return [...this.root.querySelectorAll<HTMLButtonElement>(selector)];
  }

  #makeTabStop(target: EventTarget | null | undefined): void {
    for (const button of this.root.querySelectorAll('button')) {
      button.tabIndex = button === target ? 0 : -1;
    }
  }

  #keyDown(event: KeyboardEvent): void {
    if (event.key === 'Escape' && !this.#panel.hidden) {
      this.#togglePanel(false);
    } else {
      const stops = this.#stops();
      const now = stops.indexOf(event.target as HTMLButtonElement);
      const next = nextStop(event.key, now, stops.length, this.root.matches(':dir(rtl)'));
      if (next === undefined) return;
      stops[next]?.focus();
    }
    event.preventDefault();
  }
}

function createButton(icon: IconName, label: string, part: string): HTMLButtonElement {
  const button = createElement(
    'button',
    { part, attributes: { type: 'button' } },
    createIcon(icon),
    createElement('span', { className: 'label' }),
  );
  relabel(button, label);
  return button;
}

function relabel(button: HTMLButtonElement, label: string): void {
  if (button.title === label) return;
  button.title = label;
  button.setAttribute('aria-label', label);
  (button.lastElementChild as HTMLElement).textContent = label;
}

function iconOf(button: HTMLButtonElement): SVGElement {
  return button.firstElementChild as SVGElement;
}
