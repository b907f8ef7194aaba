import { asBoolean, asNumber, asObject, asString, type JsonObject } from '../../../core/json.js';
import type { IceCandidate } from '../../../core/ports/client.js';
import { encodeInit, type InitMessage, readBase64Json, readInit } from './init-message.js';
import { encodeEventFrame } from './socket-frames.js';

/** What client and phone tell each other through the server: the payload of a `message` (fact sheet 6.2). */
export type PeerMessage =
  | { readonly type: 'init'; readonly init: InitMessage }
  | { readonly type: 'offer' | 'answer'; readonly sdp: string }
  | { readonly type: 'candidate'; readonly candidate: IceCandidate };

/** What a server tells a client. */
export type ServerEvent =
  /** -1: the token is not valid, -2: it has expired. */
  | { readonly type: 'authorize'; readonly isAuthorized: boolean; readonly code: number }
  /** `streamId` is the address of all that the client sends from here on. */
  | { readonly type: 'started'; readonly streamId: string; readonly videoCodec?: string }
  | { readonly type: 'start-refused'; readonly code: number }
  | { readonly type: 'message'; readonly from: string; readonly message: PeerMessage }
  /** `code`: the number in the reason, where there is one. The rest of it is the vendor's own text: not for anybody. */
  | { readonly type: 'close'; readonly code: number | undefined }
  /** Well-formed, but nothing to us: room events, `providerUpdate`, the phone's own init. */
  | { readonly type: 'other' };

/** What a client tells a server. */
export type ClientEvent =
  | { readonly type: 'start'; readonly room: string; readonly times: number }
  | { readonly type: 'message'; readonly to: string; readonly message: PeerMessage }
  | { readonly type: 'other' };

/** Server to client, as a whole text frame. */
export function encodeServerEvent(event: Exclude<ServerEvent, { type: 'other' }>): string {
  switch (event.type) {
    case 'authorize':
      return encodeEventFrame('authorize', { authorized: event.isAuthorized, code: event.code });
    case 'started': {
      const { streamId, videoCodec } = event;
      return encodeEventFrame('start', { streamId, ...(videoCodec && { vcodec: videoCodec }) });
    }
    case 'start-refused':
      return encodeEventFrame('start', { code: event.code, message: 'refused', times: 0 });
    case 'message':
      return encodeEventFrame('message', { from: event.from, ...encodeMessage(event.message) });
    case 'close':
      return encodeEventFrame('close', { reason: `${event.code ?? ''}` });
  }
}

/** Client to server, as a whole text frame. */
export function encodeClientEvent(event: Exclude<ClientEvent, { type: 'other' }>): string {
  switch (event.type) {
    case 'start':
      return encodeEventFrame('start', { room: event.room, times: event.times });
    case 'message':
      return encodeEventFrame('message', { to: event.to, ...encodeMessage(event.message) });
  }
}

function encodeMessage(message: PeerMessage): JsonObject {
  switch (message.type) {
    case 'init':
      return { type: 'init', data: encodeInit(message.init) };
    case 'offer':
    case 'answer':
      return { type: message.type, payload: { type: message.type, sdp: message.sdp } };
    case 'candidate': {
      const { candidate, sdpMLineIndex, sdpMid } = message.candidate;
      return {
        type: 'candidate',
        payload: { label: sdpMLineIndex ?? 0, id: sdpMid ?? '', candidate },
      };
    }
  }
}

/** `other` for kinds that are not known; `undefined` for one that is broken. */
function readMessage(fields: JsonObject): PeerMessage | 'other' | undefined {
  const type = asString(fields.type);
  if (type === undefined) return undefined;
  if (type !== 'init' && type !== 'offer' && type !== 'answer' && type !== 'candidate')
    return 'other';
  const payload = asObject(fields.payload ?? readBase64Json(fields.data));
  if (type === 'init') {
    const init = readInit(payload);
    // The phone answers with one of its own, of which nothing is known.
    return init ? { type, init } : 'other';
  }
  if (type === 'candidate') {
    const candidate = asString(payload?.candidate);
    if (!payload || candidate === undefined) return undefined;
    return {
      type,
      candidate: {
        candidate,
        sdpMLineIndex: asNumber(payload.label) ?? null,
        sdpMid: asString(payload.id) ?? null,
      },
    };
  }
  const sdp = asString(payload?.sdp);
  return sdp ? { type, sdp } : undefined;
}

/**
 * A server's event by its name and payload (`decodeSocketFrame` has both).
 * `undefined` for one that is broken.
 */
export function readServerEvent(name: string, payload: unknown): ServerEvent | undefined {
  const fields = asObject(payload);
  switch (name) {
    case 'authorize': {
      const isAuthorized = asBoolean(fields?.authorized);
      if (!fields || isAuthorized === undefined) return undefined;
      return { type: 'authorize', isAuthorized, code: asNumber(fields.code) ?? 0 };
    }
    case 'start': {
      const streamId = asString(fields?.streamId);
      if (!fields) return undefined;
      if (streamId) {
        const videoCodec = asString(fields.vcodec);
        return { type: 'started', streamId, ...(videoCodec && { videoCodec }) };
      }
      const code = asNumber(fields.code);
      return code === undefined ? undefined : { type: 'start-refused', code };
    }
    case 'message': {
      const message = fields && readMessage(fields);
      if (!fields || message === undefined) return undefined;
      if (message === 'other') return { type: 'other' };
      return { type: 'message', from: asString(fields.from) ?? '', message };
    }
    case 'close':
      return { type: 'close', code: readCloseCode(fields ? fields.reason : payload) };
    default:
      return { type: 'other' };
  }
}

/** `undefined` for one that is broken. */
export function readClientEvent(name: string, payload: unknown): ClientEvent | undefined {
  const fields = asObject(payload);
  switch (name) {
    case 'start': {
      const room = asString(fields?.room);
      return room ? { type: 'start', room, times: asNumber(fields?.times) ?? 0 } : undefined;
    }
    case 'message': {
      const message = fields && readMessage(fields);
      const to = asString(fields?.to);
      if (message === undefined || to === undefined) return undefined;
      return message === 'other' ? { type: 'other' } : { type: 'message', to, message };
    }
    default:
      return { type: 'other' };
  }
}

/** A reason packs a code and other text in one string, in a form that is not known: its first number of up to 4 digits. */
export function readCloseCode(reason: unknown): number | undefined {
  const text = typeof reason === 'number' ? String(reason) : asString(reason);
  const [digits] = /(?<![\d.])\d{1,4}(?![\d.])/.exec(text?.slice(0, 200) ?? '') ?? [];
  return digits === undefined ? undefined : Number(digits);
}
