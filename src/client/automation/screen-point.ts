import type { Point, Size } from '../../core/geometry.js';
import { asObject } from '../../core/json.js';
import { argumentInvalid, checkNumber, checkOneOf } from '../features/argument-checks.js';

/** A place on the phone's screen in its present orientation, from its top left. */
export interface ScreenPoint {
  readonly x: number;
  readonly y: number;
  /**
   * `px`: px of `session.display`, 0 to its width or height. `ratio`: parts of the screen, 0 to 1.
   * @default 'px'
   */
  readonly unit?: 'px' | 'ratio';
}

/** More px than any screen has. */
const maxPx = 100_000;

/** As far as it can be told without the screen. @throws TelepadError `argument_invalid` */
export function checkPoint(name: string, value: unknown): asserts value is ScreenPoint {
  const point = asObject(value);
  if (!point) throw argumentInvalid(name, 'a place: { x, y } in px, or { x, y, unit: "ratio" }');
  const { x, y, unit = 'px' } = point;
  checkOneOf(`${name}.unit`, unit, ['px', 'ratio']);
  const max = unit === 'ratio' ? 1 : maxPx;
  checkNumber(`${name}.x`, x, 0, max);
  checkNumber(`${name}.y`, y, 0, max);
}

/** In px of the screen. @throws TelepadError `argument_invalid` for a place beside it */
export function onScreen(
  name: string,
  { x, y, unit }: ScreenPoint,
  { width, height }: Size,
): Point {
  if (unit === 'ratio') return { x: x * width, y: y * height };
  checkNumber(`${name}.x`, x, 0, width);
  checkNumber(`${name}.y`, y, 0, height);
  return { x, y };
}
