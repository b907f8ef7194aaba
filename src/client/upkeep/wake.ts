import type { BasicSession } from '../basic-session.js';
import { isHidden } from '../page-attention.js';

/** How often the clock is read, in ms, and how much later than that means that the device has slept. */
const tickMs = 2000;
const sleepMs = 4000;

/** What Chromium tells of the network; other browsers do not. */
interface NetworkInformation extends EventTarget {
  readonly type?: string;
  readonly effectiveType?: string;
}

/**
 * Lets a session try again at once when the page or the device wakes, or the network becomes another one; that the
 * network is back, or the tab visible again, the session sees by itself. Until `life` is aborted.
 */
export function retryOnWake(session: Pick<BasicSession, 'retryNow'>, life: AbortSignal): void {
  // Loaded for a session that has closed meanwhile, this would never end.
  if (life.aborted) return;
  const retry = () => session.retryNow();
  // Back from the page cache, and from being frozen (Page Lifecycle).
  globalThis.addEventListener(
    'pageshow',
    ({ persisted }) => {
      if (persisted) retry();
    },
    { signal: life },
  );
  document.addEventListener('resume', retry, { signal: life });

  const { connection } = navigator as { connection?: NetworkInformation };
  // Its event comes for each new estimate of speed, too.
  const kind = () => connection?.type ?? connection?.effectiveType;
  let known = kind();
  connection?.addEventListener(
    'change',
    () => {
      const before = known;
      known = kind();
      if (known !== before) retry();
    },
    { signal: life },
  );

  // The clock of the day: others stand still while a device sleeps.
  let readAt = Date.now();
  const timer = setInterval(() => {
    const lateMs = Date.now() - readAt - tickMs;
    readAt = Date.now();
    // The timers of hidden pages are late all the time.
    if (lateMs > sleepMs && !isHidden()) retry();
  }, tickMs);
  life.addEventListener('abort', () => clearInterval(timer));
}
