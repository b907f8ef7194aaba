import { afterEach, describe, expect, it, vi } from 'vitest';
import type { EmulatedCloud } from '../../../../src/core/ports/emulator.js';
import { createPhoneHandle } from '../../../../src/emulator/node/phone-handle.js';
import { VirtualPhone } from '../../../../src/emulator/node/virtual-phone.js';
import { startEmulator } from '../../../../src/emulator.js';
import { signallingUrl } from './fact-sheet-rest.js';
import { FactSheetViewer } from './fact-sheet-viewer.js';

/** Real HTTP, WebSockets and WebRTC over loopback. */

vi.setConfig({ testTimeout: 30_000 });

const padCode = 'AC00000000001';
const opened: { close(): void | Promise<void> }[] = [];

afterEach(async () => {
  for (const thing of opened.splice(0).reverse()) await thing.close();
});

async function watch() {
  const emulator = await startEmulator({ phones: 1, impairable: true });
  opened.push(emulator);
  const url = await signallingUrl(emulator.clouds.armcloud, padCode, 'u1');
  const viewer = new FactSheetViewer(padCode);
  opened.push(viewer);
  await viewer.open(url);
  viewer.sdk('openVideo', { isOpen: true });
  await viewer.until(() => viewer.frameNumbers.length > 0);
  return { emulator, phone: emulator.phone(padCode), viewer, url };
}

describe('a phone that dies and boots again', () => {
  it('says no goodbye: its WebSocket is cut, and ICE finds out by itself', async () => {
    const { phone, viewer } = await watch();
    phone.restart({ downForMs: 60_000 });
    expect([phone.isOnline, phone.viewers]).toEqual([false, 0]);
    await viewer.until(() => viewer.closeCode !== undefined);
    expect(viewer.closeCode).toBe(1006);
    // Asked again and again: @roamhq/wrtc may tell of the change before its state has it.
    await vi.waitUntil(() => viewer.connection.connectionState === 'disconnected', 20_000);
    expect(viewer.channel.readyState).toBe('open');
  });

  it('lets nobody in while it is down, and begins anew for who comes later', async () => {
    const { phone, viewer, url } = await watch();
    const later = new FactSheetViewer(padCode);
    opened.push(later);
    phone.restart({ downForMs: 200 });
    later.join(url);
    await later.until(() => later.closeCode !== undefined);
    expect(later.signals).toEqual([]);
    await vi.waitUntil(() => phone.isOnline, 10_000);
    expect(phone.state().bootCount).toBe(2);
    await later.open(url);
    later.sdk('openVideo', { isOpen: true });
    await later.until(() => later.frameNumbers.length > 0);
    expect([later.signals[0], phone.viewers]).toEqual(['ownJoinRoom', 1]);
    expect(viewer.closeCode).toBe(1006);
  });

  it('does not come back by itself when somebody set it online or offline meanwhile', () => {
    const phone = new VirtualPhone({ phoneId: 'TEST1', now: Date.now, frameRate: 30 });
    opened.push(phone);
    const waiting = new Set<() => void>();
    const cuts: boolean[] = [];
    const cloud = {
      closePhone: () => {},
      dropSignalling: (_phoneId: string, hasCloseFrame: boolean) => cuts.push(hasCloseFrame),
    } as unknown as EmulatedCloud;
    const handle = createPhoneHandle(phone, cloud, (_delayMs, action) => {
      waiting.add(action);
      return () => waiting.delete(action);
    });
    handle.restart();
    expect([handle.isOnline, waiting.size, cuts]).toEqual([false, 1, [false]]);
    handle.setOnline(false);
    expect(waiting.size).toBe(0);
    handle.restart();
    handle.restart();
    expect(waiting.size).toBe(1);
    for (const action of waiting) action();
    expect([handle.isOnline, handle.state().bootCount]).toEqual([true, 2]);
  });
});
