import { describe, expect, it } from 'vitest';
import { keyCode } from '../../../../../../src/emulator/node/device/key-codes.js';
import { differences, PhoneDriver } from '../phone-driver.js';

function send(phone: PhoneDriver, luma: number, width = 320, height = 240, rotation = 0): void {
  const data = new Uint8Array((width * height * 3) / 2).fill(128).fill(luma, 0, width * height);
  phone.device.capture.addPicture({ width, height, rotation, data });
}

/** What viewers were told: `camera+user` opened, `-camera+user` closed. */
function told(phone: PhoneDriver): readonly string[] {
  return phone.events.map((event) => {
    if (event.type !== 'capture-request') return event.type;
    return `${event.isOpen ? '' : '-'}${event.kind}+${event.facing ?? ''}`;
  });
}

function openCamera(): PhoneDriver {
  const phone = new PhoneDriver();
  phone.open('camera');
  // The ripple of the tap goes away.
  phone.picture();
  phone.wait(500);
  phone.picture();
  return phone;
}

function lumaAt(phone: PhoneDriver, x: number, y: number): number {
  phone.wait(100);
  return phone.picture()[y * 720 + x] ?? -1;
}

describe('the camera app', () => {
  it('holds the camera while it is in front', () => {
    const phone = openCamera();
    expect(phone.state.capture.camera.isOpen).toBe(true);
    phone.press(keyCode.home);
    phone.open('camera');
    phone.press(keyCode.power);
    phone.press(keyCode.power);
    phone.device.system.restart();
    expect(told(phone)).toEqual([
      'camera+environment',
      '-camera+environment',
      'camera+environment',
      '-camera+environment',
      'camera+environment',
      '-camera+environment',
    ]);
  });

  it('wants the other camera, and the microphone for videos', () => {
    const phone = openCamera();
    phone.tap('camera:switch');
    phone.tap('camera:video');
    expect(phone.state.capture).toMatchObject({
      camera: { isOpen: true, facing: 'user' },
      microphone: { isOpen: true },
    });
    phone.tap('camera:photo');
    expect(told(phone)).toEqual([
      'camera+environment',
      '-camera+environment',
      'camera+user',
      '-camera+user',
      'both+user',
      '-both+user',
      'camera+user',
    ]);
  });

  it('shows what comes, as large as it fits and with its shape', () => {
    const phone = openCamera();
    send(phone, 200);
    expect(phone.state.targets['camera:picture']).toMatchObject({ x: 0, width: 720, height: 540 });
    expect(lumaAt(phone, 360, 560)).toBe(200);
    send(phone, 90);
    expect(lumaAt(phone, 4, 560)).toBe(90);
    send(phone, 150, 320, 240, 90);
    const { x = 0, width = 0, height = 0 } = phone.state.targets['camera:picture'] ?? {};
    expect([width < height, Math.round((height / width) * 30)]).toEqual([true, 40]);
    expect(lumaAt(phone, 360, 200)).toBe(150);
    expect(lumaAt(phone, x - 6, 560)).toBe(16);
  });

  it('shows that there is no picture, before the first and after the last', () => {
    const phone = openCamera();
    const nothing = phone.picture();
    expect(phone.state.targets['camera:picture']).toBeUndefined();
    send(phone, 200);
    phone.wait(100);
    expect(differences(phone.picture(), nothing)).toBeGreaterThan(100_000);
    phone.wait(2_100);
    expect(differences(phone.picture(), nothing)).toBe(0);
  });

  it('shows the test pattern of a video file instead of a camera', () => {
    const phone = openCamera();
    send(phone, 200);
    const start = { type: 'video-file', action: 'start', url: 'https://x.test/a.mp4' } as const;
    phone.device.apply({ ...start, name: 'a.mp4', isLoop: true });
    expect(phone.state.videoFile).toEqual({ name: 'a.mp4', isLoop: true });
    const first = lumaAt(phone, 20, 460);
    expect(Math.abs(first - 215)).toBeLessThan(3);
    const before = phone.picture();
    phone.wait(300);
    expect(differences(phone.picture(), before)).toBeGreaterThan(500);
    phone.device.apply({ type: 'video-file', action: 'stop' });
    send(phone, 200);
    expect(lumaAt(phone, 20, 460)).toBe(200);
  });

  it('keeps photos, which the gallery shows', () => {
    const phone = openCamera();
    phone.tap('camera:shutter');
    expect(phone.state.files).toEqual([]);
    send(phone, 200);
    phone.tap('camera:shutter');
    expect(phone.state.files.map(({ path }) => path)).toEqual([
      '/sdcard/DCIM/Camera/IMG_20231114_221320500.jpg',
    ]);
    phone.tap('camera:gallery');
    expect(phone.state.app).toBe('gallery');
    expect(phone.state.targets['gallery:item:0']).toBeDefined();
  });

  it('lays itself out on a wide screen', () => {
    const phone = new PhoneDriver();
    phone.open('settings');
    phone.tap('settings:landscape');
    phone.open('camera');
    send(phone, 200);
    const { x = 0, y = 0, width = 0, height = 0 } = phone.state.targets['camera:picture'] ?? {};
    expect(Math.round((width / height) * 30)).toBe(40);
    phone.wait(100);
    expect(phone.picture()[(y + height / 2) * 1_280 + x + width / 2]).toBe(200);
    phone.tap('camera:switch');
    expect(phone.state.capture.camera.facing).toBe('user');
  });
});
