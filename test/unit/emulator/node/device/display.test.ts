import { describe, expect, it } from 'vitest';
import { Display } from '../../../../../src/emulator/node/device/display.js';
import { PhoneDriver } from './phone-driver.js';

const size = (display: Display) => `${display.screen.width}x${display.screen.height}`;

describe('the screen', () => {
  it('is 720 × 1280 at 320 dpi at first, one unit per px', () => {
    const display = new Display();
    expect([size(display), display.settings.density, display.screen.scale]).toEqual([
      '720x1280',
      320,
      1,
    ]);
    display.rotate('landscape');
    expect(size(display)).toBe('1280x720');
  });

  it('takes another size, of even sides', () => {
    const display = new Display();
    expect(display.resize({ width: 541, height: 961, density: 240 })).toBeUndefined();
    expect([size(display), display.settings.density]).toEqual(['540x960', 240]);
    expect(display.resize(null)).toBeUndefined();
    expect(size(display)).toBe('720x1280');
  });

  it('turns with a wide size, and back without one', () => {
    const display = new Display();
    display.resize({ width: 1_920, height: 1_080, density: 320 });
    expect([size(display), display.orientation]).toEqual(['1920x1080', 'landscape']);
    display.resize({ width: 1_600, height: 900, density: 320 });
    display.resize(null);
    expect([size(display), display.orientation]).toEqual(['720x1280', 'portrait']);
  });

  it('stays as its user turned it', () => {
    const display = new Display();
    display.rotate('landscape');
    display.resize({ width: 1_920, height: 1_080, density: 320 });
    display.resize(null);
    expect(display.orientation).toBe('landscape');
  });

  it.each([
    [100, 200, 320],
    [720, 3_000, 320],
    [720, 720, 320],
    [300, 1_000, 320],
    [720, 1_280, 20],
    [720, 1_280, 1_000],
    [Number.NaN, 1_280, 320],
    [720, 1_280, Number.NaN],
  ])('is not %d × %d at %d dpi', (width, height, density) => {
    const display = new Display();
    expect(display.resize({ width, height, density })).toEqual(expect.any(String));
    expect(display.settings).toEqual({ width: 720, height: 1280, density: 320 });
  });

  it('has room for every app: 640 to 1080 units a side', () => {
    const display = new Display();
    const units = (width: number, height: number, density: number) => {
      display.resize({ width, height, density });
      return Math.round(display.screen.bounds.width);
    };
    expect(units(1_080, 1_920, 480)).toBe(720);
    expect(units(1_080, 1_920, 640)).toBe(640);
    expect(units(1_440, 2_560, 320)).toBe(1_080);
    expect(units(360, 640, 320)).toBe(640);
  });
});

describe('a phone with another screen', () => {
  it('tells its viewers once, and draws and obeys in its px', () => {
    const phone = new PhoneDriver();
    const change = {
      type: 'display-size',
      size: { width: 1_080, height: 1_920, density: 480 },
    } as const;
    phone.device.apply(change);
    phone.device.apply(change);
    expect(phone.events).toEqual([{ type: 'display', width: 1_080, height: 1_920 }]);
    const { width, height, data } = phone.device.frame();
    expect([width, height, data.length]).toEqual([1_080, 1_920, 3_110_400]);
    // The sky of the home screen, where a picture of 720 px would not reach.
    expect(data[300 * 1_080 + 1_060]).toBeGreaterThan(60);
    expect(phone.state.targets['app:paint']).toMatchObject({ x: 0, width: 216, height: 264 });
    phone.open('paint');
    phone.touch('down', [[0, 540, 1_000]]);
    phone.touch('move', [[0, 540, 1_150]]);
    phone.touch('up', [[0, 540, 1_150]]);
    expect(phone.state.strokes[0]?.points[0]).toMatchObject({ x: 360 });
    expect(phone.state.touches.at(-1)?.pointers).toEqual([
      { id: 0, x: 540, y: 1_150, pressure: 1 },
    ]);
    phone.device.apply({ type: 'display-size', size: null });
    expect(phone.events.at(-1)).toEqual({ type: 'display', width: 720, height: 1_280 });
  });

  it('notes a size that makes no sense', () => {
    const phone = new PhoneDriver();
    phone.device.apply({ type: 'display-size', size: { width: 5, height: 5, density: 320 } });
    expect(phone.state.violations).toEqual([
      'display-size: 5 × 5 px is no screen of 240 to 2560 px a side',
    ]);
    expect(phone.events).toEqual([]);
  });
});
