import { aborted, sessionClosed, watchOnly } from '../session-errors.js';
import type { FeatureChannel } from './feature-channel.js';

/** @throws TelepadError `watch_only`, `session_closed` or `aborted`: nothing that follows would reach the phone */
export function checkMayFeed({ host }: FeatureChannel, signal?: AbortSignal): void {
  if (host.session.role === 'watch') throw watchOnly();
  if (host.life.aborted) throw sessionClosed();
  if (signal?.aborted) throw aborted();
}
