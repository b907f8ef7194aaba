import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readShellLine } from '../../../../../../src/emulator/node/device/android/shell-words.js';

const words = (line: string) => readShellLine(line)?.map((step) => step.words);

describe('a line of shell', () => {
  it.each([
    ['echo a  b', [['echo', 'a', 'b']]],
    [`echo 'a  b' "c 'd'" e\\ f`, [['echo', 'a  b', "c 'd'", 'e f']]],
    [`echo "a\\"b\\n" ''`, [['echo', 'a"b\\n', '']]],
    ['a;b ; c', [['a'], ['b'], ['c']]],
    ['a\nb', [['a'], ['b']]],
    ['a 2>&1', [['a']]],
    ['', []],
    [' ; ; ', []],
    ['a;', [['a']]],
  ])('%j has these words', (line, expected) => {
    expect(words(line)).toEqual(expected);
  });

  it('says how its commands are joined, and where output goes', () => {
    expect(readShellLine('a && b || c | d > /x; e >> y')).toEqual([
      { join: 'always', words: ['a'], redirect: undefined },
      { join: 'after-success', words: ['b'], redirect: undefined },
      { join: 'after-failure', words: ['c'], redirect: undefined },
      { join: 'pipe', words: ['d'], redirect: { path: '/x', isAppending: false } },
      { join: 'always', words: ['e'], redirect: { path: 'y', isAppending: true } },
    ]);
  });

  it.each(['echo "a', "echo 'a", '&& a', 'a &&', 'a | | b', 'a >', '> x', '| a', 'a || ; b'])(
    '%j is none',
    (line) => {
      expect(readShellLine(line)).toBeUndefined();
    },
  );

  it('never makes the reader throw', () => {
    const piece = fc.constantFrom('a', ' ', ';', '&&', '||', '|', '>', '>>', '"', "'", '\\', '\n');
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const steps = readShellLine(pieces.join(''));
        expect(steps?.every(({ words: [name] }) => name !== undefined) ?? true).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });
});
