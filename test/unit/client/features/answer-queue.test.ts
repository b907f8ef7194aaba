import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { AnswerQueue, type Question } from '../../../../src/client/features/answer-queue.js';
import { TelepadError } from '../../../../src/core/errors.js';
import { codeOf, settle } from './features-stage.js';

describe('a queue of questions', () => {
  const asked: string[] = [];
  let queue: AnswerQueue<string>;

  beforeEach(() => {
    vi.useFakeTimers();
    asked.length = 0;
    queue = new AnswerQueue();
  });

  afterEach(() => {
    vi.useRealTimers();
  });

  function ask(name: string, more: Partial<Question<string>> = {}): Promise<string> {
    return queue.ask({ what: name, send: () => asked.push(name), timeoutMs: 1000, ...more });
  }

  it('asks one question at a time and gives each its own answer', async () => {
    const first = ask('first');
    const second = ask('second');
    expect(asked).toEqual(['first']);
    queue.answered('one');
    expect(asked).toEqual(['first', 'second']);
    queue.answered('two');
    expect(await first).toBe('one');
    expect(await second).toBe('two');
    expect(vi.getTimerCount()).toBe(0);
  });

  it('gives nobody an answer that nobody waits for', async () => {
    queue.answered('unasked');
    const question = ask('first');
    queue.answered('one');
    expect(await question).toBe('one');
  });

  it('times a question out from the moment it was asked, not from the call', async () => {
    const first = codeOf(ask('first'));
    const second = ask('second');
    await vi.advanceTimersByTimeAsync(999);
    queue.answered('one');
    await vi.advanceTimersByTimeAsync(999);
    queue.answered('two');
    expect(await first).toBe('no error');
    expect(await second).toBe('two');
  });

  it('does not give a late answer to the next question', async () => {
    const first = codeOf(ask('first'));
    const second = ask('second');
    await vi.advanceTimersByTimeAsync(1000);
    expect(await first).toBe('phone_timeout');
    expect(asked).toEqual(['first']);
    await vi.advanceTimersByTimeAsync(4999);
    queue.answered('late one');
    expect(asked).toEqual(['first', 'second']);
    queue.answered('two');
    expect(await second).toBe('two');
  });

  it('asks the next question when a late answer does not come at all', async () => {
    const first = codeOf(ask('first'));
    const second = ask('second');
    await vi.advanceTimersByTimeAsync(1000);
    await vi.advanceTimersByTimeAsync(5000);
    expect(asked).toEqual(['first', 'second']);
    queue.answered('two');
    expect([await first, await second]).toEqual(['phone_timeout', 'two']);
  });

  it('keeps the turn of a question that was given up', async () => {
    const stop = new AbortController();
    const first = codeOf(ask('first', { signal: stop.signal }));
    const second = ask('second');
    stop.abort();
    expect(await first).toBe('aborted');
    expect(asked).toEqual(['first']);
    queue.answered('one');
    queue.answered('two');
    expect(await second).toBe('two');
  });

  it('never asks a question that was given up while it waited', async () => {
    const stop = new AbortController();
    const first = ask('first');
    const second = codeOf(ask('second', { signal: stop.signal }));
    const third = ask('third');
    stop.abort();
    expect(await second).toBe('aborted');
    queue.answered('one');
    expect(asked).toEqual(['first', 'third']);
    queue.answered('three');
    expect([await first, await third]).toEqual(['one', 'three']);
  });

  it('asks nothing with a signal that is aborted already', async () => {
    expect(await codeOf(ask('first', { signal: AbortSignal.abort() }))).toBe('aborted');
    expect(asked).toEqual([]);
  });

  it('passes on why a question could not be sent, and asks the next', async () => {
    const failing = () => {
      throw new TelepadError('not_connected', 'no channel');
    };
    const first = codeOf(ask('first', { send: failing }));
    const second = ask('second');
    queue.answered('two');
    expect([await first, await second]).toEqual(['not_connected', 'two']);
  });

  it('leaves answers of another question alone where they tell', async () => {
    const first = ask('first', { isAnswer: (answer) => answer.startsWith('first') });
    queue.answered('second: no');
    queue.answered('first: yes');
    expect(await first).toBe('first: yes');
  });

  it('ends what was asked with its connection, and asks the rest on the next', async () => {
    const first = codeOf(ask('first'));
    const second = ask('second');
    queue.lose(new TelepadError('connection_lost', 'gone'));
    expect(await first).toBe('connection_lost');
    expect(asked).toEqual(['first', 'second']);
    queue.answered('two');
    expect(await second).toBe('two');
    await settle();
    expect(vi.getTimerCount()).toBe(0);
  });
});
