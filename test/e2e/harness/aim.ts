/**
 * Where a place of the phone is shown on the page, worked out from what the test itself asked for: the box,
 * its CSS transform, the view's rotation. Shares nothing with the library's geometry, which it judges.
 */

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Shown {
  /** The box of the view before its CSS transform, in client px. */
  readonly box: Size & Point;
  /** Of the box around its centre: first scaled, then turned clockwise. */
  readonly css?: { readonly degrees: number; readonly scale: number };
  /** Clockwise degrees of the view's own rotation. */
  readonly rotation?: number;
  /** Whether the box is filled, with the picture cropped; `contain` otherwise. */
  readonly fit?: 'contain' | 'cover';
  /** The phone's screen, in device px. */
  readonly screen: Size;
}

function turned({ x, y }: Point, degrees: number): Point {
  const angle = (degrees * Math.PI) / 180;
  return {
    x: x * Math.cos(angle) - y * Math.sin(angle),
    y: x * Math.sin(angle) + y * Math.cos(angle),
  };
}

function pictureScale({ box, rotation = 0, screen, fit }: Shown): number {
  const isSideways = rotation % 180 !== 0;
  const width = isSideways ? screen.height : screen.width;
  const height = isSideways ? screen.width : screen.height;
  return Math[fit === 'cover' ? 'max' : 'min'](box.width / width, box.height / height);
}

/** Both spaces are turned around the centre that they share. */
export function clientPoint(shown: Shown, device: Point): Point {
  const { box, css = { degrees: 0, scale: 1 }, rotation = 0, screen } = shown;
  const scale = pictureScale(shown) * css.scale;
  const fromCentre = { x: device.x - screen.width / 2, y: device.y - screen.height / 2 };
  const spun = turned(fromCentre, rotation + css.degrees);
  return {
    x: box.x + box.width / 2 + spun.x * scale,
    y: box.y + box.height / 2 + spun.y * scale,
  };
}

export function devicePoint(shown: Shown, client: Point): Point {
  const { box, css = { degrees: 0, scale: 1 }, rotation = 0, screen } = shown;
  const scale = pictureScale(shown) * css.scale;
  const fromCentre = { x: client.x - box.x - box.width / 2, y: client.y - box.y - box.height / 2 };
  const spun = turned(fromCentre, -(rotation + css.degrees));
  return { x: screen.width / 2 + spun.x / scale, y: screen.height / 2 + spun.y / scale };
}

/** The same numbers in [0, 1) for the same seed (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** `count` places anywhere on the screen. */
export function randomPoints({ width, height }: Size, count: number, seed: number): Point[] {
  const random = seededRandom(seed);
  return Array.from({ length: count }, () => ({ x: random() * width, y: random() * height }));
}

/** The corners, half a pixel inside the screen, and the centre. */
export function landmarks({ width, height }: Size): Point[] {
  const inset = 0.5;
  return [
    { x: inset, y: inset },
    { x: width - inset, y: inset },
    { x: inset, y: height - inset },
    { x: width - inset, y: height - inset },
    { x: width / 2, y: height / 2 },
  ];
}

export function centreOf(rect: Size & Point): Point {
  return { x: rect.x + rect.width / 2, y: rect.y + rect.height / 2 };
}
