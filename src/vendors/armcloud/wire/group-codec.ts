import { asArray, asNestedObject, asObject, asString, parseJson } from '../../../core/json.js';
import { flatFrame, wrappedFrame } from './frames.js';

/**
 * A shared room, where one client leads several phones (fact sheet 2.8 and 4.6): what is said to the room's
 * WebSocket are data channel frames for all its phones.
 */
export function encodeBroadcast(frame: string): string {
  return JSON.stringify({ event: 'broadcastMsg', data: frame });
}

/** The data channel frame of a broadcast; `undefined` for anything else. Used at the server's end. */
export function decodeBroadcast(text: string): string | undefined {
  const message = asObject(parseJson(text));
  return message?.event === 'broadcastMsg' ? asString(message.data) : undefined;
}

/** Text for the focused field, or for the clipboard, of the phones that `pads` names (U5, U6). */
export function textForPads(
  what: 'text' | 'clipboard',
  text: string,
  pads: readonly string[],
): string {
  return flatFrame(what === 'text' ? 'inputBox' : 'clipboard', { text, pads });
}

/** Puts phones out of the room (U11). */
export function kickOutFrame(padCodes: readonly string[]): string {
  return wrappedFrame('kickOutUser', padCodes);
}

/** Whom a broadcast frame is for: all phones of the room, unless `pads` names some. */
export function addressees(frame: string): readonly string[] | 'all' {
  return strings(asObject(parseJson(frame))?.pads) ?? 'all';
}

/** The phones that a broadcast frame puts out of the room; `undefined` when it is not about that. */
export function kickedOut(frame: string): readonly string[] | undefined {
  const message = asNestedObject(frame);
  if (message?.touchType !== 'kickOutUser') return undefined;
  const { content } = message;
  return strings(typeof content === 'string' ? parseJson(content) : content);
}

function strings(value: unknown): readonly string[] | undefined {
  return asArray(value)?.filter((entry) => typeof entry === 'string');
}
