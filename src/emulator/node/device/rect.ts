/** Rectangles in px, `x`/`y` being the upper left corner. */
export interface Rect {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

export function rect(x: number, y: number, width: number, height: number): Rect {
  return { x, y, width, height };
}

export function area(of: Rect): number {
  return Math.max(0, of.width) * Math.max(0, of.height);
}

export function contains(outer: Rect, point: Point): boolean {
  return (
    point.x >= outer.x &&
    point.y >= outer.y &&
    point.x < outer.x + outer.width &&
    point.y < outer.y + outer.height
  );
}

export function intersection(a: Rect, b: Rect): Rect {
  const x = Math.max(a.x, b.x);
  const y = Math.max(a.y, b.y);
  const right = Math.min(a.x + a.width, b.x + b.width);
  const bottom = Math.min(a.y + a.height, b.y + b.height);
  return { x, y, width: Math.max(0, right - x), height: Math.max(0, bottom - y) };
}

export function overlaps(a: Rect, b: Rect): boolean {
  return area(intersection(a, b)) > 0;
}

export function union(a: Rect, b: Rect): Rect {
  const x = Math.min(a.x, b.x);
  const y = Math.min(a.y, b.y);
  return {
    x,
    y,
    width: Math.max(a.x + a.width, b.x + b.width) - x,
    height: Math.max(a.y + a.height, b.y + b.height) - y,
  };
}

/** Grown by `margin` px on every side; shrunk by a negative one. */
export function inflate(of: Rect, margin: number): Rect {
  return {
    x: of.x - margin,
    y: of.y - margin,
    width: of.width + 2 * margin,
    height: of.height + 2 * margin,
  };
}

export function shifted(of: Rect, deltaY: number): Rect {
  return { ...of, y: of.y + deltaY };
}

/** The same place where everything is `by` times as large. */
export function scaled(of: Rect, by: number): Rect {
  return by === 1 ? of : rect(of.x * by, of.y * by, of.width * by, of.height * by);
}

export function centre(of: Rect): Point {
  return { x: of.x + of.width / 2, y: of.y + of.height / 2 };
}

/** The square around a point. */
export function around(point: Point, radius: number): Rect {
  return { x: point.x - radius, y: point.y - radius, width: 2 * radius, height: 2 * radius };
}

/** The smallest rectangle with even corners around `of`: chroma samples cover 2 × 2 px. */
export function evenOutward(of: Rect): Rect {
  const x = Math.floor(of.x / 2) * 2;
  const y = Math.floor(of.y / 2) * 2;
  return {
    x,
    y,
    width: Math.ceil((of.x + of.width - x) / 2) * 2,
    height: Math.ceil((of.y + of.height - y) / 2) * 2,
  };
}
