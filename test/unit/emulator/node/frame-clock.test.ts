import { describe, expect, it } from 'vitest';
import { FrameClock, type PaceTimers } from '../../../../src/emulator/node/frame-clock.js';

/** A clock that only goes on when told to. */
class FakeTimers implements PaceTimers {
  #now = 1000;
  #pending: { action: () => void; dueAt: number } | undefined;

  now(): number {
    return this.#now;
  }

  setTimeout(action: () => void, delayMs: number): unknown {
    this.#pending = { action, dueAt: this.#now + delayMs };
    return this.#pending;
  }

  clearTimeout(timer: unknown): void {
    if (timer === this.#pending) this.#pending = undefined;
  }

  get isPending(): boolean {
    return this.#pending !== undefined;
  }

  /** Time goes by without anything being run, as when the process is busy. */
  stall(ms: number): void {
    this.#now += ms;
  }

  advance(ms: number): void {
    const end = this.#now + ms;
    while (this.#pending && this.#pending.dueAt <= end) {
      const { action, dueAt } = this.#pending;
      this.#pending = undefined;
      this.#now = Math.max(this.#now, dueAt);
      action();
    }
    this.#now = Math.max(this.#now, end);
  }
}

function open(rate: number) {
  const timers = new FakeTimers();
  const ticks: (readonly [tick: number, atMs: number])[] = [];
  const clock = new FrameClock(rate, (tick) => ticks.push([tick, timers.now() - 1000]), timers);
  return { timers, clock, ticks };
}

describe('the frame clock', () => {
  it('ticks at its start and then at its rate', () => {
    const { timers, clock, ticks } = open(50);
    clock.start();
    timers.advance(60);
    expect(ticks).toEqual([
      [0, 0],
      [1, 20],
      [2, 40],
      [3, 60],
    ]);
  });

  it('does not drift when a period is no whole number of ms', () => {
    const { timers, clock, ticks } = open(30);
    clock.start();
    timers.advance(10_000);
    expect(ticks.at(-1)?.[0]).toBe(300);
    expect(ticks).toHaveLength(301);
  });

  it('ticks at once when it is late, and keeps to the beat afterwards', () => {
    const { timers, clock, ticks } = open(50);
    clock.start();
    timers.stall(25);
    timers.advance(15);
    expect(ticks).toEqual([
      [0, 0],
      [1, 25],
      [2, 40],
    ]);
  });

  it('leaves out the ticks that it missed', () => {
    const { timers, clock, ticks } = open(50);
    clock.start();
    timers.stall(95);
    timers.advance(25);
    expect(ticks).toEqual([
      [0, 0],
      [4, 95],
      [5, 100],
      [6, 120],
    ]);
  });

  it('stops, also from within a tick, and leaves no timer', () => {
    const { timers, clock, ticks } = open(50);
    clock.start();
    clock.stop();
    expect([clock.isRunning, timers.isPending]).toEqual([false, false]);
    const stopping: FrameClock = new FrameClock(50, () => stopping.stop(), timers);
    stopping.start();
    expect([stopping.isRunning, timers.isPending]).toEqual([false, false]);
    expect(ticks).toEqual([[0, 0]]);
  });

  it('is not started twice', () => {
    const { clock, ticks } = open(50);
    clock.start();
    clock.start();
    expect(ticks).toEqual([[0, 0]]);
  });

  it('takes another rate while it runs', () => {
    const { timers, clock, ticks } = open(50);
    clock.rate = 100;
    expect(clock.isRunning).toBe(false);
    clock.start();
    timers.advance(10);
    clock.rate = 50;
    timers.advance(20);
    expect(ticks).toEqual([
      [0, 0],
      [1, 10],
      [0, 10],
      [1, 30],
    ]);
  });
});
