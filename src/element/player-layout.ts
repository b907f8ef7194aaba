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

/**
 * Divides the element's box. A picture that keeps its shape gets a stage that hugs it, so that corners
 * and toolbar sit at the picture's edge; the toolbar goes where it leaves the picture larger.
 *
 * @param picture the picture as shown, after rotation; only its shape matters
 */
export function layoutPlayer(
  box: Size,
  picture: Size,
  options: { readonly hasToolbar: boolean; readonly keepsShape: boolean },
): PlayerLayout {
  const used = options.hasToolbar ? toolbarThickness + toolbarGap : 0;
  const below = { width: box.width, height: Math.max(0, box.height - used) };
  const beside = { width: Math.max(0, box.width - used), height: box.height };
  const toolbarSide = scaleInto(beside, picture) > scaleInto(below, picture) ? 'side' : 'bottom';
  const room = toolbarSide === 'side' ? beside : below;
  const scale = scaleInto(room, picture);
  return {
    toolbarSide,
    toolbarLength: toolbarSide === 'side' ? box.height : box.width,
    stage: options.keepsShape
      ? { width: picture.width * scale, height: picture.height * scale }
      : room,
  };
}

function scaleInto(room: Size, picture: Size): number {
  return Math.min(room.width / picture.width, room.height / picture.height);
}
