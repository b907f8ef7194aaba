import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { noFaults } from '../../../../src/emulator/node/faults.js';
import { routePaths } from '../../../../src/vendors/armcloud/emulator/node/api-routes.js';
import { koophoneRoutePaths } from '../../../../src/vendors/koophone/emulator/node/api-routes.js';

const text = readFileSync(new URL('../../../../docs/emulator.md', import.meta.url), 'utf8');

describe("the emulator's documentation", () => {
  it('has a row for every fault, and for no other', () => {
    const rows = [...text.matchAll(/^\| `(\w+)` \|/gm)].map(([, name]) => name);
    expect(rows.sort()).toEqual(Object.keys(noFaults()).sort());
  });

  it('names every path of the API', () => {
    const moved = /^\/openapi\/open\/(?:file|app)\//;
    const missing = routePaths.filter((path) => !moved.test(path) && !text.includes(`\`${path}\``));
    expect(missing).toEqual([]);
    expect(koophoneRoutePaths.filter((path) => !text.includes(`\`${path}\``))).toEqual([]);
  });
});
