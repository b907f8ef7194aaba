import { TelepadError } from '../../../core/errors.js';
import { asObject } from '../../../core/json.js';
import { isLoopbackHost } from '../../../core/loopback-host.js';
import type { IceServer } from '../../../core/ticket.js';
import { koophoneProtocols } from '../wire/dialect-settings.js';
import { readIceServers } from '../wire/ice-servers.js';
import type {
  CheckedKoophoneSettings,
  KoophonePolling,
  KoophoneSettings,
} from './koophone-settings.js';

const settingNames = [
  'credentials',
  'region',
  'baseUrl',
  'basePath',
  'iamUrl',
  'projectName',
  'projectId',
  'tenantId',
  'streamType',
  'allowDirect',
  'iceServers',
  'keepingSeconds',
  'preparationTimeoutSeconds',
  'polling',
  'deviceTokenLifetimeSeconds',
  'protocol',
  'allowHttp',
] as const satisfies readonly (keyof KoophoneSettings)[];

function invalid(what: string): TelepadError {
  return new TelepadError('configuration_invalid', `The broker's koophone settings: ${what}.`);
}

/**
 * Values are not repeated in messages: someone may have put the secret in the wrong place.
 * @throws TelepadError `configuration_invalid`
 */
export function checkKoophoneSettings(settings: KoophoneSettings): CheckedKoophoneSettings {
  onlyNames('settings', settings, settingNames);
  const region = matching(
    'region',
    settings.region,
    /^[a-z][a-z\d-]{1,62}$/,
    'the name of a region, such as ap-southeast-1',
  );
  const allowHttp = settings.allowHttp === true;
  const projectId = optionalText('projectId', settings.projectId, /^[\w-]{1,64}$/);
  if (projectId !== undefined && settings.projectName !== undefined) {
    throw invalid('projectName and projectId are both given; name the project once');
  }
  const projectName = optionalText('projectName', settings.projectName, /^[\w.-]{1,64}$/);
  return {
    credentials: checkCredentials(settings.credentials),
    region,
    baseUrl: checkHost(
      'baseUrl',
      settings.baseUrl ?? 'https://koophone.myhuaweicloud.com',
      allowHttp,
    ),
    basePath: matching(
      'basePath',
      settings.basePath ?? '/v1',
      /^(?:\/(?!\.+(?:\/|$))[\w.-]+)*$/,
      'a path such as /v1, without a slash at its end',
    ),
    iamUrl: checkHost(
      'iamUrl',
      settings.iamUrl ?? `https://iam.${region}.myhuaweicloud.com`,
      allowHttp,
    ),
    scope: projectId === undefined ? { name: projectName ?? region } : { id: projectId },
    projectId,
    tenantId: optionalText('tenantId', settings.tenantId, /^[\w-]{1,64}$/),
    streamType: oneOf('streamType', settings.streamType ?? 2, [1, 2, 'none']),
    allowDirect: flag('allowDirect', settings.allowDirect),
    iceServers: checkIceServers(settings.iceServers ?? []),
    keepingSeconds: wholeNumber('keepingSeconds', settings.keepingSeconds ?? 60, 0, 3600),
    preparationTimeoutSeconds: wholeNumber(
      'preparationTimeoutSeconds',
      settings.preparationTimeoutSeconds ?? 300,
      10,
      3600,
    ),
    polling: checkPolling(settings.polling ?? {}),
    deviceTokenLifetimeSeconds: wholeNumber(
      'deviceTokenLifetimeSeconds',
      settings.deviceTokenLifetimeSeconds ?? 15,
      5,
      3600,
    ),
    protocol: oneOf('protocol', settings.protocol ?? 'koophone-socketio', koophoneProtocols),
  };
}

function onlyNames(place: string, value: unknown, known: readonly string[]): void {
  const given = asObject(value);
  if (!given) throw invalid(`${place} must be an object`);
  // The name is not repeated: a secret may stand in its place.
  if (Object.keys(given).some((name) => !known.includes(name))) {
    throw invalid(`${place} has a name that is not known; there are ${known.join(', ')}`);
  }
}

