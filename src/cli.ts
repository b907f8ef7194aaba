#!/usr/bin/env node
import { createServerTools } from './broker.js';
import { runCheckCommand } from './check/node/check-command.js';
import { runCommandLine } from './emulator/node/command-line.js';
import { startEmulator } from './emulator.js';
import { checkVendors } from './vendors/checks.js';

const terminal = {
  print: (text: string) => process.stdout.write(text),
  complain: (text: string) => process.stderr.write(text),
  interrupted: () =>
    new Promise<void>((resolve) => {
      for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
    }),
};
const [command, ...rest] = process.argv.slice(2);
const code =
  command === 'check'
    ? await runCheckCommand(rest, checkVendors, {
        ...terminal,
        environment: process.env,
        serverTools: createServerTools({ timeoutMs: 20_000 }),
      })
    : await runCommandLine(process.argv.slice(2), startEmulator, terminal);
process.exit(code);
