/** The longest wait that setTimeout keeps, about 25 days; it takes a longer one for none at all. */
const maxDelayMs = 2 ** 31 - 1;

/**
 * Runs something later, unless the process ends before: in Node, such a timer keeps none alive.
 * @returns takes it back
 */
export function startQuietTimer(run: () => void, delayMs: number): () => void {
  const timer: unknown = setTimeout(run, Math.min(delayMs, maxDelayMs));
  // A number in other runtimes.
  if (isNodeTimer(timer)) timer.unref();
  return () => clearTimeout(timer as ReturnType<typeof setTimeout>);
}

function isNodeTimer(timer: unknown): timer is { unref(): void } {
  return typeof timer === 'object' && timer !== null && 'unref' in timer;
}
