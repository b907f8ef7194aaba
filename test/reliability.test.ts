import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { benchTable, faultTable, replacePart } from '../scripts/report/reliability.mjs';
import { defaultSessionPolicy } from '../src/core/session-policy.js';
import { type FaultResult, rungOf, timesOf } from './e2e/faults/fault-result.js';
import { faultRows } from './e2e/faults/fault-rows.js';
import { faults } from './e2e/faults/faults.js';

const text = readFileSync('docs/reliability.md', 'utf8');

/** The cells of the rows whose first cell is code, from a heading to the next. */
function rowsUnder(heading: string): readonly (readonly string[])[] {
  const [, section = ''] = text.split(`\n## ${heading}\n`);
  const [table = ''] = section.split('\n## ');
  return [...table.matchAll(/^\| `(.+?)` \|(.*)\|$/gm)].map(([, id = '', rest = '']) => [
    id,
    ...rest.split('|').map((cell) => cell.trim()),
  ]);
}

describe('docs/reliability.md', () => {
  const measured = rowsUnder('Measured: the fault matrix');

  it('has a measured row for each fault of the matrix, with its name and its end', () => {
    expect(measured.map(([id, name, end]) => [id, name, end])).toEqual(
      faultRows.map(({ id, name, end }) => [id, name, `\`${end}\``]),
    );
  });

  it('says of each row that it was healed by what may heal it', () => {
    for (const [index, { id, healedBy }] of faultRows.entries()) {
      const said = measured[index]?.[3];
      expect([
        id,
        healedBy.length === 0 ? said === '–' : healedBy.some((one) => one === said),
      ]).toEqual([id, true]);
    }
  });

  it('tells the policies and defaults that the code has', () => {
    const said = rowsUnder('The numbers').map(([name, value]) => [name, value]);
    const number = (value: number) => value.toLocaleString('en-US');
    expect(said).toEqual(
      Object.entries(defaultSessionPolicy).map(([name, value]) => [
        name,
        typeof value === 'number'
          ? number(value)
          : `${value.maxAttempts} × ${value.baseDelayMs} to ${number(value.maxDelayMs)}`,
      ]),
    );
  });

  it('has a number for each metric that is told', () => {
    expect(rowsUnder('Measured: leaks, recoveries, latency').map(([name]) => name)).toEqual([
      'recover.signalling_ms',
      'recover.media_cut_5s_ms',
      'leak.cycles',
      'leak.left_over',
      'leak.failed_sessions',
      'leak.heap_growth_bytes',
      'latency.end_to_end_ms',
      'latency.growth_ms_per_min',
    ]);
  });
});

describe('the fault matrix', () => {
  it('knows how to inflict each of its rows, and nothing else', () => {
    expect(Object.keys(faults).sort()).toEqual(faultRows.map(({ id }) => id).sort());
  });

  it('tells the rung from what was made', () => {
    const before = { made: { peers: 1, sockets: 1 }, iceUfrags: ['a'] };
    const now = (peers: number, sockets: number, ufrag: string) => ({
      made: { peers, sockets },
      iceUfrags: [ufrag],
    });
    expect(rungOf(before, now(1, 1, 'a'), 0)).toBe('nothing needed');
    expect(rungOf(before, now(1, 2, 'a'), 0)).toBe('signalling again');
    expect(rungOf(before, now(1, 2, 'b'), 0)).toBe('ICE restart');
    expect(rungOf(before, now(2, 2, 'c'), 0)).toBe('new peer, same ticket');
    expect(rungOf(before, now(2, 2, 'c'), 1)).toBe('new peer, fresh ticket');
  });

  it('counts from the fault’s beginning and from its end', () => {
    const frame = (atMs: number, drawnMs: number) => ({ atMs, drawnMs, frameNumber: 0 });
    const seen = {
      frames: [frame(990, 970), frame(1010, 990), frame(4000, 2000), frame(4500, 4300)],
      moments: [
        { atMs: 900, said: 'signalling_lost' },
        { atMs: 1500, said: 'live' },
        { atMs: 2200, said: 'recovering' },
      ],
    };
    expect(timesOf(seen, { begunMs: 1000, overMs: 4100 })).toEqual({
      noticedMs: 1200,
      // The frame that was on screen at 4000 was drawn before the end.
      pictureMs: 400,
      freezeMs: 2990,
    });
    expect(timesOf({ frames: [], moments: [] }, { begunMs: 0, overMs: 1 })).toEqual({});
  });
});

describe('the measured parts', () => {
  const result: FaultResult & { readonly name: string } = {
    id: 'media-cut-5s',
    name: 'Media path cut for 5 s',
    end: 'live',
    healedBy: 'ICE restart',
    noticedMs: 2890,
    pictureMs: 640,
    typed: 'delivered',
    troubles: [],
  };

  it('are tables of what was measured, with a dash for what was not', () => {
    expect(faultTable({ 'media-cut-5s': result }, '2 cores')).toBe(
      `| id | fault | ends | healed by | noticed after | picture again after | longest freeze | typed meanwhile |
|---|---|---|---|---|---|---|---|
| \`media-cut-5s\` | Media path cut for 5 s | \`live\` | ICE restart | 2.9 s | 0.64 s | – | delivered |

Measured on: 2 cores.`,
    );
    expect(
      benchTable(
        { 'leak.heap_growth_bytes': 204_800, 'latency.growth_ms_per_min': -0.04 },
        '2 cores',
      ),
    ).toBe(`| metric | what | measured |
|---|---|---|
| \`leak.heap_growth_bytes\` | heap growth over all of them | 200 KiB |
| \`latency.growth_ms_per_min\` | growth of that latency | -0.0 ms/min |

Measured on: 2 cores.`);
  });

  it('take the place of those before them', () => {
    const before = 'a\n<!-- measured: faults -->\n\nold\n\n<!-- /measured -->\nb';
    expect(replacePart(before, 'faults', 'new')).toBe(
      'a\n<!-- measured: faults -->\n\nnew\n\n<!-- /measured -->\nb',
    );
    expect(() => replacePart(before, 'bench', 'new')).toThrow('The document has no part "bench".');
  });
});
