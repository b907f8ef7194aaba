import type { ControlMessage } from '../../core/control.js';
import { clampToPixels, type Size } from '../../core/geometry.js';
import { argumentInvalid, checkBoolean, checkNumber } from '../features/argument-checks.js';
import { readOptions } from './call-options.js';
import { type ReadStep, readSteps } from './read-recording.js';
import type { RecordedMessage, RecordingStep } from './recording.js';
import type { Run } from './run.js';

export interface ReplayOptions {
  /** Stops the replay; fingers and keys are let go at once. Rejects with `aborted`. */
  readonly signal?: AbortSignal;
  /**
   * How fast time goes between the steps, 0.1 to 10; `instant` waits for nothing but a full channel. Calls take
   * their own time.
   * @default 1
   */
  readonly speed?: number | 'instant';
  /**
   * Replays on a screen that is not in the orientation of the recording: places then keep their share of its width
   * and height.
   * @default false
   */
  readonly allowOtherOrientation?: boolean;
  /** Called after each step, with how many are done, and of how many. */
  readonly onProgress?: (done: number, count: number) => void;
}

/** How long the phone is given to turn as it did in the recording, in ms. */
const turnTimeoutMs = 5000;

const isLying = ({ width, height }: Size) => width > height;

/** The screen that a step was made on; undefined where it does not matter. */
function screenOf(step: RecordingStep): Size | undefined {
  if ('call' in step) return step.screen;
  return 'width' in step.message ? step.message : undefined;
}

function onto(message: RecordedMessage, { width, height }: Size): ControlMessage {
  const place = <Placed extends { readonly x: number; readonly y: number }>(placed: Placed) => ({
    ...placed,
    x: clampToPixels(placed.x * width, width),
    y: clampToPixels(placed.y * height, height),
  });
  switch (message.type) {
    case 'touch':
      return { ...message, pointers: message.pointers.map(place), width, height };
    case 'scroll':
      return { ...place(message), width, height };
    default:
      return message;
  }
}

/**
 * Reads a recording from anywhere, for replaying it.
 * @throws TelepadError `argument_invalid`
 */
export function prepareReplay(
  recording: unknown,
  options: ReplayOptions | undefined,
): (run: Run) => Promise<void> {
  const {
    speed = 1,
    allowOtherOrientation = false,
    onProgress,
  } = readOptions<ReplayOptions>(options);
  if (speed !== 'instant') checkNumber('speed', speed, 0.1, 10);
  checkBoolean('allowOtherOrientation', allowOtherOrientation);
  const steps = readSteps(recording);
  return (run) => new Replay(run, steps, allowOtherOrientation).play(speed, onProgress);
}

class Replay {
  readonly #run: Run;
  readonly #steps: readonly ReadStep[];
  readonly #allowsAnyOrientation: boolean;
  /** Codes of the keys that are down: a release without its press is not sent. */
  readonly #keys = new Set<number>();

  constructor(run: Run, steps: readonly ReadStep[], allowsAnyOrientation: boolean) {
    this.#run = run;
    this.#steps = steps;
    this.#allowsAnyOrientation = allowsAnyOrientation;
  }

  async play(speed: number | 'instant', onProgress: ReplayOptions['onProgress']): Promise<void> {
    this.#checkOrientation();
    const startMs = performance.now();
    for (const [index, { atMs, step, action }] of this.#steps.entries()) {
      const waitMs = speed === 'instant' ? 0 : startMs + atMs / speed - performance.now();
      if (waitMs > 0) await this.#run.sleep(waitMs);
      await this.#run.untilDrained();
      await this.#untilTurned(screenOf(step));
      if (action) await action(this.#run);
      else if ('message' in step) await this.#replay(step.message);
      onProgress?.(index + 1, this.#steps.length);
    }
  }

  async #replay(message: RecordedMessage): Promise<void> {
    const run = this.#run;
    if (message.type === 'key') {
      const { action, keyCode, repeat } = message;
      if ((action === 'up' || repeat) && !this.#keys.has(keyCode)) return;
      if (action === 'up') this.#keys.delete(keyCode);
      else this.#keys.add(keyCode);
    } else if (message.type === 'touch') {
      // A call in between has ended the gesture.
      if (message.action !== 'down' && !run.isTouching) return;
      if (message.action === 'down') await run.untilFree();
    }
    run.send(
      message.type === 'touch' || message.type === 'scroll' ? onto(message, run.screen) : message,
    );
  }

  /** Before anything is sent: the first step that knows its screen, unless the phone is turned before it. */
  #checkOrientation(): void {
    const first = this.#steps.find(
      ({ step }) => screenOf(step) || ('call' in step && step.call === 'rotate'),
    );
    const screen = first && screenOf(first.step);
    if (!screen || this.#isInOrientationOf(screen)) return;
    throw argumentInvalid(
      'recording',
      'of a screen in the orientation that the phone has now; turn the phone, or set allowOtherOrientation',
    );
  }

  #isInOrientationOf(screen: Size): boolean {
    return this.#allowsAnyOrientation || isLying(screen) === isLying(this.#run.screen);
  }

  async #untilTurned(screen: Size | undefined): Promise<void> {
    if (!screen || this.#isInOrientationOf(screen)) return;
    await this.#run.untilDisplay(() => this.#isInOrientationOf(screen), turnTimeoutMs);
  }
}
