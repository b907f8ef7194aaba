import { TelepadError } from '../core/errors.js';

/**
 * Waits on behalf of somebody.
 * @param signal aborted when they have gone
 * @throws TelepadError `aborted`
 */
export function wait(delayMs: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const giveUp = () => {
      clearTimeout(timer);
      reject(
        new TelepadError(
          'aborted',
          'The vendor was not asked again because the browser that waits for it went away.',
        ),
      );
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', giveUp);
      resolve();
    }, delayMs);
    signal?.addEventListener('abort', giveUp, { once: true });
    if (signal?.aborted) giveUp();
  });
}
