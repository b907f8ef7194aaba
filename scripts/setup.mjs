// @ts-check
/**
 * What `npm start` and `npm test` need before anything else: Node, the dependencies, a Chromium; the tests also a
 * TURN server and a Firefox.
 * Plain Node built-ins only, because node_modules may be missing when this runs.
 */
import { spawn } from 'node:child_process';
import { accessSync, constants, existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder that holds package.json. */
export const projectRoot = fileURLToPath(new URL('..', import.meta.url));

/** Set-up failed. The message is one sentence for the person at the terminal: print it without a stack. */
export class SetupError extends Error {
  /** @override */
  name = 'SetupError';
}

/**
 * Checks that this Node can run the tools: vite needs 20.19 or later in the 20 line, else 22.12.
 * @param {string} version without a leading v
 * @throws {SetupError}
 */
export function ensureNode(version = process.versions.node) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const isSupported = (major === 20 && minor >= 19) || (major === 22 && minor >= 12) || major > 22;
  if (!isSupported) {
    throw new SetupError(
      `This is Node ${version}, but Telepad is built with Node 20.19 or later (22.12 or later in the 22 line): install one from https://nodejs.org and run the command again.`,
    );
  }
}

/**
 * True when node_modules holds exactly the versions of the lockfile. Compares with the record that npm
 * keeps of its last install, so an install by hand counts too.
 * @param {string} [root]
 */
export function areDependenciesCurrent(root = projectRoot) {
  const wanted = readPackages(path.join(root, 'package-lock.json'));
  const installed = readPackages(path.join(root, 'node_modules', '.package-lock.json'));
  if (!wanted || !installed) return false;
  return Object.entries(wanted).every(([folder, entry]) => {
    if (folder === '') return true;
    const present = installed[folder];
    // Optional packages may be missing: most of them are for another system.
    if (!present) return entry.optional === true || entry.peer === true;
    return present.version === entry.version && existsSync(path.join(root, folder));
  });
}

/**
 * @param {string} file
 * @returns {Record<string, { version?: string, optional?: boolean, peer?: boolean }> | undefined}
 */
function readPackages(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages;
  } catch {
    return undefined;
  }
}

/**
 * Runs `npm ci` when node_modules is missing or is not what the lockfile says.
 * @throws {SetupError}
 */
export async function ensureDependencies() {
  if (areDependenciesCurrent()) return;
  console.log('Installing dependencies (npm ci) …');
  // When npm runs us, its own path is known; this also avoids npm.cmd on Windows.
  const npm = process.env.npm_execpath;
  // An outer `npm test --silent` must not silence the reason of a failure here.
  const args = ['ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund'];
  args.push('--loglevel=error');
  const code = npm?.endsWith('.js')
    ? await run(process.execPath, [npm, ...args])
    : await run('npm', args, { shell: process.platform === 'win32' });
  if (code !== 0) {
    throw new SetupError(
      'Installing the dependencies failed (npm ci, see its output above): check the network connection and that package-lock.json is unchanged, then run the command again.',
    );
  }
}

/**
 * Finds a Chromium, or installs Debian's when it may.
 * @returns {Promise<string>} path of the executable
 * @throws {SetupError}
 */
export async function ensureChromium() {
  const wanted = process.env.CHROMIUM_PATH;
  if (wanted) {
    if (isExecutable(wanted)) return wanted;
    throw new SetupError(
      'CHROMIUM_PATH is set, but there is no program at that path: correct it or unset it.',
    );
  }
  const found = await findChromium();
  if (found) return found;
  if (await installChromium('chromium')) {
    const installed = await findChromium();
    if (installed) return installed;
  }
  throw new SetupError(
    'No Chromium was found and none could be installed: install one (Debian: apt-get install chromium; elsewhere: npx playwright install chromium) or set CHROMIUM_PATH to its executable.',
  );
}

/**
 * Finds the Chromium that the tests drive, or installs Debian's when it may. The headless shell has the engine without
 * the window around it, which costs a third of the tests' time; where there is none, any Chromium does.
 * @returns {Promise<string>} path of the executable
 * @throws {SetupError}
 */
export async function ensureTestChromium() {
  if (process.env.CHROMIUM_PATH) return ensureChromium();
  const found = findHeadlessShell();
  if (found) return found;
  await installChromium('chromium-headless-shell');
  return findHeadlessShell() ?? ensureChromium();
}

/**
 * @param {readonly string[]} [folders]
 * @returns {string | undefined} path of the executable of Debian's headless shell
 */
export function findHeadlessShell(folders = searchPath()) {
  return folders.map((folder) => path.join(folder, 'chromium-headless-shell')).find(isExecutable);
}

/** @param {readonly string[]} further */
function searchPath(...further) {
  return ['/usr/bin', ...further, ...(process.env.PATH ?? '').split(path.delimiter)];
}

