import {
  asArray,
  asBoolean,
  asNumber,
  asObject,
  asString,
  asWholeNumber,
  type JsonObject,
  parseJson,
} from '../../../core/json.js';
import type { IceCandidate } from '../../../core/ports/client.js';
import type { TouchPosition, TouchStep } from './touch-steps.js';

/**
 * `assumed-json-v0` (fact sheet 7): Telepad's own invention, a test double and a slot for a future official protocol.
 * It is not Huawei's, and no phone of Huawei's speaks it.
 */

/** What both sides say on the signalling socket. */
export type AssumedSharedMessage =
  | { readonly type: 'offer' | 'answer'; readonly sdp: string }
  /** Null: the last one has been told. */
  | { readonly type: 'candidate'; readonly candidate: IceCandidate | null }
  | { readonly type: 'ping' | 'pong'; readonly timestampMs: number }
  | { readonly type: 'bye'; readonly code: number };

export type AssumedClientMessage =
  | AssumedSharedMessage
  | {
      readonly type: 'hello';
      readonly deviceId: string;
      /** Left out where the address carries it. */
      readonly deviceToken?: string;
      readonly streamingId?: string;
      readonly userId?: string;
      readonly wantsAudio: boolean;
    };

export const assumedDenials = ['token_invalid', 'token_expired', 'busy', 'other'] as const;
export type AssumedDenial = (typeof assumedDenials)[number];

export type AssumedServerMessage =
  | AssumedSharedMessage
  | {
      readonly type: 'welcome';
      readonly sessionId: string;
      readonly offerer: 'server' | 'client';
      readonly heartbeatSeconds: number;
    }
  | { readonly type: 'denied'; readonly code: AssumedDenial };

const frame = (t: string, fields: JsonObject): string => JSON.stringify({ t, ...fields });

/** One text frame, either direction. */
export function encodeAssumed(message: AssumedClientMessage | AssumedServerMessage): string {
  switch (message.type) {
    case 'hello': {
      const { deviceId, deviceToken, streamingId, userId, wantsAudio } = message;
      return frame('hello', {
        v: 0,
        device_id: deviceId,
        ...(deviceToken !== undefined && { device_token: deviceToken }),
        ...(streamingId !== undefined && { streaming_id: streamingId }),
        ...(userId !== undefined && { user_id: userId }),
        codecs: ['H264'],
        audio: wantsAudio,
      });
    }
    case 'welcome':
      return frame('welcome', {
        session_id: message.sessionId,
        offerer: message.offerer,
        heartbeat_s: message.heartbeatSeconds,
      });
    case 'denied':
      return frame('denied', { code: message.code, message: '' });
    case 'offer':
    case 'answer':
      return frame(message.type, { sdp: message.sdp });
    case 'candidate': {
      if (message.candidate === null) return frame('candidate', { candidate: null });
      // In this order, whoever made it: a relay compares letter by letter.
      const { candidate, sdpMid, sdpMLineIndex } = message.candidate;
      return frame('candidate', { candidate, sdpMid, sdpMLineIndex });
    }
    case 'ping':
    case 'pong':
      return frame(message.type, { ts: message.timestampMs });
    case 'bye':
      return frame('bye', { code: message.code, reason: '' });
  }
}

/** `other` for types that are not known; `undefined` for a frame that is broken. */
function readShared(t: string, fields: JsonObject): AssumedSharedMessage | 'other' | undefined {
  switch (t) {
    case 'offer':
    case 'answer': {
      const sdp = asString(fields.sdp);
      return sdp ? { type: t, sdp } : undefined;
    }
    case 'candidate': {
      if (fields.candidate === null) return { type: t, candidate: null };
      const candidate = asString(fields.candidate);
      if (candidate === undefined) return undefined;
      const sdpMid = asString(fields.sdpMid) ?? null;
      const sdpMLineIndex = asNumber(fields.sdpMLineIndex) ?? null;
      return { type: t, candidate: { candidate, sdpMid, sdpMLineIndex } };
    }
    case 'ping':
    case 'pong':
      return { type: t, timestampMs: asNumber(fields.ts) ?? 0 };
    case 'bye':
      return { type: t, code: asNumber(fields.code) ?? 0 };
    default:
      return 'other';
  }
}

/** Server to client. */
export function decodeAssumedServer(text: string): AssumedServerMessage | 'other' | undefined {
  const fields = asObject(parseJson(text));
  const t = asString(fields?.t);
  if (!fields || t === undefined) return undefined;
  if (t === 'denied') {
    const code = assumedDenials.find((known) => known === fields.code) ?? 'other';
    return { type: 'denied', code };
  }
  if (t !== 'welcome') return readShared(t, fields);
  const sessionId = asString(fields.session_id);
  if (sessionId === undefined) return undefined;
  return {
    type: 'welcome',
    sessionId,
    offerer: fields.offerer === 'client' ? 'client' : 'server',
    heartbeatSeconds: asNumber(fields.heartbeat_s) ?? 0,
  };
}

