import { asString } from '../../../../core/json.js';
import { accountCalls } from '../../wire/account-calls.js';
import { findRow } from '../../wire/device/task-row.js';
import { answerInvalid, phoneOffline } from '../vendor-failure.js';
import type { DeviceContext, DeviceOperations } from './device-context.js';
import { giveOrder } from './give-order.js';

export function screenOperations({
  client,
}: DeviceContext): DeviceOperations<'takeScreenshot' | 'createPreview'> {
  return {
    takeScreenshot({ phoneId, input: { isUpright } }, tools) {
      const body = pictureBody(phoneId, isUpright);
      return giveOrder({ name: 'screenshot', phoneId, body, kind: 'shot' }, client, tools);
    },

    async createPreview({ phoneId, input: { isUpright } }, tools) {
      const { purpose } = accountCalls.generatePreview;
      const data = await client.call('generatePreview', pictureBody(phoneId, isUpright), tools);
      const row = findRow(data, phoneId);
      if (!row) throw answerInvalid(purpose, 'it holds no row for this phone');
      // A phone that cannot be reached gives a row without an address (assumed, after batchApplyToken).
      const url = asString(row.accessUrl)?.trim();
      if (!url) throw phoneOffline(purpose);
      if (!/^https?:\/\/[^\s]+$/.test(url)) throw answerInvalid(purpose, 'it holds no web address');
      return { url };
    },
  };
}

/** `broadcast` is for the vendor's own listeners. */
function pictureBody(phoneId: string, isUpright: boolean) {
  return { padCodes: [phoneId], rotation: isUpright ? 1 : 0, broadcast: false };
}
