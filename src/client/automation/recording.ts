import type {
  ClipboardMessage,
  KeyMessage,
  ScrollMessage,
  TextMessage,
  TouchMessage,
} from '../../core/control.js';
import type { Size } from '../../core/geometry.js';
import type { AutomationCallName } from './calls.js';

/**
 * A control message as a recording holds it: `x` and `y` are parts of the screen, 0 to 1; `width` and `height` are the
 * screen that they were measured on, in px.
 */
export type RecordedMessage =
  | TouchMessage
  | ScrollMessage
  | KeyMessage
  | TextMessage
  | ClipboardMessage;

interface TimedStep {
  /** Ms since the start, 0 to 86,400,000, never less than that of the step before. @default that of the step before */
  readonly atMs?: number;
}

/** What the user did: a message as it went out. */
export interface RecordedMessageStep extends TimedStep {
  readonly message: RecordedMessage;
}

/** A call of the automation, as a script would have it. */
export interface RecordedCallStep extends TimedStep {
  readonly call: AutomationCallName;
  /** As the call takes them, without `signal`. @default none */
  readonly args?: readonly unknown[];
  /** The screen that the call was made on, in px: it is replayed in this orientation. */
  readonly screen?: Size;
}

export type RecordingStep = RecordedMessageStep | RecordedCallStep;

/** What was done to a phone, or is to be done; plain JSON. */
export interface PhoneRecording {
  readonly version: 1;
  /** How long it was recorded, in ms. */
  readonly durationMs?: number;
  /** True when typed text was made unreadable; it cannot be replayed as it was then. */
  readonly isRedacted?: boolean;
  /** True when the recording was full before it was stopped. */
  readonly isTruncated?: boolean;
  readonly steps: readonly RecordingStep[];
}

/** The bounds of a recording, about half an hour of moving fingers. */
export const recordingLimits = {
  maxSteps: 100_000,
  /** Of all texts together, in UTF-16 units. */
  maxTextLength: 1_000_000,
  maxMs: 86_400_000,
} as const;
