import type { ControlMessage } from '../../core/control.js';
import type { Size } from '../../core/geometry.js';
import { asObject } from '../../core/json.js';
import { checkBoolean } from '../features/argument-checks.js';
import { HeldInput } from '../features/group-held-input.js';
import type { AutomationCallName } from './calls.js';
import { readKey } from './key-names.js';
import { readMessage } from './read-recording.js';
import {
  type PhoneRecording,
  type RecordedCallStep,
  type RecordedMessage,
  type RecordingStep,
  recordingLimits,
} from './recording.js';
import { TouchStream } from './touch-stream.js';

export interface RecordOptions {
  /**
   * Makes what is typed unreadable: every character of texts, of the clipboard and of keys that type one becomes `*`.
   * Taps on the phone's own keyboard are recorded as ever.
   * @default false
   */
  readonly redactText?: boolean;
}

/** A recording that goes on. */
export interface PhoneRecorder {
  readonly isRecording: boolean;
  /** How many steps there are. */
  readonly stepCount: number;
  /**
   * Ends the recording; fingers and keys that are held are let go in it. Safe to call again: the recording is the
   * same.
   */
  stop(): PhoneRecording;
}

/** Millionths of a screen are enough, and keep recordings short. */
function ratio(value: number, length: number): number {
  return Math.round((value / length) * 1_000_000) / 1_000_000;
}

function recorded(message: ControlMessage): RecordedMessage | undefined {
  switch (message.type) {
    case 'touch': {
      const { type, action, actionIndex, width, height } = message;
      const pointers = message.pointers.map((pointer) => ({
        ...pointer,
        x: ratio(pointer.x, width),
        y: ratio(pointer.y, height),
        pressure: ratio(pointer.pressure, 1),
      }));
      return { type, action, actionIndex, pointers, width, height };
    }
    case 'scroll': {
      const { x, y, width, height } = message;
      return { ...message, x: ratio(x, width), y: ratio(y, height) };
    }
    case 'key':
    case 'text':
    case 'clipboard':
      return message;
    default:
      return undefined;
  }
}

/** Places as parts of the screen; nothing that cannot be JSON. */
function recordedArgument(value: unknown, screen: Size | undefined): unknown {
  const object = asObject(value);
  if (!object) return value;
  const { signal: _signal, ...rest } = object;
  const { x, y, unit } = rest;
  if (!screen || typeof x !== 'number' || typeof y !== 'number' || unit === 'ratio') return rest;
  return { x: ratio(x, screen.width), y: ratio(y, screen.height), unit: 'ratio' };
}

const star = 17;

/** Key codes that type a character: digits, `*` and `#`, letters, punctuation, space and the keypad. */
function isCharacterKey(keyCode: number): boolean {
  return (
    [
      [7, 18],
      [29, 56],
      [62, 62],
      [68, 77],
      [81, 81],
      [144, 163],
    ] as const
  ).some(([first, last]) => keyCode >= first && keyCode <= last);
}

/** With Ctrl, Alt or Meta a key is a shortcut. */
const shortcutMeta = 0x1000 | 0x2 | 0x10000;

const redactedText = (text: string) => text.replace(/[^\r\n]/gu, '*');

function redacted(message: RecordedMessage): RecordedMessage {
  if (message.type === 'text' || message.type === 'clipboard')
    return { ...message, text: redactedText(message.text) };
  if (message.type !== 'key' || message.metaState & shortcutMeta) return message;
  return isCharacterKey(message.keyCode) ? { ...message, keyCode: star } : message;
}

function redactedCall(name: AutomationCallName, args: readonly unknown[]): readonly unknown[] {
  const [first, ...others] = args;
  if (name === 'type' || name === 'paste') return [redactedText(first as string), ...others];
  const isShortcut = (asObject(others[0])?.modifiers as readonly string[] | undefined)?.some(
    (modifier) => modifier !== 'Shift',
  );
  if (name !== 'press' || isShortcut || !isCharacterKey(readKey(first))) return args;
  return [star, ...others];
}

