import { asObject, asString, type JsonObject } from '../../../core/json.js';
import { type IceServerList, readIceServers } from './ice-servers.js';

/**
 * What a browser needs of the answer to `auth` (API reference, GetDeviceToken; fact sheet 3.3). The entry points for
 * native clients, `resource.sdk`, are not read, so that they cannot go further.
 */
export interface AuthAnswer {
  /** Admits to the signalling server; a secret. */
  readonly deviceToken: string;
  /** Addresses the phone there. */
  readonly deviceId: string;
  readonly signallingUrl: string;
  /** Of this attempt to stream; older answers have none. */
  readonly streamingId: string | undefined;
  /** The phone, once more. */
  readonly instanceId: string | undefined;
  readonly iceServers: IceServerList;
}

/** The first of the three that must be there and is not, or the answer. */
export function readAuthAnswer(
  data: unknown,
): AuthAnswer | { readonly missing: 'device_token' | 'device_id' | 'signaling_url' } {
  const fields = asObject(data);
  const resource = asObject(fields?.resource);
  const deviceToken = readText(fields?.device_token, /^[\x21-\x7e]{1,512}$/);
  if (deviceToken === undefined) return { missing: 'device_token' };
  const deviceId = readText(resource?.device_id, /^[\w.:-]{1,128}$/);
  if (deviceId === undefined) return { missing: 'device_id' };
  const signalling = findSignalling(asObject(resource?.rtc));
  const signallingUrl = readText(signalling?.signaling_url, /^[\x21-\x7e]{1,1024}$/);
  if (signallingUrl === undefined) return { missing: 'signaling_url' };
  return {
    deviceToken,
    deviceId,
    signallingUrl,
    streamingId: readText(fields?.streamingId, /^[\w.:-]{1,128}$/),
    instanceId: readText(resource?.kp_id, /^[\x21-\x7e]{1,128}$/),
    iceServers: readIceServers(signalling?.ice_servers),
  };
}

/** One sample misspells the name of the object, so whatever holds the address will do. */
function findSignalling(rtc: JsonObject | undefined): JsonObject | undefined {
  const named = asObject(rtc?.ice_signaling);
  if (named) return named;
  return Object.values(rtc ?? {})
    .map(asObject)
    .find((part) => part?.signaling_url !== undefined);
}

function readText(value: unknown, form: RegExp): string | undefined {
  const text = asString(value)?.trim();
  return text !== undefined && form.test(text) ? text : undefined;
}
