// @ts-check
/** `npm run bench [-- --json FILE] [--rounds N]`: own set-up and build, then the benchmark itself. */
import { spawn } from 'node:child_process';
import { ensureChromium, ensureDependencies, ensureNode, projectRoot } from './setup.mjs';

ensureNode();
await ensureDependencies();
const chromium = await ensureChromium();

/** @param {readonly string[]} args @param {NodeJS.ProcessEnv} [env] */
function node(args, env = process.env) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, { stdio: 'inherit', cwd: projectRoot, env });
    child.on('exit', (code) => resolve(code ?? 1));
  });
}

process.exitCode =
  (await node(['scripts/build.mjs'])) ||
  (await node(['--import', 'tsx', 'test/bench/run.ts', ...process.argv.slice(2)], {
    ...process.env,
    CHROMIUM_PATH: chromium,
  }));
