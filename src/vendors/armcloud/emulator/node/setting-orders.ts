import { asArray, asObject, asString, type JsonObject } from '../../../../core/json.js';
import type { CloudParts } from './cloud-parts.js';
import { parameterInvalid } from './envelope.js';
import { orderEach, tellState } from './pad-tasks.js';
import type { Pad } from './pads.js';
import { readCount, readFlag, readNumber, readOptionalText, readText } from './request-fields.js';
import type { TaskOrder } from './task-board.js';
import { taskType } from './task-types.js';

/** A setting is one short task. */
function setting(parts: CloudParts, apply: () => void): Omit<TaskOrder, 'pad'> {
  const work = () => {
    apply();
    return 'Success';
  };
  return { type: taskType.properties, work, settled: tellState(parts) };
}

/** Each list of the call, and what of the pad it changes. */
const propertyLists: Readonly<Record<string, (pad: Pad) => Map<string, string>>> = {
  modemPersistPropertiesList: ({ modem }) => modem,
  modemPropertiesList: ({ modem }) => modem,
  systemPersistPropertiesList: ({ phone }) => phone.system.properties,
  systemPropertiesList: ({ phone }) => phone.system.properties,
  settingPropertiesList: (pad) => pad.setting,
  oaidPropertiesList: ({ oaid }) => oaid,
};

/** `pad/updatePadProperties` */
export function updateProperties(body: JsonObject, parts: CloudParts) {
  const lists = Object.entries(propertyLists).map(
    ([name, target]) => [readProperties(body, name), target] as const,
  );
  return orderEach(parts, body, (pad) =>
    setting(parts, () => {
      for (const [properties, target] of lists) {
        for (const [name, value] of properties) target(pad).set(name, value);
      }
    }),
  );
}

function readProperties(body: JsonObject, list: string): readonly (readonly [string, string])[] {
  const rows = asArray(body[list] ?? [])?.map(asObject);
  return (
    rows?.map((row) => {
      const name = asString(row?.propertiesName);
      const value = asString(row?.propertiesValue);
      if (!name || value === undefined) {
        throw parameterInvalid(`${list} needs a propertiesName and a propertiesValue in each row.`);
      }
      return [name, value] as const;
    }) ?? []
  );
}

/** `pad/updateTimeZone` */
export function updateTimeZone(body: JsonObject, parts: CloudParts) {
  const timeZone = readText(body, 'timeZone');
  return orderEach(parts, body, ({ phone }) =>
    setting(parts, () => phone.system.properties.set('persist.sys.timezone', timeZone)),
  );
}

/** `pad/updateLanguage` */
export function updateLanguage(body: JsonObject, parts: CloudParts) {
  const language = readText(body, 'language');
  const country = readOptionalText(body, 'country');
  const locale = country ? `${language}-${country}` : language;
  return orderEach(parts, body, ({ phone }) =>
    setting(parts, () => phone.system.properties.set('persist.sys.locale', locale)),
  );
}

/** The SIM fields that Android shows as system properties; all of them are kept with the modem's. */
const simProperties: Readonly<Record<string, string>> = {
  operatorLongname: 'gsm.sim.operator.alpha',
  operatorNumeric: 'gsm.sim.operator.numeric',
  simCountry: 'gsm.sim.operator.iso-country',
  netCountry: 'gsm.operator.iso-country',
};

/** `pad/updateSIM` */
export function updateSim(body: JsonObject, parts: CloudParts) {
  const fields = Object.entries(body).flatMap(([name, value]) =>
    typeof value === 'string' && value !== '' ? [[name, value] as const] : [],
  );
  return orderEach(parts, body, (pad) =>
    setting(parts, () => {
      for (const [name, value] of fields) {
        pad.modem.set(name, value);
        const property = simProperties[name];
        if (property !== undefined) pad.phone.system.properties.set(property, value);
      }
    }),
  );
}

/** `pad/gpsInjectInfo` */
export function injectLocation(body: JsonObject, parts: CloudParts) {
  const longitude = readNumber(body, 'longitude', -180, 180);
  const latitude = readNumber(body, 'latitude', -90, 90);
  return orderEach(parts, body, ({ phone }) =>
    setting(parts, () =>
      phone.apply({ type: 'location', latitude, longitude, timeMs: parts.world.now() }),
    ),
  );
}

/** `pad/setSpeed`: noted, not felt. */
export function setSpeed(body: JsonObject, parts: CloudParts) {
  const up = readNumber(body, 'upBandwidth', -1, Number.MAX_SAFE_INTEGER);
  const down = readNumber(body, 'downBandwidth', -1, Number.MAX_SAFE_INTEGER);
  return orderEach(parts, body, (pad) =>
    setting(parts, () => {
      pad.bandwidth = { up, down };
    }),
  );
}

const proxyTypes = ['proxy', 'vpn'];
const proxyNames = ['socks5', 'http-relay'];

/** `network/proxy/set`: noted, not used. */
export function setProxy(body: JsonObject, parts: CloudParts) {
  const enable = readFlag(body, 'enable');
  const proxy = enable ? { enable, ...readProxy(body) } : { enable };
  return orderEach(parts, body, (pad) =>
    setting(parts, () => {
      pad.proxy = proxy;
    }),
  );
}

function readProxy(body: JsonObject) {
  const proxyType = readOptionalText(body, 'proxyType') ?? 'proxy';
  const proxyName = readOptionalText(body, 'proxyName') ?? 'socks5';
  if (!proxyTypes.includes(proxyType)) throw parameterInvalid('proxyType must be proxy or vpn.');
  if (!proxyNames.includes(proxyName)) {
    throw parameterInvalid('proxyName must be socks5 or http-relay.');
  }
  return {
    ip: readText(body, 'ip'),
    port: readCount(body, 'port', 0, 65_535),
    account: readOptionalText(body, 'account') ?? '',
    password: readOptionalText(body, 'password') ?? '',
    proxyType,
    proxyName,
  };
}

/** `network/proxy/info`: the task's result is the setting as JSON text (assumed), without its password. */
export function proxyInfo(body: JsonObject, parts: CloudParts) {
  return orderEach(parts, body, (pad) => ({
    type: taskType.properties,
    work: () => JSON.stringify({ ...pad.proxy, password: undefined }),
    settled: tellState(parts),
  }));
}

/** How long an opened ADB stays open, in ms (assumed: an hour). */
const adbLifetimeMs = 3_600_000;

/** `pad/adb`: an address that nobody listens on. */
export function switchAdb(body: JsonObject, { pads, world }: CloudParts) {
  const [fromList] = asArray(body.padCodes) ?? [];
  // The sample says padCode, the table padCodes.
  const pad = pads.get(asString(body.padCode) ?? asString(fromList) ?? readText(body, 'padCode'));
  pad.isAdbOpen = readFlag(body, 'enable');
  return {
    padCode: pad.padCode,
    command: `adb connect ${pad.padIp}:5555`,
    expireTime: formatTime(world.now() + adbLifetimeMs),
    enable: pad.isAdbOpen,
  };
}

/** `2024-10-24 10:42:00`; the time zone is not documented (assumed: the vendor's own, China's). */
function formatTime(time: number): string {
  return new Date(time + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ');
}
