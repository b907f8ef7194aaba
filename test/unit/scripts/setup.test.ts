import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  areDependenciesCurrent,
  ensureNode,
  findFirefox,
  findHeadlessShell,
  findTurnServer,
  SetupError,
} from '../../../scripts/setup.mjs';

describe('the check of Node', () => {
  it.each(['20.19.0', '20.20.2', '22.12.0', '22.20.1', '23.0.0', '24.1.0'])(
    'takes %s',
    (version) => {
      expect(() => ensureNode(version)).not.toThrow();
    },
  );

  it.each(['18.20.0', '20.18.3', '21.7.0', '22.11.0'])('refuses %s in one sentence', (version) => {
    expect(() => ensureNode(version)).toThrow(SetupError);
    expect(() => ensureNode(version)).toThrow(
      `This is Node ${version}, but Telepad is built with Node 20.19 or later`,
    );
  });
});

describe('the check of the dependencies', () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(path.join(tmpdir(), 'telepad-setup-'));
  });
  afterEach(() => {
    rmSync(root, { recursive: true });
  });

  const wanted = {
    '': { version: '1.0.0' },
    'node_modules/a': { version: '1.2.3' },
    'node_modules/b-for-another-system': { version: '2.0.0', optional: true },
  };

  function write(file: string, packages: object): void {
    const target = path.join(root, file);
    mkdirSync(path.dirname(target), { recursive: true });
    writeFileSync(target, JSON.stringify({ packages }));
  }

  function install(packages: object): void {
    write('node_modules/.package-lock.json', packages);
    for (const folder of Object.keys(packages))
      mkdirSync(path.join(root, folder), { recursive: true });
  }

  it('is content with the versions of the lockfile, optional ones left out', () => {
    write('package-lock.json', wanted);
    install({ 'node_modules/a': { version: '1.2.3' } });
    expect(areDependenciesCurrent(root)).toBe(true);
  });

  it('notices that nothing is installed', () => {
    write('package-lock.json', wanted);
    expect(areDependenciesCurrent(root)).toBe(false);
  });

  it('notices a package that is missing, or has another version, or lost its folder', () => {
    write('package-lock.json', wanted);
    install({});
    expect(areDependenciesCurrent(root)).toBe(false);
    install({ 'node_modules/a': { version: '1.2.2' } });
    expect(areDependenciesCurrent(root)).toBe(false);
    install({ 'node_modules/a': { version: '1.2.3' } });
    rmSync(path.join(root, 'node_modules/a'), { recursive: true });
    expect(areDependenciesCurrent(root)).toBe(false);
  });

  it('notices an optional package of another version', () => {
    write('package-lock.json', wanted);
    install({
      'node_modules/a': { version: '1.2.3' },
      'node_modules/b-for-another-system': { version: '1.9.9' },
    });
    expect(areDependenciesCurrent(root)).toBe(false);
  });
});

describe.each([
  ['a TURN server', 'turnserver', findTurnServer],
  ['Firefox', 'firefox-esr', findFirefox],
  ['the headless shell', 'chromium-headless-shell', findHeadlessShell],
])('the search for %s', (_what, name, find) => {
  let folders: string[];
  beforeEach(() => {
    folders = ['a', 'b', 'c'].map((name) => mkdtempSync(path.join(tmpdir(), `telepad-${name}-`)));
  });
  afterEach(() => {
    for (const folder of folders) rmSync(folder, { recursive: true });
  });

  it('finds the first that is a program', () => {
    const [notProgram = '', program = '', later = ''] = folders.map((folder) =>
      path.join(folder, name),
    );
    expect(find(folders)).toBeUndefined();
    writeFileSync(notProgram, '', { mode: 0o644 });
    expect(find(folders)).toBeUndefined();
    writeFileSync(later, '', { mode: 0o755 });
    expect(find(folders)).toBe(later);
    writeFileSync(program, '', { mode: 0o755 });
    expect(find(folders)).toBe(program);
  });
});
