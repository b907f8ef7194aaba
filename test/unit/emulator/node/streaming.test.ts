import { afterEach, describe, expect, it } from 'vitest';
import { type Emulator, startEmulator } from '../../../../src/emulator.js';
import { FactSheetViewer, signallingUrl } from './fact-sheet-viewer.js';

const padCode = 'AC00000000001';

const opened: { close(): void | Promise<void> }[] = [];

afterEach(async () => {
  for (const thing of opened.splice(0).reverse()) await thing.close();
});

async function start(): Promise<Emulator> {
  const emulator = await startEmulator();
  opened.push(emulator);
  return emulator;
}

async function view(emulator: Emulator, userId = 'u1'): Promise<FactSheetViewer> {
  const viewer = new FactSheetViewer(padCode);
  opened.push(viewer);
  await viewer.open(await signallingUrl(emulator.clouds.armcloud, padCode, userId));
  return viewer;
}

describe('a virtual phone', () => {
  it('streams its screen to a viewer that asks for it', async () => {
    const emulator = await start();
    const viewer = await view(emulator);
    viewer.sdk('openVideo', { isOpen: true });
    await viewer.until(() => viewer.frameNumbers.length > 2);
    const [first = 0, second = 0, third = 0] = viewer.frameNumbers;
    expect([first < second, second < third]).toEqual([true, true]);
    expect(viewer.size).toBe('720x1280');
  });
});
