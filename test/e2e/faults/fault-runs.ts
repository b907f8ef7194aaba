import type { Browser } from '@playwright/test';
import type { Vendor } from '../harness/vendors.js';
import { type FaultRow, faultRows } from './fault-rows.js';
import { type FaultOutcome, runFault } from './fault-run.js';

/** They wait most of the time; more than this would be too much for two cores. */
const atOnce = 3;

/** `FAULTS=media-cut-5s,loss-5` runs just these. */
const chosen = process.env.FAULTS?.split(',');
export const chosenRows = faultRows.filter(({ id }) => chosen?.includes(id) ?? true);

/** The rows of the matrix, a few at a time and ahead of the tests that ask for them. */
export class FaultRuns {
  readonly #browser: Browser;
  readonly #vendor: Vendor;
  readonly #rows: readonly FaultRow[];
  readonly #outcomes = new Map<string, Promise<FaultOutcome>>();
  #waiting: FaultRow[] = [];
  #running = 0;
  readonly #begin = new Map<string, () => void>();

  constructor(browser: Browser, vendor: Vendor) {
    this.#browser = browser;
    this.#vendor = vendor;
    this.#rows = chosenRows.filter((row) => row.isForAll || vendor === 'armcloud');
  }

  /** What this row came to; it and those after it are begun when none is yet. */
  of(row: FaultRow): Promise<FaultOutcome> {
    if (!this.#outcomes.has(row.id)) {
      for (const each of this.#rows.slice(this.#rows.indexOf(row))) this.#enqueue(each);
      this.#next();
    }
    return this.#outcomes.get(row.id) as Promise<FaultOutcome>;
  }

  #enqueue(row: FaultRow): void {
    if (this.#outcomes.has(row.id)) return;
    const outcome = new Promise<void>((begin) => this.#begin.set(row.id, begin)).then(() =>
      runFault(row, this.#browser, this.#vendor),
    );
    // Whoever asks for it hears of a failure.
    outcome
      .catch(() => undefined)
      .finally(() => {
        this.#running -= 1;
        this.#next();
      });
    this.#outcomes.set(row.id, outcome);
    this.#waiting.push(row);
  }

  #next(): void {
    while (this.#running < atOnce) {
      const row = this.#waiting.shift();
      if (!row) return;
      this.#running += 1;
      this.#begin.get(row.id)?.();
    }
  }

  /** Begins no more, and waits for those that run. */
  async close(): Promise<void> {
    const begun = [...this.#outcomes].filter(([id]) => !this.#waiting.some((row) => row.id === id));
    this.#waiting = [];
    await Promise.allSettled(begun.map(([, outcome]) => outcome));
  }
}
