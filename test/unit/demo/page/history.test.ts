import { describe, expect, it } from 'vitest';
import { chartCeiling, History, historyLength } from '../../../../demo/page/history.js';

function historyOf(...values: readonly (number | undefined)[]): History {
  const history = new History();
  for (const value of values) history.add(value);
  return history;
}

describe('the history of a number', () => {
  it('has the newest at its end, and gaps before the first and where nothing was told', () => {
    const points = historyOf(1, undefined, Number.NaN, Number.POSITIVE_INFINITY, 3).points();
    expect(points).toHaveLength(historyLength);
    expect(points.slice(-6)).toEqual([null, 1, null, null, null, 3]);
  });

  it('keeps two minutes', () => {
    const history = historyOf(...Array.from({ length: historyLength + 5 }, (_, index) => index));
    expect(history.length).toBe(historyLength);
    expect(history.points()[0]).toBe(5);
    expect(history.range()).toEqual({ lowest: 5, highest: historyLength + 4 });
  });

  it('has no range before anything was told, nor after it was cleared', () => {
    expect(historyOf().range()).toBeUndefined();
    expect(historyOf(undefined).range()).toBeUndefined();
    const history = historyOf(0, 2);
    expect(history.range()).toEqual({ lowest: 0, highest: 2 });
    history.clear();
    expect(history.range()).toBeUndefined();
  });
});

it.each([
  [0, 100, 100],
  [99, 100, 100],
  [101, 100, 150],
  [150, 100, 150],
  [160, 100, 200],
  [260, 100, 300],
  [0.3, 0.1, 0.3],
  [0.31, 0.1, 0.5],
  [999, 1, 1000],
  [1000, 1, 1000],
])('a chart up to %d, and at least to %d, ends at %d', (highest, least, ceiling) => {
  expect(chartCeiling(highest, least)).toBeCloseTo(ceiling, 9);
});
