import { graphemes } from './text-field.js';

/** One line on the screen, after wrapping. */
export interface TextLine {
  /** Position of its first character in the text. */
  readonly start: number;
  /** Position behind its last character; the line break itself is not part of it. */
  readonly end: number;
  /** Where the caret can stand: positions from start to end, and how far right each is, in px. */
  readonly stops: readonly { readonly position: number; readonly x: number }[];
}

/**
 * Breaks a text into lines, at spaces where it can and always at line feeds. There is at least one line.
 * @param widthOf how wide one character is drawn, in px
 */
export function wrapLines(
  text: string,
  maxWidth: number,
  widthOf: (character: string) => number,
): readonly TextLine[] {
  const lines: TextLine[] = [];
  let stops: { position: number; x: number }[] = [{ position: 0, x: 0 }];
  /** Index into `stops` of the last place where the line may be broken. */
  let breakAt = 0;

  const finish = (count: number): void => {
    const done = stops.slice(0, count);
    const first = done[0] as { position: number; x: number };
    lines.push({
      start: first.position,
      end: (done.at(-1) ?? first).position,
      stops: done,
    });
  };

  for (const { segment, end } of graphemes(text)) {
    if (segment === '\n') {
      finish(stops.length);
      stops = [{ position: end, x: 0 }];
      breakAt = 0;
      continue;
    }
    const width = widthOf(segment);
    const right = (stops.at(-1)?.x ?? 0) + width;
    // Spaces may hang over the edge; a single character wider than the line stays on it.
    if (right > maxWidth && segment !== ' ' && stops.length > 1) {
      const keep = breakAt > 0 ? breakAt : stops.length - 1;
      finish(keep + 1);
      const shift = stops[keep]?.x ?? 0;
      stops = stops.slice(keep).map((stop) => ({ position: stop.position, x: stop.x - shift }));
      breakAt = 0;
    }
    stops.push({ position: end, x: (stops.at(-1)?.x ?? 0) + width });
    if (segment === ' ' || /[⺀-鿿＀-￯]/.test(segment)) breakAt = stops.length - 1;
  }
  finish(stops.length);
  return lines;
}

/** The line that the caret is drawn on: the later one where a wrapped line ends and the next begins. */
export function lineOf(lines: readonly TextLine[], position: number): number {
  for (let index = lines.length - 1; index > 0; index -= 1) {
    if (position >= (lines[index]?.start ?? 0)) return index;
  }
  return 0;
}

/** How far right a position is on its line, in px. */
export function xOf(line: TextLine, position: number): number {
  let x = 0;
  for (const stop of line.stops) if (stop.position <= position) x = stop.x;
  return x;
}

/** The position on the line that is nearest to `x`. */
export function positionAt(line: TextLine, x: number): number {
  let nearest = line.stops[0] ?? { position: line.start, x: 0 };
  for (const stop of line.stops) if (Math.abs(stop.x - x) < Math.abs(nearest.x - x)) nearest = stop;
  return nearest.position;
}
