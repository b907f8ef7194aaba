import { type ErrorCode, TelepadError } from './errors.js';
import { asArray, asNumber, asObject, asString } from './json.js';

/** `control` may touch and type; `watch` may only look. */
export type Role = 'control' | 'watch';

/** One STUN or TURN server, in the shape RTCPeerConnection takes. */
export interface IceServer {
  readonly urls: string | readonly string[];
  readonly username?: string;
  readonly credential?: string;
}

/**
 * What the broker hands to a browser for one session on one phone. Short-lived; it holds the room's own
 * token, but nothing of the vendor account.
 */
export interface Ticket {
  readonly vendor: string;
  readonly phoneId: string;
  /** Who the broker says this user is; the vendor cuts an older connection of the same user. */
  readonly userId: string;
  readonly role: Role;
  /** End of life, in ms since 1970. */
  readonly expiresAt: number;
  readonly signalling: {
    /** Complete `ws:` or `wss:` address; what the vendor needs to admit this user is in it. */
    readonly url: string;
    /**
     * True when the address is that of the broker's own relay, which admits once: its first frame tells with which
     * address to come back.
     */
    readonly isRelayed?: boolean;
  };
  readonly iceServers: readonly IceServer[];
  /**
   * Settings of the vendor's own language that its documents leave open, as the broker is configured. Only the
   * vendor's client part reads them; what it does not know it ignores.
   */
  readonly dialect?: Readonly<Record<string, string | number | boolean>>;
  /**
   * With what the page tells the broker, at `POST …/leave`, that this user has left the phone. Only of vendors that
   * keep a phone for its user until then.
   */
  readonly leave?: string;
}

/** What the broker hands to a browser so that it can lead several phones at once. */
export interface GroupTicket {
  readonly vendor: string;
  readonly userId: string;
  /** End of life, in ms since 1970. */
  readonly expiresAt: number;
  /** The shared room. */
  readonly signalling: { readonly url: string };
  /** The phones that are in the room. */
  readonly phoneIds: readonly string[];
  /** The phones that were asked for and are not in the room, each with its reason. */
  readonly failures: readonly { readonly phoneId: string; readonly error: PublicError }[];
}

/** An error as a broker sends it. */
export interface PublicError {
  readonly code: ErrorCode;
  readonly message: string;
  readonly retryable: boolean;
  readonly retryAfterMs?: number;
}

function invalid(what: string): TelepadError {
  return new TelepadError(
    'ticket_invalid',
    `The ticket was read, but ${what}. Pass what the broker answered, unchanged.`,
  );
}

function readIceServer(value: unknown): IceServer {
  const row = asObject(value);
  const urls = asString(row?.urls) ?? asArray(row?.urls)?.filter((url) => typeof url === 'string');
  if (!row || urls === undefined || urls.length === 0) throw invalid('an ICE server has no urls');
  const username = asString(row.username);
  const credential = asString(row.credential);
  return {
    urls,
    ...(username !== undefined && { username }),
    ...(credential !== undefined && { credential }),
  };
}

function readDialect(value: unknown): Pick<Ticket, 'dialect'> {
  const settings = Object.entries(asObject(value) ?? {}).filter(
    (entry): entry is [string, string | number | boolean] =>
      /string|number|boolean/.test(typeof entry[1]),
  );
  return settings.length > 0 ? { dialect: Object.fromEntries(settings) } : {};
}

/**
 * What every kind of ticket has.
 * @param invalid the error for this kind
 */
export function readTicketFields(value: unknown, invalid: (what: string) => TelepadError) {
  const fields = asObject(value);
  if (!fields) throw invalid('it is not an object');
  const text = (key: string): string => {
    const found = asString(fields[key]);
    if (!found) throw invalid(`its ${key} is missing`);
    return found;
  };
  const expiresAt = asNumber(fields.expiresAt);
  if (expiresAt === undefined) throw invalid('its expiresAt is missing');
  const given = asObject(fields.signalling);
  const url = asString(given?.url);
  if (!url || !/^wss?:\/\//.test(url))
    throw invalid('its signalling address is not a ws: or wss: URL');
  const vendor = text('vendor');
  const signalling = given?.isRelayed === true ? { url, isRelayed: true } : { url };
  return {
    fields,
    text,
    shared: { vendor, userId: text('userId'), expiresAt, signalling },
  };
}

/**
 * Checks a value that should be a ticket.
 * @throws TelepadError `ticket_invalid`
 */
export function readTicket(value: unknown): Ticket {
  const { fields, text, shared } = readTicketFields(value, invalid);
  const role = text('role');
  if (role !== 'control' && role !== 'watch')
    throw invalid('its role is neither control nor watch');
  const leave = asString(fields.leave);
  return {
    ...shared,
    phoneId: text('phoneId'),
    role,
    iceServers: (asArray(fields.iceServers) ?? []).map(readIceServer),
    ...readDialect(fields.dialect),
    ...(leave && { leave }),
  };
}
