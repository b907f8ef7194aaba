import { isTelepadError, TelepadError } from '../../core/errors.js';
import type { Size } from '../../core/geometry.js';
import { asArray, asObject, type JsonObject } from '../../core/json.js';
import {
  argumentInvalid,
  checkBoolean,
  checkNumber,
  checkOneOf,
  checkWhole,
} from '../features/argument-checks.js';
import { type AutomationCallName, callNames, prepareCall } from './calls.js';
import {
  type PhoneRecording,
  type RecordedMessage,
  type RecordingStep,
  recordingLimits,
} from './recording.js';
import type { Action } from './run.js';
import { TouchStream } from './touch-stream.js';

/** A step that can be replayed: the same, with what its call does. */
export interface ReadStep {
  readonly atMs: number;
  readonly step: RecordingStep;
  /** Of a call. */
  readonly action: Action | undefined;
}

const flags = ['isRedacted', 'isTruncated'] as const;

const touchActions = ['down', 'pointer-down', 'move', 'pointer-up', 'up', 'cancel'] as const;

const tools = ['finger', 'stylus', 'mouse', 'eraser'];

/** Bounds of what a recording may ask for; Android's own are lower. */
const maxFingers = 10;
const maxPointerId = 31;
const maxSide = 100_000;
const maxKeyCode = 0xffff;
const maxMetaState = 0x7fffffff;
const maxNotches = 1000;
const maxArguments = 4;

function objectOf(name: string, value: unknown): JsonObject {
  const object = asObject(value);
  if (!object) throw argumentInvalid(name, 'an object');
  return object;
}

function numberOf(name: string, value: unknown, max: number, min = 0): number {
  checkNumber(name, value, min, max);
  return value as number;
}

function wholeOf(name: string, value: unknown, max: number): number {
  checkWhole(name, value, 0, max);
  return value as number;
}

function oneOf<Name extends string>(name: string, value: unknown, allowed: readonly Name[]): Name {
  checkOneOf(name, value, allowed);
  return value as Name;
}

function sizeOf(name: string, { width, height }: JsonObject): Size {
  return {
    width: numberOf(`${name}.width`, width, maxSide, 1),
    height: numberOf(`${name}.height`, height, maxSide, 1),
  };
}

function placeOf(name: string, { x, y }: JsonObject): { x: number; y: number } {
  return { x: numberOf(`${name}.x`, x, 1), y: numberOf(`${name}.y`, y, 1) };
}

/** What touches, and how a pen is held: all of it may be missing. */
function toolOf(name: string, { toolType, tilt, orientation }: JsonObject): object {
  return {
    ...(toolType !== undefined && { toolType: oneOf(`${name}.toolType`, toolType, tools) }),
    ...(tilt !== undefined && { tilt: numberOf(`${name}.tilt`, tilt, Math.PI) }),
    ...(orientation !== undefined && {
      orientation: numberOf(`${name}.orientation`, orientation, Math.PI, -Math.PI),
    }),
  };
}

/**
 * A message of a recording, with nothing in it that nobody looked at.
 * @throws TelepadError `argument_invalid`
 */
