import { takeScreenshot } from '../client/features/screenshot.js';
import type { PhoneSession } from '../client/session.js';
import type { Capability } from '../core/ports/client.js';
import { CaptureOffer } from './capture-offer.js';
import { createElement } from './create-element.js';
import { createIcon } from './icons.js';
import type { Indicators } from './indicators.js';
import { moreIcons } from './more-icons.js';
import type { MoreHost } from './player-host.js';
import { QualityChoice } from './quality-choice.js';
import { Recording, recordingType } from './recording.js';
import type { PhoneStringKey, PhoneStrings } from './strings.js';
import { createButton, relabel } from './toolbar.js';
import type { MoreCommand } from './toolbar-buttons.js';
import { messageOf, type Transfers } from './transfers.js';

interface MoreControl {
  readonly label: () => PhoneStringKey;
  /** Role, vendor and browser allow it. */
  readonly isOffered: () => boolean;
  /** Of those that are on or off. */
  readonly isOn?: () => boolean;
  /** Needs a session that is live. */
  readonly needsLive?: boolean;
  readonly run: () => unknown;
  /** The menu stays open: its user sees there what has changed. */
  readonly keepsMenu?: boolean;
}

/** The buttons behind "More" that are no others' overflow, and what they do. */
export class MoreControls {
  readonly elements: readonly HTMLElement[];
  readonly #host: MoreHost;
  readonly #strings: PhoneStrings;
  readonly #transfers: Transfers;
  readonly #indicators: Indicators;
  readonly #captures: CaptureOffer;
  readonly #quality: QualityChoice;
  readonly #buttons = new Map<string, HTMLButtonElement>();
  #session: PhoneSession | undefined;
  #life = new AbortController();
  #recording: Recording | undefined;
  #clock: ReturnType<typeof setInterval> | undefined;

