// @ts-check
/**
 * `npm test`: sets up what is missing, runs every suite and ends with the line `N passed, N failed`.
 * `--only unit,e2e` runs just these; the later ones need what `build` left in dist/.
 */
import { spawn } from 'node:child_process';
import { mkdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { suites } from './report/suites.mjs';
import { exitCodeTotals, isGreen, oneFailure, sumTotals, totalsLine } from './report/totals.mjs';
import {
  ensureDependencies,
  ensureNode,
  ensureTestChromium,
  prepareFirefox,
  prepareTurnServer,
  projectRoot,
  SetupError,
} from './setup.mjs';

/**
 * @typedef {import('./report/totals.mjs').Totals} Totals
 * @typedef {import('./report/suites.mjs').Suite} Suite
 * @typedef {import('./report/suites.mjs').Step} Step
 */

/** @type {import('node:child_process').ChildProcess | undefined} */
let running;

/** Ends the running command with everything it started. */
function stopRunning() {
  if (running?.pid === undefined) return;
  try {
    if (process.platform === 'win32') running.kill();
    else process.kill(-running.pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}

for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
  process.once(signal, () => {
    stopRunning();
    process.exit(1);
  });
}

/** @returns {readonly Suite[]} */
function selectSuites() {
  const { values } = parseArgs({ options: { only: { type: 'string' } } });
  if (values.only === undefined) return suites;
  const wanted = values.only.split(',').map((name) => name.trim());
  const unknown = wanted.filter((name) => !suites.some((suite) => suite.name === name));
  if (unknown.length > 0) {
    const names = suites.map(({ name }) => name).join(', ');
    throw new SetupError(`There is no suite ${unknown.join(', ')}: choose from ${names}.`);
  }
  return suites.filter(({ name }) => wanted.includes(name));
}

/**
 * @param {Step} step
 * @param {number} limitMs
 * @returns {Promise<number>} exit code
 */
function runCommand(step, limitMs) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, step.command, {
      cwd: projectRoot,
      stdio: ['ignore', 'inherit', 'inherit'],
      // A group of its own, so that all of it can be ended.
      detached: process.platform !== 'win32',
    });
    running = child;
    const limit = setTimeout(() => {
      console.error(`${step.title} took longer than ${limitMs / 60_000} min and was ended.`);
      stopRunning();
    }, limitMs);
    const finish = (/** @type {number} */ code) => {
      clearTimeout(limit);
      running = undefined;
      resolve(code);
    };
    child.once('error', (error) => {
      console.error(`${step.title} could not be started: ${error.message}`);
      finish(127);
    });
    child.once('exit', (code) => finish(code ?? 1));
  });
}

/** @param {string} file */
async function readReport(file) {
  try {
    return JSON.parse(await readFile(path.join(projectRoot, file), 'utf8'));
  } catch {
    return undefined;
  }
}

/**
 * @param {Step} step
 * @param {number} limitMs
 * @returns {Promise<Totals>}
 */
async function runStep(step, limitMs) {
  // Yesterday's report must not speak for today's crash.
  if (step.reportFile) await rm(path.join(projectRoot, step.reportFile), { force: true });
  const exitCode = await runCommand(step, limitMs);
  if (!step.reportFile || !step.count) return exitCodeTotals(exitCode);
  return step.count(await readReport(step.reportFile), exitCode);
}

/**
 * @param {Suite} suite
 * @returns {Promise<Totals>}
 */
async function runSuite(suite) {
  console.log(`\n── ${suite.name} ──`);
  const startedAt = performance.now();
  const totals = [];
  for (const step of suite.steps) {
    const stepTotals = await runStep(step, suite.limitMs);
    if (!isGreen(stepTotals)) console.error(`failed: ${suite.name}, ${step.title}`);
    totals.push(stepTotals);
  }
  const sum = sumTotals(totals);
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  console.log(`${suite.name}: ${totalsLine(sum)} (${seconds} s)`);
  return sum;
}

/**
 * Every suite counts, also when set-up fails before the first.
 * @param {readonly Suite[]} selected
 * @returns {Promise<readonly Totals[]>}
 */
async function runAll(selected) {
  try {
    ensureNode();
    await ensureDependencies();
  } catch (error) {
    report(error);
    return selected.map(() => oneFailure);
  }
  await mkdir(path.join(projectRoot, 'test-results'), { recursive: true });
  let hasBrowser = false;
  if (selected.some(({ needsBrowser }) => needsBrowser)) {
    try {
      process.env.CHROMIUM_PATH = await ensureTestChromium();
      hasBrowser = true;
    } catch (error) {
      report(error);
    }
  }
  if (hasBrowser && selected.some(({ name }) => name === 'e2e')) {
    await prepareTurnServer();
    await prepareFirefox();
  }
  /** @type {Totals[]} */
  const all = [];
  for (const suite of selected) {
    if (suite.needsBrowser && !hasBrowser) {
      console.error(`failed: ${suite.name}, there is no browser (see above)`);
      all.push(oneFailure);
    } else all.push(await runSuite(suite));
  }
  return all;
}

/** @param {unknown} error */
function report(error) {
  console.error(error instanceof SetupError ? error.message : error);
}

/** @type {Totals} */
let totals;
try {
  totals = sumTotals(await runAll(selectSuites()));
} catch (error) {
  report(error);
  totals = oneFailure;
}
process.exitCode = isGreen(totals) ? 0 : 1;
console.log(`\n${totalsLine(totals)}`);
