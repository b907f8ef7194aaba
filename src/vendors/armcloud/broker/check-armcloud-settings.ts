import { TelepadError } from '../../../core/errors.js';
import { isLoopbackHost } from '../../../core/loopback-host.js';
import { type AccountCallName, type ArmcloudBrand, accountCalls } from '../wire/account-calls.js';
import { type ArmcloudDialectSettings, dialectSettingValues } from '../wire/dialect-settings.js';
import { readSignalServer } from '../wire/server-addresses.js';
import type { ArmcloudSettings, CheckedArmcloudSettings } from './armcloud-settings.js';

const defaultsByBrand = {
  armcloud: {
    signature: 'v2',
    credentialForm: 'full',
    contentType: 'application/json',
    ticketCall: 'batchApplyToken',
  },
  vmos: {
    signature: 'simple',
    credentialForm: 'bare',
    contentType: 'application/json;charset=UTF-8',
    ticketCall: 'applyToken',
  },
  vsphone: {
    signature: 'simple',
    credentialForm: 'bare',
    contentType: 'application/json;charset=UTF-8',
    ticketCall: 'applyToken',
  },
} as const satisfies Record<
  ArmcloudBrand,
  Pick<CheckedArmcloudSettings, 'signature' | 'credentialForm' | 'contentType' | 'ticketCall'>
>;

/** Fact sheet 2.1. */
const brandsSdkBaseUrl = 'https://openapi.armcloud.net';

function invalid(what: string): TelepadError {
  return new TelepadError('configuration_invalid', `The broker's armcloud settings: ${what}.`);
}

/**
 * Values are not repeated in messages: someone may have put the secret in the wrong place.
 * @throws TelepadError `configuration_invalid`
 */
export function checkArmcloudSettings(settings: ArmcloudSettings): CheckedArmcloudSettings {
  const brand = oneOf('brand', settings.brand ?? 'armcloud', ['armcloud', 'vmos', 'vsphone']);
  const defaults = defaultsByBrand[brand];
  return {
    accessKey: checkKey('accessKey', settings.accessKey),
    secretKey: checkKey('secretKey', settings.secretKey),
    baseUrl: checkBaseUrl('baseUrl', settings.baseUrl, settings),
    brand,
    signature: oneOf('signature', settings.signature ?? defaults.signature, ['v2', 'v1', 'simple']),
    credentialForm: oneOf('credentialForm', settings.credentialForm ?? defaults.credentialForm, [
      'full',
      'bare',
    ]),
    contentType: matching(
      'contentType',
      settings.contentType ?? defaults.contentType,
      /^application\/json(?:; ?charset=[\w-]+)?$/i,
      'application/json, with or without a charset',
    ),
    paths: checkPaths(settings.paths ?? {}),
    unsignedBodies: checkCallNames(settings.unsignedBodies ?? []),
    ticketCall: oneOf('ticketCall', settings.ticketCall ?? defaults.ticketCall, [
      'batchApplyToken',
      'applyToken',
    ]),
    sdkBaseUrl: checkBaseUrl(
      'sdkBaseUrl',
      settings.sdkBaseUrl ?? (brand === 'armcloud' ? settings.baseUrl : brandsSdkBaseUrl),
      settings,
    ),
    ticketLifetimeSeconds: wholeNumber(
      'ticketLifetimeSeconds',
      settings.ticketLifetimeSeconds ?? 3600,
      60,
      86_400,
    ),
    batchWindowMs: wholeNumber('batchWindowMs', settings.batchWindowMs ?? 5, 0, 1000),
    batchMaxPhones: wholeNumber('batchMaxPhones', settings.batchMaxPhones ?? 20, 1, 100),
    signallingScheme: oneOf('signallingScheme', settings.signallingScheme ?? 'auto', [
      'auto',
      'ws',
      'wss',
    ]),
    groupSignallingUrl: checkSignallingUrl(settings.groupSignallingUrl),
    groupTerminal: matching(
      'groupTerminal',
      settings.groupTerminal ?? 'pc',
      /^\w{1,32}$/,
      '1 to 32 letters, digits and underscores',
    ),
    dialect: checkDialect(settings.dialect),
  };
}

function oneOf<Value extends string>(name: string, value: Value, allowed: readonly Value[]): Value {
  if (allowed.includes(value)) return value;
  throw invalid(
    `${name} must be ${allowed.slice(0, -1).join(', ')} or ${allowed[allowed.length - 1]}`,
  );
}

function matching(name: string, value: unknown, form: RegExp, description: string): string {
  if (typeof value === 'string' && form.test(value)) return value;
  throw invalid(`${name} must be ${description}`);
}

function wholeNumber(name: string, value: unknown, min: number, max: number): number {
  if (typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max) {
    return value;
  }
  throw invalid(`${name} must be a whole number of ${min} to ${max}`);
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

function checkPaths(paths: unknown): CheckedArmcloudSettings['paths'] {
  if (typeof paths !== 'object' || paths === null) throw invalid('paths must be an object');
  const entries = Object.entries(paths).filter(([, path]) => path !== undefined);
  checkCallNames(entries.map(([name]) => name));
  for (const [, path] of entries) {
    matching('each of paths', path, /^\/[\w./-]*$/, 'a path that starts with / and has no query');
  }
  return Object.fromEntries(entries);
}

function checkCallNames(names: unknown): readonly AccountCallName[] {
  if (!Array.isArray(names) || !names.every((name) => Object.hasOwn(accountCalls, String(name)))) {
    throw invalid(
      `a call is named that the vendor's API does not have here; there are ${Object.keys(accountCalls).join(', ')}`,
    );
  }
  return names as readonly AccountCallName[];
}

function checkSignallingUrl(value: unknown): string | undefined {
  if (value === undefined) return undefined;
  const server = typeof value === 'string' ? readSignalServer(value) : undefined;
  if (server?.scheme) return `${server.scheme}://${server.location}`;
  throw invalid('groupSignallingUrl must be a ws: or wss: address without query');
}

function checkDialect(dialect: unknown): ArmcloudDialectSettings | undefined {
  if (dialect === undefined) return undefined;
  if (typeof dialect !== 'object' || dialect === null) throw invalid('dialect must be an object');
  for (const [name, value] of Object.entries(dialect)) {
    const values: readonly unknown[] | undefined = Object.hasOwn(dialectSettingValues, name)
      ? dialectSettingValues[name as keyof ArmcloudDialectSettings]
      : undefined;
    if (!values) throw invalid(`dialect has ${Object.keys(dialectSettingValues).join(', ')}`);
    if (!values.includes(value)) throw invalid(`dialect.${name} must be ${values.join(' or ')}`);
  }
  return { ...dialect };
}

function checkBaseUrl(
  name: 'baseUrl' | 'sdkBaseUrl',
  address: unknown,
  { allowHttp = false }: ArmcloudSettings,
): URL {
  const url = typeof address === 'string' ? parseUrl(address) : undefined;
  if (!url || !['http:', 'https:'].includes(url.protocol)) {
    throw invalid(`${name} must be a complete address such as https://openapi-hk.armcloud.net`);
  }
  if (url.username || url.password || url.search || url.hash) {
    throw invalid(`${name} must have no user name, password, query or fragment`);
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
