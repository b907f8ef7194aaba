import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { version } from '../../../src/core/version.js';

it('the version is that of the package', () => {
  const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
  expect(version).toBe(manifest.version);
});
