import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { findViolations } from './architecture/violations.js';

/** What is known of a vendor stands beside its code; it is no source. */
const vendorReadme = /^src\/vendors\/[a-z]+\/README\.md$/;

const realTree = Object.fromEntries(
  readdirSync('src', { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => `${entry.parentPath}/${entry.name}`.replaceAll('\\', '/'))
    .filter((path) => !vendorReadme.test(path))
    .map((path) => [path, readFileSync(path, 'utf8')]),
);

describe('the source tree', () => {
  it('keeps the architecture', () => {
    expect(findViolations(realTree)).toEqual([]);
  });

  it('says of each vendor what is known of it', () => {
    const vendors = readdirSync('src/vendors', { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name);
    expect(vendors.length).toBeGreaterThan(0);
    for (const vendor of vendors) {
      expect(readdirSync(`src/vendors/${vendor}`)).toContain('README.md');
    }
  });

  it('is read at all', () => {
    expect(Object.keys(realTree)).toContain('src/core/errors.ts');
    expect(Object.keys(realTree).length).toBeGreaterThan(20);
  });
});
