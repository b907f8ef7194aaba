import type { JsonObject } from '../../../../core/json.js';
import type { CloudParts } from './cloud-parts.js';
import { vendorCode } from './envelope.js';
import { readPadCodes } from './request-fields.js';
import { vendorMessages } from './vendor-messages.js';

/** `room/dissolveRoom`: ends the pads' streams for everybody (fact sheet 2.9). */
export function dissolveRoom(body: JsonObject, { pads, rooms }: CloudParts) {
  const successList: object[] = [];
  const failList: object[] = [];
  for (const padCode of readPadCodes(body)) {
    const pad = pads.find(padCode);
    const errorCode = !pad
      ? vendorCode.padUnknown
      : pad.isReachable
        ? undefined
        : vendorCode.stopNotDelivered;
    if (errorCode === undefined) {
      rooms.closePad(padCode);
      successList.push({ padCode });
    } else failList.push({ padCode, errorCode, errorMsg: vendorMessages[errorCode] });
  }
  return { successList, failList };
}
