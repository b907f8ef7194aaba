import { createCanvas, loadImage } from '@napi-rs/canvas';
import { describe, expect, it } from 'vitest';
import { differences, PhoneDriver } from '../phone-driver.js';

const shop = {
  packageName: 'com.example.shop',
  label: 'Shop',
  version: '2.1',
  isSystem: false,
} as const;

describe('packages', () => {
  it('that are installed have an icon at home, and a screen of their own', () => {
    const phone = new PhoneDriver();
    phone.device.system.install(shop);
    phone.tap('app:com.example.shop');
    expect([phone.state.app, phone.state.foregroundPackage]).toEqual([
      'com.example.shop',
      'com.example.shop',
    ]);
    const before = phone.picture();
    phone.tap('package:button');
    expect(differences(phone.picture(), before)).toBeGreaterThan(100);
    expect(phone.state.recents).toEqual(['com.example.shop']);
    phone.tap('nav:recents');
    phone.tap('recents:com.example.shop');
    expect(phone.state.app).toBe('com.example.shop');
  });

  it('leave the screen when they are uninstalled', () => {
    const phone = new PhoneDriver();
    phone.device.system.install(shop);
    phone.device.system.startApp(shop.packageName);
    phone.device.apply({ type: 'uninstall', packageNames: [shop.packageName] });
    const { app, recents, targets, packages, violations } = phone.state;
    expect([app, recents, violations]).toEqual(['home', [], []]);
    expect(targets['app:com.example.shop']).toBeUndefined();
    expect(packages).not.toContainEqual(shop);
  });

  it('of the system stay', () => {
    const { device } = new PhoneDriver();
    device.apply({ type: 'uninstall', packageNames: ['com.telepad.notes', 'com.none'] });
    expect(device.system.uninstall('com.telepad.notes')).toBe(false);
    expect(device.state().violations).toEqual([
      'uninstall: there is no package com.telepad.notes that could be removed',
      'uninstall: there is no package com.none that could be removed',
    ]);
    device.system.install({ ...shop, packageName: 'com.telepad.notes' });
    device.system.install({ ...shop, packageName: 'nodots' });
    expect(device.state().violations.slice(2)).toEqual([
      'install: INSTALL_FAILED_UPDATE_INCOMPATIBLE',
      'install: INSTALL_PARSE_FAILED_BAD_PACKAGE_NAME',
    ]);
  });

  it('are replaced by another version of themselves', () => {
    const { device } = new PhoneDriver();
    device.system.install(shop);
    device.system.install({ ...shop, version: '3.0' });
    expect(device.system.packages().filter(({ isSystem }) => !isSystem)).toEqual([
      { ...shop, version: '3.0' },
    ]);
  });

  it('are started and stopped by name', () => {
    const { device } = new PhoneDriver();
    expect(device.system.startApp('com.none')).toBe(false);
    expect(device.system.stopApp('com.none')).toBe(false);
    expect(device.system.startApp('com.telepad.list')).toBe(true);
    device.apply({ type: 'scroll', x: 300, y: 600, width: 720, height: 1280, notchesY: 3 });
    expect(device.state()).toMatchObject({ app: 'list', scrollOffset: 360 });
    expect(device.system.stopApp('com.telepad.list')).toBe(true);
    expect(device.state()).toMatchObject({ app: 'home', scrollOffset: 0 });
  });
});

describe('pictures of the screen', () => {
  it('are PNGs of its size', async () => {
    const { device } = new PhoneDriver();
    device.apply({ type: 'display-size', size: { width: 1_080, height: 1_920, density: 480 } });
    const image = await loadImage(Buffer.from(await device.system.screenshot()));
    expect([image.width, image.height]).toEqual([1_080, 1_920]);
    const context = createCanvas(1, 1).getContext('2d');
    context.drawImage(image, -1_060, -300);
    const [red = 0, green = 0, blue = 0] = context.getImageData(0, 0, 1, 1).data;
    expect(red + green + blue).toBeGreaterThan(150);
  });

  it('are kept when a viewer asks for that', () => {
    const phone = new PhoneDriver();
    phone.device.apply({ type: 'save-screenshot' });
    phone.device.apply({ type: 'save-screenshot' });
    expect(phone.state.screenshots).toBe(2);
    expect(phone.state.files.map(({ path }) => path)).toEqual([
      '/sdcard/Pictures/Screenshots/Screenshot_20231114-221320_2.png',
      '/sdcard/Pictures/Screenshots/Screenshot_20231114-221320_1.png',
    ]);
  });
});

