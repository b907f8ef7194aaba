import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { diagnosisChecks } from '../src/core/diagnosis.js';

const guide = readFileSync('docs/diagnosis.md', 'utf8');

function rowsBelow(heading: string): readonly (readonly string[])[] {
  const lines = guide.slice(guide.indexOf(`| ${heading} |`)).split('\n');
  const end = lines.findIndex((line) => !line.startsWith('|'));
  return lines.slice(2, end).map((line) =>
    line
      .slice(1, -1)
      .split('|')
      .map((cell) => cell.trim()),
  );
}

/** What is said, and the tests that hear it where it is put together at run time. */
const sources = [
  'src/core',
  'src/client',
  'test/unit/core',
  'test/unit/client/diagnosis',
  'test/e2e',
]
  .flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .map((file) => readFileSync(path.join(folder, file), 'utf8')),
  )
  .join('\n');

describe('docs/diagnosis.md', () => {
  it('has a row for each check, in order, and says which of them a session cannot do without', () => {
    const rows = rowsBelow('check');
    expect(rows.map(([check]) => check)).toEqual(diagnosisChecks.map((check) => `\`${check}\``));
  });

  it('quotes what is really said', () => {
    const quotes = rowsBelow('verdict or message').flatMap(([cell = '']) =>
      [...cell.matchAll(/“([^”]+)”/g)].map(([, quote = '']) => quote),
    );
    expect(quotes.length).toBeGreaterThan(20);
    const parts = quotes.flatMap((quote) =>
      quote.split(
        /…|Media is blocked: no candidate pair; |the TURN server answered \d+|answered \d+/,
      ),
    );
    const isSaid = (part: string) => sources.includes(part.replace(/^[\s,.]+|[\s,.]+$/g, ''));
    expect(parts.filter((part) => !isSaid(part))).toEqual([]);
  });
});
