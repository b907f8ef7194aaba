import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { errorCodes, TelepadError } from '../src/core/errors.js';

/** The rows of the table below the heading "Errors". */
function readmeRows(): readonly { code: string; cells: readonly string[] }[] {
  const section = readFileSync('README.md', 'utf8')
    .split(/^## /m)
    .find((text) => text.startsWith('Errors\n'));
  return [...(section ?? '').matchAll(/^\| `([^`]+)` \|(.+)\|$/gm)].map(
    ([, code = '', rest = '']) => ({
      code,
      cells: rest.split('|').map((cell) => cell.trim()),
    }),
  );
}

describe('the table of errors in the README', () => {
  const rows = readmeRows();

  it('has a row for every code, in the order of the source, and no other', () => {
    expect(rows.map(({ code }) => code)).toEqual(errorCodes);
  });

  it('says of each code what it means, what to do, and truly whether trying again can help', () => {
    for (const { code, cells } of rows) {
      const [meaning, advice, retryable, ...more] = cells;
      expect(
        [meaning, advice].every((text) => text && /^.+\.$/.test(text)),
        code,
      ).toBe(true);
      const error = new TelepadError(code as (typeof errorCodes)[number], '');
      expect({ code, retryable }).toEqual({ code, retryable: error.retryable ? 'yes' : 'no' });
      expect(more).toEqual([]);
    }
  });
});
