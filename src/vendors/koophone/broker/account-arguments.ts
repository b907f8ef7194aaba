import { androidPackageName } from '../../../core/android-package-name.js';
import { asArray, asObject, type JsonObject } from '../../../core/json.js';
import type { KoophoneAppPackage } from '../wire/app-install.js';
import { type KoophoneOrder, orderBody } from '../wire/orders.js';
import { instanceIdForm, maxIdLength, maxPhonesPerCall, taskIdForm } from '../wire/rest-calls.js';
import {
  codeRateLimits,
  definitions,
  encodingTypes,
  frameRates,
  type KoophoneVideoSetting,
  networkTypes,
} from '../wire/video-settings.js';
import { argumentInvalid } from './vendor-failure.js';

export interface KoophonePhoneFilter {
  /** From 1. Default 1. */
  readonly page?: number;
  /** 1 to 200. Default 100. The vendor documents no limit; its sample asks for 200. */
  readonly pageSize?: number;
  readonly phoneId?: string;
  readonly name?: string;
  /** Ms since 1970. */
  readonly from?: number;
  /** Ms since 1970. */
  readonly until?: number;
  readonly scene?: 'CLOUD_APP' | 'CLOUD_PHONE';
}

export interface KoophoneUserPhone {
  /** The vendor's user id: 1 to 32 characters. */
  readonly userId: string;
  readonly phoneId: string;
}

/** Checks of what a server gives to `KoophoneAccount`. Values are not repeated: one may be a secret. */

function matching(name: string, value: unknown, form: RegExp, description: string): string {
  if (typeof value === 'string' && form.test(value)) return value;
  throw argumentInvalid(`${name} is not ${description}`);
}

/** Counted in UTF-16 units; no control characters. */
function plainText(name: string, value: unknown, maxLength: number): string {
  if (typeof value === 'string' && value.length <= maxLength && /^[^\p{Cc}\p{Cs}]+$/u.test(value)) {
    return value;
  }
  throw argumentInvalid(`${name} is not 1 to ${maxLength} characters`);
}

export function wholeNumber(name: string, value: unknown, min: number, max: number): number {
  if (typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max) {
    return value;
  }
  throw argumentInvalid(`${name} is not a whole number of ${min} to ${max}`);
}

function oneOf<Value>(name: string, value: unknown, allowed: readonly Value[]): Value {
  const found = allowed.find((one) => one === value);
  if (found !== undefined) return found;
  throw argumentInvalid(`${name} is not ${allowed.slice(0, -1).join(', ')} or ${allowed.at(-1)}`);
}

export function phoneId(value: unknown): string {
  return matching('a phone id', value, instanceIdForm, 'the id of a phone: 1 to 32 characters');
}

export function phoneIds(value: unknown): readonly string[] {
  const list = [...new Set(asArray(value)?.map(phoneId) ?? [])];
  return counted('phoneIds', list);
}

function counted<Value>(name: string, list: readonly Value[]): readonly Value[] {
  if (list.length >= 1 && list.length <= maxPhonesPerCall) return list;
  throw argumentInvalid(`${name} is not a list of 1 to ${maxPhonesPerCall} phones`);
}

export function taskId(value: unknown): string {
  return matching('taskId', value, taskIdForm, 'the id of a task');
}

export function userPhones(value: unknown): JsonObject {
  const pairs = (asArray(value) ?? []).map((one) => {
    const pair = asObject(one) as Partial<KoophoneUserPhone> | undefined;
    return {
      user_id: plainText('a userId', pair?.userId, maxIdLength),
      instance_id: phoneId(pair?.phoneId),
    };
  });
  return { user_instances: counted('pairs', pairs) };
}

export function filters(filter: KoophonePhoneFilter): readonly (readonly [string, string])[] {
  const { phoneId: id, name, from, until, scene } = filter;
  return [
    ...(id === undefined ? [] : [['instance_id', phoneId(id)] as const]),
    ...(name === undefined ? [] : [['instance_name', plainText('name', name, 128)] as const]),
    ...(from === undefined ? [] : [['query_start_time', time('from', from)] as const]),
    ...(until === undefined ? [] : [['query_end_time', time('until', until)] as const]),
    ...(scene === undefined
      ? []
      : [['pool_scene_tag', oneOf('scene', scene, ['CLOUD_APP', 'CLOUD_PHONE'])] as const]),
  ];
}

