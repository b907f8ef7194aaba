import { asArray, asObject, asString, parseJson } from '../../../core/json.js';
import type { IceServer } from '../../../core/ticket.js';

export interface IceServerList {
  readonly servers: readonly IceServer[];
  /** Entries that no browser could take. */
  readonly unusable: number;
}

const maxServers = 16;

/**
 * `ice_servers` in any of the forms it was described in: addresses, `{uri, usr, pwd}`, what browsers take, and each of
 * them as JSON text (fact sheet 3.3.1).
 */
export function readIceServers(value: unknown): IceServerList {
  if (value === null || value === undefined || value === '') return { servers: [], unusable: 0 };
  const entries = asArray(typeof value === 'string' ? parseEntry(value) : value);
  if (!entries) return { servers: [], unusable: 1 };
  const read = entries.map((entry) =>
    readEntry(typeof entry === 'string' ? parseEntry(entry) : entry),
  );
  const servers = read.filter((server) => server !== undefined).slice(0, maxServers);
  return { servers, unusable: read.length - servers.length };
}

/** JSON where it looks like it, else the text. */
function parseEntry(text: string): unknown {
  return /^\s*[[{]/.test(text) ? parseJson(text) : text.trim();
}

function readEntry(value: unknown): IceServer | undefined {
  if (typeof value === 'string') return usableServer([value], undefined, undefined);
  const row = asObject(value);
  if (!row) return undefined;
  const given = row.urls ?? row.url ?? row.uri;
  const urls = asArray(given) ?? [given];
  const username = asString(row.username) ?? asString(row.usr);
  const credential = asString(row.credential) ?? asString(row.pwd);
  return usableServer(urls, username, credential);
}

/** One that browsers take: they throw for a whole list when a single server is none. */
function usableServer(
  given: readonly unknown[],
  username: string | undefined,
  credential: string | undefined,
): IceServer | undefined {
  const hasCredentials = Boolean(username && credential);
  const urls = given.filter(
    (url): url is string =>
      typeof url === 'string' &&
      /^(?:stuns?|turns?):[^\s/?#@][^\s#@]{0,255}$/i.test(url) &&
      (hasCredentials || /^stun/i.test(url)),
  );
  const [first] = urls;
  if (first === undefined) return undefined;
  return {
    urls: urls.length === 1 ? first : urls,
    ...(hasCredentials && username && credential && { username, credential }),
  };
}
