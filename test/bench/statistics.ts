/** Summaries of samples, for tables that people read. */

export function median(samples: readonly number[]): number {
  return quantile(samples, 0.5);
}

/** Linear interpolation between the two nearest samples. */
export function quantile(samples: readonly number[], share: number): number {
  if (samples.length === 0) throw new Error('There are no samples to summarise.');
  const sorted = [...samples].sort((a, b) => a - b);
  const position = (sorted.length - 1) * share;
  const below = sorted[Math.floor(position)] ?? 0;
  const above = sorted[Math.ceil(position)] ?? below;
  return below + (above - below) * (position - Math.floor(position));
}

/** Of the straight line through the points that fits best (least squares). */
export function slope(xs: readonly number[], ys: readonly number[]): number {
  if (xs.length < 2 || xs.length !== ys.length) throw new Error('There are too few points.');
  const mean = (values: readonly number[]) =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  const [meanX, meanY] = [mean(xs), mean(ys)];
  let [above, below] = [0, 0];
  for (const [index, x] of xs.entries()) {
    above += (x - meanX) * ((ys[index] ?? meanY) - meanY);
    below += (x - meanX) ** 2;
  }
  return above / below;
}
