import { describe, expect, it } from 'vitest';
import { differences, PhoneDriver } from '../phone-driver.js';

describe('settings', () => {
  it('turn the screen, which swaps its sides and is told to viewers', () => {
    const phone = new PhoneDriver();
    phone.open('settings');
    phone.tap('settings:landscape');
    expect(phone.events).toEqual([{ type: 'display', width: 1280, height: 720 }]);
    expect(phone.device.display()).toEqual({ type: 'display', width: 1280, height: 720 });
    expect(phone.state).toMatchObject({ orientation: 'landscape', width: 1280, height: 720 });
    const { width, height, data } = phone.device.frame();
    expect([width, height, data.length]).toEqual([1280, 720, 1_382_400]);
    expect(phone.strip()?.frameNumber).toBe(2);
    phone.tap('settings:portrait');
    expect(phone.events.at(-1)).toEqual({ type: 'display', width: 720, height: 1280 });
    phone.tap('settings:portrait');
    expect(phone.events).toHaveLength(2);
  });

  it('turn it with a finger down, which then has no effect any more', () => {
    const phone = new PhoneDriver();
    phone.open('settings');
    const { x, y } = phone.spot('settings:landscape');
    phone.touch('down', [[1, 100, 100]]);
    phone.touch(
      'pointer-down',
      [
        [1, 100, 100],
        [0, x, y],
      ],
      1,
    );
    phone.touch(
      'pointer-up',
      [
        [1, 100, 100],
        [0, x, y],
      ],
      1,
    );
    expect(phone.state.orientation).toBe('landscape');
    const home = phone.spot('nav:home');
    phone.touch('move', [[1, home.x, home.y]]);
    phone.touch('up', [[1, home.x, home.y]]);
    expect(phone.state).toMatchObject({ app: 'settings', violations: [], fingersDown: [] });
  });

  it('speak Chinese', () => {
    const phone = new PhoneDriver();
    phone.open('settings');
    const english = phone.picture();
    phone.tap('settings:chinese');
    expect(phone.state.language).toBe('zh');
    expect(differences(english, phone.picture())).toBeGreaterThan(1_000);
    phone.tap('settings:english');
    expect(phone.state.language).toBe('en');
  });

  it('have their buttons at these places', () => {
    const phone = new PhoneDriver();
    phone.open('settings');
    expect(phone.state.targets['settings:landscape']).toEqual({
      x: 368,
      y: 256,
      width: 292,
      height: 152,
    });
  });
});
