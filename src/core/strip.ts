/**
 * The machine-readable strip that a virtual phone writes into the top of every picture: which frame this
 * is, when it was made, and how much input had arrived by then. It survives video coding and scaling, so
 * a test or a benchmark can read pixels instead of trusting logs.
 *
 * Two rows of 40 black or white cells, most significant bit first: frame number (24 bits), timestamp
 * (24), input sequence (16), CRC-16 of these (16).
 */

const columns = 40;
const rows = 2;
const bitsPerField = { frameNumber: 24, timestampMs: 24, inputSequence: 16 } as const;

/** Luma of video black and white (BT.601 limited range). The chroma below the strip must be 128. */
const black = 16;
const white = 235;
const threshold = (black + white) / 2;

export interface StripFields {
  /** Modulo 2^24. */
  readonly frameNumber: number;
  /** The phone's clock when the picture was drawn, in ms modulo 2^24 (4.6 hours). */
  readonly timestampMs: number;
  /** How many touch, key, text and scroll messages the phone had applied, modulo 2^16. */
  readonly inputSequence: number;
}

type Samples = Uint8Array | Uint8ClampedArray;

/** How many px at the top of a picture the strip takes. Always even, so that it owns whole chroma rows. */
export function stripHeight(width: number, height: number): number {
  return rows * Math.max(4, Math.round(Math.min(width, height) / 90));
}

/** Draws the strip into the luma plane of a picture (the start of an I420 buffer). */
export function writeStrip(
  luma: Samples,
  width: number,
  height: number,
  fields: StripFields,
): void {
  const bits = toBits(fields);
  const cellHeight = stripHeight(width, height) / rows;
  for (let row = 0; row < rows; row += 1) {
    const top = row * cellHeight * width;
    for (let column = 0; column < columns; column += 1) {
      const left = Math.round((column * width) / columns);
      const right = Math.round(((column + 1) * width) / columns);
      luma.fill(bits[row * columns + column] ? white : black, top + left, top + right);
    }
    for (let y = 1; y < cellHeight; y += 1) luma.copyWithin(top + y * width, top, top + width);
  }
}

/**
 * Reads the strip of a picture that may have been coded and scaled on the way; `undefined` when it is
 * not there or cannot be read with certainty. Of a 720 × 1280 picture it is certain down to 360 × 640
 * and, best effort, to 144 × 256, where a cell is 3.6 × 1.6 px.
 * @param samples the picture from its top row on; `stripHeight()` rows are enough
 * @param width of the whole picture, as is `height`
 * @param format `rgba` for ImageData, `luma` for the Y plane of a video frame
 */
export function readStrip(
  samples: Samples,
  width: number,
  height: number,
  format: 'rgba' | 'luma',
): StripFields | undefined {
  const shorter = Math.min(width, height);
  const asWritten = readCells(samples, width, stripHeight(width, height) / rows, format);
  // Small pictures are either drawn small, with cells of 4 px, or scaled down from a large one.
  return asWritten ?? (shorter < 360 ? readCells(samples, width, shorter / 90, format) : undefined);
}

function readCells(
  samples: Samples,
  width: number,
  cellHeight: number,
  format: 'rgba' | 'luma',
): StripFields | undefined {
  const channels = format === 'rgba' ? 4 : 1;
  if (samples.length < Math.ceil(rows * cellHeight) * width * channels) return undefined;
  const cellWidth = width / columns;
  const bits: boolean[] = [];
  for (let row = 0; row < rows; row += 1) {
    const [top, bottom] = middle(row * cellHeight, cellHeight);
    for (let column = 0; column < columns; column += 1) {
      const [left, right] = middle(column * cellWidth, cellWidth);
      let sum = 0;
      for (let y = top; y < bottom; y += 1) {
        for (let x = left; x < right; x += 1) {
          const at = (y * width + x) * channels;
          // The cells are grey, so green alone is the brightness in RGBA.
          sum += samples[format === 'rgba' ? at + 1 : at] ?? 0;
        }
      }
      bits.push(sum > threshold * (bottom - top) * (right - left));
    }
  }
  return fromBits(bits);
}

/** The whole px in the middle half of a cell, at least one. */
function middle(start: number, size: number): readonly [number, number] {
  const from = Math.floor(start + size / 4);
  return [from, Math.max(from + 1, Math.floor(start + (size * 3) / 4))];
}

function toBits(fields: StripFields): readonly boolean[] {
  const bits: boolean[] = [];
  const push = (value: number, count: number): void => {
    for (let bit = count - 1; bit >= 0; bit -= 1) bits.push(((value >>> bit) & 1) === 1);
  };
  push(modulo(fields.frameNumber, 24), 24);
  push(modulo(fields.timestampMs, 24), 24);
  push(modulo(fields.inputSequence, 16), 16);
  push(checksum(bits), 16);
  return bits;
}

function fromBits(bits: readonly boolean[]): StripFields | undefined {
  let position = 0;
  const take = (count: number): number => {
    let value = 0;
    for (let bit = 0; bit < count; bit += 1) value = value * 2 + (bits[position + bit] ? 1 : 0);
    position += count;
    return value;
  };
  const frameNumber = take(bitsPerField.frameNumber);
  const timestampMs = take(bitsPerField.timestampMs);
  const inputSequence = take(bitsPerField.inputSequence);
  if (take(16) !== checksum(bits.slice(0, 64))) return undefined;
  return { frameNumber, timestampMs, inputSequence };
}

/** `Math.floor(value)` modulo 2^bits; right for ms since 1970, which do not fit into 32 bits. */
function modulo(value: number, bits: number): number {
  const size = 2 ** bits;
  return ((Math.floor(value) % size) + size) % size;
}

/** CRC-16/CCITT-FALSE. It starts at 0xffff, so an all-black and an all-white picture both fail. */
function checksum(bits: readonly boolean[]): number {
  let crc = 0xffff;
  for (const bit of bits) {
    const isSet = ((crc & 0x8000) !== 0) !== bit;
    crc = ((crc << 1) & 0xffff) ^ (isSet ? 0x1021 : 0);
  }
  return crc;
}
