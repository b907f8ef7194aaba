import {
  choosePhone,
  chooseValue,
  needValues,
  readPhoneIds,
} from '../../../core/check/read-values.js';
import type { CheckChoices, CheckValues, CheckVariable } from '../../../core/ports/check.js';
import type { ArmcloudSettings } from '../broker/armcloud-settings.js';

export const armcloudVariables = [
  { name: 'ARMCLOUD_ACCESS_KEY', meaning: "the account's access key id (AK)", isSecret: true },
  { name: 'ARMCLOUD_SECRET_KEY', meaning: "the account's secret (SK)", isSecret: true },
  { name: 'ARMCLOUD_BASE_URL', meaning: 'its API host, such as https://openapi-hk.armcloud.net' },
  { name: 'ARMCLOUD_PHONE_IDS', meaning: 'pad codes with commas; the first one is checked' },
  { name: 'ARMCLOUD_SIGNALLING_SCHEME', meaning: 'auto (default), ws or wss' },
  {
    name: 'ARMCLOUD_SDK_BASE_URL',
    meaning: "where the brands' tickets come from, if not openapi.armcloud.net",
  },
  { name: 'ARMCLOUD_BRAND', meaning: 'armcloud (default), vmos or vsphone' },
] as const satisfies readonly CheckVariable[];

export interface ArmcloudCheckAccount {
  readonly settings: ArmcloudSettings & { readonly signallingScheme: 'auto' | 'ws' | 'wss' };
  readonly phoneId: string;
  readonly phoneIds: readonly string[];
}

/** @throws TelepadError `configuration_invalid` */
export function readArmcloudAccount(
  values: CheckValues,
  choices: CheckChoices,
): ArmcloudCheckAccount {
  const needed = needValues(values, [
    'ARMCLOUD_ACCESS_KEY',
    'ARMCLOUD_SECRET_KEY',
    'ARMCLOUD_BASE_URL',
    'ARMCLOUD_PHONE_IDS',
  ]);
  const phoneIds = readPhoneIds('ARMCLOUD_PHONE_IDS', needed.ARMCLOUD_PHONE_IDS);
  const sdkBaseUrl = values.ARMCLOUD_SDK_BASE_URL;
  return {
    settings: {
      accessKey: needed.ARMCLOUD_ACCESS_KEY,
      secretKey: needed.ARMCLOUD_SECRET_KEY,
      baseUrl: needed.ARMCLOUD_BASE_URL,
      ...(sdkBaseUrl !== undefined && { sdkBaseUrl }),
      brand: chooseValue(values, 'ARMCLOUD_BRAND', ['armcloud', 'vmos', 'vsphone']),
      signallingScheme: chooseValue(values, 'ARMCLOUD_SIGNALLING_SCHEME', ['auto', 'ws', 'wss']),
    },
    phoneId: choosePhone(phoneIds, choices, 'ARMCLOUD_PHONE_IDS'),
    phoneIds,
  };
}
