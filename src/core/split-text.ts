/** More than any field takes at once, and far below what a data channel message may hold. */
const usualMaxLength = 1000;

/**
 * Text in parts that can be sent one after the other: none cuts what a reader sees as one character, unless that alone
 * is longer than a part may be; and then none cuts a code point.
 *
 * @param maxLength of a part, in UTF-16 units; 2 or more
 */
export function splitText(text: string, maxLength = usualMaxLength): readonly string[] {
  const parts: string[] = [];
  let part = '';
  for (const piece of pieces(text, maxLength)) {
    if (part.length + piece.length > maxLength) {
      if (part) parts.push(part);
      part = '';
    }
    part += piece;
  }
  if (part) parts.push(part);
  return parts;
}

function* pieces(text: string, maxLength: number): Iterable<string> {
  // Most text is short: nothing to cut.
  if (text.length <= maxLength) return yield text;
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    if (segment.length > maxLength) yield* segment;
    else yield segment;
  }
}
