import { describe, expect, it } from 'vitest';
import { differences, PhoneDriver } from '../phone-driver.js';

describe('the sensors app', () => {
  it('shows what comes, in the card of its sensor', () => {
    const phone = new PhoneDriver();
    phone.open('sensors');
    phone.wait(500);
    const still = phone.picture();
    phone.device.apply({ type: 'location', latitude: 48.85, longitude: 2.35, timeMs: phone.now });
    phone.wait(100);
    const located = phone.picture();
    const { y = 0, height = 0 } = phone.state.targets['sensors:location'] ?? {};
    expect(differences(located, still)).toBeGreaterThan(500);
    const below = (picture: Uint8ClampedArray) =>
      picture.slice(Math.ceil(y + height + 4) * 720, 1_190 * 720);
    expect(differences(below(located), below(still))).toBe(0);
    phone.device.apply({ type: 'sensor', sensor: 'gyroscope', x: 5, y: -5, z: 1 });
    phone.wait(100);
    expect(differences(below(phone.picture()), below(still))).toBeGreaterThan(500);
    expect(phone.state).toMatchObject({
      location: { latitude: 48.85, longitude: 2.35, count: 1 },
      sensors: { gyroscope: { x: 5, y: -5, z: 1, count: 1 }, gravity: null },
    });
  });

  it('draws the way of a phone that moves about', () => {
    const phone = new PhoneDriver();
    phone.open('sensors');
    const goTo = (latitude: number, longitude: number) => {
      phone.device.apply({ type: 'location', latitude, longitude, timeMs: phone.now });
      phone.wait(100);
      return phone.picture();
    };
    goTo(48.85, 2.35);
    // The blue of the line, as bright as it is.
    const blue = (picture: Uint8ClampedArray) =>
      picture.filter((luma) => Math.abs(luma - 103) < 4).length;
    const before = blue(phone.picture());
    expect(blue(goTo(48.86, 2.36))).toBeGreaterThan(before + 100);
    expect(blue(goTo(48.86, 2.4))).toBeGreaterThan(before + 100);
    // Another continent is on the map of the world again.
    expect(blue(goTo(-33.9, 151.2))).toBeLessThan(before + 50);
    expect(phone.state.locationTrace.map(({ latitude }) => latitude)).toEqual([
      48.85, 48.86, 48.86, -33.9,
    ]);
  });
});
