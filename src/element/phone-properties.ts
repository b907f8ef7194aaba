import type { Fit, Rotation } from '../core/geometry.js';
import {
  type Autoconnect,
  type PhoneTheme,
  readAutoconnect,
  readClipboard,
  readFit,
  readRotation,
  readTheme,
} from './phone-attributes.js';
import type { ClipboardMode } from './player-host.js';

/** Where there is no DOM (a server that renders pages) the module must load all the same. */
const ElementBase: typeof HTMLElement =
  globalThis.HTMLElement ?? (class {} as unknown as typeof HTMLElement);

/** The properties of `<telepad-phone>` that are attributes. */
export abstract class PhoneProperties extends ElementBase {
  static readonly observedAttributes: readonly string[] = [
    'broker',
    'phone-id',
    'vendor',
    'autoconnect',
    'fit',
    'rotation',
    'muted',
    'readonly',
    'controls',
    'clipboard',
    'frame',
  ];

  /** Where the broker is mounted, e.g. `/telepad`. Needed together with `phoneId`, unless `ticket` is set. */
  get broker(): string | null {
    return this.getAttribute('broker');
  }
  set broker(value: string | null) {
    this.#reflect('broker', value);
  }

  /** The vendor's own id of the phone. Another value connects to that phone. */
  get phoneId(): string | null {
    return this.getAttribute('phone-id');
  }
  set phoneId(value: string | null) {
    this.#reflect('phone-id', value);
  }

  /** Needed only where the broker serves several vendors. */
  get vendor(): string | null {
    return this.getAttribute('vendor');
  }
  set vendor(value: string | null) {
    this.#reflect('vendor', value);
  }

  /** As CSS `object-fit`. @default 'contain' */
  get fit(): Fit {
    return readFit(this.getAttribute('fit'));
  }
  set fit(value: Fit) {
    this.#reflect('fit', value);
  }

  /** Degrees by which the picture is shown turned, clockwise; the phone itself does not turn. @default 0 */
  get rotation(): Rotation {
    return readRotation(this.getAttribute('rotation'));
  }
  set rotation(value: Rotation) {
    this.#reflect('rotation', value === 0 ? null : String(value));
  }

  /** No sound on this side; the phone's own volume stays. @default false */
  get muted(): boolean {
    return this.hasAttribute('muted');
  }
  set muted(value: boolean) {
    this.#reflect('muted', value ? '' : null);
  }

  /** Shows the phone without touching it, whatever the ticket's role allows. @default false */
  get readonly(): boolean {
    return this.hasAttribute('readonly');
  }
  set readonly(value: boolean) {
    this.#reflect('readonly', value ? '' : null);
  }

  /** Shows the toolbar, as `controls` does on `<video>`. @default false */
  get controls(): boolean {
    return this.hasAttribute('controls');
  }
  set controls(value: boolean) {
    this.#reflect('controls', value ? '' : null);
  }

  /** How the clipboards come together, as `InputOptions.clipboard`. @default 'manual': by buttons of the toolbar */
  get clipboard(): ClipboardMode {
    return readClipboard(this.getAttribute('clipboard'));
  }
  set clipboard(value: ClipboardMode) {
    this.#reflect('clipboard', value);
  }

  /** When the element connects by itself, once it knows its phone. @default 'always' */
  get autoconnect(): Autoconnect {
    return readAutoconnect(this.getAttribute('autoconnect'));
  }
  set autoconnect(value: Autoconnect) {
    this.#reflect('autoconnect', value);
  }

  /** Draws a phone around the picture. @default false */
  get frame(): boolean {
    return this.hasAttribute('frame');
  }
  set frame(value: boolean) {
    this.#reflect('frame', value ? '' : null);
  }

  /** Light, dark, or as the user has set the computer (`auto`); null follows the page's `color-scheme`. @default null */
  get theme(): PhoneTheme | null {
    return readTheme(this.getAttribute('theme'));
  }
  set theme(value: PhoneTheme | null) {
    this.#reflect('theme', value);
  }

  #reflect(name: string, value: string | null): void {
    if (value === null) this.removeAttribute(name);
    else this.setAttribute(name, value);
  }
}
