import type { CaptureSource } from './peer-capture.js';

/** A viewer that may send a camera and a microphone. */
export interface CaptureSender {
  isSending(source: CaptureSource): boolean;
}

/** Whose camera and whose microphone a phone takes: of all that send, the last that began. */
export class CaptureSources {
  readonly #senders: Readonly<Record<CaptureSource, CaptureSender[]>> = {
    camera: [],
    microphone: [],
  };
  readonly #onEnd: (source: CaptureSource) => void;

  /** @param onEnd the sender that counted has ended; another may follow */
  constructor(onEnd: (source: CaptureSource) => void) {
    this.#onEnd = onEnd;
  }

  of(source: CaptureSource): CaptureSender | undefined {
    return this.#senders[source].at(-1);
  }

  changed(sender: CaptureSender, source: CaptureSource): void {
    const before = this.of(source);
    const senders = this.#senders[source];
    const index = senders.indexOf(sender);
    if (index >= 0) senders.splice(index, 1);
    if (sender.isSending(source)) senders.push(sender);
    if (before !== undefined && before !== this.of(source)) this.#onEnd(source);
  }

  closed(sender: CaptureSender): void {
    this.changed(sender, 'camera');
    this.changed(sender, 'microphone');
  }
}
