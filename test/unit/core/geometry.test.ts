import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  affineFromCorners,
  apply,
  clampToPicture,
  type Fit,
  invert,
  isInside,
  multiply,
  type Placement,
  placeVideo,
  type Rotation,
  rescale,
  type Size,
  toContainerPoint,
  touchSpace,
  toVideoPoint,
} from '../../../src/core/geometry.js';

const portrait: Size = { width: 360, height: 640 };
const landscape: Size = { width: 640, height: 360 };

function place(video: Size, container: Size, rotation: Rotation = 0, fit: Fit = 'contain') {
  const placement = placeVideo({ container, video, rotation, fit });
  if (!placement) throw new Error('nothing was placed');
  return placement;
}

/** The picture's bounding box in the container: [left, top, width, height]. */
function pictureBox({ toContainer, video }: Placement) {
  const a = apply(toContainer, { x: 0, y: 0 });
  const b = apply(toContainer, { x: video.width, y: video.height });
  return [Math.min(a.x, b.x), Math.min(a.y, b.y), Math.abs(a.x - b.x), Math.abs(a.y - b.y)];
}

describe('taps on a picture that fills its box', () => {
  it.each<[string, Size, Size, Rotation, number[], number[]]>([
    ['portrait upright', portrait, portrait, 0, [100, 50], [100, 50]],
    ['landscape upright', landscape, landscape, 0, [100, 50], [100, 50]],
    ['portrait turned counter-clockwise', portrait, landscape, 270, [100, 50], [310, 100]],
    ['landscape turned clockwise', landscape, portrait, 90, [100, 50], [50, 260]],
    ['portrait turned clockwise', portrait, landscape, 90, [100, 50], [50, 540]],
    ['landscape turned counter-clockwise', landscape, portrait, 270, [100, 50], [590, 100]],
    ['portrait upside down', portrait, portrait, 180, [100, 50], [260, 590]],
    ['landscape upside down', landscape, landscape, 180, [100, 50], [540, 310]],
  ])('%s', (_name, video, box, rotation, [dx = 0, dy = 0], [x = 0, y = 0]) => {
    const point = toVideoPoint(place(video, box, rotation), { x: dx, y: dy });
    expect(point.x).toBeCloseTo(x, 9);
    expect(point.y).toBeCloseTo(y, 9);
    expect([point.width, point.height]).toEqual([video.width, video.height]);
  });
});

describe('placing', () => {
  it.each<[Fit, Rotation, number[]]>([
    ['contain', 0, [180, 0, 240, 400]],
    ['cover', 0, [0, -300, 600, 1000]],
    ['fill', 0, [0, 0, 600, 400]],
    ['contain', 180, [180, 0, 240, 400]],
    ['contain', 90, [0, 20, 600, 360]],
    ['cover', 90, [-100 / 3, 0, 2000 / 3, 400]],
    ['fill', 270, [0, 0, 600, 400]],
  ])('%s at %i degrees', (fit, rotation, box) => {
    const seen = pictureBox(
      place({ width: 300, height: 500 }, { width: 600, height: 400 }, rotation, fit),
    );
    for (const [index, value] of box.entries()) expect(seen[index]).toBeCloseTo(value, 9);
  });

  it('gives the browser an exact matrix', () => {
    expect(place(portrait, landscape, 270).toContainer).toEqual({
      a: 0,
      b: -1,
      c: 1,
      d: 0,
      e: 0,
      f: 360,
    });
    expect(place(landscape, { width: 400, height: 400 }).toContainer).toEqual({
      a: 0.625,
      b: 0,
      c: -0,
      d: 0.625,
      e: 0,
      f: 87.5,
    });
  });

  it.each<[Size, Size]>([
    [portrait, { width: 0, height: 100 }],
    [portrait, { width: 100, height: 0 }],
    [{ width: 0, height: 0 }, portrait],
  ])('places nothing without an area', (video, container) => {
    for (const fit of ['contain', 'cover', 'fill'] as const)
      expect(placeVideo({ container, video, rotation: 90, fit })).toBeUndefined();
  });
});

