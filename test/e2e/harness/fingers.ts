import type { CDPSession } from '@playwright/test';
import type { Point } from './aim.js';
import type { PhoneOnPage } from './phone-page.js';

/** Real touch input, which Playwright's own touchscreen has for single taps only. */
export class Fingers {
  readonly #cdp: CDPSession;
  readonly #shown: PhoneOnPage;
  readonly #down = new Map<number, Point>();

  constructor(cdp: CDPSession, shown: PhoneOnPage) {
    this.#cdp = cdp;
    this.#shown = shown;
  }

  async put(id: number, device: Point): Promise<void> {
    this.#down.set(id, device);
    await this.#dispatch('touchStart');
  }

  async move(id: number, device: Point): Promise<void> {
    this.#down.set(id, device);
    await this.#dispatch('touchMove');
  }

  /** Several at once. */
  async moveAll(places: ReadonlyMap<number, Point>): Promise<void> {
    for (const [id, device] of places) this.#down.set(id, device);
    await this.#dispatch('touchMove');
  }

  async lift(id: number): Promise<void> {
    const at = this.#down.get(id);
    if (!at) throw new Error(`Finger ${id} is not down.`);
    this.#down.delete(id);
    await this.#dispatch('touchEnd', [[id, at]]);
  }

  async cancel(): Promise<void> {
    this.#down.clear();
    await this.#dispatch('touchCancel');
  }

  /** @param fingers of the event: all that are down, or those that are lifted */
  async #dispatch(
    type: 'touchStart' | 'touchMove' | 'touchEnd' | 'touchCancel',
    fingers: readonly (readonly [id: number, device: Point])[] = [...this.#down],
  ): Promise<void> {
    const touchPoints = fingers.map(([id, device]) => ({ id, ...this.#shown.clientPoint(device) }));
    await this.#cdp.send('Input.dispatchTouchEvent', { type, touchPoints });
  }
}

export async function fingersOn(shown: PhoneOnPage): Promise<Fingers> {
  return new Fingers(await shown.page.context().newCDPSession(shown.page), shown);
}
