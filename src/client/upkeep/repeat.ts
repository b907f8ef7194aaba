/**
 * Does something again and again, one after the other, until it is stopped or `life` is aborted. It keeps its rhythm
 * when the doing takes time, and does not make up for what a throttled page has missed.
 * @param run returns how long after its start the next one is due, in ms. Must not reject
 */
export function repeat(
  run: (startedAtMs: number) => Promise<number>,
  life: AbortSignal,
): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isOver = life.aborted;
  const stop = () => {
    isOver = true;
    clearTimeout(timer);
    life.removeEventListener('abort', stop);
  };
  const next = async () => {
    const startedAtMs = performance.now();
    const periodMs = await run(startedAtMs);
    if (isOver) return;
    timer = setTimeout(next, Math.max(0, startedAtMs + periodMs - performance.now()));
  };
  life.addEventListener('abort', stop);
  if (!isOver) void next();
  return stop;
}
