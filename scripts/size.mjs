// @ts-check
/**
 * Weighs dist/ and holds it to dist-size-budget.json. A budget is raised only by the change that needs it.
 * `--json FILE` writes the metrics (`-`: prints only them), `--checks FILE` what `npm test` counts.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { measureSizes } from './report/sizes.mjs';
import { projectRoot } from './setup.mjs';

/** @param {number} bytes */
const inKiB = (bytes) => `${(bytes / 1024).toFixed(2)} KiB`;

/**
 * @param {string | undefined} file
 * @param {object} content
 */
async function write(file, content) {
  if (file === undefined) return;
  const text = `${JSON.stringify(content, null, 2)}\n`;
  if (file === '-') {
    process.stdout.write(text);
    return;
  }
  await mkdir(path.dirname(path.resolve(file)), { recursive: true });
  await writeFile(file, text);
}

async function main() {
  const { values } = parseArgs({
    options: { json: { type: 'string' }, checks: { type: 'string' } },
  });
  const sizes = Object.entries(measureSizes(path.join(projectRoot, 'dist')));
  /** @type {Record<string, { maxBytes: number, what: string } | undefined>} */
  const budgets = JSON.parse(
    await readFile(path.join(projectRoot, 'dist-size-budget.json'), 'utf8'),
  );
  const checks = sizes.map(([name, bytes]) => {
    const budget = budgets[name];
    const isPassed = budget !== undefined && bytes <= budget.maxBytes;
    const limit = budget ? `of ${inKiB(budget.maxBytes)}` : 'without a budget';
    const cells = [isPassed ? 'ok  ' : 'FAIL', name.padEnd(17), inKiB(bytes).padStart(10), limit];
    if (values.json !== '-') console.log(`${cells.join('  ')}  ${budget?.what ?? ''}`);
    return { name: `${name} keeps its budget`, isPassed };
  });
  await write(values.checks, { checks });
  await write(values.json, {
    metrics: Object.fromEntries(sizes.map(([name, bytes]) => [`size.${name}_gzip_bytes`, bytes])),
  });
  if (!checks.every(({ isPassed }) => isPassed)) process.exitCode = 1;
}

try {
  await main();
} catch (error) {
  console.error(`${error instanceof Error ? error.message : error} Run npm run build first.`);
  process.exitCode = 1;
}
