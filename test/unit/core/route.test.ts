import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  createRoute,
  distanceInMeters,
  type Place,
  placeBetween,
} from '../../../src/core/route.js';

const london = { latitude: 51.5007, longitude: -0.1246 };
const newYork = { latitude: 40.6892, longitude: -74.0445 };

const places = fc.record({
  latitude: fc.double({ min: -89, max: 89, noNaN: true }),
  longitude: fc.double({ min: -179, max: 179, noNaN: true }),
});

describe('a great circle', () => {
  it('is as long as it is', () => {
    expect(distanceInMeters(london, newYork) / 1000).toBeCloseTo(5574.8, 0);
    expect(distanceInMeters({ latitude: 0, longitude: 179.5 }, { latitude: 0, longitude: -179.5 }))
      // A degree of the equator, across the date line.
      .toBeCloseTo(111_195, 0);
    expect(distanceInMeters(london, london)).toBe(0);
  });

  it('leads across the date line and not around the world', () => {
    const middle = placeBetween(
      { latitude: 10, longitude: 179 },
      { latitude: 10, longitude: -179 },
      0.75,
    );
    expect(middle.longitude).toBeCloseTo(-179.5, 3);
  });

  it('leads north over the Atlantic', () => {
    const { latitude, longitude } = placeBetween(london, newYork, 0.5);
    expect(latitude).toBeCloseTo(52.37, 1);
    expect(longitude).toBeCloseTo(-41.29, 1);
  });

  it('is divided as it is asked for, and never leaves the Earth', () => {
    fc.assert(
      fc.property(places, places, fc.double({ min: 0, max: 1, noNaN: true }), (from, to, share) => {
        const whole = distanceInMeters(from, to);
        // No arc is the shortest between opposite places.
        fc.pre(whole < 19_900_000);
        const between = placeBetween(from, to, share);
        expect(Math.abs(between.latitude)).toBeLessThanOrEqual(90);
        expect(Math.abs(between.longitude)).toBeLessThanOrEqual(180);
        expect(Math.abs(distanceInMeters(from, between) - share * whole)).toBeLessThan(1);
        expect(Math.abs(distanceInMeters(between, to) - (1 - share) * whole)).toBeLessThan(1);
      }),
    );
  });
});

describe('a route', () => {
  const points = [
    { latitude: 0, longitude: 0, timeMs: 1_000_000 },
    { latitude: 0, longitude: 1, timeMs: 1_010_000 },
    { latitude: 0, longitude: 1, timeMs: 1_020_000 },
    { latitude: 1, longitude: 1, timeMs: 1_040_000 },
  ];

  it('has the timetable of its points', () => {
    const route = createRoute(points, undefined);
    expect(route.durationMs).toBe(40_000);
    expect(route.meters).toBeCloseTo(2 * 111_195, -1);
    const at = (elapsedMs: number) => {
      const { latitude, longitude } = route.at(elapsedMs);
      return [latitude, longitude].map((value) => Math.round(value * 1000) / 1000 + 0);
    };
    expect(at(-5)).toEqual([0, 0]);
    expect(at(0)).toEqual([0, 0]);
    expect(at(2500)).toEqual([0, 0.25]);
    expect(at(15_000)).toEqual([0, 1]);
    expect(at(30_000)).toEqual([0.5, 1]);
    expect(at(40_000)).toEqual([1, 1]);
    expect(at(99_000)).toEqual([1, 1]);
  });

  it('has one of its own by a speed, whatever its points say', () => {
    const route = createRoute(points, 111_195);
    expect(route.durationMs / 1000).toBeCloseTo(2, 3);
    expect(route.at(500).longitude).toBeCloseTo(0.5, 3);
    expect(route.at(1500).latitude).toBeCloseTo(0.5, 3);
  });

  it('may stand still', () => {
    const route = createRoute([london, london], 1);
    expect(route.durationMs).toBe(0);
    expect(route.at(0)).toEqual(london);
  });

  it('makes no leap at a steady speed', () => {
    fc.assert(
      fc.property(fc.array(places, { minLength: 2, maxLength: 8 }), (list) => {
        const route = createRoute(list, 1000);
        fc.pre(
          list.every((place, i) => distanceInMeters(place, list[i + 1] ?? place) < 19_900_000),
        );
        let last: Place | undefined;
        for (let step = 0; step <= 20; step += 1) {
          const here = route.at((route.durationMs * step) / 20);
          // Metres per ms, with some room for the arithmetic.
          if (last)
            expect(distanceInMeters(last, here)).toBeLessThanOrEqual(route.durationMs / 20 + 1);
          last = here;
        }
      }),
    );
  });
});
