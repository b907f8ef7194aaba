import { parseArgs } from 'node:util';
import { type Accounts, ConfigurationError, type Environment, readAccounts } from './accounts.js';

export { ConfigurationError } from './accounts.js';

/** Whose phones the demo shows, and where its page is served. */
export interface DemoConfiguration {
  /** 0 takes a free one. */
  readonly port: number;
  /** None: the emulator's phones, of every vendor. */
  readonly accounts: Accounts;
}

/**
 * Reads the command line (`--port N`) and the environment.
 * @throws ConfigurationError
 */
export function readConfiguration(
  args: readonly string[],
  environment: Environment,
): DemoConfiguration {
  return { port: readPort(args), accounts: readAccounts(environment) };
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
