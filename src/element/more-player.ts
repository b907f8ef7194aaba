import { ErrorDetails } from './error-details.js';
import { writeErrorReport } from './error-report.js';
import { Indicators } from './indicators.js';
import { MoreControls } from './more-controls.js';
import { morePlayerStyles } from './more-styles.js';
import type { MoreHost } from './player-host.js';
import type { PhoneStrings } from './strings.js';
import type { PhoneCommand } from './toolbar-buttons.js';
import { Transfers } from './transfers.js';

export { moreEnglish } from './more-strings.js';

/** All of a player that its first picture does not need: the menu, clipboards and files, the details of errors. */
export class MorePlayer {
  readonly details: ErrorDetails;
  readonly transfers: Transfers;
  readonly #host: MoreHost;
  readonly #controls: MoreControls;

  constructor(host: MoreHost) {
    this.#host = host;
    const strings = host.strings as PhoneStrings;
    (host.stage.getRootNode() as ShadowRoot).adoptedStyleSheets.push(morePlayerStyles());
    this.details = new ErrorDetails(strings, () => this.#report());
    this.transfers = new Transfers(host, strings);
    const indicators = new Indicators(
      strings,
      () => this.perform('record'),
      () => host.view()?.focus(),
    );
    host.stage.append(indicators.root);
    this.#controls = new MoreControls(host, strings, this.transfers, indicators);
    this.follow();
  }

  /** What stands behind "More". */
  get controls(): readonly HTMLElement[] {
    return this.#controls.elements;
  }

  /** The player shows another session, or none. */
  follow(): void {
    this.transfers.follow(this.#host.session());
    this.#controls.follow(this.#host.session());
  }

  /** The language is another one. */
  reword(): void {
    this.details.reword();
  }

  update(): void {
    this.transfers.load();
    this.#controls.update();
  }

  perform(command: PhoneCommand): void {
    if (command === 'copy-from-phone' || command === 'paste-to-phone')
      void this.transfers.command(command);
    else this.#controls.perform(command);
  }

  #report(): string {
    const { error, diagnosis } = this.#host.session()?.closeReason ?? {};
    return error ? writeErrorReport(error, diagnosis, new Date(), navigator.userAgent) : '';
  }
}
