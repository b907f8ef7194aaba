// @ts-check
/**
 * The suites of `npm test`, in the order they run. Each is one or more commands; how a command reports
 * decides how it is counted.
 *
 * @typedef {import('./totals.mjs').Totals} Totals
 * @typedef {object} Step
 * @property {string} title
 * @property {readonly string[]} command run with this Node: a script of ours or of a dependency, and its arguments
 * @property {string} [reportFile] what the command writes; without one it counts by its exit code
 * @property {(report: unknown, exitCode: number) => Totals} [count] reads that report
 * @typedef {object} Suite
 * @property {string} name
 * @property {boolean} [needsBrowser]
 * @property {number} limitMs the suite is ended, and has failed, when a step takes longer: some three times what a machine takes
 *   that does nothing else
 * @property {readonly Step[]} steps
 */
import { checksTotals, playwrightTotals, vitestTotals } from './totals.mjs';

const tools = {
  biome: 'node_modules/@biomejs/biome/bin/biome',
  playwright: 'node_modules/@playwright/test/cli.js',
  tsc: 'node_modules/typescript/bin/tsc',
  vitest: 'node_modules/vitest/vitest.mjs',
};

/** tsconfig.types.json is not here: the build runs it. */
const projects = [
  'tsconfig.json',
  'tsconfig.pure.json',
  'tsconfig.browser.json',
  'tsconfig.neutral.json',
];

const minuteMs = 60_000;
const reports = 'test-results';

/** @param {string} name @param {readonly string[]} options @returns {Step} */
function vitest(name, options) {
  const reportFile = `${reports}/${name}.json`;
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${reportFile}`];
  return {
    title: name,
    command: [tools.vitest, 'run', ...options, ...reporters],
    reportFile,
    count: vitestTotals,
  };
}

/** @type {readonly Suite[]} */
export const suites = [
  {
    name: 'types',
    limitMs: 10 * minuteMs,
    steps: projects.map((project) => ({ title: project, command: [tools.tsc, '-p', project] })),
  },
  {
    name: 'lint',
    limitMs: 5 * minuteMs,
    steps: [{ title: 'format and lint', command: [tools.biome, 'check', '--error-on-warnings'] }],
  },
  { name: 'unit', limitMs: 30 * minuteMs, steps: [vitest('unit', [])] },
  {
    name: 'build',
    limitMs: 10 * minuteMs,
    steps: [{ title: 'dist and demo-dist', command: ['scripts/build.mjs'] }],
  },
  {
    name: 'package',
    limitMs: 10 * minuteMs,
    steps: [vitest('package', ['--config', 'test/package/vitest.config.ts'])],
  },
  {
    name: 'size',
    limitMs: 5 * minuteMs,
    steps: [
      {
        title: 'budgets',
        command: ['scripts/size.mjs', '--checks', `${reports}/size.json`],
        reportFile: `${reports}/size.json`,
        count: checksTotals,
      },
    ],
  },
  {
    name: 'e2e',
    needsBrowser: true,
    limitMs: 60 * minuteMs,
    steps: [
      {
        title: 'end to end',
        command: [tools.playwright, 'test'],
        reportFile: `${reports}/e2e.json`,
        count: playwrightTotals,
      },
    ],
  },
];
