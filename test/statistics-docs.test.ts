import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readStatistics } from '../src/core/statistics.js';

const guide = readFileSync('docs/statistics.md', 'utf8');

/** Every field's name, those of `window` left out: they are named once, beside it. */
function fieldsOf(value: object, prefix = ''): string[] {
  return Object.entries(value).flatMap(([name, field]) => {
    if (name === 'window') return [];
    return typeof field === 'object' && field !== null
      ? fieldsOf(field, `${prefix}${name}.`)
      : [`${prefix}${name}`];
  });
}

describe('docs/statistics.md', () => {
  it('names every field in its table, and no other', () => {
    const inbound = (kind: string) => ({ type: 'inbound-rtp', kind });
    const report = new Map<string, object>([
      ['video', inbound('video')],
      ['audio', inbound('audio')],
      ['pair', { type: 'candidate-pair', state: 'succeeded', nominated: true }],
    ]);
    const { statistics } = readStatistics(report, 0, undefined, {
      presented: undefined,
      frame: undefined,
      capture: undefined,
      timeOriginMs: 0,
      adaptation: { jitterBufferTargetMs: undefined, qualityStep: 0 },
    });
    const rows = guide.split('\n').filter((line) => /^\| `/.test(line));
    const named = rows.flatMap((row) => {
      const names = Array.from(
        row.split('|')[1]?.matchAll(/`([^`]+)`/g) ?? [],
        ([, name = '']) => name,
      );
      if (!row.includes('the same of `audio`')) return names;
      const videos = names.filter((name) => name.startsWith('video.'));
      return [...videos, ...videos.map((name) => name.replace('video.', 'audio.'))];
    });
    expect(named.toSorted()).toEqual(fieldsOf(statistics).toSorted());
  });
});