/** Ms since 1970 as `YYYY-MM-DD HH:mm:ss` in UTC. */
function time(name: string, value: unknown): string {
  const ms = wholeNumber(name, value, 0, Date.UTC(9999, 0));
  return new Date(ms).toISOString().slice(0, 19).replace('T', ' ');
}

/** All six combinations, each once, with their three definitions (1005 otherwise). */
export function videoSettings(value: unknown): readonly KoophoneVideoSetting[] {
  const settings = (asArray(value) ?? []).map(videoSetting);
  const combinations = new Set(settings.map(({ network, encoding }) => `${network} ${encoding}`));
  const wanted = networkTypes.length * encodingTypes.length;
  if (settings.length !== wanted || combinations.size !== wanted) {
    throw argumentInvalid(
      `settings are not the ${wanted} combinations of ${networkTypes.join(', ')} with ${encodingTypes.join(', ')}, each once`,
    );
  }
  return settings;
}

function videoSetting(value: unknown): KoophoneVideoSetting {
  const setting = asObject(value);
  const given = asObject(setting?.definitions);
  if (given && Object.keys(given).some((name) => !definitions.some((known) => known === name))) {
    throw argumentInvalid(`definitions have more than ${definitions.join(', ')}`);
  }
  const { min, max, step } = codeRateLimits;
  const videoOf = (name: (typeof definitions)[number]) => {
    const video = asObject(given?.[name]);
    if (!video) throw argumentInvalid(`definitions do not have ${name}`);
    const codeRate = wholeNumber(`codeRate of ${name}`, video.codeRate, min, max);
    if (codeRate % step !== 0)
      throw argumentInvalid(`codeRate of ${name} is no multiple of ${step}`);
    return { codeRate, fps: oneOf(`fps of ${name}`, video.fps, frameRates) };
  };
  return {
    network: oneOf('network', setting?.network, networkTypes),
    encoding: oneOf('encoding', setting?.encoding, encodingTypes),
    definitions: { '540P': videoOf('540P'), '720P': videoOf('720P'), '1080P': videoOf('1080P') },
  };
}

export function appPackage(value: unknown): KoophoneAppPackage {
  const app = asObject(value) ?? {};
  const { packageName, fileName, version, sizeMegabytes, url, md5, isFast } = app;
  matching('packageName', packageName, androidPackageName, 'an Android package name');
  return {
    packageName: plainText('packageName', packageName, 100),
    fileName: matching(
      'fileName',
      fileName,
      /^[^\p{Cc}\p{Cs}/\\]{1,96}\.apk$/iu,
      'the name of an APK, at most 100 characters',
    ),
    version: plainText('version', version, 100),
    // 62015: at most 2 GB.
    sizeMegabytes: wholeNumber('sizeMegabytes', sizeMegabytes, 1, 2048),
    url: matching(
      'url',
      url,
      /^https?:\/\/[^\s]{1,1990}$/,
      'an http: or https: address of at most 2000 characters',
    ),
    ...(md5 !== undefined && {
      md5: matching('md5', md5, /^[0-9a-f]{32}$/i, '32 hexadecimal digits'),
    }),
    isFast: isFast === true,
  };
}

export function order(value: unknown): JsonObject {
  const given = asObject(value) as Partial<KoophoneOrder> | undefined;
  if (!given) throw argumentInvalid('the order is not an object');
  const { network, bandSize } = given;
  const period = oneOf('period', given.period, ['month', 'year'] as const);
  if (typeof bandSize !== 'number' || !(bandSize > 0 && bandSize <= 10_000)) {
    throw argumentInvalid('bandSize is not a number of Mbit/s');
  }
  return orderBody({
    os: oneOf('os', given.os, ['AOSP9', 'AOSP11'] as const),
    skuId: plainText('skuId', given.skuId, 64),
    bandSkuId: plainText('bandSkuId', given.bandSkuId, 64),
    regionId: plainText('regionId', given.regionId, 64),
    namePrefix: plainText('namePrefix', given.namePrefix, 14),
    bandSize,
    count: wholeNumber('count', given.count, 1, 1500),
    ...(network !== undefined && { network: plainText('network', network, 64) }),
    period,
    periods: wholeNumber('periods', given.periods, 1, period === 'month' ? 9 : 3),
    // Nothing but `true` spends money by itself.
    isAutoPay: given.isAutoPay === true,
    isAutoRenew: given.isAutoRenew === true,
  });
}
