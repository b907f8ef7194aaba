// @ts-check
/**
 * `npm run bench [-- --json FILE] [--rounds N] [--only broker|browser]`: own set-up and build, then the benchmark
 * itself. The broker alone needs no browser.
 */
import { spawn } from 'node:child_process';
import { ensureChromium, ensureDependencies, ensureNode, projectRoot } from './setup.mjs';

ensureNode();
await ensureDependencies();
const args = process.argv.slice(2);
const isBrokerAlone = args.join(' ').includes('--only broker') || args.includes('--only=broker');
const environment = isBrokerAlone
  ? process.env
  : { ...process.env, CHROMIUM_PATH: await ensureChromium() };

/** @param {readonly string[]} args @param {NodeJS.ProcessEnv} [env] */
function node(args, env = process.env) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, { stdio: 'inherit', cwd: projectRoot, env });
    child.on('exit', (code) => resolve(code ?? 1));
  });
}

process.exitCode =
  (await node(['scripts/build.mjs', ...(isBrokerAlone ? ['--only', 'server'] : [])])) ||
  (await node(['--import', 'tsx', 'test/bench/run.ts', ...args], environment));
