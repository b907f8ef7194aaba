import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createChannelProbe } from '../../../../src/client/upkeep/channel-probe.js';
import { TelepadError } from '../../../../src/core/errors.js';
import { FakeHost } from './fake-host.js';

function stage() {
  const host = new FakeHost();
  const probe = createChannelProbe(host);
  const answers: (readonly [string, boolean])[] = [];
  const ask = (name: string, timeoutMs?: number) => {
    void probe.probe(timeoutMs).then((isAnswered) => answers.push([name, isAnswered]));
  };
  return { host, probe, answers, ask };
}

const pass = (ms = 0) => vi.advanceTimersByTimeAsync(ms);

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

describe('a probe of the channel', () => {
  it('asks for the display, and is answered by it', async () => {
    const { host, probe, answers, ask } = stage();
    expect(probe.hasAnswered).toBe(false);
    ask('a');
    expect(host.sent).toEqual([{ type: 'query', about: 'display' }]);
    await pass(1999);
    expect(answers).toEqual([]);
    host.fake.tellDisplay();
    await pass();
    expect(answers).toEqual([['a', true]]);
    expect(probe.hasAnswered).toBe(true);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('is not answered when two seconds have passed, or the time that the caller gives', async () => {
    const { probe, answers, ask } = stage();
    ask('a');
    ask('b', 500);
    await pass(500);
    expect(answers).toEqual([['b', false]]);
    await pass(1500);
    expect(answers).toEqual([
      ['b', false],
      ['a', false],
    ]);
    expect(probe.hasAnswered).toBe(false);
  });

  it('keeps its answer from the page, which has not asked', async () => {
    const { host, answers, ask } = stage();
    const told: string[] = [];
    host.fake.on('display', ({ width, height }) => told.push(`${width}x${height}`));
    ask('a');
    host.pageSends({ type: 'query', about: 'display' });
    host.fake.tellDisplay();
    expect(told).toEqual([]);
    host.fake.tellDisplay();
    expect(told).toEqual(['720x1280']);
    ask('b');
    // Turned, and that is news whoever asked.
    host.fake.tellDisplay(1280, 720);
    expect(told).toEqual(['720x1280', '1280x720']);
    host.fake.tellDisplay(1280, 720);
    expect(told).toHaveLength(2);
    // Unasked, as on a new connection.
    host.fake.tellDisplay(1280, 720);
    expect(told).toHaveLength(3);
    await pass();
    expect(answers).toEqual([
      ['a', true],
      ['b', true],
    ]);
  });

  it('counts questions and answers of the present connection', async () => {
    const { host, probe, ask } = stage();
    ask('a', 100);
    await pass(100);
    ask('b');
    expect([probe.askedCount, probe.answeredCount]).toEqual([2, 0]);
    host.fake.tellDisplay();
    // The late answer to the first question: of the second nobody knows.
    expect([probe.askedCount, probe.answeredCount]).toEqual([2, 1]);
    host.fake.tellDisplay();
    host.fake.tellDisplay();
    expect([probe.askedCount, probe.answeredCount]).toEqual([2, 2]);
    host.connection = FakeHost.connection();
    expect([probe.askedCount, probe.answeredCount]).toEqual([0, 0]);
  });

  it('takes answers in the order of the questions', async () => {
    const { host, answers, ask } = stage();
    ask('a');
    ask('b');
    host.fake.tellDisplay();
    await pass();
    expect(answers).toEqual([['a', true]]);
    host.fake.tellDisplay();
    await pass();
    expect(answers).toEqual([
      ['a', true],
      ['b', true],
    ]);
  });

  it('leaves the answer to a question of the page to that question', async () => {
    const { host, answers, ask } = stage();
    host.pageSends({ type: 'query', about: 'display' });
    ask('a');
    host.fake.tellDisplay();
    await pass();
    expect(answers).toEqual([]);
    host.fake.tellDisplay();
    await pass();
    expect(answers).toEqual([['a', true]]);
  });

  it('does not take a phone that is turned for an answer, but for a sign of life', async () => {
    const { host, probe, answers, ask } = stage();
    ask('a');
    await pass(100);
    host.fake.tellDisplay(1280, 720);
    await pass();
    expect(answers).toEqual([]);
    expect(performance.now() - probe.heardAtMs).toBe(0);
    host.fake.tellDisplay(1280, 720);
    await pass();
    expect(answers).toEqual([['a', true]]);
  });

  it('knows when the phone last said anything', async () => {
    const { host, probe } = stage();
    await pass(300);
    expect(performance.now() - probe.heardAtMs).toBe(300);
    host.fake.emit('inputstate', { type: 'input-state', isOpen: true, enterKeyHint: 'done' });
    expect(performance.now() - probe.heardAtMs).toBe(0);
    await pass(300);
    host.fake.emit('clipboard', 'x');
    expect(performance.now() - probe.heardAtMs).toBe(0);
    await pass(300);
    host.fake.emit('appmessage', 'x');
    expect(performance.now() - probe.heardAtMs).toBe(0);
  });

  it('fails at once when it cannot be sent', async () => {
    const { host, answers, ask } = stage();
    host.failure = new TelepadError('not_connected', 'x');
    ask('a');
    await pass();
    expect(answers).toEqual([['a', false]]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('fails with its connection: what another one brings is no answer', async () => {
    const { host, probe, answers, ask } = stage();
    ask('a');
    host.connection = FakeHost.connection();
    host.fake.tellDisplay();
    await pass();
    expect(answers).toEqual([['a', false]]);
    ask('b');
    host.connection = undefined;
    host.fake.move('recovering');
    await pass();
    expect(answers.at(-1)).toEqual(['b', false]);
    expect(probe.hasAnswered).toBe(false);
  });

  it('ends with the session and leaves nothing behind', async () => {
    const { host, answers, ask } = stage();
    ask('a');
    host.end();
    ask('b');
    await pass();
    expect(answers).toEqual([
      ['a', false],
      ['b', false],
    ]);
    expect(host.listenerCount).toBe(0);
    expect(vi.getTimerCount()).toBe(0);
  });
});
