import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keyCode } from '../../../../../src/emulator/node/device/key-codes.js';
import { differences, PhoneDriver } from './phone-driver.js';

/** One thing a user may do, made of numbers so that it can be shrunk. */
type Deed = readonly [kind: number, a: number, b: number];

const apps = [
  'paint',
  'notes',
  'clock',
  'settings',
  'list',
  'camera',
  'recorder',
  'gallery',
  'sensors',
] as const;
const texts = ['a', 'word ', '你好', '\n', 'a somewhat longer piece of text to wrap '] as const;
const keys = [66, 67, 112, 19, 20, 21, 22, 24, 25, 122, 123, 4, 187] as const;

const sizes = [
  { width: 540, height: 960, density: 240 },
  { width: 1_000, height: 600, density: 300 },
  null,
] as const;

function doDeed(phone: PhoneDriver, [kind, a, b]: Deed): void {
  const { width, height } = phone.device.display();
  const x = a % width;
  const y = b % height;
  const steps: readonly (() => void)[] = [
    () => phone.tapAt(x, y),
    () => phone.open(apps[a % apps.length] ?? 'paint'),
    () => phone.type(texts[a % texts.length] ?? ''),
    () => phone.press(keys[a % keys.length] ?? 66, b % 5 === 0 ? 0x1000 : 0),
    () => phone.device.apply({ type: 'scroll', x, y, width, height, notchesY: (b % 9) - 4 }),
    () => {
      phone.touch('down', [[0, x, y]]);
      for (const share of [0.3, 0.7, 1]) {
        phone.wait(16);
        phone.touch('move', [[0, x * (1 - share) + y * share * 0.5, y * (1 - share) + x * share]]);
        phone.picture();
      }
      phone.touch('up', [[0, y * 0.5, x]]);
    },
    () => phone.device.apply({ type: 'keyboard-mode', mode: a % 2 ? 'local' : 'phone' }),
    () => phone.wait(a % 700),
    () => phone.device.apply({ type: 'display-size', size: sizes[a % sizes.length] ?? null }),
    () => phone.device.apply({ type: 'sensor', sensor: 'gravity', x: a / 99, y: -b / 99, z: 1 }),
    () => {
      const data = new Uint8Array(48 * 64 * 1.5).fill(a % 256);
      phone.device.capture.addPicture({ width: 48, height: 64, rotation: b % 2 ? 90 : 0, data });
      phone.device.capture.addSamples(new Int16Array(480).fill(a * 10));
    },
  ];
  steps[kind % steps.length]?.();
}

/** What canvases hold outside of the JavaScript heap is freed between turns of the event loop only. */
function freeCanvases(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}

describe('redrawing only what changed', () => {
  it('gives the same picture as drawing everything anew', async () => {
    const deed = fc.tuple(fc.nat(10), fc.nat(1279), fc.nat(1279));
    await fc.assert(
      fc.asyncProperty(fc.array(deed, { minLength: 1, maxLength: 25 }), async (deeds) => {
        const phone = new PhoneDriver();
        phone.picture();
        for (const each of deeds) {
          doDeed(phone, each);
          phone.picture();
          await freeCanvases();
        }
        // Let ripples, the volume bar and flings end; then the clock stands still.
        for (let step = 0; step < 40; step += 1) {
          phone.wait(100);
          phone.picture();
        }
        const incremental = phone.picture();
        phone.press(keyCode.power);
        phone.picture();
        phone.press(keyCode.power);
        expect(differences(incremental, phone.picture())).toBe(0);
      }),
      { numRuns: 25, seed: 20260312 },
    );
  }, 60_000);
});
