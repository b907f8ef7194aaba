import { describe, expect, it } from 'vitest';
import { differences, PhoneDriver } from '../phone-driver.js';

function openPaint(): PhoneDriver {
  const phone = new PhoneDriver();
  phone.open('paint');
  phone.wait(1_000);
  return phone;
}

/** Luma of one px of the picture. */
function lumaAt(phone: PhoneDriver, x: number, y: number): number | undefined {
  const { width } = phone.device.display();
  return phone.picture()[y * width + x];
}

describe('paint', () => {
  it('keeps a stroke per finger, with its id, colour, points and pressure', () => {
    const phone = openPaint();
    phone.touch('down', [[0, 100, 400, 0.5]]);
    phone.touch(
      'pointer-down',
      [
        [0, 100, 400, 0.5],
        [1, 500, 700, 1],
      ],
      1,
    );
    phone.touch('move', [
      [0, 150, 450, 0.6],
      [1, 500, 700, 1],
    ]);
    phone.touch(
      'pointer-up',
      [
        [0, 150, 450, 0.6],
        [1, 500, 700, 1],
      ],
      0,
    );
    phone.touch('move', [[1, 520, 710, 0.9]]);
    phone.touch('up', [[1, 520, 710, 0.9]]);
    expect(phone.state.violations).toEqual([]);
    expect(phone.state.strokes).toEqual([
      {
        pointerId: 0,
        colour: '#4a5be0',
        points: [
          { x: 100, y: 400, pressure: 0.5 },
          { x: 150, y: 450, pressure: 0.6 },
        ],
      },
      {
        pointerId: 1,
        colour: '#e8593a',
        points: [
          { x: 500, y: 700, pressure: 1 },
          { x: 520, y: 710, pressure: 0.9 },
        ],
      },
    ]);
  });

  it('draws connected lines, thicker under pressure', () => {
    const phone = openPaint();
    const white = lumaAt(phone, 300, 600);
    expect(white).toBe(235);
    phone.touch('down', [[0, 200, 600, 1]]);
    phone.touch('move', [[0, 400, 600, 1]]);
    phone.touch('up', [[0, 400, 600, 1]]);
    phone.touch('down', [[0, 200, 800, 0]]);
    phone.touch('move', [[0, 400, 800, 0]]);
    phone.touch('up', [[0, 400, 800, 0]]);
    const picture = phone.picture();
    const isInked = (x: number, y: number): boolean => (picture[y * 720 + x] ?? 0) < 150;
    for (let x = 200; x <= 400; x += 1) expect(isInked(x, 600)).toBe(true);
    const thickness = (y: number): number =>
      Array.from({ length: 40 }, (_, dy) => isInked(300, y - 20 + dy)).filter(Boolean).length;
    expect(thickness(600)).toBe(18);
    expect(thickness(800)).toBe(4);
  });

  it('shows each finger with its id while it is down', () => {
    const phone = openPaint();
    phone.touch('down', [[2, 300, 700]]);
    const down = phone.picture();
    phone.touch('up', [[2, 300, 700]]);
    phone.wait(1_000);
    expect(differences(down, phone.picture())).toBeGreaterThan(1_000);
  });

  it('keeps the drawing in another app and clears it with its button', () => {
    const phone = openPaint();
    phone.touch('down', [[0, 200, 600]]);
    phone.touch('up', [[0, 200, 600]]);
    phone.open('clock');
    phone.open('paint');
    expect(lumaAt(phone, 200, 600)).toBeLessThan(150);
    phone.tap('paint:clear');
    expect(phone.state.strokes).toEqual([]);
    expect(lumaAt(phone, 200, 600)).toBe(235);
  });

  it('draws on its sheet only', () => {
    const phone = openPaint();
    expect(phone.state.targets['paint:canvas']).toEqual({
      x: 16,
      y: 168,
      width: 688,
      height: 1016,
    });
    phone.touch('down', [[0, 200, 120]]);
    phone.touch('move', [[0, 200, 600]]);
    phone.touch('up', [[0, 200, 600]]);
    expect(phone.state.strokes).toEqual([]);
  });
});
