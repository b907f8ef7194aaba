import { execFile, spawn } from 'node:child_process';
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../../..', import.meta.url));

/** A command that runs until the project is closed. */
export interface RunningCommand {
  /** What `pattern` finds in its output, as soon as it does; rejects when the command ends before. */
  says(pattern: RegExp): Promise<string>;
}

/** An empty project with the package in it, for what a reader of the README does. */
export interface ReadmeProject {
  /** The README's block that begins with this name in a comment; the `number`-th of them, from 0. */
  block(name: string, number?: number): Promise<string>;
  write(name: string, text: string): Promise<void>;
  /** Node, to its end. @returns what it printed */
  node(...args: readonly string[]): Promise<string>;
  start(args: readonly string[], environment?: Readonly<Record<string, string>>): RunningCommand;
  close(): Promise<void>;
}

/** Packages that the README installs: of this clone, where the project finds them above itself. */
export const vite = path.join(root, 'node_modules/vite/bin/vite.js');

/**
 * The package is there as npm would publish it: nothing but the files that it packs. What it depends on is found in this
 * clone, above the project.
 */
export async function createReadmeProject(): Promise<ReadmeProject> {
  const folder = path.join(root, 'test-results/readme-project');
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await run('npm', ['init', '-y'], { cwd: folder });
  const { stdout } = await run('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
    cwd: root,
    maxBuffer: 16 * 1024 * 1024,
  });
  const [packed] = JSON.parse(stdout) as [{ files: readonly { path: string }[] }];
  for (const { path: file } of packed.files) {
    await cp(path.join(root, file), path.join(folder, 'node_modules/telepad', file));
  }
  const readme = await readFile(path.join(folder, 'node_modules/telepad/README.md'), 'utf8');
  const endings: (() => Promise<void>)[] = [];
  return {
    async block(name, number = 0) {
      const blocks = [...readme.matchAll(/^```\w+\n(.*?)^```$/gms)].map(([, text = '']) => text);
      const named = blocks.filter((text) => /^(?:\/\/|<!--) (\S+)/.exec(text)?.[1] === name);
      const found = named[number];
      if (found === undefined) throw new Error(`The README has no block ${name}, ${number}.`);
      return found;
    },
    write: (name, text) => writeFile(path.join(folder, name), text),
    async node(...args) {
      return (await run(process.execPath, args, { cwd: folder })).stdout;
    },
    start(args, environment = {}) {
      const child = spawn(process.execPath, args, {
        cwd: folder,
        env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: '0', ...environment },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      let output = '';
      const end = new Promise<void>((resolve) => child.once('close', () => resolve()));
      endings.push(async () => {
        child.kill('SIGKILL');
        await end;
      });
      const listeners = new Set<() => void>();
      for (const stream of [child.stdout, child.stderr]) {
        stream.on('data', (data) => {
          output += data;
          for (const listener of listeners) listener();
        });
      }
      return {
        says: (pattern) =>
          new Promise((resolve, reject) => {
            const look = () => {
              const [found] = pattern.exec(output) ?? [];
              if (found !== undefined) resolve(found);
            };
            listeners.add(look);
            void end.then(() => reject(new Error(`${args.join(' ')} ended: ${output}`)));
            look();
          }),
      };
    },
    async close() {
      for (const finish of endings) await finish();
    },
  };
}
