import { createCanvas } from '@napi-rs/canvas';
import { describe, expect, it } from 'vitest';
import { differences, PhoneDriver } from '../phone-driver.js';

function png(colour: string): Uint8Array {
  const canvas = createCanvas(64, 48);
  const context = canvas.getContext('2d');
  context.fillStyle = colour;
  context.fillRect(0, 0, 64, 48);
  return canvas.toBuffer('image/png');
}

function openGallery(pictures: Readonly<Record<string, string>>): PhoneDriver {
  const phone = new PhoneDriver();
  for (const [path, colour] of Object.entries(pictures)) {
    phone.wait(1);
    phone.device.system.writeFile(path, png(colour));
  }
  phone.open('gallery');
  return phone;
}

/** Brightness of the middle of a target. */
function luma(phone: PhoneDriver, target: string): number {
  const { x, y } = phone.spot(target);
  const { width, data } = phone.device.frame();
  return data[Math.round(y) * width + Math.round(x)] ?? -1;
}

describe('the gallery', () => {
  it('shows pictures of the storage, the newest first, and nothing else', async () => {
    const phone = openGallery({
      '/sdcard/Pictures/black.png': '#000000',
      '/sdcard/Download/white.png': '#ffffff',
    });
    phone.device.system.writeFile('/sdcard/Download/notes.txt', new Uint8Array(3));
    phone.device.system.writeFile('/data/local/tmp/hidden.png', png('#808080'));
    expect(Object.keys(phone.state.targets).filter((name) => name.includes(':item:'))).toEqual([
      'gallery:item:0',
      'gallery:item:1',
    ]);
    phone.device.frame();
    await expect.poll(() => luma(phone, 'gallery:item:0')).toBe(235);
    await expect.poll(() => luma(phone, 'gallery:item:1')).toBe(16);
  });

  it('shows a new picture while it is open', async () => {
    const phone = openGallery({ '/sdcard/DCIM/a.png': '#000000' });
    await expect.poll(() => luma(phone, 'gallery:item:0')).toBe(16);
    phone.wait(1);
    phone.device.system.writeFile('/sdcard/DCIM/b.png', png('#ffffff'));
    await expect.poll(() => luma(phone, 'gallery:item:0')).toBe(235);
    expect(luma(phone, 'gallery:item:1')).toBe(16);
  });

  it('opens a picture, and deletes it', () => {
    const phone = openGallery({
      '/sdcard/Pictures/one.png': '#000000',
      '/sdcard/Pictures/two.png': '#ffffff',
    });
    phone.tap('gallery:item:1');
    expect(Object.keys(phone.state.targets)).toContain('gallery:picture');
    phone.tap('gallery:close');
    phone.tap('gallery:item:0');
    phone.tap('gallery:delete');
    expect(phone.state.files.map(({ path }) => path)).toEqual(['/sdcard/Pictures/one.png']);
    phone.tap('gallery:item:0');
    phone.press(4);
    expect([phone.state.app, phone.state.targets['gallery:picture']]).toEqual([
      'gallery',
      undefined,
    ]);
  });

  it('survives what only looks like a picture', async () => {
    const phone = openGallery({});
    phone.device.system.writeFile('/sdcard/Pictures/broken.png', new Uint8Array(64));
    const before = phone.picture();
    await expect.poll(() => differences(phone.picture(), before)).toBeGreaterThan(50);
    phone.tap('gallery:item:0');
    phone.picture();
    expect(phone.state.violations).toEqual([]);
  });

  it('scrolls', () => {
    const names = Array.from({ length: 30 }, (_, index) => [
      `/sdcard/DCIM/${index}.png`,
      '#000000',
    ]);
    const phone = openGallery(Object.fromEntries(names));
    const rows = () => phone.state.targets['gallery:item:29'];
    expect(rows()).toBeUndefined();
    phone.device.apply({ type: 'scroll', x: 300, y: 600, width: 720, height: 1_280, notchesY: 50 });
    expect(rows()).toBeDefined();
    phone.touch('down', [[0, 300, 400]]);
    phone.touch('move', [[0, 300, 1_100]]);
    phone.touch('move', [[0, 300, 1_101]]);
    phone.touch('up', [[0, 300, 1_101]]);
    expect(rows()).toBeUndefined();
  });
});
