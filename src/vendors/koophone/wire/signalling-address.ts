import type { KoophoneProtocol } from './dialect-settings.js';

export interface SignallingAddressParts {
  /** `signaling_url` of the vendor's answer: http, https, ws or wss, with a port and maybe a path. */
  readonly signallingUrl: string;
  readonly protocol: KoophoneProtocol;
  readonly deviceId: string;
  /** A secret: so is the address that it goes into. */
  readonly deviceToken: string;
  readonly sessionId: string;
  readonly streamingId: string;
}

/** A host and nothing that could hide another: no credentials, query or fragment. */
const base =
  /^(http|ws)(s?):\/\/((?:\[[0-9a-f:.]{2,45}\]|[a-z0-9](?:[a-z0-9.-]{0,252}[a-z0-9])?)(?::\d{1,5})?(?:\/[\w.~/-]*)?)$/i;

/** Far beyond any address. What is longer was made to be slow to read. */
const maxAddressLength = 1024;

/** The paths of the two languages, below `signaling_url`. */
export const signallingPaths = {
  'koophone-socketio': '/socket.io/',
  'assumed-json-v0': '/assumed-json-v0/',
} as const satisfies Record<KoophoneProtocol, string>;

/**
 * Where a client connects to (fact sheet 6.2): http becomes ws, https wss; trailing slashes go, a path stays.
 * `undefined` for a `signaling_url` that is no plain address.
 */
export function signallingAddress(parts: SignallingAddressParts): string | undefined {
  const address = parts.signallingUrl.trim();
  if (address.length > maxAddressLength) return undefined;
  const [, , s, location] = base.exec(address) ?? [];
  if (s === undefined || location === undefined) return undefined;
  const start = `ws${s.toLowerCase()}://${location.replace(/\/+$/, '')}${signallingPaths[parts.protocol]}`;
  const { deviceId, deviceToken, sessionId, streamingId } = parts;
  return parts.protocol === 'assumed-json-v0'
    ? `${start}?device_token=${encoded(deviceToken)}`
    : `${start}?EIO=3&transport=websocket&authtype=token&boxid=${encoded(deviceId)}&token=${encoded(deviceToken)}&sessionid=${encoded(sessionId)}&streamingid=${encoded(streamingId)}`;
}

/** encodeURIComponent throws on half a surrogate pair. */
const encoded = (text: string): string => encodeURIComponent(text.replace(/\p{Cs}/gu, '\ufffd'));
