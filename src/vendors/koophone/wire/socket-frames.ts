import { asArray, asNumber, asObject, asString, parseJson } from '../../../core/json.js';

/** Text frames of Socket.IO 2 over Engine.IO 3, WebSocket only (fact sheet 6.2). */
export type SocketFrame =
  | {
      readonly type: 'open';
      readonly sid: string;
      readonly pingIntervalMs: number;
      readonly pingTimeoutMs: number;
    }
  | { readonly type: 'joined' }
  | {
      readonly type: 'event';
      readonly name: string;
      readonly payload: unknown;
      /** The other side wants to be told that it arrived. */
      readonly id?: number;
    }
  | { readonly type: 'ping' }
  | { readonly type: 'pong' }
  /** The namespace or the whole socket was closed. */
  | { readonly type: 'closed' }
  | { readonly type: 'error' }
  /** Well-formed, but nothing to us: acknowledgements, upgrades, noops. */
  | { readonly type: 'other' };

export const joinedFrame = '40';
export const closedFrame = '41';
export const pingFrame = '2';
export const pongFrame = '3';

/** Engine.IO 3's own defaults, for an open frame that does not tell. */
const defaultPingIntervalMs = 25_000;
const defaultPingTimeoutMs = 5_000;

export function encodeOpenFrame(open: {
  readonly sid: string;
  readonly pingIntervalMs: number;
  readonly pingTimeoutMs: number;
}): string {
  const { sid, pingIntervalMs, pingTimeoutMs } = open;
  return `0${JSON.stringify({ sid, upgrades: [], pingInterval: pingIntervalMs, pingTimeout: pingTimeoutMs })}`;
}

export function encodeEventFrame(name: string, payload: unknown, id?: number): string {
  return `42${id ?? ''}${JSON.stringify([name, payload])}`;
}

/** `undefined` for a frame that is broken. */
export function decodeSocketFrame(text: string): SocketFrame | undefined {
  switch (text[0]) {
    case '0': {
      const open = asObject(parseJson(text.slice(1)));
      const sid = asString(open?.sid);
      if (!open || sid === undefined) return undefined;
      return {
        type: 'open',
        sid,
        pingIntervalMs: asNumber(open.pingInterval) ?? defaultPingIntervalMs,
        pingTimeoutMs: asNumber(open.pingTimeout) ?? defaultPingTimeoutMs,
      };
    }
    case '1':
      return { type: 'closed' };
    case '2':
      return { type: 'ping' };
    case '3':
      return { type: 'pong' };
    case '4':
      return decodePacket(text.slice(1));
    case '5':
    case '6':
      return { type: 'other' };
    default:
      return undefined;
  }
}

function decodePacket(text: string): SocketFrame | undefined {
  switch (text[0]) {
    case '0':
      return { type: 'joined' };
    case '1':
      return { type: 'closed' };
    case '2':
      return decodeEvent(text.slice(1));
    case '3':
      return { type: 'other' };
    case '4':
      return { type: 'error' };
    default:
      return undefined;
  }
}

/** `["name",payload]`, with the number of an acknowledgement before it where one is wanted. */
function decodeEvent(text: string): SocketFrame | undefined {
  const [, id, json] = /^(\d{0,15})(\[.*)$/s.exec(text) ?? [];
  const list = asArray(json === undefined ? undefined : parseJson(json));
  const name = asString(list?.[0]);
  if (!list || name === undefined) return undefined;
  return { type: 'event', name, payload: list[1], ...(id && { id: Number(id) }) };
}