/** Kept free for what lets go at the end. */
const reservedSteps = 100;

/** Writes down what goes out, until it is stopped or full. */
export class Recorder implements PhoneRecorder {
  readonly #options: RecordOptions;
  readonly #startMs = performance.now();
  #steps: RecordingStep[] = [];
  #textLength = 0;
  readonly #held = new HeldInput();
  #stream = new TouchStream();
  #recording: PhoneRecording | undefined;
  #isTruncated = false;

  /** @throws TelepadError `argument_invalid` */
  constructor(options: RecordOptions = {}) {
    checkBoolean('redactText', options.redactText ?? false);
    this.#options = options;
  }

  get isRecording(): boolean {
    return this.#recording === undefined;
  }

  get stepCount(): number {
    return this.#steps.length;
  }

  note(sent: ControlMessage): void {
    const message = this.#readable(sent);
    if (!message) return;
    if (message.type === 'touch') {
      const isFitting = this.#stream.take(message);
      if (!isFitting) this.#cancelGesture();
      // What has no beginning in the recording is no part of it.
      if (!isFitting && !(message.action === 'down' && this.#stream.take(message))) return;
    }
    if (this.#held.take(message)) this.#add({ message });
  }

  /** Notes a call that begins; the function it returns takes it out again, because it failed. */
  noteCall(
    call: AutomationCallName,
    args: readonly unknown[],
    screen: Size | undefined,
  ): () => void {
    const all = args.map((value) => recordedArgument(value, screen));
    const step: Omit<RecordedCallStep, 'atMs'> = {
      call,
      args: this.#options.redactText ? redactedCall(call, all) : all,
      ...(screen && { screen: { width: screen.width, height: screen.height } }),
    };
    const added = this.#add(step);
    return () => {
      if (this.#recording) return;
      this.#steps = this.#steps.filter((each) => each !== added);
    };
  }

  stop(): PhoneRecording {
    if (this.#recording) return this.#recording;
    for (const message of this.#held.release()) this.#push({ message: message as RecordedMessage });
    this.#recording = {
      version: 1,
      durationMs: this.#now(),
      ...(this.#options.redactText && { isRedacted: true }),
      ...(this.#isTruncated && { isTruncated: true }),
      steps: this.#steps,
    };
    return this.#recording;
  }

  /** As a recording holds it; undefined for what is no input, or none that a phone would take. */
  #readable(sent: ControlMessage): RecordedMessage | undefined {
    const message = recorded(sent);
    if (!message || this.#recording) return undefined;
    try {
      const read = readMessage('message', message);
      return this.#options.redactText ? redacted(read) : read;
    } catch {
      return undefined;
    }
  }

  #cancelGesture(): void {
    this.#stream = new TouchStream();
    for (const message of this.#held.releaseTouch())
      this.#push({ message: message as RecordedMessage });
  }

  #add(step: RecordingStepWithoutTime): RecordingStep | undefined {
    const { maxSteps, maxTextLength, maxMs } = recordingLimits;
    if (this.#recording) return undefined;
    const text = 'message' in step && 'text' in step.message ? step.message.text : '';
    this.#textLength += text.length;
    const isFull =
      this.#steps.length >= maxSteps - reservedSteps ||
      this.#textLength > maxTextLength ||
      this.#now() > maxMs;
    if (!isFull) return this.#push(step);
    this.#isTruncated = true;
    this.stop();
    return undefined;
  }

  #push(step: RecordingStepWithoutTime): RecordingStep {
    const timed = { atMs: this.#now(), ...step };
    this.#steps.push(timed);
    return timed;
  }

  #now(): number {
    return Math.round(performance.now() - this.#startMs);
  }
}

type RecordingStepWithoutTime =
  | Omit<RecordedCallStep, 'atMs'>
  | { readonly message: RecordedMessage };