  constructor(host: MoreHost, strings: PhoneStrings, transfers: Transfers, indicators: Indicators) {
    this.#host = host;
    this.#strings = strings;
    this.#transfers = transfers;
    this.#indicators = indicators;
    this.#captures = new CaptureOffer(host, strings);
    this.#quality = new QualityChoice(host, strings);
    for (const command of Object.keys(this.#controls) as MoreCommand[]) {
      const button = createButton(createIcon(moreIcons[command]), `button ${command}`);
      button.addEventListener('click', () => this.perform(command));
      this.#buttons.set(command, button);
    }
    this.elements = [...this.#buttons.values(), this.#quality.root];
  }

  readonly #controls: { readonly [Command in MoreCommand]: MoreControl } = {
    keyboard: {
      label: () => 'keyboard',
      isOffered: () => !this.#host.isWatching() && this.#can('keyboard-mode'),
      isOn: () => this.#session?.keyboardMode === 'phone',
      needsLive: true,
      keepsMenu: true,
      run: () => {
        const session = this.#session;
        session?.setKeyboardMode(session.keyboardMode === 'phone' ? 'local' : 'phone');
      },
    },
    screenshot: {
      label: () => 'screenshot',
      isOffered: () => true,
      needsLive: true,
      run: async () => {
        const picture = await this.#picture();
        this.#deliver(picture, 'png', this.#strings.screenshotSaved);
      },
    },
    'copy-screenshot': {
      label: () => 'copyScreenshot',
      isOffered: () => typeof ClipboardItem === 'function' && navigator.clipboard !== undefined,
      needsLive: true,
      run: async () => {
        // As a promise: a browser that counts the time since the click does not have to wait for the picture.
        const item = new ClipboardItem({ 'image/png': this.#picture() });
        await navigator.clipboard.write([item]).catch((cause) => {
          throw cause?.name === 'NotAllowedError' ? this.#strings.notCopied : cause;
        });
        this.#host.notice(this.#strings.screenshotCopied);
      },
    },
    record: {
      label: () => (this.#recording ? 'stopRecording' : 'record'),
      isOffered: () => recordingType() !== undefined,
      isOn: () => this.#recording !== undefined,
      needsLive: true,
      run: () => (this.#recording ? this.#recording.stop() : this.#record()),
    },
    'picture-in-picture': {
      label: () => 'pictureInPicture',
      isOffered: () => document.pictureInPictureEnabled === true,
      isOn: () => this.#isInPicture,
      needsLive: true,
      run: () => (this.#isInPicture ? document.exitPictureInPicture() : this.#putInPicture()),
    },
    files: {
      label: () => 'files',
      isOffered: () => {
        const { fileTarget, inputOptions } = this.#host.settings();
        if (this.#host.isWatching()) return false;
        return inputOptions?.dropFiles !== undefined || (!!fileTarget && this.#can('upload'));
      },
      run: () => {
        const chooser = createElement('input', { attributes: { type: 'file', multiple: '' } });
        const { signal } = this.#life;
        chooser.addEventListener('change', () => {
          void this.#transfers.putAll([...(chooser.files ?? [])], signal);
        });
        chooser.click();
      },
    },
    camera: {
      label: () => 'camera',
      isOffered: () => this.#canCapture && this.#can('camera'),
      isOn: () => this.#captures.isOffered('camera'),
      needsLive: true,
      keepsMenu: true,
      run: () => this.#captures.toggle('camera'),
    },
    microphone: {
      label: () => 'microphone',
      isOffered: () => this.#canCapture && this.#can('microphone'),
      isOn: () => this.#captures.isOffered('microphone'),
      needsLive: true,
      keepsMenu: true,
      run: () => this.#captures.toggle('microphone'),
    },
  };

  /** Another session, or none. */
  follow(session: PhoneSession | undefined): void {
    if (session === this.#session) return;
    this.#life.abort();
    this.#life = new AbortController();
    this.#recording?.stop();
    this.#session = session;
    this.#captures.follow(session);
    this.#quality.follow(session);
    if (!session) return;
    const offs = [
      session.on('keyboardmode', () => this.#host.change()),
      session.on('closed', () => this.#recording?.stop()),
    ];
    this.#life.signal.addEventListener('abort', () => {
      for (const off of offs) off();
    });
  }

  update(): void {
    const isLive = this.#session?.isLive ?? false;
    for (const [command, button] of this.#buttons) {
      const control = this.#controls[command as MoreCommand];
      button.hidden = !control.isOffered();
      button.setAttribute('aria-disabled', String(!this.#works(control)));
      // A button whose words change says by them what it does; the others say that they are on.
      if (control.isOn && command !== 'record')
        button.setAttribute('aria-pressed', String(control.isOn()));
      relabel(button, this.#strings[control.label()]);
    }
    this.#quality.update(!this.#host.isWatching() && this.#can('quality'), isLive);
    this.#indicators.update(this.#recording?.seconds, this.#captures.running);
  }

  /** Nothing happens for what is not offered here, or cannot be done now. */
  async perform(command: string): Promise<void> {
    if (!Object.hasOwn(this.#controls, command)) return;
    const control = this.#controls[command as MoreCommand];
    if (!control.isOffered() || !this.#works(control)) return;
    try {
      if (!control.keepsMenu) this.#host.closeMenu();
      await control.run();
    } catch (error) {
      this.#host.notice(messageOf(error, this.#strings));
    }
    this.#host.change();
  }

  #works({ needsLive, isOn }: MoreControl): boolean {
    if (!needsLive) return this.#session !== undefined;
    // What runs can be ended at any time.
    return (this.#session?.isLive ?? false) || (this.#recording !== undefined && isOn?.() === true);
  }

  /** False once it is known that the phone cannot. */
  #can(capability: Capability): boolean {
    return this.#session?.supports(capability) !== false;
  }

  get #canCapture(): boolean {
    return !this.#host.isWatching() && navigator.mediaDevices?.getUserMedia !== undefined;
  }

  get #isInPicture(): boolean {
    const { stage } = this.#host;
    const view = this.#host.view();
    const { pictureInPictureElement } = stage.getRootNode() as ShadowRoot;
    return view !== undefined && pictureInPictureElement === view.video;
  }

  /** The view forbids it, so that no browser lays a button over the phone; here its user asks for it. */
  async #putInPicture(): Promise<void> {
    const video = this.#host.view()?.video;
    if (!video) return;
    const left = new AbortController();
    const forbid = () => {
      left.abort();
      video.disablePictureInPicture = true;
      this.#host.change();
    };
    video.addEventListener('leavepictureinpicture', forbid, { signal: left.signal });
    video.disablePictureInPicture = false;
    try {
      await video.requestPictureInPicture();
    } catch (error) {
      forbid();
      throw error;
    }
  }

  #picture(): Promise<Blob> {
    const view = this.#host.view();
    const stream = this.#session?.videoStream ?? new MediaStream();
    return takeScreenshot(stream, this.#life.signal, view ? { video: view.video } : {});
  }

  #record(): void {
    const type = recordingType();
    const session = this.#session;
    if (!type || !session) return;
    const { recordingFailed, recordingSaved, recordingEnded } = this.#strings;
    try {
      this.#recording = new Recording(
        [session.videoStream, session.audioStream],
        type,
        (recording, isCutShort) => {
          this.#recording = undefined;
          clearInterval(this.#clock);
          if (!recording) this.#host.notice(recordingFailed);
          else
            this.#deliver(
              recording,
              type.replace('video/', ''),
              isCutShort ? recordingEnded : recordingSaved,
            );
          this.#host.change();
        },
      );
      this.#clock = setInterval(() => this.update(), 1000);
    } catch {
      this.#host.notice(recordingFailed);
    }
  }

  /** To the page, if it takes files itself, else to the user's downloads. */
  #deliver(blob: Blob, extension: string, saved: string): void {
    const when = new Date().toISOString().slice(0, 19).replaceAll(/[:T]/g, '-');
    const file = new File([blob], `phone-${when}.${extension}`, { type: blob.type });
    if (!this.#host.file(file)) return;
    const href = URL.createObjectURL(file);
    createElement('a', { attributes: { href, download: file.name } }).click();
    // A browser may ask its user first where to put it.
    setTimeout(() => URL.revokeObjectURL(href), 60_000);
    this.#host.notice(saved);
  }
}