describe('positions', () => {
  it('scale with the size that they were measured on', () => {
    expect(rescale({ x: 90, y: 160, ...portrait }, { width: 720, height: 1280 })).toEqual({
      x: 180,
      y: 320,
      width: 720,
      height: 1280,
    });
    const placement = place(portrait, { width: 720, height: 1280 });
    expect(toContainerPoint(placement, { x: 540, y: 960, width: 1080, height: 1920 })).toEqual({
      x: 360,
      y: 640,
      width: 720,
      height: 1280,
    });
  });

  it.each([
    [0, 0, true],
    [360, 640, true],
    [-0.01, 640.01, true],
    [-0.1, 10, false],
    [10, -0.1, false],
    [360.1, 10, false],
    [10, 640.1, false],
  ])('(%d, %d) on the picture: %s', (x, y, isOn) => {
    expect(isInside({ x, y, ...portrait })).toBe(isOn);
  });

  it.each([
    [-5, -0.001, 0, 0],
    [359.9, 640, 359, 639],
    [1e9, 12.25, 359, 12.25],
    [12.25, 1e9, 12.25, 639],
  ])('(%d, %d) is clamped to (%d, %d)', (x, y, toX, toY) => {
    expect(clampToPicture({ x, y, ...portrait })).toEqual({ x: toX, y: toY, ...portrait });
  });

  it.each<[string, Size, Size | undefined, Size]>([
    [
      'the screen, when the picture is smaller',
      portrait,
      { width: 720, height: 1280 },
      { width: 720, height: 1280 },
    ],
    ['the picture, when nothing else is known', portrait, undefined, portrait],
    [
      'the picture, while the screen has already turned',
      portrait,
      { width: 1280, height: 720 },
      portrait,
    ],
    [
      'the picture, while the screen has not turned yet',
      landscape,
      { width: 720, height: 1280 },
      landscape,
    ],
  ])('are in the space of %s', (_name, video, display, space) => {
    expect(touchSpace(video, display)).toEqual(space);
  });
});

describe('transforms', () => {
  it('of a box are found from three corners', () => {
    // 200 x 100, turned by 90 degrees clockwise about its top left corner, doubled, moved by (30, 40).
    const found = affineFromCorners(
      { width: 200, height: 100 },
      { x: 30, y: 40 },
      { x: 30, y: 440 },
      { x: -170, y: 40 },
    );
    expect(found).toEqual({ a: 0, b: 2, c: -2, d: 0, e: 30, f: 40 });
    expect(apply(found, { x: 200, y: 100 })).toEqual({ x: -170, y: 440 });
  });

  it('are applied the inner one first', () => {
    const double = { a: 2, b: 0, c: 0, d: 2, e: 0, f: 0 };
    const shift = { a: 1, b: 0, c: 0, d: 1, e: 5, f: 7 };
    expect(apply(multiply(double, shift), { x: 1, y: 1 })).toEqual({ x: 12, y: 16 });
    expect(apply(multiply(shift, double), { x: 1, y: 1 })).toEqual({ x: 7, y: 9 });
  });

  it('without an area have no inverse', () => {
    expect(invert({ a: 1, b: 2, c: 2, d: 4, e: 0, f: 0 })).toBeUndefined();
    expect(invert({ a: Number.NaN, b: 0, c: 0, d: 1, e: 0, f: 0 })).toBeUndefined();
  });
});

const lengths = fc.double({ min: 16, max: 4096, noNaN: true });
const sizes = fc.record({ width: lengths, height: lengths });
const pixels = fc.record({
  width: fc.integer({ min: 16, max: 4096 }),
  height: fc.integer({ min: 16, max: 4096 }),
});
const rotations = fc.constantFrom<Rotation>(0, 90, 180, 270);
const fits = fc.constantFrom<Fit>('contain', 'cover', 'fill');
const fractions = fc.record({
  x: fc.double({ min: 0, max: 1, noNaN: true }),
  y: fc.double({ min: 0, max: 1, noNaN: true }),
});
/** Turned, scaled, skewed, mirrored and moved, as CSS transforms of ancestors do. */
const affines = fc
  .record({
    turn: fc.double({ min: -Math.PI, max: Math.PI, noNaN: true }),
    skew: fc.double({ min: -1, max: 1, noNaN: true }),
    scaleX: fc.double({ min: 0.1, max: 4, noNaN: true }),
    scaleY: fc.double({ min: 0.1, max: 4, noNaN: true }),
    isMirrored: fc.boolean(),
    e: fc.double({ min: -1e4, max: 1e4, noNaN: true }),
    f: fc.double({ min: -1e4, max: 1e4, noNaN: true }),
  })
  .map(({ turn, skew, scaleX, scaleY, isMirrored, e, f }) => {
    const cosine = Math.cos(turn);
    const sine = Math.sin(turn);
    const flip = isMirrored ? -1 : 1;
    return multiply(
      { a: cosine, b: sine, c: -sine, d: cosine, e, f },
      { a: scaleX * flip, b: 0, c: scaleX * flip * skew, d: scaleY, e: 0, f: 0 },
    );
  });

