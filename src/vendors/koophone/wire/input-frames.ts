import { asObject, type JsonObject, parseJson } from '../../../core/json.js';
import type { TouchPosition, TouchStep } from './touch-steps.js';
import { utf8Bytes, utf8Text } from './utf8.js';

/** Frames of the data channel `input` (fact sheet 6.5): big-endian; the first field is the length of all, itself included. */
export type InputFrame =
  | ({ readonly type: 'touch'; readonly timestampMs: number } & TouchStep)
  | {
      readonly type: 'key';
      readonly timestampMs: number;
      readonly action: 'down' | 'up';
      /** Android's. */
      readonly keyCode: number;
      /** The low 16 bits of Android's meta state (assumed; the sheet says no more than "modifiers"). */
      readonly modifiers: number;
    }
  | { readonly type: 'text'; readonly message: JsonObject };

export const inputChannelLabel = 'input';

const types = { touch: 205, key: 207, text: 211 } as const;
const touchActions = ['down', 'up', 'move'] as const;
const keyActions = ['down', 'up'] as const;
const touchHeaderBytes = 12;
const fingerBytes = 12;
const keyBytes = 15;
const textHeaderBytes = 5;

/** The clock of the frames: ms, and again from 0 after 100 s (fact sheet 6.5). */
export const frameTimestampMs = (nowMs: number): number => Math.floor(nowMs) % 100_000;

function start(type: number, length: number): { bytes: Uint8Array<ArrayBuffer>; view: DataView } {
  const bytes = new Uint8Array(length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, length);
  view.setUint8(4, type);
  return { bytes, view };
}

export function encodeTouchFrame(
  { action, pointers }: TouchStep,
  timestampMs: number,
): Uint8Array<ArrayBuffer> {
  const { bytes, view } = start(types.touch, touchHeaderBytes + pointers.length * fingerBytes);
  view.setFloat32(5, timestampMs);
  view.setUint16(9, touchActions.indexOf(action));
  view.setUint8(11, pointers.length);
  let at = touchHeaderBytes;
  for (const { id, x, y } of pointers) {
    view.setUint32(at, id);
    view.setFloat32(at + 4, x);
    view.setFloat32(at + 8, y);
    at += fingerBytes;
  }
  return bytes;
}

export function encodeKeyFrame(
  key: { readonly action: 'down' | 'up'; readonly keyCode: number; readonly modifiers: number },
  timestampMs: number,
): Uint8Array<ArrayBuffer> {
  const { bytes, view } = start(types.key, keyBytes);
  view.setFloat32(5, timestampMs);
  view.setUint16(9, keyActions.indexOf(key.action));
  view.setUint16(11, key.keyCode);
  view.setUint16(13, key.modifiers);
  return bytes;
}

export function encodeTextFrame(message: JsonObject): Uint8Array<ArrayBuffer> {
  const text = utf8Bytes(JSON.stringify(message));
  const { bytes } = start(types.text, textHeaderBytes + text.length);
  bytes.set(text, textHeaderBytes);
  return bytes;
}

/** `ignored` for types that are not known; `undefined` for a frame that is broken. */
export function decodeInputFrame(bytes: Uint8Array): InputFrame | 'ignored' | undefined {
  if (bytes.length < textHeaderBytes) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getUint32(0) !== bytes.length) return undefined;
  switch (view.getUint8(4)) {
    case types.touch:
      return decodeTouch(view);
    case types.key:
      return decodeKey(view);
    case types.text: {
      const text = utf8Text(bytes.subarray(textHeaderBytes));
      const message = asObject(text === undefined ? undefined : parseJson(text));
      return message && { type: 'text', message };
    }
    default:
      return 'ignored';
  }
}

function decodeTouch(view: DataView): InputFrame | undefined {
  if (view.byteLength < touchHeaderBytes) return undefined;
  const action = touchActions[view.getUint16(9)];
  const count = view.getUint8(11);
  const timestampMs = view.getFloat32(5);
  if (!action || !count || view.byteLength !== touchHeaderBytes + count * fingerBytes)
    return undefined;
  const pointers: TouchPosition[] = [];
  for (let at = touchHeaderBytes; at < view.byteLength; at += fingerBytes) {
    const [x, y] = [view.getFloat32(at + 4), view.getFloat32(at + 8)];
    if (!isShare(x) || !isShare(y)) return undefined;
    pointers.push({ id: view.getUint32(at), x, y });
  }
  return Number.isFinite(timestampMs)
    ? { type: 'touch', timestampMs, action, pointers }
    : undefined;
}

const isShare = (value: number): boolean => value >= 0 && value <= 1;

function decodeKey(view: DataView): InputFrame | undefined {
  if (view.byteLength !== keyBytes) return undefined;
  const action = keyActions[view.getUint16(9)];
  const timestampMs = view.getFloat32(5);
  if (!action || !Number.isFinite(timestampMs)) return undefined;
  const [keyCode, modifiers] = [view.getUint16(11), view.getUint16(13)];
  return { type: 'key', timestampMs, action, keyCode, modifiers };
}
