import type { DisplayEvent, InputStateEvent, PhoneEvent } from '../core/control.js';
import type { Size } from '../core/geometry.js';
import type { PhoneEvents } from './basic-session.js';
import type { Emitter } from './emitter.js';

/** What the phone has told of itself; what it tells is passed on. */
export class PhoneStatus {
  display: DisplayEvent | undefined;
  inputState: InputStateEvent | undefined;
  /** Keeps answers from the page that it has not asked for: true for such an event. */
  takeAnswer: ((event: PhoneEvent) => boolean) | undefined;
  readonly #emitter: Emitter<PhoneEvents>;

  constructor(emitter: Emitter<PhoneEvents>) {
    this.#emitter = emitter;
  }

  hear(event: PhoneEvent): void {
    if (this.takeAnswer?.(event)) return;
    switch (event.type) {
      case 'display':
        this.display = event;
        this.#emitter.emit('display', event);
        break;
      case 'input-state':
        this.inputState = event;
        this.#emitter.emit('inputstate', event);
        break;
      case 'clipboard':
        this.#emitter.emit('clipboard', event.text);
        break;
      case 'app-message':
        this.#emitter.emit('appmessage', event.text);
        break;
    }
  }

  /** The phone has not told its size: the picture's is taken, where it is known. */
  assumeDisplay(size: Size | undefined): void {
    if (size) this.hear({ type: 'display', ...size });
  }
}
