// @ts-check
/**
 * `node scripts/reliability.mjs [--bench FILE]`: runs the fault matrix and writes what it measured into
 * docs/reliability.md; with the JSON of `npm run bench -- --json FILE`, also the numbers of the benchmark. Needs what
 * `npm run build` left in dist/.
 */
import { spawn } from 'node:child_process';
import { readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { benchTable, faultTable, replacePart } from './report/reliability.mjs';
import { ensureChromium, projectRoot } from './setup.mjs';

const document = path.join(projectRoot, 'docs/reliability.md');
const collected = path.join(projectRoot, 'test-results/reliability.json');

/** @param {NodeJS.ProcessEnv} env */
function runFaultMatrix(env) {
  return new Promise((resolve) => {
    const cli = 'node_modules/@playwright/test/cli.js';
    const child = spawn(process.execPath, [cli, 'test', 'test/e2e/faults'], {
      cwd: projectRoot,
      env,
      stdio: 'inherit',
    });
    child.once('exit', (code) => resolve(code ?? 1));
  });
}

const { values } = parseArgs({ options: { bench: { type: 'string' } } });
const machine = `${os.cpus().length} cores, ${os.platform()}, headless Chromium, everything on one machine`;
let text = await readFile(document, 'utf8');

await rm(collected, { force: true });
const chromium = await ensureChromium();
process.exitCode = await runFaultMatrix({
  ...process.env,
  CHROMIUM_PATH: chromium,
  RELIABILITY_RESULTS: collected,
});
if (process.exitCode === 0) {
  const results = JSON.parse(await readFile(collected, 'utf8'));
  text = replacePart(text, 'faults', faultTable(results, machine));
} else console.error('The fault matrix failed: its table stays as it was.');
if (values.bench !== undefined) {
  const { metrics } = JSON.parse(await readFile(values.bench, 'utf8'));
  text = replacePart(text, 'bench', benchTable(metrics, machine));
}
await writeFile(document, text);
