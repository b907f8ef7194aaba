import { describe, expect, it } from 'vitest';
import { forgetOldest } from '../../../src/core/forget-oldest.js';

describe('a map of bounded size', () => {
  it('keeps everything as long as it fits', () => {
    const map = new Map([
      ['a', 1],
      ['b', 2],
    ]);
    forgetOldest(map, 2);
    expect([...map.keys()]).toEqual(['a', 'b']);
  });

  it('lets go of what was set first, whatever was set anew since', () => {
    const map = new Map([
      ['a', 1],
      ['b', 2],
      ['c', 3],
    ]);
    map.set('a', 4);
    forgetOldest(map, 2);
    expect([...map]).toEqual([
      ['b', 2],
      ['c', 3],
    ]);
  });
});
