import { asObject, asString } from '../../../../core/json.js';
import { accountCalls } from '../../wire/account-calls.js';
import { formatPropertyList, readPropertyList } from '../../wire/device/properties.js';
import { answerInvalid } from '../vendor-failure.js';
import type { DeviceContext, DeviceOperations } from './device-context.js';
import { giveOrder } from './give-order.js';

export function propertyOperations({
  client,
}: DeviceContext): DeviceOperations<'getProperties' | 'setProperties' | 'setAndroidProperties'> {
  return {
    async getProperties({ phoneId }, tools) {
      const data = asObject(await client.call('padProperties', { padCode: phoneId }, tools));
      if (!data || (asString(data.padCode) ?? phoneId).trim() !== phoneId) {
        throw answerInvalid(accountCalls.padProperties.purpose, 'it is not of this phone');
      }
      const modem = readPropertyList(data.modemPropertiesList);
      const system = readPropertyList(data.systemPropertiesList);
      const setting = readPropertyList(data.settingPropertiesList);
      const oaid = readPropertyList(data.oaidPropertiesList);
      return {
        ...(modem && { modem: [...modem] }),
        ...(system && { system: [...system] }),
        ...(setting && { setting: [...setting] }),
        ...(oaid && { oaid: [...oaid] }),
      };
    },

    setProperties({ phoneId, input: { properties, isPersistent } }, tools) {
      const { modem, system, setting, oaid } = properties;
      const kind = isPersistent ? 'PersistPropertiesList' : 'PropertiesList';
      const body = {
        padCodes: [phoneId],
        ...(modem && { [`modem${kind}`]: formatPropertyList(modem) }),
        ...(system && { [`system${kind}`]: formatPropertyList(system) }),
        ...(setting && { settingPropertiesList: formatPropertyList(setting) }),
        ...(oaid && { oaidPropertiesList: formatPropertyList(oaid) }),
      };
      return giveOrder({ name: 'updatePadProperties', phoneId, body, kind: 'pad' }, client, tools);
    },

    setAndroidProperties({ phoneId, input: { properties, restart } }, tools) {
      const body = { padCode: phoneId, props: properties, restart };
      return giveOrder({ name: 'updatePadAndroidProp', phoneId, body, kind: 'pad' }, client, tools);
    },
  };
}
