import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';
import { argumentProblem } from '../../core/argument-problem.js';
import { isTelepadError } from '../../core/errors.js';
import type { BrokerTools } from '../../core/ports/broker.js';
import type { CheckPlan, CheckValues, CheckVendor } from '../../core/ports/check.js';
import { writeStep, writeSummary } from '../check-report.js';
import { type CheckEquipment, runCheck } from '../run-check.js';
import { openCheckSocket } from './open-check-socket.js';

/** What the command has to do with the world around it. */
export interface CheckTerminal {
  readonly print: (text: string) => void;
  readonly complain: (text: string) => void;
  /** Resolves when the user wants it to end. */
  readonly interrupted: () => Promise<void>;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** How calls get to a vendor. */
  readonly serverTools: (signal: AbortSignal) => BrokerTools;
}

type Vendors = Readonly<Record<string, CheckVendor>>;

/**
 * `telepad check VENDOR`.
 * @param args without `check` itself
 * @returns the exit code: 0 when every step passed, else 1; 2 for a usage error
 */
export async function runCheckCommand(
  args: readonly string[],
  vendors: Vendors,
  terminal: CheckTerminal,
): Promise<number> {
  const order = readArguments(args, vendors);
  if (typeof order === 'string') {
    terminal.complain(`telepad: ${order}\n\n${usage(vendors)}`);
    return 2;
  }
  if (!order.vendor) {
    terminal.print(usage(vendors));
    return 0;
  }
  const { vendor, isJson, ...choices } = order;
  let plan: CheckPlan;
  const values = readValues(vendor, terminal.environment);
  try {
    plan = vendor.plan(values, choices);
  } catch (error) {
    if (!isTelepadError(error)) throw error;
    terminal.complain(`telepad: ${error.message}\n`);
    return 1;
  }
  if (!isJson) terminal.print(`Telepad check of ${vendor.id}, phone ${plan.phoneId}\n\n`);
  const controller = new AbortController();
  void terminal.interrupted().then(() => controller.abort());
  const report = await runCheck(
    {
      vendor: vendor.id,
      plan,
      secrets: vendor.variables.flatMap(({ name, isSecret }) =>
        isSecret ? (values[name] ?? []) : [],
      ),
      signal: controller.signal,
      onStep: (step, position) => {
        if (!isJson) terminal.print(writeStep(step, position));
      },
    },
    equipmentOf(terminal),
  );
  terminal.print(isJson ? `${JSON.stringify(report, null, 2)}\n` : writeSummary(report));
  return report.isPassed ? 0 : 1;
}

function equipmentOf({ serverTools }: CheckTerminal): CheckEquipment {
  return {
    serverTools,
    openSocket: openCheckSocket,
    now: Date.now,
    runId: randomBytes(4).toString('hex'),
  };
}

/** Empty and blank variables count as not set. */
function readValues(vendor: CheckVendor, environment: CheckTerminal['environment']): CheckValues {
  return Object.fromEntries(
    vendor.variables.flatMap(({ name }) => {
      const value = environment[name]?.trim();
      return value ? [[name, value]] : [];
    }),
  );
}

interface Order {
  /** Undefined for the help text. */
  readonly vendor?: CheckVendor;
  readonly isJson: boolean;
  readonly mayDisturb: boolean;
  readonly phoneId?: string;
}

/** What to do, or what is wrong. */
function readArguments(args: readonly string[], vendors: Vendors): Order | string {
  let parsed: ReturnType<typeof parse>;
  try {
    parsed = parse(args);
  } catch (error) {
    return argumentProblem(error);
  }
  const { values, positionals } = parsed;
  const { help, json: isJson = false, disturb: mayDisturb = false, phone: phoneId } = values;
  if (help) return { isJson, mayDisturb };
  const [name, ...rest] = positionals;
  const known = Object.keys(vendors).join(' or ');
  if (name === undefined) return `Say whose account to check: ${known}.`;
  const vendor = Object.hasOwn(vendors, name) ? vendors[name] : undefined;
  if (!vendor) return `There is no vendor "${name}", only ${known}.`;
  if (rest.length > 0) return `The command check takes no "${rest.join(' ')}".`;
  return { vendor, isJson, mayDisturb, ...(phoneId !== undefined && { phoneId }) };
}

function parse(args: readonly string[]) {
  return parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      phone: { type: 'string' },
      disturb: { type: 'boolean' },
      json: { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
    },
  });
}

function usage(vendors: Vendors): string {
  const names = Object.keys(vendors);
  const variables = Object.values(vendors).flatMap(({ id, variables }) => [
    `\nVariables of ${id}:`,
    ...variables.map(({ name, meaning }) => `  ${name.padEnd(27)} ${meaning}`),
  ]);
  return `Usage: telepad check ${names.join('|')} [options]

Opens a phone of a real account step by step, as a broker and a page do, and says what came of each step. The account
comes from environment variables. No key, token or address is printed.

Options:
  --phone ID        one of the configured phones (default: the first)
  --disturb         go on where somebody uses the phone now, who may lose it
  --json            one JSON object instead of text
  --help            shows this text

It ends with 0 when every step passed, else with 1.
${variables.join('\n')}
`;
}
