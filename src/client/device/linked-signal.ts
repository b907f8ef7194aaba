/** One signal for several reasons to stop. */
export interface LinkedSignal {
  readonly signal: AbortSignal;
  abort(): void;
  /** Takes the listeners off; the signal then follows nobody any more. */
  unlink(): void;
}

/** As `AbortSignal.any`, which Safari has only since 17.4, and with an end. */
export function linkSignals(signals: readonly (AbortSignal | undefined)[]): LinkedSignal {
  const controller = new AbortController();
  const abort = () => controller.abort();
  for (const signal of signals) {
    if (signal?.aborted) abort();
    signal?.addEventListener('abort', abort);
  }
  return {
    signal: controller.signal,
    abort,
    unlink: () => {
      for (const signal of signals) signal?.removeEventListener('abort', abort);
    },
  };
}
