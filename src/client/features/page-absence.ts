/** Calls `run` at once, or as soon as somebody looks at the page, unless `signal` is aborted before. */
export function whenLookedAt(run: () => void, signal: AbortSignal): void {
  if (document.visibilityState !== 'hidden') {
    run();
    return;
  }
  const look = () => whenLookedAt(run, signal);
  document.addEventListener('visibilitychange', look, { once: true, signal });
}

/** Calls `run` when the user leaves the page: what is sent then still goes out. Until `signal` is aborted. */
export function onLeave(run: () => void, signal: AbortSignal): void {
  globalThis.addEventListener('pagehide', run, { signal });
}
