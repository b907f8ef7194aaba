import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const file = 'docs/armcloud-parity.md';
const text = readFileSync(file, 'utf8');

interface Row {
  readonly id: string;
  readonly cells: readonly string[];
}

/** The rows of all tables whose first cell is an id. A bar inside a cell is written `\|`. */
const rows: readonly Row[] = [...text.matchAll(/^\| ([A-Z]\d+) \|(.*)\|$/gm)].map(
  ([, id = '', rest = '']) => ({ id, cells: rest.split(/(?<!\\)\|/).map((cell) => cell.trim()) }),
);

const numbered = (letter: string, count: number) =>
  Array.from({ length: count }, (_, index) => `${letter}${index + 1}`);

/** What a cell quotes to prove itself: a test's file and its name. */
const proofsIn = (cell: string) =>
  [...cell.matchAll(/\[([^\]]+)\]\(([^)]+)\) “([^”]+)”/g)].map(
    ([, label = '', link = '', name = '']) => ({ label, link, name: name.replaceAll('\\|', '|') }),
  );

describe('the comparison with the vendor’s H5 SDK', () => {
  it('has a row for each option, method, callback and enum, each weakness and each open question', () => {
    expect(rows.map(({ id }) => id)).toEqual([
      ...numbered('O', 31),
      ...numbered('M', 59),
      ...numbered('C', 31),
      ...numbered('E', 8),
      ...numbered('W', 49),
      ...numbered('Q', 20),
    ]);
  });

  it('says something in every cell, and nothing that is still to be done', () => {
    for (const { id, cells } of rows) {
      expect(cells, id).toHaveLength(3);
      expect(
        cells.every((cell) => cell !== ''),
        id,
      ).toBe(true);
    }
    expect(text).not.toMatch(/TODO|TBD|PENDING/);
  });

  it('shows each row by a test, or says why there is none', () => {
    const unproven = rows.filter(
      ({ id, cells: [, ours = '', proof = ''] }) =>
        !id.startsWith('Q') &&
        proofsIn(proof).length === 0 &&
        !/By design:|Not there( yet)?:/.test(ours),
    );
    expect(unproven.map(({ id }) => id)).toEqual([]);
  });

  it('quotes tests that exist, by their true names', () => {
    const proofs = rows.flatMap(({ id, cells }) =>
      proofsIn(cells[2] ?? '').map((proof) => ({ id, ...proof })),
    );
    expect(proofs.length).toBeGreaterThan(170);
    const wrong = proofs.filter(({ label, link, name }) => {
      const target = path.join(path.dirname(file), link);
      if (!/^test\/.+\.(?:test|spec)\.ts$/.test(target) || path.basename(target) !== label)
        return true;
      return !existsSync(target) || !readFileSync(target, 'utf8').includes(name);
    });
    expect(wrong).toEqual([]);
  });

  it('has no link in its proofs that it does not understand', () => {
    for (const { id, cells } of rows) {
      const links = (cells[2] ?? '').match(/\]\(/g)?.length ?? 0;
      expect(proofsIn(cells[2] ?? ''), id).toHaveLength(links);
    }
  });
});
