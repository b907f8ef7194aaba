import type { PhoneSession } from './session.js';
import { aborted, sessionClosed } from './session-errors.js';

/** Resolves when `session` is live; leaves no listener behind. */
export async function whenLive(session: PhoneSession, signal?: AbortSignal): Promise<void> {
  const ended = () => session.closeReason?.error ?? sessionClosed();
  if (session.state === 'live') return;
  if (session.state === 'closed') throw ended();
  if (signal?.aborted) throw aborted();
  const settled = new AbortController();
  const offs: (() => void)[] = [];
  try {
    await new Promise<void>((resolve, reject) => {
      offs.push(session.on('live', resolve));
      offs.push(session.on('closed', () => reject(ended())));
      signal?.addEventListener('abort', () => reject(aborted()), { signal: settled.signal });
    });
  } finally {
    settled.abort();
    for (const off of offs) off();
  }
}
