/**
 * Where a phone's picture is shown, and back: client px ↔ view px ↔ video px ↔ device px.
 *
 * All spaces have their origin at the top left, x to the right and y down, and are continuous: the centre
 * of the first pixel is (0.5, 0.5). Client px are those of `MouseEvent.clientX`; view px those of the box that
 * shows the picture, before any CSS transform. The device pixel ratio plays no part: the picture is placed by a
 * transform, which the browser does not round to whole screen pixels.
 */

export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A position with the size that it was measured on, so that a stale one can still be scaled. */
export interface SizedPoint extends Point, Size {}

/** Clockwise degrees by which the picture is shown turned. */
export type Rotation = 0 | 90 | 180 | 270;

/** As CSS `object-fit`: the whole picture, a filled box with the picture cropped, or a stretched one. */
export type Fit = 'contain' | 'cover' | 'fill';

/** `x' = a·x + c·y + e`, `y' = b·x + d·y + f`; the order of CSS `matrix()`. */
export interface Affine {
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly d: number;
  readonly e: number;
  readonly f: number;
}

export function apply(m: Affine, { x, y }: Point): Point {
  return { x: m.a * x + m.c * y + m.e, y: m.b * x + m.d * y + m.f };
}

/** First `inner`, then `outer`. */
export function multiply(outer: Affine, inner: Affine): Affine {
  return {
    a: outer.a * inner.a + outer.c * inner.b,
    b: outer.b * inner.a + outer.d * inner.b,
    c: outer.a * inner.c + outer.c * inner.d,
    d: outer.b * inner.c + outer.d * inner.d,
    e: outer.a * inner.e + outer.c * inner.f + outer.e,
    f: outer.b * inner.e + outer.d * inner.f + outer.f,
  };
}

/** Undefined when `m` flattens the plane (a box without area), so that nothing can be told from its image. */
export function invert({ a, b, c, d, e, f }: Affine): Affine | undefined {
  const determinant = a * d - b * c;
  const scale = 1 / determinant;
  // Far below one physical pixel; also catches NaN.
  if (!(Math.abs(determinant) > 1e-12)) return undefined;
  return {
    a: d * scale,
    b: -b * scale,
    c: -c * scale,
    d: a * scale,
    e: (c * f - d * e) * scale,
    f: (b * e - a * f) * scale,
  };
}

/** The transform that takes a box of `size` to where three of its corners were seen. */
export function affineFromCorners(
  size: Size,
  origin: Point,
  topRight: Point,
  bottomLeft: Point,
): Affine {
  return {
    a: (topRight.x - origin.x) / size.width,
    b: (topRight.y - origin.y) / size.width,
    c: (bottomLeft.x - origin.x) / size.height,
    d: (bottomLeft.y - origin.y) / size.height,
    e: origin.x,
    f: origin.y,
  };
}

/** How a picture lies in its box. */
export interface Placement {
  /** The picture's size before it is turned, in video px. */
  readonly video: Size;
  /** The box, in view px. */
  readonly container: Size;
  /** Video px to view px. */
  readonly toContainer: Affine;
  /** View px to video px. */
  readonly toVideo: Affine;
}

/** Centres the turned picture in the container. Undefined while either of them has no area. */
export function placeVideo(options: {
  readonly container: Size;
  readonly video: Size;
  readonly rotation: Rotation;
  readonly fit: Fit;
}): Placement | undefined {
  const { container, video, rotation, fit } = options;
  const isSideways = rotation % 180 !== 0;
  let scaleX = container.width / (isSideways ? video.height : video.width);
  let scaleY = container.height / (isSideways ? video.width : video.height);
  // Neither a box nor a picture without area; NaN neither.
  if (!(scaleX * scaleY > 0 && scaleX * scaleY < Infinity)) return undefined;
  if (fit !== 'fill') scaleX = scaleY = Math[fit === 'cover' ? 'max' : 'min'](scaleX, scaleY);
  // Exact, where Math.cos(Math.PI / 2) is not.
  const cosine = isSideways ? 0 : 1 - rotation / 90;
  const sine = isSideways ? 2 - rotation / 90 : 0;
  const a = scaleX * cosine;
  const b = scaleY * sine;
  const c = -scaleX * sine;
  const d = scaleY * cosine;
  const toContainer = {
    a,
    b,
    c,
    d,
    e: (container.width - a * video.width - c * video.height) / 2,
    f: (container.height - b * video.width - d * video.height) / 2,
  };
  const toVideo = invert(toContainer);
  return toVideo && { video, container, toContainer, toVideo };
}

/** View px to video px; outside the picture too. */
export function toVideoPoint(placement: Placement, point: Point): SizedPoint {
  return { ...apply(placement.toVideo, point), ...placement.video };
}

/** A position on the picture, measured on any size, to view px. */
export function toContainerPoint(placement: Placement, point: SizedPoint): SizedPoint {
  return {
    ...apply(placement.toContainer, rescale(point, placement.video)),
    ...placement.container,
  };
}

/** The same place on the same picture at another resolution. */
export function rescale(point: SizedPoint, size: Size): SizedPoint {
  return {
    x: (point.x * size.width) / point.width,
    y: (point.y * size.height) / point.height,
    width: size.width,
    height: size.height,
  };
}

/** Browsers lay out in 1/64 px, so an edge may be that much off where it was computed. */
const edgeTolerance = 1 / 64;

/** True on the picture, its edges included. */
export function isInside({ x, y, width, height }: SizedPoint): boolean {
  return (
    x >= -edgeTolerance &&
    y >= -edgeTolerance &&
    x <= width + edgeTolerance &&
    y <= height + edgeTolerance
  );
}

/**
 * One coordinate, moved into the picture. The greatest is the last pixel's index and not the picture's length,
 * so that a phone that rounds still finds it on its screen.
 */
export function clampToPixels(value: number, length: number): number {
  return Math.max(0, Math.min(value, length - 1));
}

/** The nearest position on the picture. */
export function clampToPicture({ x, y, width, height }: SizedPoint): SizedPoint {
  return { x: clampToPixels(x, width), y: clampToPixels(y, height), width, height };
}

/**
 * The coordinate space of touches: the phone's own screen, unless its orientation is not that of the picture
 * on show; then it is about to turn or has just turned, and what the user aims at is the picture.
 */
export function touchSpace(video: Size, display: Size | undefined): Size {
  return display && display.width > display.height === video.width > video.height ? display : video;
}
