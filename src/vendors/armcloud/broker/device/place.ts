import { TelepadError } from '../../../../core/errors.js';
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

    async setSim({ phoneId, input: { country, properties } }, tools) {
      refuseOtherSubjects(properties ?? {});
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

/**
 * The card's fields lie beside the phone's id in the request. Its documents have `padCodes`, other calls `padCode`
 * and `groupIds`: which names the service takes besides is not known, so that none of their kind may be the caller's.
 */
function refuseOtherSubjects(properties: Readonly<Record<string, string>>): void {
  if (!Object.keys(properties).some((name) => /^(?:pad|group|user)/i.test(name))) return;
  throw new TelepadError(
    'argument_invalid',
    'ArmCloud was not asked to set the SIM because a name in properties is none of a SIM card: it begins with pad, group or user. Correct the input.',
  );
}
