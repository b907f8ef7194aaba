import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { benchBrowser } from './bench-browser.js';
import { benchElement } from './bench-element.js';
import { benchInput } from './bench-input.js';
import { benchLatency } from './bench-latency.js';
import { benchLeaks } from './bench-leaks.js';
import { benchRecovery } from './bench-recovery.js';
import { benchBroker } from './broker/bench-broker.js';
import { launchChromium } from './chromium.js';

/**
 * The parts of the benchmark. Where something is compared, ratios are what counts; the absolute times are this
 * machine's. Nothing is judged here.
 */

/** By metric name. */
type Metrics = Readonly<Record<string, number>>;

interface Options {
  readonly rounds: number;
  /** Of connect and close. */
  readonly cycles: number;
  /** Of an impaired stream. */
  readonly minutes: number;
}

/** More rounds of a second each tell no more. */
const maxBrokerRounds = 7;
/** Each of them takes some fifteen seconds. */
const maxInputRounds = 5;
/** Each of them takes some ten seconds. */
const maxRecoveryRounds = 5;

const parts: Readonly<Record<string, (options: Options) => Promise<Metrics>>> = {
  broker: ({ rounds }) => benchBroker(Math.min(rounds, maxBrokerRounds)),
  browser: ({ rounds }) => launchChromium((browser) => benchBrowser(rounds, browser)),
  element: ({ rounds }) => launchChromium((browser) => benchElement(rounds, browser)),
  input: ({ rounds }) =>
    launchChromium((browser) => benchInput(Math.min(rounds, maxInputRounds), browser)),
  recovery: ({ rounds }) =>
    launchChromium((browser) => benchRecovery(Math.min(rounds, maxRecoveryRounds), browser)),
  leaks: ({ cycles }) => launchChromium((browser) => benchLeaks(cycles, browser)),
  latency: ({ minutes }) => launchChromium((browser) => benchLatency(minutes, browser)),
};

function readNumber(name: string, text: string, isGood: (value: number) => boolean): number {
  const value = Number(text);
  if (!isGood(value)) throw new Error(`--${name} does not take ${text}.`);
  return value;
}

const isCount = (value: number) => Number.isInteger(value) && value >= 1;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      json: { type: 'string' },
      rounds: { type: 'string', default: '20' },
      cycles: { type: 'string', default: '1000' },
      minutes: { type: 'string', default: '1' },
      only: { type: 'string', default: Object.keys(parts).join(',') },
    },
  });
  const options: Options = {
    rounds: readNumber('rounds', values.rounds, isCount),
    cycles: readNumber('cycles', values.cycles, isCount),
    minutes: readNumber('minutes', values.minutes, (value) => value > 0 && value <= 60),
  };
  const wanted = values.only.split(',');
  const unknown = wanted.filter((name) => !(name in parts));
  if (unknown.length > 0) {
    throw new Error(`--only takes some of ${Object.keys(parts).join(', ')}.`);
  }
  const metrics: Record<string, number> = {};
  for (const name of wanted) {
    const startedAt = performance.now();
    Object.assign(metrics, await parts[name]?.(options));
    console.log(`${name}: ${Math.round((performance.now() - startedAt) / 1000)} s`);
  }
  if (values.json !== undefined) {
    await writeFile(values.json, `${JSON.stringify({ metrics }, null, 2)}\n`);
  }
}

await main();
