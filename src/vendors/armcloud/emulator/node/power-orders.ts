import { asNumber, asObject, asString, type JsonObject } from '../../../../core/json.js';
import { padStatusCallback } from './callbacks.js';
import type { CloudParts } from './cloud-parts.js';
import { ApiFailure, parameterInvalid, vendorCode } from './envelope.js';
import { orderEach, tellState } from './pad-tasks.js';
import { type Pad, padStatus } from './pads.js';
import { readOptionalFlag, readOptionalTexts, readText } from './request-fields.js';
import type { TaskOrder } from './task-board.js';
import { taskType } from './task-types.js';

/** `pad/restart`. V2.0's `type`, 1 hard or 2 power, is taken and makes no difference here. */
export function restart(body: JsonObject, parts: CloudParts) {
  const { type } = body;
  if (type !== undefined && type !== null && type !== 1 && type !== 2) {
    throw parameterInvalid('type must be 1 or 2.');
  }
  return orderEach(parts, body, (pad) => restartOrder(parts, pad));
}

/** `pad/reset`, and `pad/replacePad`, which is the same for this kind of pad (API reference). */
export function reset(body: JsonObject, parts: CloudParts) {
  return orderEach(parts, body, (pad) => ({
    ...powerOrder(parts, pad, padStatus.resetting, () => pad.phone.system.factoryReset()),
    type: taskType.reset,
  }));
}

/** `device/powerReset`: the pads of some machines; here each pad has a machine of its own. */
export function powerReset(body: JsonObject, parts: CloudParts) {
  const deviceIps = readOptionalTexts(body, 'deviceIps') ?? [];
  if (deviceIps.length === 0 || asNumber([body.type].flat()[0]) !== 2) throw new ApiFailure(110030);
  const pads = deviceIps.map((deviceIp) => {
    const pad = parts.pads.all.find((candidate) => candidate.deviceIp === deviceIp);
    if (!pad) throw new ApiFailure(vendorCode.deviceUnknown);
    return pad;
  });
  const tasks = parts.tasks.add(pads.map((pad) => ({ ...restartOrder(parts, pad), pad })));
  return tasks.map(({ taskId, order: { pad } }) => ({
    taskId,
    deviceIp: pad?.deviceIp,
    errorMsg: null,
    deviceOutCode: pad?.padCode,
  }));
}

/** `pad/updatePadAndroidProp`: kept for ever, applied at the next start, which may be at once. */
export function updateAndroidProperties(body: JsonObject, parts: CloudParts) {
  const props = asObject(body.props);
  const entries = Object.entries(props ?? {});
  if (!props || !entries.every(([, value]) => asString(value) !== undefined)) {
    throw parameterInvalid('props must be an object of texts.');
  }
  const isRestart = readOptionalFlag(body, 'restart');
  const order = (pad: Pad): Omit<TaskOrder, 'pad'> => {
    const note = () => {
      for (const [name, value] of entries) pad.androidProperties.set(name, String(value));
    };
    const common = { type: taskType.properties, content: JSON.stringify(props) };
    if (!isRestart) {
      const work = () => {
        note();
        return 'Success';
      };
      return { ...common, work, settled: tellState(parts) };
    }
    const restarting = restartOrder(parts, pad);
    const begin = () => {
      note();
      restarting.begin?.();
    };
    return { ...restarting, ...common, begin };
  };
  if (body.padCodes !== undefined && body.padCodes !== null) return orderEach(parts, body, order);
  // With `padCode` the answer is one object (API reference).
  const [row] = orderEach(parts, { padCodes: [readText(body, 'padCode')] }, order);
  return row;
}

function restartOrder(parts: CloudParts, pad: Pad): Omit<TaskOrder, 'pad'> {
  return {
    ...powerOrder(parts, pad, padStatus.restarting, () => pad.phone.system.restart()),
    type: taskType.restart,
  };
}

/** The pad goes down when the task begins to run, its viewers with it, and is back at the end. */
function powerOrder(
  parts: CloudParts,
  pad: Pad,
  status: number,
  act: () => void,
): Omit<TaskOrder, 'pad' | 'type'> {
  const tellStatus = () =>
    parts.callbacks.send(padStatusCallback, { padStatus: pad.status, padCode: pad.padCode });
  return {
    begin() {
      pad.busyAs = status;
      parts.rooms.closePad(pad.padCode);
      parts.shareRooms.leave(pad.padCode);
      act();
      pad.applyAndroidProperties();
      tellStatus();
    },
    work: () => 'Success',
    settled(task) {
      pad.busyAs = undefined;
      tellStatus();
      tellState(parts)(task);
    },
  };
}
