import { createServerTools, type ServerCallOptions } from '../../../../src/broker/server-tools.js';
import type { CheckReport } from '../../../../src/check/check-report.js';
import { runCheckCommand } from '../../../../src/check/node/check-command.js';
import type { CheckVendor } from '../../../../src/core/ports/check.js';

export interface CommandResult {
  readonly code: number;
  readonly printed: string;
  readonly complaints: string;
  /** What `--json` prints. */
  readonly report: () => CheckReport;
}

/** The command as a terminal runs it, with an environment of the test's. */
export async function runCommand(
  args: readonly string[],
  vendors: Readonly<Record<string, CheckVendor>>,
  environment: Readonly<Record<string, string | undefined>> = {},
  interrupted: () => Promise<void> = () => new Promise(() => {}),
  calls: ServerCallOptions = {},
): Promise<CommandResult> {
  const printed: string[] = [];
  const complaints: string[] = [];
  const code = await runCheckCommand(args, vendors, {
    print: (text) => printed.push(text),
    complain: (text) => complaints.push(text),
    interrupted,
    environment,
    serverTools: createServerTools(calls),
  });
  return {
    code,
    printed: printed.join(''),
    complaints: complaints.join(''),
    report: () => JSON.parse(printed.join('')) as CheckReport,
  };
}
