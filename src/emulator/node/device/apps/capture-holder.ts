import type { CaptureKind } from '../capture.js';
import type { Host } from '../surface.js';

interface Wanted {
  /** undefined for nothing. */
  readonly kind: CaptureKind | undefined;
  /** Of the camera. */
  readonly facing?: 'user' | 'environment';
}

/** Holds the camera, the microphone or both for an app while it is in front and the screen is on. */
export class CaptureHolder {
  readonly #host: Host;
  readonly #wanted: () => Wanted;
  #isInFront = false;

  /** @param wanted what the app holds, whenever it may */
  constructor(host: Host, wanted: () => Wanted) {
    this.#host = host;
    this.#wanted = wanted;
  }

  set isInFront(isInFront: boolean) {
    this.#isInFront = isInFront;
    this.update();
  }

  /** What the app wants has changed. */
  update(): void {
    const { kind, facing } = this.#wanted();
    this.#host.parts.capture.hold(this.#isInFront ? kind : undefined, facing);
  }
}
