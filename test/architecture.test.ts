import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { findViolations } from './architecture/violations.js';

const realTree = Object.fromEntries(
  readdirSync('src', { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => `${entry.parentPath}/${entry.name}`.replaceAll('\\', '/'))
    .map((path) => [path, readFileSync(path, 'utf8')]),
);

describe('the source tree', () => {
  it('keeps the architecture', () => {
    expect(findViolations(realTree)).toEqual([]);
  });

  it('is read at all', () => {
    expect(Object.keys(realTree)).toContain('src/core/errors.ts');
    expect(Object.keys(realTree).length).toBeGreaterThan(20);
  });
});
