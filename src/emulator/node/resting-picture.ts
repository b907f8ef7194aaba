export interface RestingPictureOptions {
  /** Asked at each frame: whether the phone rests at all. */
  readonly isWanted: () => boolean;
  /** Whether nothing would change in the next frame. */
  readonly isStill: () => boolean;
  /** Has viewers say whether they need a picture; called now and then while the picture rests. */
  readonly askViewers: () => void;
}

/**
 * A picture that rests is only sent on for so many frames: what was coded in a hurry gets sharp in them, and a last
 * packet that is lost is missed.
 */
export const framesUntilRest = 15;

/** An encoder that gets no frames does not see what decoders ask it: it is looked up this often, in frames. */
export const framesBetweenQuestions = 10;

/** Decides frame by frame whether a phone has anything to send, as encoders do that follow the screen's changes. */
export class RestingPicture {
  readonly #options: RestingPictureOptions;
  #framesLeft = framesUntilRest;
  #framesRested = 0;

  constructor(options: RestingPictureOptions) {
    this.#options = options;
  }

  /** Somebody needs the picture as it is: a new viewer, or a decoder that has lost its thread. */
  interrupt(): void {
    this.#framesLeft = framesUntilRest;
  }

  /** Asked once for each frame: true leaves it out. */
  lasts(): boolean {
    const { isWanted, isStill, askViewers } = this.#options;
    if (!isWanted()) return false;
    if (!isStill()) this.interrupt();
    if (this.#framesLeft > 0) {
      this.#framesLeft -= 1;
      this.#framesRested = 0;
      return false;
    }
    this.#framesRested += 1;
    if (this.#framesRested % framesBetweenQuestions === 0) askViewers();
    return true;
  }
}
