import type { JsonObject } from '../../../../core/json.js';
import type { CloudParts } from './cloud-parts.js';
import { ApiFailure, type CallResult } from './envelope.js';
import { iceTexts } from './ice-texts.js';
import type { Instance } from './instances.js';
import { progressStatus } from './preparation.js';
import { readInstanceId, readInstanceIds, readUserId } from './request-fields.js';
import { readVideoSetting } from './video-setting.js';

/** Of `prepare`'s `status_list` (fact sheet 3.1). */
const prepareStatus = {
  ready: 0,
  restoring: 1,
  unassigned: 2,
  backingUp: 3,
  resetting: 4,
  rebooting: 5,
  offline: 6,
  maintenance: 10,
} as const;

const businessStatus = {
  'backing-up': prepareStatus.backingUp,
  resetting: prepareStatus.resetting,
  rebooting: prepareStatus.rebooting,
} as const;

/** `prepare` */
export function prepare(body: JsonObject, { instances, world }: CloudParts): CallResult {
  const userId = readUserId(body);
  if (world.faults.unsupportedAccount) throw new ApiFailure(1004);
  const list = readInstanceIds(body).map((id) => instances.get(id, 4001));
  return {
    data: {
      status_list: list.map((instance) => ({
        instance_id: instance.instanceId,
        status: world.faults.preparationStatus || begin(instance, userId),
      })),
    },
  };
}

function begin(instance: Instance, userId: string): number {
  const { phone, business, preparation } = instance;
  if (!phone) return prepareStatus.maintenance;
  if (!instance.maySee(userId)) return prepareStatus.unassigned;
  preparation.begin(userId);
  if (business) return businessStatus[business];
  if (!phone.isOnline) return prepareStatus.offline;
  const isReady = preparation.progress(userId)?.status === progressStatus.ready;
  return isReady ? prepareStatus.ready : prepareStatus.restoring;
}

/** `prepare-progress`. Without a `prepare` before it, it fails (assumed). */
export function prepareProgress(body: JsonObject, { instances }: CloudParts): CallResult {
  const userId = readUserId(body);
  return { data: progressOf(instances.get(readInstanceId(body), 4001), userId) };
}

function progressOf({ phone, business, preparation }: Instance, userId: string) {
  const progress = preparation.progress(userId);
  if (!progress) return { status: progressStatus.failed, waitingCount: 0 };
  if (progress.status === progressStatus.failed) return progress;
  if (business === 'backing-up') return { status: progressStatus.backingUp, waitingCount: 0 };
  if (business || !phone?.isOnline) return { status: progressStatus.restoring, waitingCount: 0 };
  return progress;
}

/** `{instance_id}/auth`. Only for a phone that was made ready (assumed: 2005 before that). */
export function authorize(
  _body: JsonObject,
  { instances, deviceTokens, world }: CloudParts,
  { id, query }: { readonly id: string; readonly query: URLSearchParams },
): CallResult {
  const streamType = query.get('stream_type');
  if (streamType !== null && !/^[12]$/.test(streamType)) {
    throw new ApiFailure(1000, 'stream_type must be 1 or 2.');
  }
  const instance = instances.get(id);
  if (instance.business === 'backing-up') throw new ApiFailure(2006);
  if (!instance.isReachable || !instance.preparation.isLoaded) throw new ApiFailure(2005);
  const { token, streamingId } = deviceTokens.issue(instance.deviceId);
  const [host = '', port = ''] = world.address().split(':');
  return {
    data: {
      streamingId,
      device_token: token,
      resource: {
        device_id: instance.deviceId,
        kp_id: instance.instanceId,
        sdk: {
          internal: { address: null, aport: null, atype: null, address_ipv6: null },
          external: { address: host, aport: Number(port), atype: 1, address_ipv6: null },
        },
        rtc: {
          ice_signaling: {
            signaling_url: `http://${world.address()}`,
            expired_time: null,
            ice_servers: iceTexts(world.iceServers),
          },
        },
      },
    },
  };
}

/** `streaming/stop`: no effect on a phone that is not streaming. */
export function stopStreaming(body: JsonObject, { instances, streams }: CloudParts): CallResult {
  streams.stop(instances.get(readInstanceId(body)));
  return {};
}

/** `session/release` */
export function releaseSession(body: JsonObject, { instances, streams }: CloudParts): CallResult {
  streams.release(instances.get(readInstanceId(body)));
  return {};
}

/** `batch-query-status`, by the enum of its table (fact sheet 3.6): 0 idle, 2 loaded, 3 streaming, 4 backing up. */
export function queryStatus(body: JsonObject, { instances, streams }: CloudParts): CallResult {
  const statusOf = (instance: Instance) => {
    if (instance.business) return instance.business === 'backing-up' ? 4 : 1;
    if (streams.isStreaming(instance)) return 3;
    return instance.preparation.isLoaded ? 2 : 0;
  };
  const rows = readInstanceIds(body).map((id) => {
    const instance = instances.get(id);
    return { instance_id: instance.instanceId, status: statusOf(instance) };
  });
  return { data: { status_results: rows } };
}

/** `video-setting`: for viewers who come from now on (assumed). */
export function setVideo(body: JsonObject, { instances }: CloudParts): CallResult {
  const list = readInstanceIds(body).map((id) => instances.get(id));
  const setting = readVideoSetting(body);
  for (const instance of list) instance.videoSetting = setting;
  return {};
}
