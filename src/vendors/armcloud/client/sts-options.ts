import { TelepadError } from '../../../core/errors.js';
import type { Quality } from '../../../core/features.js';
import { isLoopbackHost } from '../../../core/loopback-host.js';
import type { Role } from '../../../core/ticket.js';
import { type ArmcloudDialectSettings, dialectSettingValues } from '../wire/dialect-settings.js';
import { type QualityIds, qualityIds } from '../wire/quality-tables.js';
import type { InstallationStorage } from './installation-id.js';

/** How a page gets a ticket for itself, with an STS token in place of a Telepad broker. */
export interface ArmcloudStsOptions {
  /** The vendor's API, such as `https://openapi-hk.armcloud.net`; a path prefix is allowed. */
  readonly baseUrl: string | URL;
  /**
   * The STS token, or a function that gets a fresh one from your server. Only with a function can a session
   * heal itself after the token has become invalid. Prefer tokens of `stsTokenByPadCode`, which open one phone.
   */
  readonly token: string | ((signal: AbortSignal | undefined) => string | Promise<string>);
  /** The padCode. */
  readonly phoneId: string;
  /** 1 to 128 of `A-Z a-z 0-9 _ - @`. The vendor cuts an older connection of the same user to the same phone. */
  readonly userId: string;
  /**
   * `watch` is held by this page's session only: nothing keeps its user from asking for more.
   * @default 'control'
   */
  readonly role?: Role;
  /** The picture to begin with. @default 'standard' */
  readonly quality?: Quality;
  /** Life of the room token in seconds: a whole number of 60 to 86400. @default 3600 */
  readonly ticketLifetimeSeconds?: number;
  /** Scheme for a signalling server that is told without one. @default 'auto', which follows the page's */
  readonly signallingScheme?: 'auto' | 'ws' | 'wss';
  /**
   * A `ws:` or `wss:` address of yours that forwards to the signalling server; the room token is put behind it
   * as one more segment. For https pages whose signalling server has no TLS.
   */
  readonly signallingProxy?: string | URL;
  /** UUID of this installation. Default: one that was made up once and is kept in `storage`. */
  readonly uuid?: string;
  /** Where that UUID is kept. Default: `localStorage` where there is one; null keeps it for this page only. */
  readonly storage?: InstallationStorage | null;
  readonly dialect?: ArmcloudDialectSettings;
  /** Lets `baseUrl` be `http:` on another machine. @default false; loopback needs no permission */
  readonly allowHttp?: boolean;
  readonly signal?: AbortSignal;
}

/** Options that were checked, with the defaults in. */
export interface CheckedStsOptions {
  readonly baseUrl: string;
  readonly role: Role;
  readonly quality: QualityIds;
  readonly ticketLifetimeSeconds: number;
  readonly signallingProxy: string | undefined;
  readonly dialect: ArmcloudDialectSettings | undefined;
}

function invalid(what: string): TelepadError {
  return new TelepadError('argument_invalid', `ArmCloud was not asked for a ticket: ${what}.`);
}

/**
 * Values are not repeated in messages: a token may stand in the wrong place.
 * @throws TelepadError `argument_invalid`
 */
export function checkStsOptions(options: ArmcloudStsOptions): CheckedStsOptions {
  const { phoneId, userId, role = 'control', ticketLifetimeSeconds = 3600, uuid } = options;
  const { signallingScheme = 'auto', quality = 'standard' } = options;
  // Also what the key of a sealed field can be made of.
  if (typeof phoneId !== 'string' || !/^[\w-]{1,64}$/.test(phoneId)) {
    throw invalid('phoneId must be a padCode, 1 to 64 letters, digits, _ or -');
  }
  if (typeof userId !== 'string' || !/^[\w@-]{1,128}$/.test(userId)) {
    throw invalid('userId must be 1 to 128 letters, digits, _, - or @');
  }
  if (role !== 'control' && role !== 'watch') throw invalid('role must be control or watch');
  if (
    !Number.isInteger(ticketLifetimeSeconds) ||
    ticketLifetimeSeconds < 60 ||
    ticketLifetimeSeconds > 86_400
  ) {
    throw invalid('ticketLifetimeSeconds must be a whole number of 60 to 86400');
  }
  if (!['auto', 'ws', 'wss'].includes(signallingScheme)) {
    throw invalid('signallingScheme must be auto, ws or wss');
  }
  if (uuid !== undefined && !/^[\w-]{1,64}$/.test(uuid)) {
    throw invalid('uuid must be 1 to 64 letters, digits or -');
  }
  return {
    baseUrl: checkBaseUrl(options),
    role,
    quality: qualityIds(quality),
    ticketLifetimeSeconds,
    signallingProxy: checkProxy(options.signallingProxy),
    dialect: checkDialect(options.dialect),
  };
}

/** @throws TelepadError `argument_invalid` for what no header carries */
export function checkStsToken(token: unknown): string {
  if (typeof token === 'string' && /^[\x21-\x7e]+$/.test(token)) return token;
  throw invalid('the STS token is empty, or holds a blank or another character that no token has');
}

function checkBaseUrl({ baseUrl, allowHttp = false }: ArmcloudStsOptions): string {
  const url = parseUrl(baseUrl);
  if (!url || !/^https?:$/.test(url.protocol)) {
    throw invalid('baseUrl must be a complete address such as https://openapi-hk.armcloud.net');
  }
  if (url.username || url.password || url.search || url.hash) {
    throw invalid('baseUrl must have no user name, password, query or fragment');
  }
  if (url.protocol === 'http:' && !isLoopbackHost(url.hostname) && !allowHttp) {
    throw invalid('baseUrl must be https outside this machine, unless allowHttp is true');
  }
  return url.href.replace(/\/+$/, '');
}

function checkProxy(proxy: string | URL | undefined): string | undefined {
  if (proxy === undefined) return undefined;
  const url = parseUrl(proxy);
  if (!url || !/^wss?:$/.test(url.protocol) || url.search || url.hash) {
    throw invalid('signallingProxy must be a ws: or wss: address without query and fragment');
  }
  return url.href.replace(/\/+$/, '');
}

function checkDialect(
  dialect: ArmcloudDialectSettings | undefined,
): ArmcloudDialectSettings | undefined {
  for (const [name, value] of Object.entries(dialect ?? {})) {
    const values: readonly unknown[] = Object.hasOwn(dialectSettingValues, name)
      ? dialectSettingValues[name as keyof ArmcloudDialectSettings]
      : [];
    if (!values.includes(value))
      throw invalid('dialect has a setting or a value that does not exist');
  }
  return dialect;
}

function parseUrl(address: string | URL): URL | undefined {
  try {
    return new URL(address);
  } catch {
    return undefined;
  }
}
