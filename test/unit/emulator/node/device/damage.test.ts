import { describe, expect, it } from 'vitest';
import { Damage } from '../../../../../src/emulator/node/device/damage.js';
import { rect } from '../../../../../src/emulator/node/device/rect.js';

const whole = rect(0, 16, 720, 1264);

describe('the damaged parts of a picture', () => {
  it('are widened to even px and cut at the edges', () => {
    const damage = new Damage(whole);
    damage.add(rect(11, 21.5, 3, 2));
    damage.add(rect(-50, 1270, 100, 100));
    expect(damage.take()).toEqual([rect(10, 20, 4, 4), rect(0, 1270, 50, 10)]);
  });

  it('are joined when they touch or are close, and kept apart when they are far', () => {
    const damage = new Damage(whole);
    damage.add(rect(100, 100, 40, 40));
    damage.add(rect(120, 120, 40, 40));
    damage.add(rect(400, 900, 40, 40));
    expect(damage.take()).toEqual([rect(100, 100, 60, 60), rect(400, 900, 40, 40)]);
  });

  it('are never more than twelve', () => {
    const damage = new Damage(whole);
    for (let index = 0; index < 40; index += 1)
      damage.add(rect((index % 4) * 180, Math.floor(index / 4) * 120 + 16, 2, 2));
    const parts = damage.take();
    expect(parts.length).toBeLessThanOrEqual(12);
    for (let index = 0; index < 40; index += 1) {
      const x = (index % 4) * 180;
      const y = Math.floor(index / 4) * 120 + 16;
      expect(
        parts.some(
          (part) =>
            x >= part.x && x < part.x + part.width && y >= part.y && y < part.y + part.height,
        ),
      ).toBe(true);
    }
  });

  it('are gone when they were taken', () => {
    const damage = new Damage(whole);
    expect(damage.isEmpty).toBe(true);
    damage.add(rect(100, 100, 2, 2));
    expect(damage.isEmpty).toBe(false);
    damage.take();
    expect(damage.isEmpty).toBe(true);
  });

  it('lie outside of the picture when there is nothing to do', () => {
    const damage = new Damage(whole);
    damage.add(rect(0, 0, 720, 16));
    damage.add(rect(720, 100, 50, 50));
    expect(damage.isEmpty).toBe(true);
  });

  it('follow what is moved before it was drawn', () => {
    const damage = new Damage(whole);
    damage.add(rect(100, 300, 20, 20));
    damage.moveWithin(rect(0, 200, 720, 400), -280);
    damage.moveWithin(rect(0, 200, 720, 400), -60);
    // Its old place, and where the second move took it; the first move took it out of the region.
    expect(damage.take()).toEqual([rect(100, 240, 20, 80)]);
  });
});
