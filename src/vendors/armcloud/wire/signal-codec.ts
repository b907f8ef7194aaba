import {
  asArray,
  asNestedObject,
  asObject,
  asString,
  type JsonObject,
  parseJson,
} from '../../../core/json.js';

/** What travels inside a `specifiedMsg` (fact sheet 4.2). */
export interface SignalMessage {
  /** `offer`, `answer`, `re_offer`, `re_answer`, `ice_candidate`, or one we do not know. */
  readonly key: string;
  readonly value: JsonObject;
}

/** A frame of the signalling server, either direction. */
export type SignalFrame =
  | { readonly event: 'ping' }
  | { readonly event: 'ownJoinRoom' }
  | {
      readonly event: 'specifiedMsg';
      readonly targetUserIds: readonly string[];
      readonly message: SignalMessage;
    }
  /** Well-formed, but unknown to us. */
  | { readonly event: 'other' };

export const pingFrame = '{"event":"ping"}';
export const ownJoinRoomFrame = '{"event":"ownJoinRoom"}';

/** `value` and the inner object are JSON text inside JSON: twice encoded, as the vendor has it. */
function inner({ key, value }: SignalMessage): string {
  return JSON.stringify({ key, value: JSON.stringify(value) });
}

/** Client to phone. */
export function encodeToPhone(padCode: string, message: SignalMessage): string {
  return JSON.stringify({
    event: 'specifiedMsg',
    targetUserIds: [padCode],
    data: inner(message),
  });
}

/** Phone to client. */
export function encodeToClient(message: SignalMessage): string {
  return JSON.stringify({ event: 'specifiedMsg', data: inner(message) });
}

/** `undefined` for a frame that is broken. */
export function decodeSignal(text: string): SignalFrame | undefined {
  const frame = asObject(parseJson(text));
  const event = asString(frame?.event);
  if (!frame || event === undefined) return undefined;
  if (event === 'ping' || event === 'ownJoinRoom') return { event };
  if (event !== 'specifiedMsg') return { event: 'other' };
  const message = asNestedObject(frame.data);
  const key = asString(message?.key);
  const value = asNestedObject(message?.value);
  if (key === undefined || value === undefined) return undefined;
  const targetUserIds = (asArray(frame.targetUserIds) ?? []).filter(
    (target) => typeof target === 'string',
  );
  return { event, targetUserIds, message: { key, value } };
}
