import { createHash, timingSafeEqual } from 'node:crypto';

/** Takes the same time wherever the difference is, and however long the texts are. */
export function isSameSecret(expected: string, given: string): boolean {
  return timingSafeEqual(digest(expected), digest(given));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
