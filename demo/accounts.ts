import type { ArmcloudSettings, KoophoneSettings } from 'telepad/broker';

/** Accounts as the environment describes them: the variables of `telepad check`, which has the list with their meanings. */

/** The message is one sentence for the person at the terminal. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError';
}

export type Environment = Readonly<Record<string, string | undefined>>;

/** A vendor's account, and the phones of it that the demo offers. */
export interface Account<Settings> {
  readonly settings: Settings;
  readonly phoneIds: readonly string[];
}

/** The accounts that are set; without any the demo takes the emulator. */
export interface Accounts {
  readonly armcloud?: Account<ArmcloudSettings>;
  readonly koophone?: Account<KoophoneSettings> & {
    /** Whom its phones are assigned to: the vendor lets nobody else in. Undefined: any user may come. */
    readonly userId?: string;
  };
}

/**
 * Reads the accounts. Of each, all of its variables that are needed must be set, or none; empty ones count as not set.
 * @throws ConfigurationError
 */
export function readAccounts(environment: Environment): Accounts {
  const armcloud = readArmcloudAccount(environment);
  const koophone = readKoophoneAccount(environment);
  return { ...(armcloud && { armcloud }), ...(koophone && { koophone }) };
}

function readArmcloudAccount(environment: Environment): Accounts['armcloud'] {
  const read = createReader('ARMCLOUD', environment);
  const names = ['ACCESS_KEY', 'SECRET_KEY', 'BASE_URL', 'PHONE_IDS'] as const;
  if (!read.isSet(names)) return undefined;
  const needed = read.need(names);
  const sdkBaseUrl = read.value('SDK_BASE_URL');
  return {
    settings: {
      accessKey: needed.ACCESS_KEY,
      secretKey: needed.SECRET_KEY,
      baseUrl: needed.BASE_URL,
      signallingScheme: read.choose('SIGNALLING_SCHEME', ['auto', 'ws', 'wss']),
      brand: read.choose('BRAND', ['armcloud', 'vmos', 'vsphone']),
      ...(sdkBaseUrl !== '' && { sdkBaseUrl }),
    },
    phoneIds: read.phoneIds(
      'the pad codes of your phones with commas between them, such as AC00000000001,AC00000000002',
    ),
  };
}

const keyNames = ['ACCESS_KEY', 'SECRET_KEY'] as const;
const passwordNames = ['USER_NAME', 'PASSWORD', 'DOMAIN_NAME'] as const;

function readKoophoneAccount(environment: Environment): Accounts['koophone'] {
  const read = createReader('KOOPHONE', environment);
  const placeNames = ['REGION', 'PHONE_IDS'] as const;
  if (!read.isSet([...placeNames, ...keyNames, ...passwordNames])) return undefined;
  const isKey = read.isSet(keyNames);
  const needed = read.need([...placeNames, ...(isKey ? keyNames : passwordNames)]);
  const userId = read.value('USER_ID');
  if (!/^[\w@-]{0,32}$/.test(userId)) {
    throw new ConfigurationError(
      'KOOPHONE_USER_ID must be 1 to 32 of A-Z, a-z, 0-9, _, - and @: the user that the phones are assigned to.',
    );
  }
  const streamType = read.choose('STREAM_TYPE', ['2', '1', 'none']);
  const optional = {
    baseUrl: read.value('BASE_URL'),
    basePath: read.value('BASE_PATH'),
    iamUrl: read.value('IAM_URL'),
    projectId: read.value('PROJECT_ID'),
  };
  return {
    settings: {
      region: needed.REGION,
      credentials: isKey
        ? { accessKey: needed.ACCESS_KEY, secretKey: needed.SECRET_KEY }
        : {
            userName: needed.USER_NAME,
            password: needed.PASSWORD,
            domainName: needed.DOMAIN_NAME,
          },
      streamType: streamType === 'none' ? streamType : streamType === '1' ? 1 : 2,
      ...given(optional),
    },
    ...(userId !== '' && { userId }),
    phoneIds: read.phoneIds(
      'the instance ids of your phones with commas between them, such as a1b2c3d4,e5f6a7b8',
    ),
  };
}

/** Those that have a value. */
function given<Names extends string>(
  values: Readonly<Record<Names, string>>,
): { [Name in Names]?: string } {
  const entries = Object.entries(values).filter(([, value]) => value !== '');
  return Object.fromEntries(entries) as { [Name in Names]?: string };
}

/** Reads the variables of one vendor, by what comes after its prefix. */
function createReader(prefix: string, environment: Environment) {
  const value = (name: string) => environment[`${prefix}_${name}`]?.trim() ?? '';
  return {
    value,
    isSet: (names: readonly string[]) => names.some((name) => value(name) !== ''),

    need<Name extends string>(names: readonly Name[]): Readonly<Record<Name, string>> {
      const missing = names.filter((name) => value(name) === '');
      if (missing.length > 0) {
        const list = missing.map((name) => `${prefix}_${name}`).join(', ');
        throw new ConfigurationError(
          `To show real phones the demo still needs ${list}; unset the other ${prefix} variables to do without this account.`,
        );
      }
      return Object.fromEntries(names.map((name) => [name, value(name)])) as Record<Name, string>;
    },

    choose<Value extends string>(name: string, values: readonly [Value, ...Value[]]): Value {
      const given = value(name) || values[0];
      const found = values.find((known) => known === given);
      if (found !== undefined) return found;
      throw new ConfigurationError(`${prefix}_${name} must be ${values.join(', ')}.`);
    },

    phoneIds(description: string): readonly string[] {
      const phoneIds = value('PHONE_IDS')
        .split(',')
        .map((id) => id.trim())
        .filter((id) => id !== '');
      if (phoneIds.length > 0 && phoneIds.every((id) => /^[\w-]{1,64}$/.test(id))) return phoneIds;
      throw new ConfigurationError(`${prefix}_PHONE_IDS must be ${description}.`);
    },
  };
}
