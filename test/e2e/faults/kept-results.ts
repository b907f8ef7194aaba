import { readFile, writeFile } from 'node:fs/promises';
import type { FaultResult } from './fault-result.js';

/** Where the measured rows are collected, when somebody wants them. */
const file = process.env.RELIABILITY_RESULTS;

/** Adds a row to the file of results. One test runs at a time, so nobody else writes. */
export async function keepResult(result: FaultResult): Promise<void> {
  if (!file) return;
  const before = await readFile(file, 'utf8').catch(() => '{}');
  const results = JSON.parse(before) as Record<string, FaultResult>;
  await writeFile(file, `${JSON.stringify({ ...results, [result.id]: result }, null, 2)}\n`);
}
