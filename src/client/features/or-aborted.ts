import { aborted } from '../session-errors.js';

/** Waits for `work` as long as `signal` lets it; the work itself goes on. Leaves no listener behind. */
export async function orAborted<Value>(
  work: Promise<Value>,
  signal: AbortSignal | undefined,
): Promise<Value> {
  if (!signal) return work;
  const settled = new AbortController();
  try {
    return await new Promise<Value>((resolve, reject) => {
      work.then(resolve, reject);
      if (signal.aborted) reject(aborted());
      signal.addEventListener('abort', () => reject(aborted()), { signal: settled.signal });
    });
  } finally {
    settled.abort();
  }
}
