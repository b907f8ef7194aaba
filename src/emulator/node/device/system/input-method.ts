import type { Rect } from '../rect.js';
import { SoftKeyboard, type SoftKeyboardHost } from './soft-keyboard.js';

export type KeyboardMode = 'local' | 'phone';

/** Whether a text field has the focus, and whose keyboard types then. */
export class InputMethod {
  readonly keyboard: SoftKeyboard;
  #isOpen = false;
  #mode: KeyboardMode = 'phone';

  constructor(host: SoftKeyboardHost) {
    this.keyboard = new SoftKeyboard(host);
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  get mode(): KeyboardMode {
    return this.#mode;
  }

  /** The soft keyboard's place while it shows. */
  get keyboardBounds(): Rect | undefined {
    return this.#isOpen && this.#mode === 'phone' ? this.keyboard.bounds : undefined;
  }

  /** False when nothing changes. */
  setOpen(isOpen: boolean): boolean {
    if (isOpen === this.#isOpen) return false;
    this.#isOpen = isOpen;
    this.keyboard.reset();
    return true;
  }

  /** False when nothing changes. */
  setMode(mode: KeyboardMode): boolean {
    if (mode === this.#mode) return false;
    this.#mode = mode;
    return true;
  }
}
