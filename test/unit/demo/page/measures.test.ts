import { describe, expect, it } from 'vitest';
import { measures } from '../../../../demo/page/measures.js';
import { readStatistics } from '../../../../src/core/statistics.js';

const measure = (id: string) => {
  const found = measures.find((each) => each.id === id);
  if (!found) throw new Error(`There is no measure ${id}.`);
  return found;
};

describe('a measure', () => {
  it('tells nothing where the session tells nothing', () => {
    const { statistics } = readStatistics(undefined, 0);
    expect(measures.map(({ read }) => read(statistics))).toEqual(measures.map(() => undefined));
  });

  it.each([
    ['latency', 120, 'good'],
    ['latency', 121, 'fair'],
    ['latency', 251, 'poor'],
    ['loss', 1, 'good'],
    ['loss', 2.9, 'fair'],
    ['loss', 3.1, 'poor'],
    ['jitter-buffer', 20, 'good'],
    ['frame-rate', 30, 'good'],
    ['frame-rate', 20, 'fair'],
    ['frame-rate', 5, 'poor'],
  ])('%s of %d is %s', (id, value, grade) => {
    expect(measure(id).grade(value)).toBe(grade);
  });

  it('says nothing bad of a screen that rests, nor of few bits', () => {
    expect(measure('frame-rate').grade(0)).toBeUndefined();
    expect(measure('bitrate').grade(0)).toBeUndefined();
  });
});
