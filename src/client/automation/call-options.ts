import { asObject } from '../../core/json.js';
import { argumentInvalid, checkNumber, checkOneOf } from '../features/argument-checks.js';
import type { PhoneModifier } from './key-names.js';
import type { AutomationTiming } from './pace.js';

/** What every call takes. */
export interface AutomationCallOptions {
  /** Stops the call, also while it waits for its turn: fingers and keys are let go at once. Rejects with `aborted`. */
  readonly signal?: AbortSignal;
  /**
   * `exact`: to the px, evenly, and as fast as it makes sense. `human`: a few px beside, on gently bent paths that
   * start and stop softly, with the rhythm of somebody who types.
   * @default 'exact'
   */
  readonly timing?: AutomationTiming;
}

/** Of a call that takes its time. */
export interface TimedCallOptions extends AutomationCallOptions {
  /** In ms, 1 to 60,000; `human` timing varies it by up to a quarter. */
  readonly durationMs?: number;
}

export interface SwipeOptions extends TimedCallOptions {
  /** How long the finger rests before it moves, in ms, 0 to 60,000: 600 picks up an icon. @default 0 */
  readonly holdMs?: number;
}

export interface PinchOptions extends TimedCallOptions {
  /** Of the line through both fingers, clockwise from the horizontal, -360 to 360. @default 45 */
  readonly angleDegrees?: number;
  /** The distance of the fingers where it is greatest, in parts of the screen's shorter side, 0.1 to 1. @default 0.5 */
  readonly spread?: number;
}

export interface PressOptions extends AutomationCallOptions {
  /** Held while the key is pressed; the left one of each. @default none */
  readonly modifiers?: readonly PhoneModifier[];
  /** How long the key is held, in ms, 0 to 60,000. @default 0, or with `human` timing 60 to 120 */
  readonly holdMs?: number;
}

export interface PasteOptions extends AutomationCallOptions {
  /**
   * What pastes: Ctrl+V, or the key PASTE of Android. Vendors document Ctrl+A and Ctrl+C, so the first is the safer
   * one (assumed: fact sheet, 6.2, U8).
   * @default 'ctrl-v'
   */
  readonly with?: 'ctrl-v' | 'paste-key';
}

export interface RotateOptions extends Pick<AutomationCallOptions, 'signal'> {
  /** How long the phone is given, in ms, 1 to 600,000. @default 10000 */
  readonly timeoutMs?: number;
}

const maxMs = 60_000;

/** The options of a call as an object. @throws TelepadError `argument_invalid` */
export function readOptions<Options extends AutomationCallOptions>(options: unknown): Options {
  const read = asObject(options ?? {});
  if (!read) throw argumentInvalid('options', 'an object');
  if (read.timing !== undefined) checkOneOf('timing', read.timing, ['exact', 'human']);
  return read as unknown as Options;
}

/** @throws TelepadError `argument_invalid` */
export function readMs(
  name: string,
  value: number | undefined,
  otherwise: number,
  min = 1,
): number {
  const ms = value ?? otherwise;
  checkNumber(name, ms, min, maxMs);
  return ms;
}
