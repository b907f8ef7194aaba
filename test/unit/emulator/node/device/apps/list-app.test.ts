import { describe, expect, it } from 'vitest';
import { PhoneDriver } from '../phone-driver.js';

function openList(): PhoneDriver {
  const phone = new PhoneDriver();
  phone.open('list');
  return phone;
}

/** Moves one finger from one height to another in steps of 16 ms. */
function drag(phone: PhoneDriver, from: number, to: number, steps: number): void {
  phone.touch('down', [[0, 360, from]]);
  for (let step = 1; step <= steps; step += 1) {
    phone.wait(16);
    phone.touch('move', [[0, 360, from + ((to - from) * step) / steps]]);
  }
}

function wheel(phone: PhoneDriver, notchesY: number): void {
  phone.device.apply({ type: 'scroll', x: 360, y: 600, width: 720, height: 1280, notchesY });
}

describe('the list', () => {
  it('follows a finger exactly', () => {
    const phone = openList();
    drag(phone, 1_000, 700, 10);
    expect(phone.state.scrollOffset).toBe(300);
    phone.wait(500);
    phone.touch('up', [[0, 360, 700]]);
    phone.wait(1_000);
    expect(phone.state.scrollOffset).toBe(300);
    drag(phone, 700, 900, 10);
    expect(phone.state.scrollOffset).toBe(100);
  });

  it('goes on by itself when it is flung, slower and slower, until it rests', () => {
    const phone = openList();
    drag(phone, 1_000, 680, 10);
    phone.touch('up', [[0, 360, 680]]);
    const offsets = [0, 100, 100, 300, 2_500, 1_000].map((ms) => {
      phone.wait(ms);
      return Math.round(phone.state.scrollOffset);
    });
    expect(offsets).toEqual([320, 492, 619, 830, 964, 964]);
    phone.device.frame();
    expect(phone.device.isStill).toBe(true);
  });

  it('stops under a finger that comes down', () => {
    const phone = openList();
    drag(phone, 1_000, 680, 10);
    phone.touch('up', [[0, 360, 680]]);
    phone.wait(100);
    phone.touch('down', [[0, 360, 680]]);
    phone.wait(2_000);
    expect(Math.round(phone.state.scrollOffset)).toBe(492);
  });

  it('scrolls 120 px per notch of the wheel, from its first row to its last', () => {
    const phone = openList();
    wheel(phone, 2.5);
    expect(phone.state.scrollOffset).toBe(300);
    wheel(phone, -100);
    expect(phone.state.scrollOffset).toBe(0);
    wheel(phone, 1_000);
    expect(phone.state.scrollOffset).toBe(500 * 116 - 1_024);
    expect(Object.keys(phone.state.targets)).toContain('list:row:500');
    wheel(phone, Number.NaN);
    expect(phone.state.violations).toEqual(['scroll: NaN notches']);
    expect(phone.state.scrollOffset).toBe(500 * 116 - 1_024);
  });

  it('selects the row that is tapped, not one that is dragged', () => {
    const phone = openList();
    wheel(phone, 10);
    expect(phone.state.targets['list:row:15']).toEqual({ x: 0, y: 592, width: 720, height: 116 });
    phone.tap('list:row:15');
    expect(phone.state.selectedItem).toBe(15);
    drag(phone, 900, 800, 5);
    phone.touch('up', [[0, 360, 800]]);
    expect(phone.state.selectedItem).toBe(15);
  });

  it('is dragged by one finger at a time', () => {
    const phone = openList();
    phone.touch('down', [[0, 360, 900]]);
    phone.touch(
      'pointer-down',
      [
        [0, 360, 900],
        [1, 200, 600],
      ],
      1,
    );
    phone.touch('move', [
      [0, 360, 800],
      [1, 200, 300],
    ]);
    expect(phone.state.scrollOffset).toBe(100);
  });
});
