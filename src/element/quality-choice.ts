import type { PhoneSession } from '../client/session.js';
import { isTelepadError } from '../core/errors.js';
import type { QualityPreset } from '../core/features.js';
import { createElement } from './create-element.js';
import type { MoreHost } from './player-host.js';
import type { PhoneStringKey, PhoneStrings } from './strings.js';
import { messageOf } from './transfers.js';

const presets: readonly (readonly [QualityPreset, PhoneStringKey])[] = [
  ['smooth', 'qualitySmooth'],
  ['standard', 'qualityStandard'],
  ['high', 'qualityHigh'],
  ['ultra', 'qualityUltra'],
];

/** How the phone encodes its picture: none is chosen until the user chooses one. */
export class QualityChoice {
  readonly root: HTMLDivElement;
  readonly #title = createElement('span', { attributes: { id: 'quality' } });
  readonly #host: MoreHost;
  readonly #strings: PhoneStrings;
  readonly #buttons: ReadonlyMap<QualityPreset, HTMLButtonElement>;
  #session: PhoneSession | undefined;
  #chosen: QualityPreset | undefined;

  constructor(host: MoreHost, strings: PhoneStrings) {
    this.#host = host;
    this.#strings = strings;
    this.#buttons = new Map(
      presets.map(([preset]) => {
        const button = createElement(
          'button',
          { part: `quality ${preset}`, attributes: { type: 'button', role: 'radio' } },
          createElement('span', {}),
        );
        button.addEventListener('click', () => {
          if (button.getAttribute('aria-disabled') === 'false') void this.#choose(preset);
        });
        return [preset, button];
      }),
    );
    const group = createElement(
      'div',
      { attributes: { role: 'radiogroup', 'aria-labelledby': 'quality' } },
      ...this.#buttons.values(),
    );
    this.root = createElement('div', { className: 'quality' }, this.#title, group);
  }

  follow(session: PhoneSession | undefined): void {
    if (session === this.#session) return;
    this.#session = session;
    this.#chosen = undefined;
  }

  update(isOffered: boolean, works: boolean): void {
    this.root.hidden = !isOffered;
    this.#title.textContent = this.#strings.quality;
    for (const [preset, text] of presets) {
      const button = this.#buttons.get(preset);
      if (!button) continue;
      (button.firstElementChild as HTMLElement).textContent = this.#strings[text];
      button.setAttribute('aria-checked', String(preset === this.#chosen));
      button.setAttribute('aria-disabled', String(!works));
    }
  }

  async #choose(preset: QualityPreset): Promise<void> {
    const session = this.#session;
    if (!session) return;
    const before = this.#chosen;
    this.#chosen = preset;
    this.#host.change();
    try {
      const features = await session.features();
      await features.setQuality(preset);
    } catch (error) {
      // A phone that has this quality already may not answer.
      const isUnconfirmed = isTelepadError(error) && error.code === 'phone_timeout';
      if (isUnconfirmed || session !== this.#session) return;
      if (this.#chosen === preset) this.#chosen = before;
      this.#host.notice(messageOf(error, this.#strings));
      this.#host.change();
    }
  }
}
