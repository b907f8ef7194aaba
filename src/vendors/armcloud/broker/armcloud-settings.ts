import { TelepadError } from '../../../core/errors.js';

/** How the broker reaches an ArmCloud account. */
export interface ArmcloudSettings {
  /** The account's access key id (AK). */
  readonly accessKey: string;
  /** The account's secret (SK). Stays in the broker. */
  readonly secretKey: string;
  /** The account's API host, such as `https://openapi-hk.armcloud.net`; a path prefix is allowed. */
  readonly baseUrl: string;
  /**
   * Life of a ticket in seconds: a whole number of 60 to 86400, the vendor's own default. Default 3600: a
   * ticket that leaks is worthless within the hour, yet a session can resume its signalling, or outlive a
   * vendor that ends rooms with their token (not documented), without asking for a new one all the time.
   */
  readonly ticketLifetimeSeconds?: number;
  /**
   * Scheme for a signalling server that is told without one, as in all documented answers; whether its port
   * speaks TLS is not documented. `auto` (default): `wss` for pages that came over https, else `ws`.
   */
  readonly signallingScheme?: 'auto' | 'ws' | 'wss';
  /**
   * Lets `baseUrl` be `http:` on another machine, for an emulator on a private network. Default false: room
   * tokens would travel in the clear. Loopback needs no permission.
   */
  readonly allowHttp?: boolean;
}

const defaultTicketLifetimeSeconds = 3600;

/** Settings that were checked, with the defaults in. */
export interface CheckedArmcloudSettings {
  readonly accessKey: string;
  readonly secretKey: string;
  readonly baseUrl: URL;
  readonly ticketLifetimeSeconds: number;
  readonly signallingScheme: 'auto' | 'ws' | 'wss';
}

function invalid(what: string): TelepadError {
  return new TelepadError('configuration_invalid', `The broker's armcloud settings: ${what}.`);
}

/**
 * Values are not repeated in messages: someone may have put the secret in the wrong place.
 * @throws TelepadError `configuration_invalid`
 */
export function checkArmcloudSettings(settings: ArmcloudSettings): CheckedArmcloudSettings {
  const { ticketLifetimeSeconds = defaultTicketLifetimeSeconds, signallingScheme = 'auto' } =
    settings;
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
  return {
    accessKey: checkKey('accessKey', settings.accessKey),
    secretKey: checkKey('secretKey', settings.secretKey),
    baseUrl: checkBaseUrl(settings),
    ticketLifetimeSeconds,
    signallingScheme,
  };
}

function checkKey(name: string, value: unknown): string {
  if (typeof value !== 'string' || value === '') {
    throw invalid(`${name} is missing; the vendor's console shows it`);
  }
  // Also what a header can carry. A line feed at the end of a file is the usual reason.
  if (!/^[\x21-\x7e]+$/.test(value)) {
    throw invalid(`${name} holds a blank, a line feed or another character that no key has`);
  }
  return value;
}

function checkBaseUrl({ baseUrl, allowHttp = false }: ArmcloudSettings): URL {
  const url = typeof baseUrl === 'string' ? parseUrl(baseUrl) : undefined;
  if (!url || !['http:', 'https:'].includes(url.protocol)) {
    throw invalid('baseUrl must be a complete address such as https://openapi-hk.armcloud.net');
  }
  if (url.username || url.password || url.search || url.hash) {
    throw invalid('baseUrl must have no user name, password, query or fragment');
  }
  if (url.protocol === 'http:' && !allowHttp && !isLoopback(url.hostname)) {
    throw invalid('baseUrl must be https outside this machine, unless allowHttp is true');
  }
  return url;
}

function parseUrl(text: string): URL | undefined {
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
}

function isLoopback(hostname: string): boolean {
  return /^(localhost|.+\.localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname);
}