function checkCredentials(value: unknown): CheckedKoophoneSettings['credentials'] {
  const given = asObject(value);
  if (!given) throw invalid('credentials are missing');
  const isPassword = ['userName', 'password', 'domainName'].some((name) => name in given);
  const isKey = ['accessKey', 'secretKey'].some((name) => name in given);
  if (isPassword === isKey) {
    throw invalid(
      'credentials must be either userName, password and domainName, or accessKey and secretKey',
    );
  }
  if (isKey) {
    onlyNames('credentials', value, ['accessKey', 'secretKey']);
    return {
      accessKey: checkKey('accessKey', given.accessKey),
      secretKey: checkKey('secretKey', given.secretKey),
    };
  }
  onlyNames('credentials', value, ['userName', 'password', 'domainName']);
  return {
    userName: secretText('userName', given.userName),
    password: secretText('password', given.password),
    domainName: secretText('domainName', given.domainName),
  };
}

function checkKey(name: string, value: unknown): string {
  if (typeof value !== 'string' || value === '') {
    throw invalid(`${name} is missing; the vendor's console gives it once`);
  }
  // Also what a header can carry, without the comma that ends a field in it. A line feed at a file's end is usual.
  if (!/^[\x21-\x2b\x2d-\x7e]{1,256}$/.test(value)) {
    throw invalid(`${name} holds a blank, a line feed or another character that no key has`);
  }
  return value;
}

function secretText(name: string, value: unknown): string {
  if (typeof value !== 'string' || value === '') throw invalid(`${name} is missing`);
  if (!/^[^\p{Cc}\p{Cs}]{1,256}$/u.test(value)) {
    throw invalid(`${name} holds a line feed or another control character, or is too long`);
  }
  return value;
}

function oneOf<Value>(name: string, value: Value, allowed: readonly Value[]): Value {
  if (allowed.includes(value)) return value;
  throw invalid(`${name} must be ${allowed.slice(0, -1).join(', ')} or ${allowed.at(-1)}`);
}

function flag(name: string, value: unknown = false): boolean {
  if (typeof value === 'boolean') return value;
  throw invalid(`${name} must be true or false`);
}

function matching(name: string, value: unknown, form: RegExp, description: string): string {
  if (typeof value === 'string' && form.test(value)) return value;
  throw invalid(`${name} must be ${description}`);
}

function optionalText(name: string, value: unknown, form: RegExp): string | undefined {
  return value === undefined
    ? undefined
    : matching(name, value, form, '1 to 64 letters, digits and hyphens');
}

function wholeNumber(name: string, value: unknown, min: number, max: number): number {
  if (typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max) {
    return value;
  }
  throw invalid(`${name} must be a whole number of ${min} to ${max}`);
}

/** Well under the half minute that a page waits for the next word of its phone. */
const longestPollingMs = 10_000;

function checkPolling(polling: KoophonePolling): Required<KoophonePolling> {
  onlyNames('polling', polling, ['firstMs', 'intervalMs', 'slowIntervalMs']);
  const checked = (name: keyof KoophonePolling, usual: number) =>
    wholeNumber(`polling.${name}`, polling[name] ?? usual, 100, longestPollingMs);
  return {
    firstMs: checked('firstMs', 1000),
    intervalMs: checked('intervalMs', 2000),
    slowIntervalMs: checked('slowIntervalMs', 5000),
  };
}

function checkIceServers(value: unknown): readonly IceServer[] {
  const { servers, unusable } = readIceServers(value);
  if (!Array.isArray(value) || unusable > 0) {
    throw invalid(
      'iceServers must be a list of at most 16 servers as RTCPeerConnection takes them, TURN with username and credential',
    );
  }
  return servers;
}

function checkHost(name: 'baseUrl' | 'iamUrl', address: unknown, allowHttp: boolean): URL {
  const url = typeof address === 'string' ? parseUrl(address) : undefined;
  if (!url || !['http:', 'https:'].includes(url.protocol)) {
    throw invalid(`${name} must be a complete address such as https://koophone.example.com`);
  }
  if (url.username || url.password || url.search || url.hash || url.pathname !== '/') {
    throw invalid(
      `${name} must have no user name, password, path, query or fragment; paths go into basePath`,
    );
  }
  if (url.protocol === 'http:' && !allowHttp && !isLoopbackHost(url.hostname)) {
    throw invalid(`${name} must be https outside this machine, unless allowHttp is true`);
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