/** @returns {Promise<string | undefined>} path of an executable */
export async function findChromium() {
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
  const folders = searchPath();
  const candidates = [
    ...names.flatMap((name) => folders.map((folder) => path.join(folder, name))),
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
  ];
  return candidates.find(isExecutable) ?? (await findPlaywrightChromium());
}

async function findPlaywrightChromium() {
  try {
    const { chromium } = await import('@playwright/test');
    const executable = chromium.executablePath();
    return isExecutable(executable) ? executable : undefined;
  } catch {
    return undefined; // Playwright is not installed, or knows no browser for this system.
  }
}

/** @param {string} packageName */
async function installChromium(packageName) {
  const asRoot = await findRoot();
  if (!asRoot) return false;
  console.log(`Installing Chromium (apt-get install ${packageName}) …`);
  // A failed update is no reason to stop: the lists may be good enough.
  await asRoot(aptGet('update'));
  return (await asRoot(aptGet('install', '--no-install-recommends', packageName))) === 0;
}

/**
 * Finds coturn, which one end-to-end test needs, or installs Debian's when it may. Never fails: without it that test
 * is skipped, and says why.
 */
export async function prepareTurnServer() {
  if (findTurnServer() !== undefined) return;
  const asRoot = await findRoot();
  if (!asRoot) return;
  console.log('Installing a TURN server for the tests (apt-get install coturn) …');
  const install = aptGet('install', '--no-install-recommends', 'coturn');
  if ((await asRoot(install)) !== 0) {
    await asRoot(aptGet('update'));
    if ((await asRoot(install)) !== 0) return;
  }
  // Debian starts what it installs. The tests start their own, and nobody asked for another on this machine.
  await asRoot(
    existsSync('/run/systemd/system')
      ? ['systemctl', 'disable', '--now', 'coturn']
      : ['service', 'coturn', 'stop'],
    { stdio: 'ignore' },
  );
}

/**
 * @param {readonly string[]} [folders]
 * @returns {string | undefined} path of coturn's executable
 */
export function findTurnServer(folders = searchPath('/usr/sbin')) {
  return folders.map((folder) => path.join(folder, 'turnserver')).find(isExecutable);
}

/**
 * Finds a Firefox, which a few end-to-end tests need, or installs Debian's when it may. Never fails: without it those
 * tests are skipped, and say why.
 */
export async function prepareFirefox() {
  if (findFirefox() !== undefined || process.env.FIREFOX_PATH) return;
  const asRoot = await findRoot();
  if (!asRoot) return;
  console.log('Installing Firefox for the tests (apt-get install firefox-esr) …');
  const install = aptGet('install', '--no-install-recommends', 'firefox-esr');
  if ((await asRoot(install)) === 0) return;
  await asRoot(aptGet('update'));
  await asRoot(install);
}

/**
 * @param {readonly string[]} [folders]
 * @returns {string | undefined} path of Firefox ESR's executable, which is what the tests drive
 */
export function findFirefox(folders = searchPath()) {
  return folders.map((folder) => path.join(folder, 'firefox-esr')).find(isExecutable);
}

/**
 * What runs a command as root, where there is apt and we may.
 * @returns {Promise<((words: readonly string[], options?: import('node:child_process').SpawnOptions) => Promise<number>) | undefined>}
 */
async function findRoot() {
  if (process.platform !== 'linux' || !isExecutable('/usr/bin/apt-get')) return undefined;
  const isRoot = process.getuid?.() === 0;
  const canSudo = !isRoot && (await run('sudo', ['-n', 'true'], { stdio: 'ignore' })) === 0;
  if (!isRoot && !canSudo) return undefined;
  return (words, options) => {
    const [command = '', ...rest] = isRoot ? words : ['sudo', '-n', ...words];
    return run(command, rest, options);
  };
}

/**
 * A mirror that does not answer must not hold the tests up for long.
 * @param {readonly string[]} args
 */
function aptGet(...args) {
  const limits = ['-o', 'Acquire::http::Timeout=20', '-o', 'Acquire::https::Timeout=20'];
  // RUNLEVEL: packages of services then do not start them.
  return [
    'env',
    'DEBIAN_FRONTEND=noninteractive',
    'RUNLEVEL=1',
    'apt-get',
    '-q',
    '-y',
    ...limits,
  ].concat(args);
}

/** @param {string} file */
function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

/**
 * Runs a command to its end, with its output on ours.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnOptions} [options]
 * @returns {Promise<number>} its exit code; 127 when it cannot be started, 1 when a signal ended it
 */
function run(command, args, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: projectRoot,
      stdio: ['ignore', 'inherit', 'inherit'],
      ...options,
    });
    child.once('error', () => resolve(127));
    child.once('exit', (code) => resolve(code ?? 1));
  });
}
