// @ts-check
/**
 * `npm start [-- --port N]`: sets up what is missing, builds the demo page and runs the demo's server in
 * this very process, so that a signal to it needs no forwarding and nothing is left behind.
 * Plain Node built-ins until the dependencies are there.
 */
import { rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureDependencies, ensureNode, projectRoot, SetupError } from './setup.mjs';

try {
  ensureNode();
  await ensureDependencies();
} catch (error) {
  console.error(error instanceof SetupError ? error.message : error);
  process.exit(1);
}

const { register } = await import('tsx/esm/api');
register({ tsconfig: path.join(projectRoot, 'tsconfig.json') });
/** @param {string} file */
const fromRoot = (file) => pathToFileURL(path.join(projectRoot, file)).href;

// Before the build, which takes its time: a mistake should show at once.
const { readConfiguration } = await import(fromRoot('demo/configuration.ts'));
try {
  readConfiguration(process.argv.slice(2), process.env);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}

// Warnings of the bundler are for whoever builds the library, not for somebody who wants to see a phone.
const { build } = await import('vite');
// A folder of its own: another demo may be starting.
const outDir = await mkdtemp(path.join(tmpdir(), 'telepad-demo-'));
process.once('exit', () => rmSync(outDir, { recursive: true, force: true }));
await build({
  configFile: path.join(projectRoot, 'demo/vite.config.ts'),
  logLevel: 'error',
  build: { outDir, emptyOutDir: true },
});
const { serveDemo } = await import(fromRoot('demo/server.ts'));
await serveDemo(outDir);
rmSync(outDir, { recursive: true, force: true });
