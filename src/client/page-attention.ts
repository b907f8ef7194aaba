export function isHidden(): boolean {
  return document.visibilityState === 'hidden';
}

/** Calls `run` whenever the network is back or somebody looks at the page again, until `signal` is aborted. */
export function onReturn(run: () => void, signal: AbortSignal): void {
  globalThis.addEventListener('online', run, { signal });
  document.addEventListener(
    'visibilitychange',
    () => {
      if (!isHidden()) run();
    },
    { signal },
  );
}
