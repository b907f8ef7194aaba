import type { BasicSession } from './basic-session.js';
import { aborted, sessionClosed } from './session-errors.js';

/** Resolves when `session` is live; leaves no listener behind. */
export function whenLive(session: BasicSession, signal?: AbortSignal): Promise<void> {
  return whenReached(session, () => session.isLive, signal);
}

/**
 * Resolves as soon as a change of the session's state makes `isReached` true, at once where it is. Rejects with
 * what closed the session, or `aborted`. Leaves no listener behind.
 */
export async function whenReached(
  session: BasicSession,
  isReached: () => boolean,
  signal?: AbortSignal,
): Promise<void> {
  const settled = new AbortController();
  let off: (() => void) | undefined;
  try {
    await new Promise<void>((resolve, reject) => {
      const look = () => {
        if (session.state === 'closed') reject(session.closeReason?.error ?? sessionClosed());
        else if (isReached()) resolve();
      };
      const abort = () => reject(aborted());
      off = session.on('state', look);
      signal?.addEventListener('abort', abort, { signal: settled.signal });
      look();
      // Whoever has what he waited for does not mind.
      if (signal?.aborted) abort();
    });
  } finally {
    settled.abort();
    off?.();
  }
}
