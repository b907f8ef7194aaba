import { parseArgs } from 'node:util';
import { argumentProblem } from '../../core/argument-problem.js';
import { isTelepadError } from '../../core/errors.js';
import type { CloudAccess } from './emulator.js';
import type { EmulatorOptions } from './emulator-options.js';
import { frameRatesInWords, isFrameRate } from './frame-rate.js';

const usage = `Usage: telepad emulator [options]

Runs fake vendor clouds and virtual phones on this machine, with keys that it makes up.

Options:
  --vendor NAME     a fake cloud that runs; may be repeated (default: all)
  --port [NAME=]N   port of a fake cloud, of the first without a name; may be
                    repeated (default: free ones)
  --control-port N  port of the control API (default: a free one)
  --phones [NAME=]N how many phones a cloud has, 1 to 16; all of them without a
                    name; may be repeated (default: 2)
  --fps N           frames per second, 15, 30 or 60 (default: 30)
  --fault NAME[=V]  a fault that is on from the start; may be repeated
  --impairable      media passes through a relay, for the faults of the media path
  --help            shows this text

Another command opens a phone of a real account step by step: telepad check --help
`;

/** Where the command prints, and how it learns that the user wants it to end. */
export interface Terminal {
  readonly print: (text: string) => void;
  readonly complain: (text: string) => void;
  readonly interrupted: () => Promise<void>;
}

/** What the command starts. */
export interface StartedEmulator {
  readonly clouds: Readonly<Record<string, CloudAccess<object>>>;
  readonly controlUrl: string;
  close(): Promise<void>;
}

/**
 * The `telepad` command.
 * @returns the exit code: 0 after an interrupt or help, 2 for a usage error, 1 when it could not start
 */
export async function runCommandLine(
  args: readonly string[],
  start: (options: EmulatorOptions) => Promise<StartedEmulator>,
  terminal: Terminal,
): Promise<number> {
  const order = readArguments(args);
  if (typeof order === 'string') {
    terminal.complain(`telepad: ${order}\n\n${usage}`);
    return 2;
  }
  if (order.isHelp) {
    terminal.print(usage);
    return 0;
  }
  try {
    const emulator = await start(order.options);
    terminal.print(listing(emulator));
    await terminal.interrupted();
    await emulator.close();
    return 0;
  } catch (error) {
    if (!isTelepadError(error)) throw error;
    terminal.complain(`telepad: ${error.message}\n`);
    return 1;
  }
}

interface Order {
  readonly isHelp: boolean;
  readonly options: EmulatorOptions;
}

/** What to do, or what is wrong. */
function readArguments(args: readonly string[]): Order | string {
  let parsed: ReturnType<typeof parse>;
  try {
    parsed = parse(args);
  } catch (error) {
    return argumentProblem(error);
  }
  const { values, positionals } = parsed;
  if (values.help) return { isHelp: true, options: {} };
  const [command, ...rest] = positionals;
  if (command !== 'emulator') {
    return command === undefined ? 'Say what to run.' : `There is no command "${command}".`;
  }
  if (rest.length > 0) return `The command emulator takes no "${rest.join(' ')}".`;
  const { 'control-port': controlPort, fps } = values;
  for (const [name, text] of Object.entries({ 'control-port': controlPort, fps })) {
    if (text !== undefined && !/^\d{1,5}$/.test(text)) return `--${name} takes a number.`;
  }
  const port = readPerCloud('port', values.port);
  const phones = readPerCloud('phones', values.phones);
  for (const read of [port, phones]) if (typeof read === 'string') return read;
  const frameRate = fps === undefined ? undefined : Number(fps);
  if (frameRate !== undefined && !isFrameRate(frameRate))
    return `--fps takes ${frameRatesInWords}.`;
  const faults = (values.fault ?? []).map(readFault);
  return {
    isHelp: false,
    options: {
      ...(faults.length > 0 && { faults: Object.fromEntries(faults) }),
      ...(values.vendor && { vendors: values.vendor }),
      ...(port !== undefined && typeof port !== 'string' && { port }),
      ...(controlPort !== undefined && { controlPort: Number(controlPort) }),
      ...(phones !== undefined && typeof phones !== 'string' && { phones }),
      ...(values.impairable && { impairable: true }),
      ...(frameRate !== undefined && { frameRate }),
    },
  };
}

/** `4000`, or `NAME=4000` once for each cloud; a text is what is wrong. */
function readPerCloud(
  option: string,
  texts: readonly string[] = [],
): number | Readonly<Record<string, number>> | string | undefined {
  const pairs = texts.map((text) => /^(?:([\w-]{1,32})=)?(\d{1,5})$/.exec(text));
  if (pairs.includes(null)) return `--${option} takes a number, or NAME=NUMBER.`;
  const [first] = pairs;
  if (!first) return undefined;
  if (pairs.length === 1 && first[1] === undefined) return Number(first[2]);
  const named = pairs.flatMap((pair) => (pair?.[1] ? [[pair[1], Number(pair[2])] as const] : []));
  if (named.length === pairs.length) return Object.fromEntries(named);
  return `--${option} can be repeated with a NAME= only.`;
}

/** `rateLimited`, `httpStatus=503`, `ciphertext=tampered`; what the fault takes is checked at the start. */
function readFault(text: string): readonly [string, unknown] {
  const [name = '', ...rest] = text.split('=');
  const value = rest.join('=');
  if (rest.length === 0 || value === 'true') return [name, true];
  if (value === 'false') return [name, false];
  return [name, /^\d{1,9}(?:\.\d{1,9})?$/.test(value) ? Number(value) : value];
}

function parse(args: readonly string[]) {
  return parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      vendor: { type: 'string', multiple: true },
      port: { type: 'string', multiple: true },
      'control-port': { type: 'string' },
      phones: { type: 'string', multiple: true },
      fps: { type: 'string' },
      fault: { type: 'string', multiple: true },
      impairable: { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
    },
  });
}

function listing({ clouds, controlUrl }: StartedEmulator): string {
  const lines = Object.entries(clouds).flatMap(([name, { baseUrl, credentials, phoneIds }]) => [
    ['cloud', name],
    ['baseUrl', baseUrl],
    ...Object.entries(credentials).map(([key, value]) => [key, String(value)]),
    ['phones', phoneIds.join(' ')],
  ]);
  const rows = [...lines, ['control API', controlUrl]];
  return `${rows.map(([key = '', value]) => `${key.padEnd(12)} ${value}`).join('\n')}\n\nCtrl-C ends it.\n`;
}
