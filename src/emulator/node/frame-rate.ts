/** Frames per second that phones draw; 15 is for machines that are slow, or that run many phones at once. */
const frameRates = [15, 30, 60] as const;

export type FrameRate = (typeof frameRates)[number];

export const frameRatesInWords = '15, 30 or 60';

export function isFrameRate(value: unknown): value is FrameRate {
  return (frameRates as readonly unknown[]).includes(value);
}
