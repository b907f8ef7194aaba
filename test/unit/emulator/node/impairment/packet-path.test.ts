import { describe, expect, it } from 'vitest';
import {
  type NetworkConditions,
  perfectNetwork,
} from '../../../../../src/emulator/node/impairment/network-conditions.js';
import { PacketPath } from '../../../../../src/emulator/node/impairment/packet-path.js';
import { seededRandom } from '../../../../../src/emulator/node/impairment/random.js';

/** A path with a clock that is moved by hand. */
class Bench {
  conditions: NetworkConditions = perfectNetwork;
  readonly arrived: string[] = [];
  readonly #waiting = new Map<() => void, number>();
  #now = 0;
  readonly path: PacketPath;

  constructor(random: () => number = () => 0.5) {
    this.path = new PacketPath({
      conditions: () => this.conditions,
      random,
      after: (delayMs, action) => {
        this.#waiting.set(action, this.#now + delayMs);
        return () => this.#waiting.delete(action);
      },
    });
  }

  get waiting(): number {
    return this.#waiting.size;
  }

  send(...names: string[]): void {
    for (const name of names) this.path.pass(() => this.arrived.push(`${name} at ${this.#now}`));
  }

  advanceTo(now: number): void {
    const due = [...this.#waiting].filter(([, at]) => at <= now).sort(([, a], [, b]) => a - b);
    for (const [action, at] of due) {
      this.#now = at;
      this.#waiting.delete(action);
      action();
    }
    this.#now = now;
  }
}

describe('the path of packets', () => {
  it('lets all pass at once while nothing is wrong', () => {
    const bench = new Bench();
    bench.send('a', 'b');
    expect([bench.arrived, bench.waiting]).toEqual([['a at 0', 'b at 0'], 0]);
  });

  it('delays each packet by the same time, in order', () => {
    const bench = new Bench();
    bench.conditions = { ...perfectNetwork, delayMs: 200 };
    bench.send('a');
    bench.advanceTo(50);
    bench.send('b');
    bench.advanceTo(199);
    expect(bench.arrived).toEqual([]);
    bench.advanceTo(500);
    expect(bench.arrived).toEqual(['a at 200', 'b at 250']);
  });

  it('adds up to the jitter, so that packets overtake each other', () => {
    const draws = [0.9, 0.1];
    const bench = new Bench(() => draws.shift() ?? 0);
    bench.conditions = { ...perfectNetwork, delayMs: 10, jitterMs: 100 };
    bench.send('a', 'b');
    bench.advanceTo(500);
    expect(bench.arrived).toEqual(['b at 20', 'a at 100']);
  });

  it('loses the part that it is told to lose', () => {
    const bench = new Bench(seededRandom(7));
    bench.conditions = { ...perfectNetwork, lossRate: 0.2 };
    bench.send(...Array.from({ length: 10_000 }, (_, index) => `${index}`));
    const lost = 10_000 - bench.arrived.length;
    expect(lost).toBeGreaterThan(1_900);
    expect(lost).toBeLessThan(2_100);
    bench.conditions = { ...perfectNetwork, lossRate: 1 };
    bench.send('last');
    expect(bench.arrived).not.toContain('last at 0');
  });

  it('that is cut loses what comes, and what was under way', () => {
    const bench = new Bench();
    bench.conditions = { ...perfectNetwork, delayMs: 100 };
    bench.send('under way');
    bench.advanceTo(50);
    bench.conditions = { ...perfectNetwork, cut: true };
    bench.send('new');
    bench.advanceTo(150);
    bench.conditions = perfectNetwork;
    bench.send('after');
    bench.advanceTo(500);
    expect(bench.arrived).toEqual(['after at 150']);
  });

  it('holds 5,000 packets at most', () => {
    const bench = new Bench();
    bench.conditions = { ...perfectNetwork, delayMs: 100 };
    bench.send(...Array.from({ length: 5_001 }, (_, index) => `${index}`));
    expect(bench.waiting).toBe(5_000);
  });

  it('forgets everything when it is closed', () => {
    const bench = new Bench();
    bench.conditions = { ...perfectNetwork, delayMs: 100 };
    bench.send('a', 'b');
    bench.path.close();
    expect(bench.waiting).toBe(0);
  });
});

describe('the randomness', () => {
  it('is the same for the same seed, and lies within bounds', () => {
    const [one, same, other] = [seededRandom(1), seededRandom(1), seededRandom(2)];
    const draws = Array.from({ length: 1_000 }, one);
    expect(draws).toEqual(Array.from({ length: 1_000 }, same));
    expect(draws).not.toEqual(Array.from({ length: 1_000 }, other));
    expect(draws.every((draw) => draw >= 0 && draw < 1)).toBe(true);
    const mean = draws.reduce((sum, draw) => sum + draw, 0) / 1_000;
    expect(Math.abs(mean - 0.5)).toBeLessThan(0.05);
  });
});
