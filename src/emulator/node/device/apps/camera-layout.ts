import { type Rect, rect } from '../rect.js';

/** Room for the buttons: below the picture, or beside it when the screen is wide. */
const controlsSize = 264;
const infoHeight = 60;

export interface CameraLayout {
  readonly info: Rect;
  /** Where the picture may be. */
  readonly viewfinder: Rect;
  readonly controls: Rect;
  readonly shutter: Rect;
  readonly switchFacing: Rect;
  readonly gallery: Rect;
  readonly photo: Rect;
  readonly video: Rect;
}

export function cameraLayout(bounds: Rect): CameraLayout {
  const { x, y, width, height } = bounds;
  const isPortrait = height > width;
  const viewWidth = isPortrait ? width : width - controlsSize;
  const viewHeight = isPortrait ? height - controlsSize : height;
  const controls = isPortrait
    ? rect(x, y + viewHeight, width, controlsSize)
    : rect(x + viewWidth, y, controlsSize, height);
  const middle = controls.x + controls.width / 2;
  const chip = { width: 124, height: 60 } as const;
  const chipTop = controls.y + 12;
  const shutterTop = isPortrait ? controls.y + 100 : controls.y + (controls.height - 124) / 2;
  const sideTop = isPortrait ? shutterTop + 18 : controls.y + controls.height - 116;
  const sideGap = isPortrait ? 150 : 16;
  return {
    info: rect(x, y, viewWidth, infoHeight),
    viewfinder: rect(x, y + infoHeight, viewWidth, viewHeight - infoHeight),
    controls,
    shutter: rect(middle - 62, shutterTop, 124, 124),
    gallery: rect(middle - sideGap - 88, sideTop, 88, 88),
    switchFacing: rect(middle + sideGap, sideTop, 88, 88),
    photo: rect(middle - chip.width - 4, chipTop, chip.width, chip.height),
    video: rect(middle + 4, chipTop, chip.width, chip.height),
  };
}

/** As large as it fits, in the middle, with even corners so that px of the picture stay where they are. */
export function fitInside(room: Rect, width: number, height: number): Rect {
  const scale = Math.min(room.width / width, room.height / height);
  const [wide, high] = [even(width * scale), even(height * scale)];
  return rect(
    room.x + even((room.width - wide) / 2),
    room.y + even((room.height - high) / 2),
    wide,
    high,
  );
}

function even(value: number): number {
  return Math.floor(value / 2) * 2;
}
