import type { Point, Size } from '../../core/geometry.js';

/** Fingers that the user sees: two points on the picture. */
export interface TouchPoints {
  /** In px of the phone's screen. */
  move(fingers: readonly [Point, Point], screen: Size): void;
  remove(): void;
}

/** A point's width, as part of the screen's shorter side. */
const sizeShare = 0.09;

/** Percent, so that it holds at every resolution, and no layout has to be read. */
const percent = (value: number, length: number) =>
  `${(100 * Math.max(0, Math.min(value, length))) / length}%`;

/**
 * They lie in the picture, and so go with it wherever it is moved, turned and scaled to. Styles are set through the CSSOM
 * only; pages restyle them by `::part(touch-point)`.
 */
export function showTouchPoints(stage: HTMLElement): TouchPoints {
  const points = [0, 1].map(() => {
    const point = stage.ownerDocument.createElement('div');
    point.setAttribute('part', 'touch-point');
    point.style.cssText =
      'position:absolute;box-sizing:border-box;aspect-ratio:1;border-radius:50%;translate:-50% -50%;pointer-events:none;' +
      'background:rgba(255,255,255,.45);border:3px solid rgba(40,40,60,.6)';
    stage.append(point);
    return point;
  });
  return {
    move(fingers, { width, height }) {
      const size = percent(Math.min(width, height) * sizeShare, width);
      for (const [index, { x, y }] of fingers.entries()) {
        const style = points[index]?.style;
        if (!style) continue;
        style.width = size;
        style.left = percent(x, width);
        style.top = percent(y, height);
      }
    },
    remove() {
      for (const point of points) point.remove();
    },
  };
}
