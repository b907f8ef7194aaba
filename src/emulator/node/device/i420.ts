/** RGBA to I420 (BT.601, limited range: black is 16, white is 235), for a part of a picture at a time. */

export interface EvenRect {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Bytes of one I420 picture with even sides. */
export function i420Length(width: number, height: number): number {
  return (width * height * 3) / 2;
}

/** A black picture: luma 16, chroma 128. */
export function blackI420(width: number, height: number): Uint8ClampedArray {
  return new Uint8ClampedArray(i420Length(width, height))
    .fill(16, 0, width * height)
    .fill(128, width * height);
}

/**
 * Writes opaque RGBA px into a part of an I420 picture. Each chroma sample is the mean of its 2 × 2 px.
 * @param rect where the px belong, in px of the picture; all four numbers even
 */
export function writeI420(
  rgba: Uint8ClampedArray,
  rect: EvenRect,
  i420: Uint8ClampedArray,
  width: number,
  height: number,
): void {
  const chromaWidth = width >> 1;
  const uStart = width * height;
  const vStart = uStart + chromaWidth * (height >> 1);
  // One 32-bit load per px instead of three byte loads, in this hot loop; every platform that
  // the canvas and WebRTC binaries exist for is little-endian.
  const pixels = new Uint32Array(rgba.buffer, rgba.byteOffset, rect.width * rect.height);
  for (let y = 0; y < rect.height; y += 2) {
    let source = y * rect.width;
    let luma = (rect.y + y) * width + rect.x;
    let chroma = ((rect.y + y) >> 1) * chromaWidth + (rect.x >> 1);
    for (const end = source + rect.width; source < end; source += 2) {
      const a = pixels[source] as number;
      const b = pixels[source + 1] as number;
      const c = pixels[source + rect.width] as number;
      const d = pixels[source + rect.width + 1] as number;
      const aR = a & 255,
        aG = (a >> 8) & 255,
        aB = (a >> 16) & 255;
      const bR = b & 255,
        bG = (b >> 8) & 255,
        bB = (b >> 16) & 255;
      const cR = c & 255,
        cG = (c >> 8) & 255,
        cB = (c >> 16) & 255;
      const dR = d & 255,
        dG = (d >> 8) & 255,
        dB = (d >> 16) & 255;
      i420[luma] = (66 * aR + 129 * aG + 25 * aB + 4224) >> 8;
      i420[luma + 1] = (66 * bR + 129 * bG + 25 * bB + 4224) >> 8;
      i420[luma + width] = (66 * cR + 129 * cG + 25 * cB + 4224) >> 8;
      i420[luma + width + 1] = (66 * dR + 129 * dG + 25 * dB + 4224) >> 8;
      const red = aR + bR + cR + dR;
      const green = aG + bG + cG + dG;
      const blue = aB + bB + cB + dB;
      i420[uStart + chroma] = (-38 * red - 74 * green + 112 * blue + 131584) >> 10;
      i420[vStart + chroma] = (112 * red - 94 * green - 18 * blue + 131584) >> 10;
      luma += 2;
      chroma += 1;
    }
  }
}
