import { createElement } from './create-element.js';

/** How long something is said over a live picture, in ms. */
const noticeMs = 8000;

/** What is said over the picture for a while. */
export class Notice {
  readonly root = createElement('div', {
    name: 'notice',
    attributes: { role: 'status' },
  });
  readonly #isLive: () => boolean;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** @param isLive whether somebody reads it now */
  constructor(isLive: () => boolean) {
    this.#isLive = isLive;
    this.root.hidden = true;
  }

  /**
   * Stays for a while of live picture: nobody reads it before. Undefined says nothing any more.
   * @param isQuiet shown only, not spoken
   */
  say(text: string | undefined, isQuiet = false): void {
    clearTimeout(this.#timer);
    this.root.hidden = text === undefined;
    if (text === undefined) return;
    this.root.setAttribute('aria-live', isQuiet ? 'off' : 'polite');
    if (this.root.textContent !== text) this.root.textContent = text;
    if (this.#isLive()) this.#timer = setTimeout(() => this.say(undefined), noticeMs);
  }

  /** The picture is live: what is said has its time from now on. */
  begin(): void {
    if (!this.root.hidden) this.say(this.root.textContent ?? undefined);
  }
}
