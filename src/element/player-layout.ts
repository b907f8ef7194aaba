import type { Size } from '../core/geometry.js';

export interface PlayerLayout {
  /** Under the picture, or beside it. */
  readonly toolbarSide: 'bottom' | 'side';
  /** How much room the toolbar has along its long side, in CSS px. */
  readonly toolbarLength: number;
  /** In CSS px. */
  readonly stage: Size;
}

/** The toolbar's short side and its distance from the picture, in CSS px; styles.ts draws by the same. */
export const toolbarThickness = 48;
export const toolbarGap = 8;

/** How thick the phone is that can be drawn around the picture, in CSS px. */
export const bezel = 12;

/**
 * Divides the element's box. A picture that keeps its shape gets a stage that hugs it, so that corners
 * and toolbar sit at the picture's edge; the toolbar goes where it leaves the picture larger.
 *
 * @param picture the picture as shown, after rotation; only its shape matters
 */
export function layoutPlayer(
  box: Size,
  picture: Size,
  options: {
    readonly hasToolbar: boolean;
    readonly keepsShape: boolean;
    /** A toolbar of the page's own, which lies under the picture and is so high, in CSS px. */
    readonly ownToolbarHeight?: number | undefined;
    /** A phone is drawn around the picture. */
    readonly hasFrame?: boolean;
  },
): PlayerLayout {
  const { hasToolbar, ownToolbarHeight, hasFrame } = options;
  const around = hasFrame ? 2 * bezel : 0;
  const used = hasToolbar ? (ownToolbarHeight ?? toolbarThickness) + toolbarGap : 0;
  const room = (width: number, height: number) => ({
    width: Math.max(0, width - around),
    height: Math.max(0, height - around),
  });
  const below = room(box.width, box.height - used);
  const beside = room(box.width - used, box.height);
  const isBeside =
    ownToolbarHeight === undefined && scaleInto(beside, picture) > scaleInto(below, picture);
  const toolbarSide = isBeside ? 'side' : 'bottom';
  const stage = isBeside ? beside : below;
  const scale = scaleInto(stage, picture);
  return {
    toolbarSide,
    toolbarLength: isBeside ? box.height : box.width,
    stage: options.keepsShape
      ? { width: picture.width * scale, height: picture.height * scale }
      : stage,
  };
}

function scaleInto(room: Size, picture: Size): number {
  return Math.min(room.width / picture.width, room.height / picture.height);
}
