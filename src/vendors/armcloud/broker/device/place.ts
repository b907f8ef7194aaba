import type { DeviceContext, DeviceOperations } from './device-context.js';
import { giveOrder } from './give-order.js';

/** Where and whose the phone seems to be. */
export function placeOperations({
  client,
  settings,
}: DeviceContext): DeviceOperations<'setTimeZone' | 'setLanguage' | 'setLocation' | 'setSim'> {
  return {
    setTimeZone({ phoneId, input: { timeZone } }, tools) {
      const body = { padCodes: [phoneId], timeZone };
      return giveOrder({ name: 'updateTimeZone', phoneId, body, kind: 'pad' }, client, tools);
    },

    setLanguage({ phoneId, input: { language, country } }, tools) {
      const body = { padCodes: [phoneId], language, ...(country && { country }) };
      return giveOrder({ name: 'updateLanguage', phoneId, body, kind: 'pad' }, client, tools);
    },

    setLocation({ phoneId, input: { latitude, longitude } }, tools) {
      const body = { padCodes: [phoneId], longitude, latitude };
      return giveOrder({ name: 'gpsInjectInfo', phoneId, body, kind: 'pad' }, client, tools);
    },

    setSim({ phoneId, input: { country, properties } }, tools) {
      // The other brands choose the whole card by its country; ArmCloud's sample names the country twice.
      const ofCountry =
        settings.brand === 'armcloud'
          ? { netCountry: country, simCountry: country }
          : { countryCode: country };
      const body = { ...properties, ...(country && ofCountry), padCodes: [phoneId] };
      return giveOrder({ name: 'updateSIM', phoneId, body, kind: 'pad' }, client, tools);
    },
  };
}
