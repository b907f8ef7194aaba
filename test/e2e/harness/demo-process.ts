import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** What `npm start` runs, as a process in a group of its own. */
export interface DemoProcess {
  /** The address that it printed; rejects when it ended before. */
  readonly url: Promise<string>;
  readonly end: Promise<DemoEnd>;
  /** As Ctrl-C does: to the whole group. */
  signal(signal: NodeJS.Signals): void;
  /** True while any process of the group runs. */
  readonly isRunning: boolean;
}

export interface DemoEnd {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** @param account variables of vendors' accounts; none of the surrounding environment's get through */
export function startDemoProcess(
  args: readonly string[] = [],
  account: Readonly<Record<string, string>> = {},
): DemoProcess {
  const inherited = Object.entries(process.env).filter(
    ([name]) => !/^(?:ARMCLOUD|KOOPHONE)_/.test(name),
  );
  const child = spawn(process.execPath, ['scripts/start.mjs', ...args], {
    cwd: root,
    env: { ...Object.fromEntries(inherited), ...account },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  let stdout = '';
  let stderr = '';
  child.stderr.on('data', (data) => {
    stderr += data;
  });
  const url = new Promise<string>((resolve, reject) => {
    child.stdout.on('data', (data) => {
      stdout += data;
      const [, found] = /^Telepad demo: (\S+)\n/m.exec(stdout) ?? [];
      if (found !== undefined) resolve(found);
    });
    child.once('close', () => reject(new Error(`The demo ended before it was ready: ${stderr}`)));
  });
  // Whoever waits for the end only must not trip over this one.
  url.catch(() => {});
  const end = new Promise<DemoEnd>((resolve) => {
    child.once('close', (code) => resolve({ code, stdout, stderr }));
  });
  const signalGroup = (signal: NodeJS.Signals | 0): boolean => {
    try {
      return child.pid !== undefined && process.kill(-child.pid, signal);
    } catch {
      return false;
    }
  };
  return {
    url,
    end,
    signal: (signal) => void signalGroup(signal),
    get isRunning() {
      return signalGroup(0);
    },
  };
}
