#!/usr/bin/env node
import { runCommandLine } from './emulator/node/command-line.js';
import { startEmulator } from './emulator.js';

const code = await runCommandLine(process.argv.slice(2), startEmulator, {
  print: (text) => process.stdout.write(text),
  complain: (text) => process.stderr.write(text),
  interrupted: () =>
    new Promise((resolve) => {
      for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
    }),
});
process.exit(code);
