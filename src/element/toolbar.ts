import { createElement } from './create-element.js';
import { createIcon, drawIcon, type IconName } from './icons.js';
import { nextStop } from './next-stop.js';
import type { FirstStringKey, FirstStrings } from './strings.js';
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
  /** The clipboards need a click to come together. */
  readonly hasClipboard: boolean;
  /** Something was copied on the phone. */
  readonly canCopy: boolean;
}

export interface ToolbarListener {
  command(command: ToolbarCommand): void;
  /** "More" was pressed. @returns whether what belongs behind it is there */
  opening(): Promise<boolean>;
}

const toggles: {
  readonly [Command in ToolbarCommand]?: {
    readonly isOn: (state: ToolbarState) => boolean;
    readonly icon: IconName;
    readonly label: FirstStringKey;
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
  readonly #strings: FirstStrings;
  readonly #listener: ToolbarListener;
  readonly #buttons = new Map<ToolbarButton, HTMLButtonElement>();
  readonly #more: HTMLButtonElement;
  readonly #panel: HTMLDivElement;
  #visible: readonly ToolbarButton[] = [];
  #extras: readonly HTMLElement[] = [];
  #folding = '';
  #length = 0;

  constructor(strings: FirstStrings, listener: ToolbarListener) {
    this.#strings = strings;
    this.#listener = listener;
    let group: ToolbarButton['group'] | undefined;
    for (const button of toolbarButtons) {
      const element = this.#createButton(button);
      element.classList.toggle('starts-group', button.group !== group);
      this.#buttons.set(button, element);
      group = button.group;
    }
    this.#more = createButton(createIcon('more'), 'button more');
    this.#more.className = 'more';
    this.#more.setAttribute('aria-expanded', 'false');
    this.#more.addEventListener('click', async () => {
      const isOpen = !this.#panel.hidden;
      if (isOpen || (await listener.opening())) this.#togglePanel(!isOpen);
    });
    this.#panel = createElement('div', { name: 'panel' });
    this.#panel.hidden = true;
    this.root = createElement('div', {
      name: 'toolbar',
      attributes: { role: 'toolbar' },
    });
    this.root.addEventListener('keydown', (event) => this.#keyDown(event));
    this.root.addEventListener('focusin', (event) => this.#makeTabStop(event.target));
    // A click on a button must not take the keyboard away from the phone.
    this.root.addEventListener('mousedown', (event) => event.preventDefault());
  }

  /** What the lazy part adds behind "More". */
  extend(extras: readonly HTMLElement[]): void {
    this.#extras = extras;
    this.#panel.append(...extras);
  }

  update(state: ToolbarState): void {
    this.root.setAttribute('aria-label', this.#strings.toolbar);
    relabel(this.#more, this.#strings.more);
    for (const [{ command, group, icon, label }, button] of this.#buttons) {
      const toggle = toggles[command];
      const isOn = toggle?.isOn(state) ?? false;
      relabel(button, this.#strings[isOn && toggle ? toggle.label : label]);
      if (toggle) drawIcon(button.firstElementChild as SVGElement, isOn ? toggle.icon : icon);
      const works =
        group === 'view' || (state.isLive && (command !== 'copy-from-phone' || state.canCopy));
      button.setAttribute('aria-disabled', String(!works));
    }
    this.#visible = toolbarButtons.filter(
      ({ command, group }) =>
        (group === 'view' || !state.isWatching) &&
        (group !== 'clipboard' || state.hasClipboard) &&
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

  #createButton({ command, icon }: ToolbarButton): HTMLButtonElement {
    const button = createButton(createIcon(icon), `button ${command}`);
    button.addEventListener('click', () => {
      if (button.getAttribute('aria-disabled') === 'true') return;
      this.#listener.command(command);
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
    const focused = this.root.querySelector<HTMLElement>(':focus');
    this.#togglePanel(false);
    const buttons = this.#visible.flatMap((button) => this.#buttons.get(button) ?? []);
    this.#panel.replaceChildren(...buttons.slice(fitting), ...this.#extras);
    this.root.replaceChildren(...buttons.slice(0, fitting), this.#more, this.#panel);
    // While nothing is laid out, no button can be told to be there.
    this.#makeTabStop(this.#stops()[0] ?? this.#more);
    if (!focused) return;
    // It has lost the focus on its way, and behind "More" it takes none.
    this.#more.focus();
    focused.focus();
  }

  #togglePanel(open: boolean): void {
    // What is hidden loses the focus and cannot be the tab stop.
    if (!open && this.#panel.matches(':focus-within')) this.#more.focus();
    else if (!open && this.#panel.querySelector('[tabindex="0"]')) this.#makeTabStop(this.#more);
    this.#panel.hidden = !open;
    this.#more.setAttribute('aria-expanded', String(open));
    const listen = open ? 'addEventListener' : 'removeEventListener';
    for (const type of ['pointerdown', 'keydown'])
      document[listen](type, this.#pressedAnywhere, { capture: true });
  }

  /** Escape closes the panel wherever the focus is: mostly it has stayed with the phone, which must not get that key. */
  readonly #pressedAnywhere = (event: Event): void => {
    if (event.type === 'pointerdown') {
      if (!event.composedPath().includes(this.root)) this.#togglePanel(false);
    } else if ((event as KeyboardEvent).key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      this.#togglePanel(false);
    }
  };

  /** The buttons that arrow keys reach, in order. */
  #stops(): HTMLButtonElement[] {
    const buttons = [...this.root.querySelectorAll('button')];
    // Neither what is folded away, nor what the page hides by ::part().
    return buttons.filter((button) => button.getClientRects().length > 0);
  }

  #makeTabStop(target: EventTarget | null | undefined): void {
    for (const button of this.root.querySelectorAll('button')) {
      button.tabIndex = button === target ? 0 : -1;
    }
  }

  #keyDown(event: KeyboardEvent): void {
    const stops = this.#stops();
    const now = stops.indexOf(event.target as HTMLButtonElement);
    const next = nextStop(event.key, now, stops.length, this.root.matches(':dir(rtl)'));
    if (next === undefined) return;
    stops[next]?.focus();
    event.preventDefault();
  }
}

/** A button of the toolbar, still without words. */
export function createButton(icon: SVGElement, part: string): HTMLButtonElement {
  const label = createElement('span', { className: 'label' });
  return createElement('button', { part, attributes: { type: 'button' } }, icon, label);
}

export function relabel(button: HTMLButtonElement, label: string): void {
  if (button.title === label) return;
  button.title = label;
  button.setAttribute('aria-label', label);
  (button.lastElementChild as HTMLElement).textContent = label;
}
