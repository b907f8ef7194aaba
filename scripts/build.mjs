// @ts-check
/**
 * Builds dist/ (the library) and demo-dist/ (the demo page).
 * `--only browser,device,script,server,types,demo` builds just these parts and leaves the rest as it is.
 */
import { spawn } from 'node:child_process';
import { chmod, rm } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { build } from 'vite';
import { projectRoot } from './setup.mjs';

/** @type {Record<string, () => Promise<unknown>>} */
const parts = {
  browser: () => bundle('vite.config.ts'),
  device: () => bundle('build/device.config.ts'),
  script: () => bundle('build/script.config.ts'),
  server: bundleServer,
  types: declareTypes,
  demo: () => bundle('demo/vite.config.ts'),
};

/** Those that fill dist/. */
const libraryParts = ['browser', 'device', 'script', 'server', 'types'];

/** @param {string} configFile */
function bundle(configFile) {
  return build({ configFile: path.join(projectRoot, configFile), logLevel: 'warn' });
}

/** npm makes the command executable where it installs it; in a clone, `npx telepad` takes it as it is. */
async function bundleServer() {
  await bundle('build/server.config.ts');
  await chmod(path.join(projectRoot, 'dist/cli.js'), 0o755);
}

/** @returns {Promise<void>} */
function declareTypes() {
  const compiler = path.join(projectRoot, 'node_modules/typescript/bin/tsc');
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [compiler, '-p', 'tsconfig.types.json'], {
      cwd: projectRoot,
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    child.once('error', reject);
    child.once('exit', (code) => {
      if (code === 0) resolve();
      else reject(new Error('The type declarations could not be written, see the lines above.'));
    });
  });
}

async function main() {
  const { values } = parseArgs({ options: { only: { type: 'string' } } });
  const wanted = values.only?.split(',') ?? Object.keys(parts);
  const unknown = wanted.filter((name) => !(name in parts));
  if (unknown.length > 0) {
    throw new Error(
      `There is no ${unknown.join(', ')} to build, only ${Object.keys(parts).join(', ')}.`,
    );
  }
  const isWholeLibrary = libraryParts.every((name) => wanted.includes(name));
  if (isWholeLibrary) await rm(path.join(projectRoot, 'dist'), { recursive: true, force: true });
  for (const name of wanted) {
    const startedAt = performance.now();
    await parts[name]?.();
    console.log(`built ${name} in ${Math.round(performance.now() - startedAt)} ms`);
  }
}

try {
  await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