/** Client to server. */
export function decodeAssumedClient(text: string): AssumedClientMessage | 'other' | undefined {
  const fields = asObject(parseJson(text));
  const t = asString(fields?.t);
  if (!fields || t === undefined) return undefined;
  if (t !== 'hello') return readShared(t, fields);
  const deviceId = asString(fields.device_id);
  if (!deviceId || fields.v !== 0) return undefined;
  const deviceToken = asString(fields.device_token);
  const streamingId = asString(fields.streaming_id);
  const userId = asString(fields.user_id);
  return {
    type: 'hello',
    deviceId,
    ...(deviceToken !== undefined && { deviceToken }),
    ...(streamingId !== undefined && { streamingId }),
    ...(userId !== undefined && { userId }),
    wantsAudio: asBoolean(fields.audio) ?? true,
  };
}

export const assumedChannelLabel = 'control';

/** What a client says on the data channel. */
export type AssumedControl =
  | ({ readonly type: 'touch' } & TouchStep)
  | {
      readonly type: 'key';
      readonly action: 'down' | 'up';
      /** Android's. */
      readonly keyCode: number;
      readonly modifiers: number;
    }
  | { readonly type: 'text' | 'clipboard'; readonly text: string }
  | { readonly type: 'quality'; readonly level: number };

const touchActions = ['down', 'up', 'move'] as const;

export function encodeAssumedControl(message: AssumedControl): string {
  switch (message.type) {
    case 'touch':
      return frame('touch', {
        a: touchActions.indexOf(message.action),
        p: message.pointers.map(({ id, x, y }) => ({ i: id, x, y })),
      });
    case 'key':
      return frame('key', {
        a: message.action === 'down' ? 0 : 1,
        code: message.keyCode,
        mod: message.modifiers,
      });
    case 'text':
    case 'clipboard':
      return frame(message.type, { s: message.text });
    case 'quality':
      return frame('quality', { level: message.level });
  }
}

/** `other` for types that are not known; `undefined` for a frame that is broken. */
export function decodeAssumedControl(text: string): AssumedControl | 'other' | undefined {
  const fields = asObject(parseJson(text));
  const t = asString(fields?.t);
  if (!fields || t === undefined) return undefined;
  switch (t) {
    case 'touch': {
      const action = touchActions[asWholeNumber(fields.a, 2) ?? -1];
      const pointers = (asArray(fields.p) ?? []).map(readPosition);
      if (!action || pointers.length === 0) return undefined;
      const whole = pointers.filter((pointer) => pointer !== undefined);
      return whole.length === pointers.length
        ? { type: 'touch', action, pointers: whole }
        : undefined;
    }
    case 'key': {
      const keyCode = asWholeNumber(fields.code, 0xffff);
      const edge = asWholeNumber(fields.a, 1);
      if (keyCode === undefined || edge === undefined) return undefined;
      const modifiers = asWholeNumber(fields.mod, 0xffff) ?? 0;
      return { type: 'key', action: edge === 0 ? 'down' : 'up', keyCode, modifiers };
    }
    case 'text':
    case 'clipboard': {
      const content = asString(fields.s);
      return content === undefined ? undefined : { type: t, text: content };
    }
    case 'quality': {
      const level = asNumber(fields.level);
      return level === undefined ? undefined : { type: 'quality', level };
    }
    default:
      return 'other';
  }
}

function readPosition(value: unknown): TouchPosition | undefined {
  const row = asObject(value);
  const id = asWholeNumber(row?.i, 0xffffffff);
  const [x, y] = [asNumber(row?.x) ?? -1, asNumber(row?.y) ?? -1];
  return id !== undefined && x >= 0 && x <= 1 && y >= 0 && y <= 1 ? { id, x, y } : undefined;
}

/** What a phone says on the data channel. */
export type AssumedNotice =
  | { readonly type: 'clipboard'; readonly text: string }
  | { readonly type: 'notice'; readonly kind: string; readonly seconds: number }
  | { readonly type: 'rotation'; readonly degrees: number };

export function encodeAssumedNotice(message: AssumedNotice): string {
  switch (message.type) {
    case 'clipboard':
      return frame('clipboard', { s: message.text });
    case 'notice':
      return frame('notice', { kind: message.kind, seconds: message.seconds });
    case 'rotation':
      return frame('rotation', { deg: message.degrees });
  }
}

/** `other` for types that are not known; `undefined` for a frame that is broken. */
export function decodeAssumedNotice(text: string): AssumedNotice | 'other' | undefined {
  const fields = asObject(parseJson(text));
  const t = asString(fields?.t);
  if (!fields || t === undefined) return undefined;
  switch (t) {
    case 'clipboard': {
      const content = asString(fields.s);
      return content === undefined ? undefined : { type: 'clipboard', text: content };
    }
    case 'notice': {
      const kind = asString(fields.kind);
      return kind === undefined
        ? undefined
        : { type: 'notice', kind, seconds: asNumber(fields.seconds) ?? 0 };
    }
    case 'rotation': {
      const degrees = asNumber(fields.deg);
      return degrees === undefined ? undefined : { type: 'rotation', degrees };
    }
    default:
      return 'other';
  }
}
