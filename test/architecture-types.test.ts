import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';

/**
 * Which parts of the platform each kind of code can even name: core and wire nothing but the language, so that
 * no timer, request or page can slip in; the broker what every server runtime has; the client the browser.
 */
const platforms = {
  'tsconfig.pure.json': {
    has: ['Promise', 'Uint8Array', 'Map'],
    lacks: [
      'setTimeout',
      'queueMicrotask',
      'fetch',
      'URL',
      'TextEncoder',
      'crypto',
      'console',
      'performance',
      'document',
      'process',
      'Buffer',
    ],
  },
  'tsconfig.neutral.json': {
    has: ['fetch', 'URL', 'crypto', 'Request', 'setTimeout'],
    lacks: ['document', 'window', 'process', 'Buffer', 'require'],
  },
  'tsconfig.browser.json': {
    has: ['document', 'RTCPeerConnection', 'WebSocket'],
    lacks: ['process', 'Buffer', 'require', 'global'],
  },
};

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'telepad-types-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

it.each(Object.entries(platforms))('%s knows its platform and no other', async (config, names) => {
  const project = path.join(folder, config);
  const source = path.join(folder, config.replace('.json', '.ts'));
  const all = [...names.has, ...names.lacks];
  writeFileSync(source, all.map((name, row) => `export const x${row} = ${name};\n`).join(''));
  writeFileSync(
    project,
    JSON.stringify({ extends: path.resolve(config), include: [], files: [source] }),
  );
  const compiler = 'node_modules/typescript/bin/tsc';
  const output = await promisify(execFile)(process.execPath, [compiler, '-p', project]).then(
    ({ stdout }) => stdout,
    (error: { stdout: string }) => error.stdout,
  );
  const unknown = [...output.matchAll(/error TS\d+: Cannot find name '(\w+)'/g)].map(
    ([, name]) => name,
  );
  expect(unknown).toEqual(names.lacks);
});
