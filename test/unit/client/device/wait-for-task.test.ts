import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { WaitForTaskOptions } from '../../../../src/client/device/device-options.js';
import { waitForTask } from '../../../../src/client/device/wait-for-task.js';
import type { TaskState } from '../../../../src/core/device/operations.js';
import { TelepadError } from '../../../../src/core/errors.js';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
});

const task = (status: TaskState['status'], progress?: number): TaskState => ({
  taskId: '7',
  phoneId: 'a',
  status,
  ...(progress !== undefined && { progress }),
});
const unreachable = new TelepadError('broker_unreachable', 'Away.');

/** A task that answers these in turn, the last one for ever; and when it was asked, in ms. */
function setTask(...answers: readonly (TaskState | Error)[]) {
  const startedAt = Date.now();
  const askedAt: number[] = [];
  const getTask = async (signal: AbortSignal): Promise<TaskState> => {
    if (signal.aborted) throw new TelepadError('aborted', 'Stopped.');
    const answer = answers[Math.min(askedAt.length, answers.length - 1)] ?? unreachable;
    askedAt.push(Date.now() - startedAt);
    if (answer instanceof Error) throw answer;
    return answer;
  };
  return {
    askedAt,
    /** Lets the time pass that it needs. */
    async wait(options: WaitForTaskOptions = {}, whole?: AbortSignal) {
      const outcome = waitForTask(getTask, options, whole).then(
        (value) => ({ value }),
        (error: unknown) => ({ error }),
      );
      await vi.runAllTimersAsync();
      return outcome;
    },
  };
}

describe('waiting for a task', () => {
  it('ends with its last state, and tells each change once', async () => {
    const { wait, askedAt } = setTask(
      task('waiting'),
      task('running', 0.2),
      task('running', 0.2),
      task('running', 0.7),
      task('done', 1),
    );
    const onProgress = vi.fn();
    expect(await wait({ onProgress })).toEqual({ value: task('done', 1) });
    expect(onProgress.mock.calls.map(([{ status, progress }]) => [status, progress])).toEqual([
      ['waiting', undefined],
      ['running', 0.2],
      ['running', 0.7],
      ['done', 1],
    ]);
    // A second after each change; longer where nothing changed.
    expect(askedAt).toEqual([0, 1000, 2000, 3500, 4500]);
  });

  it('asks ever more rarely while nothing changes, up to ten times the interval', async () => {
    const { wait, askedAt } = setTask(task('running'));
    await wait({ pollIntervalMs: 1000, timeoutMs: 60_000 });
    const waits = askedAt.slice(1).map((at, index) => at - (askedAt[index] ?? 0));
    expect(waits).toEqual([1000, 1500, 2250, 3375, 5062, 7593, 10_000, 10_000, 10_000]);
  });

  it.each(['failed', 'partly-failed', 'cancelled', 'timed-out'] as const)(
    'fails with the task that ends as %s',
    async (status) => {
      const { wait } = setTask(task('running'), task(status));
      expect(await wait()).toMatchObject({
        error: { code: 'task_failed', retryable: false, cause: task(status) },
      });
    },
  );

  it('gives up after its time, also in the middle of a question', async () => {
    const { wait } = setTask(task('running'));
    const startedAt = Date.now();
    expect(await wait({ timeoutMs: 5000 })).toMatchObject({
      error: {
        code: 'phone_timeout',
        message:
          'The task was asked for again and again, but did not end within 5000 ms. It may still end: wait again, or look at the phone.',
      },
    });
    expect(Date.now() - startedAt).toBe(5000);
    const hanging = waitForTask(
      (signal) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => reject(new TelepadError('aborted', 'Stopped.')));
        }),
      { timeoutMs: 5000 },
      undefined,
    );
    const outcome = expect(hanging).rejects.toMatchObject({ code: 'phone_timeout' });
    await vi.advanceTimersByTimeAsync(5000);
    await outcome;
  });

  it('puts up with five errors in a row that may pass', async () => {
    const away = Array.from({ length: 5 }, () => unreachable);
    expect(await setTask(...away, task('running'), ...away, task('done')).wait()).toEqual({
      value: task('done'),
    });
    expect(await setTask(...away, unreachable, task('done')).wait()).toEqual({
      error: unreachable,
    });
  });

  it('waits as long as a rate limit asks for', async () => {
    const limited = new TelepadError('rate_limited', 'Slowly.', { retryAfterMs: 30_000 });
    const { wait, askedAt } = setTask(limited, task('done'));
    await wait();
    expect(askedAt).toEqual([0, 30_000]);
  });

  it('does not put up with a refusal', async () => {
    const forbidden = new TelepadError('forbidden', 'No.');
    const { wait, askedAt } = setTask(task('running'), forbidden, task('done'));
    expect(await wait()).toEqual({ error: forbidden });
    expect(askedAt).toHaveLength(2);
  });

  it.each(['its own', 'the common'])('ends with %s signal', async (which) => {
    const stop = new AbortController();
    const { wait, askedAt } = setTask(task('running'));
    setTimeout(() => stop.abort(), 2500);
    const outcome = which === 'its own' ? wait({ signal: stop.signal }) : wait({}, stop.signal);
    expect(await outcome).toMatchObject({ error: { code: 'aborted' } });
    expect(askedAt).toEqual([0, 1000]);
  });

  it('ends with an error of the page’s own listener', async () => {
    const thrown = new TelepadError('broker_unreachable', 'The page’s own.');
    const onProgress = () => {
      throw thrown;
    };
    const { wait, askedAt } = setTask(task('running'));
    expect(await wait({ onProgress })).toEqual({ error: thrown });
    expect(askedAt).toHaveLength(1);
  });

  it.each([
    [{ timeoutMs: 999 }, 'timeoutMs is not 1000 to 86400000 ms'],
    [{ timeoutMs: Number.NaN }, 'timeoutMs is not'],
    [{ pollIntervalMs: 249 }, 'pollIntervalMs is not 250 to 60000 ms'],
    [{ pollIntervalMs: 60_001 }, 'pollIntervalMs is not'],
  ])('refuses %j before it asks', async (options, finding) => {
    const { wait, askedAt } = setTask(task('done'));
    expect(await wait(options)).toMatchObject({
      error: { code: 'argument_invalid', message: expect.stringContaining(finding) },
    });
    expect(askedAt).toEqual([]);
  });
});
