import { accountCalls } from '../../wire/account-calls.js';
import { readStoppedStreams } from '../../wire/device/stopped-streams.js';
import { vendorFailure } from '../vendor-failure.js';
import type { DeviceContext, DeviceOperations } from './device-context.js';
import { giveOrder } from './give-order.js';

export function powerOperations({
  client,
  settings,
}: DeviceContext): DeviceOperations<'restart' | 'reset' | 'stopStream'> {
  return {
    restart({ phoneId, input: { isHard = false } }, tools) {
      // Only V2.0 has a type, and needs one: 1 restarts Android, 2 cuts the power.
      const type = settings.signature === 'v2' ? { type: isHard ? 2 : 1 } : {};
      const body = { padCodes: [phoneId], ...type };
      const order = { name: 'restart', phoneId, body, kind: 'power', isForOffline: true } as const;
      return giveOrder(order, client, tools);
    },

    reset({ phoneId }, tools) {
      const body = { padCodes: [phoneId] };
      const order = { name: 'reset', phoneId, body, kind: 'power', isForOffline: true } as const;
      return giveOrder(order, client, tools);
    },

    async stopStream({ phoneId }, tools) {
      const data = await client.call('dissolveRoom', { padCodes: [phoneId] }, tools);
      const failure = readStoppedStreams(data).failed.find(({ padCode }) => padCode === phoneId);
      if (failure) throw vendorFailure(failure.errorCode, accountCalls.dissolveRoom.purpose);
      return {};
    },
  };
}
