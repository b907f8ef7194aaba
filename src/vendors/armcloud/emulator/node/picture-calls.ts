import type { JsonObject } from '../../../../core/json.js';
import type { CloudParts } from './cloud-parts.js';
import { ApiFailure, parameterInvalid, vendorCode } from './envelope.js';
import { orderEach, tellState } from './pad-tasks.js';
import { readOptionalText, readPadCodes } from './request-fields.js';
import { taskType } from './task-types.js';

/** `pad/screenshot`: the picture stays on the pad. Turning it upright is not done here. */
export function screenshot(body: JsonObject, parts: CloudParts) {
  checkRotation(body);
  return orderEach(parts, body, ({ phone }) => ({
    type: taskType.screenshot,
    work() {
      phone.apply({ type: 'save-screenshot' });
      return 'Success';
    },
    settled: tellState(parts),
  }));
}

/** `pad/generatePreview`: a picture at an address. Turning it upright is not done here. */
export async function generatePreview(body: JsonObject, parts: CloudParts) {
  checkRotation(body);
  const rows: object[] = [];
  for (const padCode of readPadCodes(body)) {
    rows.push({ padCode, accessUrl: await pictureUrl(padCode, parts) });
  }
  return rows;
}

/** `pad/getLongGenerateUrl`: the same without a rotation, and with `url` in its rows. */
export async function longPreviewUrl(body: JsonObject, parts: CloudParts) {
  const format = readOptionalText(body, 'format') ?? 'png';
  if (format !== 'png') throw parameterInvalid('format must be png.');
  const rows: object[] = [];
  for (const padCode of readPadCodes(body)) {
    rows.push({ padCode, url: await pictureUrl(padCode, parts) });
  }
  return rows;
}

async function pictureUrl(padCode: string, { pads, previews, world }: CloudParts): Promise<string> {
  const pad = pads.get(padCode);
  if (!pad.isReachable) throw new ApiFailure(vendorCode.padNotReady);
  if (world.faults.failTasks) throw new ApiFailure(vendorCode.screenshotFailed);
  const png = await pad.phone.system.screenshot();
  return `http://${world.address()}${previews.add(png, world.now())}`;
}

function checkRotation({ rotation = 0 }: JsonObject): void {
  if (rotation !== 0 && rotation !== 1) throw parameterInvalid('rotation must be 0 or 1.');
}
