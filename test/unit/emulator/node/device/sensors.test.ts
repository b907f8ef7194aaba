import { describe, expect, it } from 'vitest';
import { Sensors } from '../../../../../src/emulator/node/device/sensors.js';

const jolt = (x: number) => ({ type: 'sensor', sensor: 'acceleration', x, y: 0, z: 9.8 }) as const;

function shake(sensors: Sensors, startMs: number, count = 20): void {
  for (let step = 0; step < count; step += 1)
    sensors.sense(jolt(step % 2 ? 8 : -8), startMs + step * 10);
}

describe('the place of the phone', () => {
  it('is where it was told', () => {
    const sensors = new Sensors();
    const place = { type: 'location', latitude: -33.9, longitude: 151.2, timeMs: 7 } as const;
    expect(sensors.locate(place)).toBeUndefined();
    sensors.locate({ ...place, latitude: -90 });
    expect(sensors.location).toEqual({ latitude: -90, longitude: 151.2, timeMs: 7, count: 2 });
  });

  it.each([
    [91, 0],
    [0, -181],
    [Number.NaN, 0],
  ])('is on Earth: not at %d, %d', (latitude, longitude) => {
    const sensors = new Sensors();
    expect(sensors.locate({ type: 'location', latitude, longitude, timeMs: 0 })).toBe(
      `location: ${latitude}, ${longitude} is no place on Earth`,
    );
    expect(sensors.location).toBeNull();
  });
});

describe('the way of the phone', () => {
  it('is its last 200 places', () => {
    const sensors = new Sensors();
    for (let step = 0; step <= 500; step += 1)
      sensors.locate({ type: 'location', latitude: step / 10, longitude: 5, timeMs: 0 });
    expect(sensors.trace).toHaveLength(200);
    expect(sensors.trace.at(0)).toEqual({ latitude: 30.1, longitude: 5 });
    expect(sensors.trace.at(-1)).toEqual({ latitude: 50, longitude: 5 });
    sensors.reset();
    expect(sensors.trace).toEqual([]);
  });
});

describe('the sensors of the phone', () => {
  it('keep the last reading of each, and count', () => {
    const sensors = new Sensors();
    sensors.sense({ type: 'sensor', sensor: 'gyroscope', x: 1, y: 2, z: 3 }, 0);
    sensors.sense({ type: 'sensor', sensor: 'gyroscope', x: 4, y: 5, z: 6 }, 0);
    sensors.sense({ type: 'sensor', sensor: 'gravity', x: 0, y: 0, z: 9.8 }, 0);
    expect(sensors.readings).toEqual({
      gyroscope: { x: 4, y: 5, z: 6, count: 2 },
      gravity: { x: 0, y: 0, z: 9.8, count: 1 },
      acceleration: null,
    });
    expect(sensors.changes).toBe(3);
  });

  it('refuse what is no number', () => {
    const sensors = new Sensors();
    const wrong = { type: 'sensor', sensor: 'gravity', x: Number.NaN, y: 0, z: 0 } as const;
    expect(sensors.sense(wrong, 0)).toBe('sensor: gravity reads NaN, 0, 0');
    expect(sensors.readings.gravity).toBeNull();
  });

  it('feel a series of jolts as one shake, and the next one after a rest', () => {
    const sensors = new Sensors();
    shake(sensors, 1_000, 150);
    expect(sensors.shakeCount).toBe(1);
    shake(sensors, 3_500);
    expect(sensors.shakeCount).toBe(2);
  });

  it('feel no shake at rest, nor in a few jolts, nor in slow ones', () => {
    const sensors = new Sensors();
    for (let step = 0; step < 50; step += 1) sensors.sense(jolt(0), step * 10);
    shake(sensors, 1_000, 4);
    for (let step = 0; step < 20; step += 1)
      sensors.sense(jolt(step % 2 ? 8 : -8), 5_000 + step * 400);
    expect(sensors.shakeCount).toBe(0);
  });
});
