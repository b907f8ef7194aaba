/**
 * A fifth more or less, so that many pages do not come at once.
 * @param random a number in [0, 1)
 */
export function withJitter(delayMs: number, random: number): number {
  return Math.round(delayMs * (0.8 + 0.4 * random));
}
