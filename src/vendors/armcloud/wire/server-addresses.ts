import { asArray, asObject, asString, parseJson } from '../../../core/json.js';
import type { IceServer } from '../../../core/ticket.js';

/** Plaintexts of `signalServer`, `stuns` and `turns` (fact sheet 3.3), read with tolerance. */

/** Where the signalling server is. */
export interface SignalServer {
  /** Null where the vendor named none, as in its documented answers; the caller chooses. */
  readonly scheme: 'ws' | 'wss' | null;
  /** `host`, `host:port` or either with a path; no trailing slash. */
  readonly location: string;
}

const host = String.raw`(?:\[[0-9a-f:.]+\]|[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?)`;
const signalServer = new RegExp(
  String.raw`^(?:(wss?)://)?(${host}(?::\d{1,5})?(?:/[\w/.~-]*)?)$`,
  'i',
);

/** Far beyond any address. What is longer was made to be slow to read. */
const maxAddressLength = 1024;

/** `undefined` when the text is no address: credentials, a query or another scheme are none of a server's. */
export function readSignalServer(text: string): SignalServer | undefined {
  const address = text.trim();
  if (address.length > maxAddressLength) return undefined;
  const [, scheme, location] = signalServer.exec(address) ?? [];
  if (location === undefined) return undefined;
  const lower = scheme?.toLowerCase();
  return {
    scheme: lower === 'ws' || lower === 'wss' ? lower : null,
    location: location.replace(/\/+$/, ''),
  };
}

/**
 * The address that admits a user. The token goes in as it came: the vendor's own client does not
 * percent-encode it (fact sheet 4.1).
 */
export function signallingUrl(
  server: SignalServer,
  schemeIfNone: 'ws' | 'wss',
  roomToken: string,
): string {
  return `${server.scheme ?? schemeIfNone}://${server.location}/${roomToken}`;
}

/** The characters that no URL parser changes, so the server receives the token that it gave out. */
const roomTokenForm = /^[\w+/=.~:,;@!$&()*%-]+$/;

/** The token without the blanks around it; `undefined` when it could not travel in an address. */
export function readRoomToken(value: string): string | undefined {
  const token = value.trim();
  return roomTokenForm.test(token) ? token : undefined;
}

/**
 * RTCPeerConnection throws for the whole configuration when one address in it is malformed, or when one
 * TURN server has no credentials. So such rows are left out here.
 */
const stunAddress = new RegExp(`^stuns?:${host}(?::\\d{1,5})?$`, 'i');
const turnAddress = new RegExp(`^turns?:${host}(?::\\d{1,5})?(?:\\?transport=(?:udp|tcp))?$`, 'i');

export interface IceServerList {
  readonly servers: readonly IceServer[];
  /** Rows that could not be used, or were too many. */
  readonly unusable: number;
}

/** The vendor sends a few; a browser asks each of them. */
const maxIceServers = 32;

/** JSON array of `{uri}` or `{uri, username, pwd}`; one such object or one bare address is taken as well. */
export function readIceServerList(text: string): IceServerList {
  const value = parseJson(text);
  if (value === null || text.trim() === '') return { servers: [], unusable: 0 };
  const rows = asArray(value) ?? [value ?? { uri: text }];
  const usable = rows.map(readIceServerRow).filter((server) => server !== undefined);
  const servers = usable.slice(0, maxIceServers);
  return { servers, unusable: rows.length - servers.length };
}

function readIceServerRow(value: unknown): IceServer | undefined {
  const row = asObject(value);
  const urls = asString(row?.uri)?.trim();
  if (!row || urls === undefined) return undefined;
  if (stunAddress.test(urls)) return { urls };
  const username = asString(row.username);
  const credential = asString(row.pwd);
  if (!turnAddress.test(urls) || !username || !credential) return undefined;
  return { urls, username, credential };
}
