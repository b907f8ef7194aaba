import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  atRest,
  createMotionReader,
  type MotionSample,
  type MotionVector,
  turn,
} from '../../../src/core/device-motion.js';

const nothing: MotionSample = {
  acceleration: null,
  accelerationIncludingGravity: null,
  rotationRate: null,
};
const still = { x: 0, y: 0, z: 0 };
const usual = { isInverted: false, includesGravity: true };

const vectors = fc.record({
  x: fc.integer({ min: -1000, max: 1000 }),
  y: fc.integer({ min: -1000, max: 1000 }),
  z: fc.integer({ min: -1000, max: 1000 }),
});

describe('a device’s movements', () => {
  // How the specification, Chromium and Android tell a device that lies, stands or leans.
  it.each([
    ['on its back', { x: 0, y: 0, z: 9.8 }],
    ['on its face', { x: 0, y: 0, z: -9.8 }],
    ['upright', { x: 0, y: 9.8, z: 0 }],
    ['on its left side', { x: 9.8, y: 0, z: 0 }],
  ])('are Android’s for one that lies or stands %s', (_name, gravity) => {
    const sample = { ...nothing, acceleration: still, accelerationIncludingGravity: gravity };
    expect(createMotionReader(usual).read(sample, 0, 0)).toEqual({
      gravity,
      acceleration: gravity,
    });
  });

  it('are turned over where the browser tells them as iPhones do, but for rotations', () => {
    const reader = createMotionReader({ ...usual, isInverted: true });
    const readings = reader.read(
      {
        // Lies on its back and is pushed to the right: CoreMotion's signs are the other way round for both.
        acceleration: { x: -2, y: 0, z: 0 },
        accelerationIncludingGravity: { x: -2, y: 0, z: -9.8 },
        rotationRate: { alpha: 90, beta: 0, gamma: 0 },
      },
      0,
      0,
    );
    expect(readings).toEqual({
      gyroscope: { x: 1.5708, y: 0, z: 0 },
      gravity: { x: 0, y: 0, z: 9.8 },
      acceleration: { x: 2, y: 0, z: 9.8 },
    });
  });

  it('turn around x by alpha, around y by beta and around z by gamma, in radians', () => {
    const rotationRate = { alpha: 90, beta: -45, gamma: 360 };
    expect(createMotionReader(usual).read({ ...nothing, rotationRate }, 0, 0)).toEqual({
      gyroscope: { x: 1.5708, y: -0.7854, z: 6.2832 },
    });
  });

  it('have no gravity in their acceleration where the phone’s has none', () => {
    const reader = createMotionReader({ ...usual, includesGravity: false });
    const sample = {
      ...nothing,
      acceleration: { x: 1, y: 2, z: 3 },
      accelerationIncludingGravity: { x: 1, y: 2, z: 12.8 },
    };
    expect(reader.read(sample, 0, 0)).toEqual({
      gravity: { x: 0, y: 0, z: 9.8 },
      acceleration: { x: 1, y: 2, z: 3 },
    });
  });

  it('have a gravity that follows slowly where the browser tells only the sum', () => {
    const reader = createMotionReader({ ...usual, includesGravity: false });
    const read = (x: number, atMs: number) =>
      reader.read({ ...nothing, accelerationIncludingGravity: { x, y: 0, z: 9 } }, 0, atMs);
    expect(read(0, 0)).toEqual({ gravity: { x: 0, y: 0, z: 9 }, acceleration: still });
    // A jolt is movement first …
    expect(read(10, 50)).toEqual({
      gravity: { x: 1.6667, y: 0, z: 9 },
      acceleration: { x: 8.3333, y: 0, z: 0 },
    });
    // … and becomes gravity when it stays.
    for (let atMs = 100; atMs < 2000; atMs += 50) read(10, atMs);
    expect(read(10, 2000)?.gravity?.x).toBeCloseTo(10, 1);
    // After a gap nothing is left of it.
    expect(read(-10, 4000)?.gravity).toEqual({ x: -10, y: 0, z: 9 });
  });

  it('are none where the browser has no value', () => {
    const none = { x: null, y: null, z: null };
    const reader = createMotionReader(usual);
    expect(reader.read(nothing, 0, 0)).toBeUndefined();
    expect(
      reader.read(
        {
          acceleration: none,
          accelerationIncludingGravity: { ...none, x: Number.NaN },
          rotationRate: { alpha: null, beta: null, gamma: null },
        },
        0,
        0,
      ),
    ).toBeUndefined();
  });

  it('end at rest: no rotation, no movement, but the same side up', () => {
    const readings = {
      gyroscope: { x: 1, y: 1, z: 1 },
      gravity: { x: 0, y: 9.8, z: 0 },
      acceleration: { x: 5, y: 9.8, z: 0 },
    };
    const { gravity } = readings;
    expect(atRest(readings, true)).toEqual({ gyroscope: still, acceleration: gravity });
    expect(atRest(readings, false)).toEqual({ gyroscope: still, acceleration: still });
  });
});

describe('a turn of the screen', () => {
  // Held upright with the screen turned: up is another side of the device (Android, `Surface.ROTATION_90`).
  it.each<[number, MotionVector]>([
    [0, { x: 1, y: 2, z: 3 }],
    [90, { x: -2, y: 1, z: 3 }],
    [180, { x: -1, y: -2, z: 3 }],
    [270, { x: 2, y: -1, z: 3 }],
    [-90, { x: 2, y: -1, z: 3 }],
    [450, { x: -2, y: 1, z: 3 }],
  ])('by %i° turns the axes', (degrees, expected) => {
    expect(turn({ x: 1, y: 2, z: 3 }, degrees)).toEqual(expected);
  });

  it('keeps lengths and may be taken back', () => {
    fc.assert(
      fc.property(vectors, fc.constantFrom(0, 90, 180, 270), (vector, degrees) => {
        const turned = turn(vector, degrees);
        expect(Math.hypot(turned.x, turned.y, turned.z)).toBeCloseTo(
          Math.hypot(vector.x, vector.y, vector.z),
        );
        expect(turn(turned, -degrees)).toEqual(vector);
      }),
    );
  });

  it('puts up where it is, however the device and its screen are turned together', () => {
    // A device on its left side has x up; its screen is turned by 90 then, and shows the picture upright.
    const sample = {
      ...nothing,
      acceleration: still,
      accelerationIncludingGravity: { x: 9.8, y: 0, z: 0 },
    };
    expect(createMotionReader(usual).read(sample, 90, 0)?.gravity).toEqual({ x: 0, y: 9.8, z: 0 });
  });
});
