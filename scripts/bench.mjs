// @ts-check
/**
 * `npm run bench [-- --json FILE] [--only broker,browser,element,input,recovery,leaks,latency] [--rounds N] [--cycles N]
 * [--minutes N]`: own set-up and build, then the benchmark itself. The broker alone needs no browser.
 *
 * All of it takes about eight minutes on two cores: the broker one, the browser beside a bare page one and a half
 * (`--rounds 20`), input one (five rounds at most), recoveries one (the same), leaks two (`--cycles 1000`), latency one
 * (`--minutes 1`).
 */
import { spawn } from 'node:child_process';
import { ensureChromium, ensureDependencies, ensureNode, projectRoot } from './setup.mjs';

ensureNode();
await ensureDependencies();
const args = process.argv.slice(2);
const isBrokerAlone = /(^| )--only[ =]broker( |$)/.test(args.join(' '));
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
