import type { TaskState } from '../../core/device/operations.js';
import { TelepadError } from '../../core/errors.js';
import { aborted } from '../aborted.js';
import type { WaitForTaskOptions } from './device-options.js';
import { linkSignals } from './linked-signal.js';

/** Errors in a row that may pass, such as a network that is away for a moment. */
const maxFailures = 5;
/** How far the wait between two questions grows. */
const slowestFactor = 10;

/**
 * @param getTask asks once
 * @param whole ends everything, as the options' own signal does
 * @throws TelepadError as `DeviceApi.waitForTask` says
 */
export async function waitForTask(
  getTask: (signal: AbortSignal) => Promise<TaskState>,
  options: WaitForTaskOptions,
  whole: AbortSignal | undefined,
): Promise<TaskState> {
  const { onProgress } = options;
  const timeoutMs = checkTime('timeoutMs', options.timeoutMs ?? 300_000, 1000, 86_400_000);
  const intervalMs = checkTime('pollIntervalMs', options.pollIntervalMs ?? 1000, 250, 60_000);
  const linked = linkSignals([options.signal, whole]);
  let isTimedOut = false;
  const timer = setTimeout(() => {
    isTimedOut = true;
    linked.abort();
  }, timeoutMs);
  let failures = 0;
  let waitMs = intervalMs;
  let last = '';
  try {
    for (;;) {
      let pauseMs = waitMs;
      const answer = await getTask(linked.signal).catch((error: unknown) => asPassing(error));
      if (answer instanceof TelepadError) {
        failures += 1;
        if (linked.signal.aborted || failures > maxFailures) throw answer;
        pauseMs = Math.max(waitMs, answer.retryAfterMs ?? 0);
      } else {
        failures = 0;
        const state = JSON.stringify(answer);
        if (state !== last) {
          last = state;
          waitMs = pauseMs = intervalMs;
          onProgress?.(answer);
        }
        if (answer.status === 'done') return answer;
        if (answer.status !== 'waiting' && answer.status !== 'running') throw taskFailed(answer);
      }
      await pause(pauseMs, linked.signal);
      if (linked.signal.aborted) throw aborted();
      waitMs = Math.min(waitMs * 1.5, intervalMs * slowestFactor);
    }
  } catch (error) {
    if (!isTimedOut) throw error;
    throw new TelepadError(
      'phone_timeout',
      `The task was asked for again and again, but did not end within ${timeoutMs} ms. It may still end: wait again, or look at the phone.`,
    );
  } finally {
    clearTimeout(timer);
    linked.unlink();
  }
}

/** @throws what was thrown, when trying again cannot help */
function asPassing(error: unknown): TelepadError {
  if (error instanceof TelepadError && error.retryable) return error;
  throw error;
}

function taskFailed(task: TaskState): TelepadError {
  return new TelepadError(
    'task_failed',
    `The task came to its end as ${task.status}. What the vendor says of it is in cause.`,
    { cause: task },
  );
}

function checkTime(name: string, value: number, min: number, max: number): number {
  if (value >= min && value <= max) return value;
  throw new TelepadError(
    'argument_invalid',
    `The task was not waited for because ${name} is not ${min} to ${max} ms.`,
  );
}

/** Ends early, and without an error, when the signal aborts. */
function pause(durationMs: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, durationMs);
    signal.addEventListener('abort', end);
  });
}