describe('there and back', () => {
  it('through any fit, rotation, size and transform is the same place within half a device px', () => {
    fc.assert(
      fc.property(
        fc.record({
          container: sizes,
          video: pixels,
          display: pixels,
          rotation: rotations,
          fit: fits,
        }),
        affines,
        fractions,
        ({ container, video, display, rotation, fit }, transform, at) => {
          const placement = placeVideo({ container, video, rotation, fit });
          const device = { x: at.x * display.width, y: at.y * display.height, ...display };
          expect(placement).toBeDefined();
          if (!placement) return;
          const client = apply(transform, toContainerPoint(placement, device));
          // As a view finds it: three corners seen on the page, nothing else.
          const seen = affineFromCorners(
            container,
            apply(transform, { x: 0, y: 0 }),
            apply(transform, { x: container.width, y: 0 }),
            apply(transform, { x: 0, y: container.height }),
          );
          const inverse = invert(seen);
          expect(inverse).toBeDefined();
          if (!inverse) return;
          const back = rescale(toVideoPoint(placement, apply(inverse, client)), display);
          expect(Math.abs(back.x - device.x)).toBeLessThan(0.5);
          expect(Math.abs(back.y - device.y)).toBeLessThan(0.5);
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('through a pointer that knows only whole screen pixels is off by half a screen pixel at most', () => {
    fc.assert(
      fc.property(
        fc.record({ container: sizes, video: pixels, rotation: rotations, fit: fits }),
        fc.constantFrom(1, 1.25, 1.5, 2, 2.625, 3),
        fractions,
        (options, devicePixelRatio, at) => {
          const placement = placeVideo(options);
          if (!placement) throw new Error('nothing was placed');
          const { video, toContainer } = placement;
          const point = { x: at.x * video.width, y: at.y * video.height, ...video };
          const exact = toContainerPoint(placement, point);
          const snap = (value: number) => Math.round(value * devicePixelRatio) / devicePixelRatio;
          const back = toVideoPoint(placement, { x: snap(exact.x), y: snap(exact.y) });
          // One of each pair is 0: quarter turns keep the axes.
          const scaleX = Math.abs(toContainer.a + toContainer.b);
          const scaleY = Math.abs(toContainer.c + toContainer.d);
          const half = 0.5 / devicePixelRatio + 1e-6;
          expect(Math.abs(back.x - point.x) * scaleX).toBeLessThan(half);
          expect(Math.abs(back.y - point.y) * scaleY).toBeLessThan(half);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('takes the corners of a filled box to the corners of the picture', () => {
    fc.assert(
      fc.property(sizes, pixels, rotations, (container, video, rotation) => {
        const placement = place(video, container, rotation, 'fill');
        // Clockwise from the top left of the box; each quarter turn starts one corner earlier on the picture.
        const boxCorners = [
          [0, 0],
          [container.width, 0],
          [container.width, container.height],
          [0, container.height],
        ] as const;
        const videoCorners = [
          [0, 0],
          [video.width, 0],
          [video.width, video.height],
          [0, video.height],
        ] as const;
        for (const [index, [x, y]] of boxCorners.entries()) {
          const [cornerX = 0, cornerY = 0] = videoCorners[(index + 4 - rotation / 90) % 4] ?? [];
          const corner = toVideoPoint(placement, { x, y });
          expect(corner.x).toBeCloseTo(cornerX, 6);
          expect(corner.y).toBeCloseTo(cornerY, 6);
        }
      }),
    );
  });

  it('keeps the shape of the picture, centres it, and fits it as asked', () => {
    fc.assert(
      fc.property(
        sizes,
        pixels,
        rotations,
        fc.constantFrom<Fit>('contain', 'cover'),
        (container, video, rotation, fit) => {
          const [left = 0, top = 0, width = 0, height = 0] = pictureBox(
            place(video, container, rotation, fit),
          );
          const isSideways = rotation === 90 || rotation === 270;
          const aspect = isSideways ? video.height / video.width : video.width / video.height;
          expect(width / height / aspect).toBeCloseTo(1, 6);
          expect(left + width / 2).toBeCloseTo(container.width / 2, 6);
          expect(top + height / 2).toBeCloseTo(container.height / 2, 6);
          const spare = [container.width - width, container.height - height];
          if (fit === 'contain') expect(Math.min(...spare)).toBeCloseTo(0, 6);
          else expect(Math.max(...spare)).toBeCloseTo(0, 6);
        },
      ),
    );
  });
});