export function readMessage(name: string, value: unknown): RecordedMessage {
  const read = objectOf(name, value);
  const kind = oneOf(`${name}.type`, read.type, ['touch', 'scroll', 'key', 'text', 'clipboard']);
  switch (kind) {
    case 'touch': {
      const pointers = asArray(read.pointers) ?? [];
      if (pointers.length === 0 || pointers.length > maxFingers)
        throw argumentInvalid(`${name}.pointers`, `a list of 1 to ${maxFingers} fingers`);
      return {
        type: kind,
        action: oneOf(`${name}.action`, read.action, touchActions),
        actionIndex: wholeOf(`${name}.actionIndex`, read.actionIndex ?? 0, pointers.length - 1),
        pointers: pointers.map((each, index) => {
          const path = `${name}.pointers[${index}]`;
          const pointer = objectOf(path, each);
          return {
            id: wholeOf(`${path}.id`, pointer.id, maxPointerId),
            ...placeOf(path, pointer),
            pressure: numberOf(`${path}.pressure`, pointer.pressure ?? 1, 1),
            ...toolOf(path, pointer),
          };
        }),
        ...sizeOf(name, read),
      };
    }
    case 'scroll':
      return {
        type: kind,
        ...placeOf(name, read),
        ...sizeOf(name, read),
        notchesY: numberOf(`${name}.notchesY`, read.notchesY, maxNotches, -maxNotches),
      };
    case 'key': {
      const repeat = read.repeat ?? false;
      checkBoolean(`${name}.repeat`, repeat);
      return {
        type: kind,
        action: oneOf(`${name}.action`, read.action, ['down', 'up']),
        keyCode: wholeOf(`${name}.keyCode`, read.keyCode, maxKeyCode),
        metaState: wholeOf(`${name}.metaState`, read.metaState ?? 0, maxMetaState),
        repeat: repeat as boolean,
      };
    }
    default:
      if (typeof read.text !== 'string') throw argumentInvalid(`${name}.text`, 'text');
      return { type: kind, text: read.text };
  }
}

function readCall(name: string, read: JsonObject): Pick<ReadStep, 'step' | 'action'> {
  const call: AutomationCallName = oneOf(`${name}.call`, read.call, callNames);
  const args = asArray(read.args ?? []);
  if (!args || args.length > maxArguments) throw argumentInvalid(`${name}.args`, 'a short list');
  const screen =
    read.screen === undefined
      ? undefined
      : sizeOf(`${name}.screen`, objectOf(`${name}.screen`, read.screen));
  try {
    const action = prepareCall(call, args);
    return { step: { call, args, ...(screen && { screen }) }, action };
  } catch (error) {
    if (!isTelepadError(error)) throw error;
    throw new TelepadError(error.code, `${error.message} That is ${name}, a call of ${call}.`);
  }
}

/**
 * Reads every step of a recording that came from anywhere, and checks that their touches are a stream.
 * @throws TelepadError `argument_invalid`, which names what is wrong in it
 */
export function readSteps(value: unknown): readonly ReadStep[] {
  const { maxSteps, maxTextLength, maxMs } = recordingLimits;
  const recording = objectOf('recording', value);
  if (recording.version !== 1) throw argumentInvalid('recording.version', '1');
  checkNumber('recording.durationMs', recording.durationMs ?? 0, 0, maxMs);
  for (const name of flags) checkBoolean(`recording.${name}`, recording[name] ?? false);
  const steps = asArray(recording.steps);
  if (!steps || steps.length > maxSteps)
    throw argumentInvalid('recording.steps', `a list of at most ${maxSteps} steps`);
  const stream = new TouchStream();
  let textLength = 0;
  let atMs = 0;
  return steps.map((each, index): ReadStep => {
    const name = `steps[${index}]`;
    const read = objectOf(name, each);
    atMs = numberOf(`${name}.atMs`, read.atMs ?? atMs, maxMs, atMs);
    if (read.call !== undefined) {
      const { step, action } = readCall(name, read);
      return { atMs, step: { atMs, ...step }, action };
    }
    const message = readMessage(`${name}.message`, read.message);
    if (message.type === 'touch' && !stream.take(message))
      throw argumentInvalid(`${name}.message`, 'a touch that can follow those before it');
    if (message.type === 'text' || message.type === 'clipboard') textLength += message.text.length;
    if (textLength > maxTextLength)
      throw argumentInvalid(`${name}.message.text`, 'shorter: all texts together are too long');
    return { atMs, step: { atMs, message }, action: undefined };
  });
}

/** @throws TelepadError as `readSteps` */
export function readRecording(value: unknown): PhoneRecording {
  const steps = readSteps(value).map(({ step }) => step);
  const { durationMs, ...read } = objectOf('recording', value);
  return {
    version: 1,
    ...(durationMs !== undefined && { durationMs: durationMs as number }),
    ...Object.fromEntries(flags.filter((name) => read[name]).map((name) => [name, true])),
    steps,
  };
}
