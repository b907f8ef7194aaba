import type { CaptureKind } from '../client/features/feature-events.js';
import { createElement } from './create-element.js';
import { createIcon } from './icons.js';
import { moreIcons } from './more-icons.js';
import type { PhoneStrings } from './strings.js';

/** What runs, over the picture and whether or not there is a toolbar: a recording, a camera, a microphone. */
export class Indicators {
  readonly root = createElement('div', { name: 'indicators' });
  readonly #strings: PhoneStrings;
  readonly #focusPhone: () => void;
  readonly #recording: HTMLButtonElement;
  readonly #time = createElement('span', {});
  readonly #captures: { readonly [Kind in CaptureKind]: HTMLElement };

  /**
   * @param stop ends the recording
   * @param focusPhone takes the focus when the button that has it goes
   */
  constructor(strings: PhoneStrings, stop: () => void, focusPhone: () => void) {
    this.#strings = strings;
    this.#focusPhone = focusPhone;
    this.#recording = createElement(
      'button',
      { part: 'recording', attributes: { type: 'button' } },
      createElement('i', {}),
      this.#time,
    );
    this.#recording.addEventListener('click', stop);
    // The keyboard stays with the phone.
    this.#recording.addEventListener('mousedown', (event) => event.preventDefault());
    const capture = (kind: CaptureKind) =>
      createElement(
        'span',
        { part: `capture ${kind}`, attributes: { role: 'img' } },
        createIcon(moreIcons[kind]),
      );
    this.#captures = { camera: capture('camera'), microphone: capture('microphone') };
  }

  /** @param seconds of the recording that runs; undefined when none does */
  update(seconds: number | undefined, captures: readonly CaptureKind[]): void {
    const { stopRecording, cameraOn, microphoneOn } = this.#strings;
    label(this.#recording, stopRecording);
    label(this.#captures.camera, cameraOn);
    label(this.#captures.microphone, microphoneOn);
    const { camera, microphone } = this.#captures;
    const hadFocus = this.#recording.matches(':focus');
    show(this.root, this.#recording, seconds !== undefined);
    if (hadFocus && seconds === undefined) this.#focusPhone();
    show(this.root, camera, captures.includes('camera'));
    show(this.root, microphone, captures.includes('microphone'));
    if (seconds === undefined) return;
    const time = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
    this.#time.textContent = time;
  }
}

function label(element: HTMLElement, text: string): void {
  if (element.title === text) return;
  element.title = text;
  element.setAttribute('aria-label', text);
}

/** Keeps what is there where it is, so that it does not lose the focus. */
function show(root: HTMLElement, element: HTMLElement, isShown: boolean): void {
  if (!isShown) element.remove();
  else if (!element.isConnected) root.append(element);
}
