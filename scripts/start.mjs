// @ts-check
/**
 * `npm start [-- --port N]`: sets up what is missing, builds the demo page and runs the demo's server in
 * this very process, so that a signal to it needs no forwarding and nothing is left behind.
 * Plain Node built-ins until the dependencies are there.
 */
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
await build({ configFile: path.join(projectRoot, 'demo/vite.config.ts'), logLevel: 'error' });
await import(fromRoot('demo/server.ts'));
