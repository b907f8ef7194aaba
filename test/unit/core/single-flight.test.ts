import { describe, expect, it, vi } from 'vitest';
import { createSingleFlight } from '../../../src/core/single-flight.js';

describe('a single flight', () => {
  it('lets all who come while it flies share one call', async () => {
    const flights = createSingleFlight<number>();
    const call = vi.fn(async () => 7);
    const results = [flights.run('a', call), flights.run('a', call), flights.run('a', call)];
    expect(await Promise.all(results)).toEqual([7, 7, 7]);
    expect(call).toHaveBeenCalledTimes(1);
  });

  it('starts anew once the last one has landed', async () => {
    const flights = createSingleFlight<number>();
    let count = 0;
    const call = async () => ++count;
    expect(await flights.run('a', call)).toBe(1);
    expect(await flights.run('a', call)).toBe(2);
  });

  it('keeps keys apart', async () => {
    const flights = createSingleFlight<string>();
    expect(
      await Promise.all(['a', 'b'].map((key) => flights.run(key, async () => key.toUpperCase()))),
    ).toEqual(['A', 'B']);
  });

  it('gives a failure to all who waited and remembers it no longer', async () => {
    const flights = createSingleFlight<string>();
    const failing = () => {
      throw new Error('down');
    };
    const waiting = [flights.run('a', failing), flights.run('a', async () => 'never asked')];
    expect(await Promise.allSettled(waiting)).toMatchObject([
      { status: 'rejected', reason: { message: 'down' } },
      { status: 'rejected', reason: { message: 'down' } },
    ]);
    expect(await flights.run('a', async () => 'up')).toBe('up');
  });
});
