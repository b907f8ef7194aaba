import type { Size } from '../../core/geometry.js';

interface DrawingOptions {
  /** How often it is drawn, in Hz. */
  readonly frameRate: number;
  /** Px of the longer side; larger ones are made smaller. */
  readonly maxSide?: number;
}

/**
 * Draws something again and again on a canvas that is in no document, and captures that. The canvas follows its size.
 * @param free called when the track has ended
 */
export function openDrawing<Source extends CanvasImageSource>(
  source: Source,
  sizeOf: (source: Source) => Size,
  { frameRate, maxSide = Number.POSITIVE_INFINITY }: DrawingOptions,
  free: () => void = () => {},
): { track: MediaStreamTrack; free: () => void } {
  const canvas = document.createElement('canvas');
  // Firefox captures only a canvas that has a context.
  const context = canvas.getContext('2d');
  const draw = () => {
    const size = sizeOf(source);
    const scale = Math.min(1, maxSide / Math.max(size.width, size.height));
    // Encoders take even sides.
    const [width, height] = [even(size.width * scale), even(size.height * scale)];
    if (canvas.width !== width || canvas.height !== height)
      Object.assign(canvas, { width, height });
    if (size.width > 0 && size.height > 0) context?.drawImage(source, 0, 0, width, height);
  };
  try {
    draw();
    const [track] = canvas.captureStream(frameRate).getVideoTracks();
    const timer = setInterval(draw, 1000 / frameRate);
    return {
      track: track as MediaStreamTrack,
      free: () => {
        clearInterval(timer);
        free();
      },
    };
  } catch (error) {
    // A picture of another origin may be seen, but not sent.
    free();
    throw error;
  }
}

function even(length: number): number {
  return Math.max(2, Math.round(length / 2) * 2);
}
