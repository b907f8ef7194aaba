import {
  choosePhone,
  chooseValue,
  needValues,
  readPhoneIds,
} from '../../../core/check/read-values.js';
import type { CheckChoices, CheckValues, CheckVariable } from '../../../core/ports/check.js';
import type { KoophoneSettings } from '../broker/koophone-settings.js';

export const koophoneVariables = [
  { name: 'KOOPHONE_REGION', meaning: 'the region of the account, such as ap-southeast-1' },
  { name: 'KOOPHONE_USER_NAME', meaning: 'an IAM user, with the two below' },
  { name: 'KOOPHONE_PASSWORD', meaning: 'the password of that user', isSecret: true },
  { name: 'KOOPHONE_DOMAIN_NAME', meaning: 'the account that it belongs to' },
  { name: 'KOOPHONE_ACCESS_KEY', meaning: 'or an access key (AK)', isSecret: true },
  { name: 'KOOPHONE_SECRET_KEY', meaning: 'with its secret (SK)', isSecret: true },
  { name: 'KOOPHONE_PHONE_IDS', meaning: 'instance ids with commas; the first one is checked' },
  { name: 'KOOPHONE_USER_ID', meaning: 'whom the phones are assigned to (default: as listed)' },
  { name: 'KOOPHONE_BASE_URL', meaning: 'default https://koophone.myhuaweicloud.com' },
  { name: 'KOOPHONE_BASE_PATH', meaning: 'what comes before /instances, default /v1' },
  { name: 'KOOPHONE_IAM_URL', meaning: 'default https://iam.REGION.myhuaweicloud.com' },
  {
    name: 'KOOPHONE_PROJECT_ID',
    meaning: 'id of the project (default: the one named as the region)',
  },
  { name: 'KOOPHONE_STREAM_TYPE', meaning: '2 (default), 1 or none: what a ticket is asked with' },
] as const satisfies readonly CheckVariable[];

export interface KoophoneCheckAccount {
  readonly settings: KoophoneSettings;
  readonly phoneId: string;
  /** Undefined: the one that the list of phones names. */
  readonly vendorUserId: string | undefined;
}

/** @throws TelepadError `configuration_invalid` */
export function readKoophoneAccount(
  values: CheckValues,
  choices: CheckChoices,
): KoophoneCheckAccount {
  const needed = needValues(values, ['KOOPHONE_REGION', 'KOOPHONE_PHONE_IDS']);
  const phoneIds = readPhoneIds('KOOPHONE_PHONE_IDS', needed.KOOPHONE_PHONE_IDS);
  const streamType = chooseValue(values, 'KOOPHONE_STREAM_TYPE', ['2', '1', 'none']);
  const given = {
    baseUrl: values.KOOPHONE_BASE_URL,
    basePath: values.KOOPHONE_BASE_PATH,
    iamUrl: values.KOOPHONE_IAM_URL,
    projectId: values.KOOPHONE_PROJECT_ID,
  };
  return {
    settings: {
      region: needed.KOOPHONE_REGION,
      credentials: readCredentials(values),
      streamType: streamType === 'none' ? streamType : streamType === '1' ? 1 : 2,
      ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)),
    },
    phoneId: choosePhone(phoneIds, choices, 'KOOPHONE_PHONE_IDS'),
    vendorUserId: values.KOOPHONE_USER_ID,
  };
}

/** Keys where there is one of them; else the password is asked for. */
function readCredentials(values: CheckValues): KoophoneSettings['credentials'] {
  if (values.KOOPHONE_ACCESS_KEY || values.KOOPHONE_SECRET_KEY) {
    const keys = needValues(values, ['KOOPHONE_ACCESS_KEY', 'KOOPHONE_SECRET_KEY']);
    return { accessKey: keys.KOOPHONE_ACCESS_KEY, secretKey: keys.KOOPHONE_SECRET_KEY };
  }
  const user = needValues(values, [
    'KOOPHONE_USER_NAME',
    'KOOPHONE_PASSWORD',
    'KOOPHONE_DOMAIN_NAME',
  ]);
  return {
    userName: user.KOOPHONE_USER_NAME,
    password: user.KOOPHONE_PASSWORD,
    domainName: user.KOOPHONE_DOMAIN_NAME,
  };
}
