import { asBoolean, asNumber, asString } from '../../../../core/json.js';
import { accountCalls } from '../../wire/account-calls.js';
import { findRow } from '../../wire/device/task-row.js';
import { answerInvalid } from '../vendor-failure.js';
import type { DeviceContext, DeviceOperations } from './device-context.js';
import { giveOrder } from './give-order.js';

export function networkOperations({
  client,
}: DeviceContext): DeviceOperations<'setProxy' | 'getProxy' | 'setBandwidth' | 'setAdb'> {
  return {
    setProxy({ phoneId, input }, tools) {
      const proxy = input.enable
        ? {
            ip: input.host,
            port: input.port,
            ...(input.account !== undefined && { account: input.account }),
            ...(input.password !== undefined && { password: input.password }),
            proxyType: input.kind,
            proxyName: input.protocol,
          }
        : {};
      const body = { padCodes: [phoneId], enable: input.enable, ...proxy };
      return giveOrder({ name: 'proxySet', phoneId, body, kind: 'pad' }, client, tools);
    },

    getProxy({ phoneId }, tools) {
      const body = { padCodes: [phoneId] };
      return giveOrder({ name: 'proxyInfo', phoneId, body, kind: 'pad' }, client, tools);
    },

    setBandwidth({ phoneId, input: { up, down } }, tools) {
      const body = { padCodes: [phoneId], upBandwidth: up, downBandwidth: down };
      return giveOrder({ name: 'setSpeed', phoneId, body, kind: 'pad' }, client, tools);
    },

    async setAdb({ phoneId, input: { enable } }, tools) {
      const { purpose } = accountCalls.adb;
      // The reference's table names padCodes, as one text; its sample and its clients send padCode.
      const row = findRow(await client.call('adb', { padCode: phoneId, enable }, tools), phoneId);
      if (!row) throw answerInvalid(purpose, 'it holds no row for this phone');
      const command = asString(row.command)?.trim();
      const expiresAt = readInstant(row.expireTime);
      return {
        enable: asBoolean(row.enable) ?? enable,
        ...(command && { command }),
        ...(expiresAt !== undefined && { expiresAt }),
      };
    },
  };
}

/** Ms since 1970, or `2024-10-24 10:42:00` without a zone, which is the vendor's own: China's (assumed). */
function readInstant(value: unknown): number | undefined {
  const [, date, time] =
    /^(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d)$/.exec(asString(value)?.trim() ?? '') ?? [];
  const instant = date ? Date.parse(`${date}T${time}+08:00`) : asNumber(value);
  return Number.isNaN(instant) ? undefined : instant;
}