describe('a restart', () => {
  it('keeps what is stored, darkens the screen for a moment and lets viewers go', () => {
    let restarts = 0;
    const phone = new PhoneDriver({ onRestart: () => (restarts += 1) });
    phone.device.system.writeFile('/sdcard/kept', new Uint8Array(3));
    phone.device.system.install(shop);
    phone.open('notes');
    phone.type('gone');
    phone.wait(5_000);
    phone.device.system.restart();
    expect(phone.state).toMatchObject({
      app: 'home',
      isBooting: true,
      targets: {},
      text: '',
      bootCount: 2,
      bootedAtMs: 1_700_000_005_000,
      files: [{ path: '/sdcard/kept' }],
    });
    expect(restarts).toBe(1);
    const dark = phone.picture();
    expect(dark[300 * 720 + 360]).toBe(16);
    phone.tapAt(360, 1_000);
    phone.press(24);
    expect([phone.state.app, phone.state.volume]).toEqual(['home', 8]);
    phone.wait(1_200);
    expect(phone.state.isBooting).toBe(false);
    expect(phone.state.targets['app:com.example.shop']).toBeDefined();
    expect(phone.picture()[300 * 720 + 360]).not.toBe(16);
  });

  it('to factory settings keeps nothing', () => {
    const phone = new PhoneDriver();
    phone.device.system.writeFile('/sdcard/gone', new Uint8Array(3));
    phone.device.system.install(shop);
    phone.device.system.properties.set('debug.mine', '1');
    phone.device.apply({ type: 'location', latitude: 1, longitude: 2, timeMs: 3 });
    const start = { type: 'video-file', action: 'start', url: 'https://x.test/a.mp4' } as const;
    phone.device.apply({ ...start, name: 'a.mp4', isLoop: true });
    phone.device.system.factoryReset();
    expect(phone.state).toMatchObject({
      files: [],
      location: null,
      videoFile: null,
      bootCount: 2,
      isBooting: true,
    });
    expect(phone.state.properties['debug.mine']).toBeUndefined();
    expect(phone.state.packages.every(({ isSystem }) => isSystem)).toBe(true);
  });
});

describe('properties', () => {
  it('give the phone its language', () => {
    const phone = new PhoneDriver();
    const english = phone.picture();
    phone.device.system.properties.set('persist.sys.locale', 'zh-CN');
    expect(phone.state.language).toBe('zh');
    expect(differences(phone.picture(), english)).toBeGreaterThan(100);
    phone.open('settings');
    phone.tap('settings:english');
    expect(phone.state.properties['persist.sys.locale']).toBe('en-US');
  });

  it('give the phone its time zone', () => {
    const phone = new PhoneDriver();
    phone.device.system.properties.set('persist.sys.timezone', 'UTC');
    const inUtc = phone.picture();
    phone.device.system.properties.set('persist.sys.timezone', 'Asia/Kolkata');
    expect(differences(phone.picture(), inUtc)).toBeGreaterThan(100);
    phone.device.system.properties.set('persist.sys.timezone', 'Etc/GMT');
    expect(differences(phone.picture(), inUtc)).toBe(0);
    phone.device.system.properties.set('persist.sys.timezone', 'No/Where');
    phone.picture();
  });
});

describe('questions of viewers', () => {
  it('about the phone are answered', () => {
    const phone = new PhoneDriver();
    phone.device.apply({ type: 'shell', command: 'getprop ro.serialno' });
    phone.device.apply({ type: 'device-info-query', about: 'apps' });
    phone.device.apply({ type: 'device-info-query', about: 'properties' });
    expect(phone.events).toEqual([
      { type: 'shell-output', isSuccess: true, output: 'TEST1' },
      { type: 'device-info', info: phone.state.packages },
      { type: 'device-info', info: phone.state.properties },
    ]);
  });
});
