import fc from 'fast-check';
import {
  controlVectors,
  oneWayControlVectors,
  otherClientsControl,
} from '../../../vectors/armcloud-control.js';
import {
  featureEventVectors,
  featureVectors,
  otherClientsFeatures,
  otherFeatureEvents,
} from '../../../vectors/armcloud-features.js';
import { otherPhoneEvents, phoneEventVectors } from '../../../vectors/armcloud-phone-events.js';
import { signalFrames, signalVectors } from '../../../vectors/armcloud-signals.js';

/** Valid frames of every kind, and arbitraries that spoil them. */

export const clientFrames: readonly string[] = [
  ...[...controlVectors, ...oneWayControlVectors].flatMap(({ frames }) => frames),
  ...otherClientsControl.map(({ text }) => text),
  ...[...featureVectors, ...otherClientsFeatures].map(({ frame }) => frame),
];

export const phoneFrames: readonly string[] = [
  ...[...phoneEventVectors, ...otherPhoneEvents].map(({ text }) => text),
  ...[...featureEventVectors, ...otherFeatureEvents].map(({ frame }) => frame),
];

export const signallingFrames: readonly string[] = [
  ...signalVectors.flatMap(({ toPhone, toClient }) => [toPhone, toClient]),
  ...signalFrames.map(({ text }) => text),
  '{"event":"broadcastMsg","data":"{\\"touchType\\":\\"inputBox\\",\\"text\\":\\"x\\",\\"pads\\":[\\"AC1\\"]}"}',
  '{"event":"broadcastMsg","data":"{\\"touchType\\":\\"kickOutUser\\",\\"content\\":\\"[\\\\\\"AC1\\\\\\"]\\"}"}',
];

/** What no reader expects where it stands. */
const surprises: readonly unknown[] = [
  ...[null, true, false, 0, -0, 1, -1, 0.5, 7, 255, 65_536, 2 ** 31, 2 ** 53, 1e300, -1e300],
  ...['', ' ', '0', '-1', '0x10', '1e999', 'NaN', 'Infinity', 'true', '540*960', '9'.repeat(400)],
  ...['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'length'],
  ...['{', '"', '[]', '{}', 'null', '\u0000', '\ud800', '\u2028', 'x'.repeat(3000)],
  ...[[], {}, [[]], [null], { length: 3 }, { toString: 1 }, { valueOf: null }, { isOpen: true }],
  JSON.parse('{"__proto__":{"touchType":"inputState","key":"message","data":"x","isOpen":true}}'),
  JSON.parse(`${'['.repeat(300)}${']'.repeat(300)}`),
  '{"type":"inputAdb","content":"x"}',
];

type Edit = (value: unknown) => unknown;

const names: readonly string[] = [
  ...['touchType', 'content', 'type', 'key', 'data', 'event', 'value', 'sdp', 'action', 'text'],
  ...['__proto__', 'constructor', 'isOpen', 'pads', 'coords', 'properties', 'info', ''],
];

/** Edits of one place in a frame. */
const edits: fc.Arbitrary<Edit> = fc.oneof(
  fc.constantFrom(...surprises).map((value) => () => value),
  fc.constant<Edit>((value) => JSON.stringify(value)),
  fc.constant<Edit>((value) => [value]),
  fc.constant<Edit>((value) => (Array.isArray(value) ? [...value, ...value] : [value, value])),
  fc.constant<Edit>((value) => (typeof value === 'number' ? String(value) : { value })),
  fc.tuple(fc.constantFrom(...names), fc.constantFrom(...surprises)).map(
    ([name, value]): Edit =>
      (place) =>
        withField(place, name, value),
  ),
  fc.nat(9).map(
    (index): Edit =>
      (place) =>
        withoutField(place, index),
  ),
  fc.jsonValue({ maxDepth: 2 }).map((value) => () => value),
);

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function withField(place: unknown, name: string, value: unknown): unknown {
  const fields = isObject(place) ? place : { place };
  // Not an assignment: `__proto__` shall be a field as JSON makes one.
  return Object.fromEntries([...Object.entries(fields), [name, value]]);
}

function withoutField(place: unknown, index: number): unknown {
  if (!isObject(place)) return undefined;
  const fields = Object.entries(place);
  return Object.fromEntries(fields.filter((_, at) => at !== index % Math.max(1, fields.length)));
}

function opened(value: unknown): unknown {
  if (typeof value !== 'string') return undefined;
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return undefined;
  }
}

/** Edits what `path` leads to, through JSON text inside JSON text. */
function editAt(value: unknown, path: readonly number[], edit: Edit): unknown {
  const inner = opened(value);
  if (isObject(inner) && path.length > 0) return JSON.stringify(editAt(inner, path, edit));
  const [step, ...rest] = path;
  if (step === undefined || !isObject(value)) return edit(value);
  const fields = Object.entries(value);
  const chosen = fields[step % Math.max(1, fields.length)];
  if (!chosen) return edit(value);
  const edited = fields.map((field) =>
    field === chosen ? [field[0], editAt(field[1], rest, edit)] : field,
  );
  return Array.isArray(value) ? edited.map(([, entry]) => entry) : Object.fromEntries(edited);
}

type TextEdit = (text: string) => string;

const pieces: readonly string[] = [
  ...['"', '\\', '\\"', '{', '}', '[', ']', ':', ',', '\u0000', '\ud800', '\ufeff', '1e999', '-'],
  ...['null', '"__proto__":', '{"touchType":"eventSdk"}', '\\u0000', '[[[[[[[['],
];

/** Edits of the text, blind to what it means. */
const textEdits: fc.Arbitrary<TextEdit> = fc
  .tuple(fc.nat(4), fc.nat(2000), fc.nat(40), fc.constantFrom(...pieces))
  .map(
    ([kind, place, length, piece]): TextEdit =>
      (text) => {
        const at = place % (text.length + 1);
        const [head, tail] = [text.slice(0, at), text.slice(at)];
        switch (kind) {
          case 0:
            return head;
          case 1:
            return `${head}${tail.slice(length)}`;
          case 2:
            return `${head}${piece}${tail}`;
          case 3:
            return `${head}${piece}${tail.slice(1)}`;
          default:
            return `${head}${tail.slice(0, length)}${tail}`;
        }
      },
  );

/** Frames of `valid`, spoilt in one to three places: in their meaning, in their text, or both. */
export function spoilt(valid: readonly string[]): fc.Arbitrary<string> {
  const structural = fc.array(fc.tuple(fc.array(fc.nat(12), { maxLength: 6 }), edits), {
    maxLength: 2,
  });
  const textual = fc.array(textEdits, { maxLength: 1 });
  return fc.tuple(fc.constantFrom(...valid), structural, textual).map(([frame, places, texts]) => {
    let value = opened(frame);
    for (const [path, edit] of places) value = editAt(value, path, edit);
    // A field or a frame that is undefined is left out.
    const text = places.length === 0 ? frame : (JSON.stringify(value) ?? '');
    return texts.reduce((spoiled, edit) => edit(spoiled), text);
  });
}

/**
 * How many cases a property gets: its share of those of a normal run, times what TELEPAD_FUZZ_RUNS says.
 * fast-check prints seed and path of a case that fails.
 */
export function fuzzRuns(normal: number): number {
  const factor = Number(process.env.TELEPAD_FUZZ_RUNS ?? 1);
  return Math.ceil(normal * (factor > 0 ? factor : 1));
}

/** For the time that a fuzz test may take before it counts as hanging, in ms. */
export const fuzzTimeoutMs = 120_000 * Math.max(1, Number(process.env.TELEPAD_FUZZ_RUNS ?? 1));
