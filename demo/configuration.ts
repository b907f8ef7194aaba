import { parseArgs } from 'node:util';

/** Which cloud the demo talks to, and where its page is served. */
export interface DemoConfiguration {
  /** 0 takes a free port. */
  readonly port: number;
  readonly cloud: { readonly kind: 'emulator' } | ArmcloudAccount;
}

export interface ArmcloudAccount {
  readonly kind: 'armcloud';
  readonly accessKey: string;
  readonly secretKey: string;
  readonly baseUrl: string;
  readonly phoneIds: readonly string[];
  readonly signallingScheme: 'auto' | 'ws' | 'wss';
  readonly brand: (typeof brands)[number];
}

const brands = ['armcloud', 'vmos', 'vsphone'] as const;

/** The message is one sentence for the person at the terminal. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError';
}

const accountVariables = [
  'ARMCLOUD_ACCESS_KEY',
  'ARMCLOUD_SECRET_KEY',
  'ARMCLOUD_BASE_URL',
  'ARMCLOUD_PHONE_IDS',
] as const;

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads the command line (`--port N`) and the environment: all four ARMCLOUD variables, or none of them for
 * the emulator. Empty variables count as not set.
 * @throws ConfigurationError
 */
export function readConfiguration(
  args: readonly string[],
  environment: Environment,
): DemoConfiguration {
  return { port: readPort(args), cloud: readCloud(environment) };
}

function readPort(args: readonly string[]): number {
  const { port } = parse(args);
  if (port === undefined) return 0;
  if (!/^\d{1,5}$/.test(port) || Number(port) < 1 || Number(port) > 65_535) {
    throw new ConfigurationError('--port must be a number of 1 to 65535, such as --port 8080.');
  }
  return Number(port);
}

function parse(args: readonly string[]): { readonly port?: string | undefined } {
  try {
    return parseArgs({ args: [...args], options: { port: { type: 'string' } } }).values;
  } catch {
    throw new ConfigurationError('The demo knows one option only: npm start -- --port 8080.');
  }
}

function readCloud(environment: Environment): DemoConfiguration['cloud'] {
  const value = (name: string) => environment[name]?.trim() ?? '';
  const missing = accountVariables.filter((name) => value(name) === '');
  if (missing.length === accountVariables.length) return { kind: 'emulator' };
  if (missing.length > 0) {
    throw new ConfigurationError(
      `To show real phones the demo still needs ${missing.join(', ')}; unset the other ARMCLOUD variables to use the emulator instead.`,
    );
  }
  const phoneIds = value('ARMCLOUD_PHONE_IDS')
    .split(',')
    .map((id) => id.trim())
    .filter((id) => id !== '');
  if (phoneIds.length === 0 || !phoneIds.every((id) => /^[\w-]{1,64}$/.test(id))) {
    throw new ConfigurationError(
      'ARMCLOUD_PHONE_IDS must be the pad codes of your phones with commas between them, such as AC00000000001,AC00000000002.',
    );
  }
  const signallingScheme = value('ARMCLOUD_SIGNALLING_SCHEME') || 'auto';
  if (signallingScheme !== 'auto' && signallingScheme !== 'ws' && signallingScheme !== 'wss') {
    throw new ConfigurationError('ARMCLOUD_SIGNALLING_SCHEME must be auto, ws or wss.');
  }
  const brandName = value('ARMCLOUD_BRAND') || 'armcloud';
  const brand = brands.find((name) => name === brandName);
  if (!brand) throw new ConfigurationError(`ARMCLOUD_BRAND must be ${brands.join(', ')}.`);
  return {
    kind: 'armcloud',
    accessKey: value('ARMCLOUD_ACCESS_KEY'),
    secretKey: value('ARMCLOUD_SECRET_KEY'),
    baseUrl: value('ARMCLOUD_BASE_URL'),
    phoneIds,
    signallingScheme,
    brand,
  };
}
