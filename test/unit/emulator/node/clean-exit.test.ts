import { spawn } from 'node:child_process';
import { describe, expect, it, vi } from 'vitest';

vi.setConfig({ testTimeout: 30_000 });

/** Runs a module in a Node of its own; resolves with its exit code, or the signal that killed it. */
function run(source: string): Promise<number | string | null> {
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', '--input-type=module', '--eval', source],
    { stdio: ['ignore', 'ignore', 'inherit'] },
  );
  return new Promise((resolve) => child.once('exit', (code, signal) => resolve(signal ?? code)));
}

describe('a process that ran an emulator', () => {
  for (const code of [0, 3]) {
    it(`ends by itself once the emulator is closed, with the exit code ${code} that it has`, async () => {
      const ended = await run(`
        import { startEmulator } from './src/emulator.js';
        import { signallingUrl } from './test/unit/emulator/node/fact-sheet-rest.js';
        import { FactSheetViewer } from './test/unit/emulator/node/fact-sheet-viewer.js';
        const emulator = await startEmulator({ phones: 1 });
        const viewer = new FactSheetViewer('AC00000000001');
        await viewer.open(await signallingUrl(emulator.clouds.armcloud, 'AC00000000001', 'u1'));
        viewer.sdk('openVideo', { isOpen: true });
        await viewer.until(() => viewer.frameNumbers.length > 0);
        viewer.close();
        await emulator.close();
        process.exitCode = ${code};
      `);
      expect(ended).toBe(code);
    });
  }
});
