import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { TelepadError } from '../../../../src/core/errors.js';
import type { PhoneOrientation } from '../../../../src/core/features.js';
import { createStage, lying, pass, upright, watch } from './automation-stage.js';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('turning the phone', () => {
  it('is over when the phone tells its new screen, whatever it answers', async () => {
    const { session, automation, show } = createStage();
    const turned = watch(automation.rotate('landscape'));
    await pass();
    expect(session.turnings.map(({ orientation }) => orientation)).toEqual(['landscape']);
    session.turnings[0]?.answer();
    await pass(5000);
    expect(turned.outcome).toBe('waits');
    show(lying);
    await pass();
    expect(turned.outcome).toBe('done');

    const back = watch(automation.rotate('portrait'));
    await pass();
    // It turns, and never answers.
    show(upright);
    await pass();
    expect(back.outcome).toBe('done');
    expect(session.listenerCount).toBe(1);
  });

  it('goes from upright to lying and back when nothing else is said', async () => {
    const { session, automation, show } = createStage();
    void automation.rotate();
    await pass();
    show(lying);
    void automation.rotate();
    await pass();
    expect(session.turnings.map(({ orientation }) => orientation)).toEqual([
      'landscape',
      'portrait',
    ]);
    show(upright);
    await pass();
  });

  it('by half, or not at all, is over when the phone has answered', async () => {
    const { session, automation } = createStage();
    const turned = watch(automation.rotate('reverse-portrait'));
    await pass();
    expect(turned.outcome).toBe('waits');
    session.turnings[0]?.answer();
    await pass();
    expect(turned.outcome).toBe('done');
  });

  it('ends when the phone refuses, or does not turn in time', async () => {
    const { session, automation } = createStage();
    const refused = watch(automation.rotate());
    await pass();
    session.turnings[0]?.refuse(new TelepadError('phone_refused', 'No.'));
    await pass();
    expect(refused.outcome).toBe('phone_refused');

    const late = watch(automation.rotate('landscape', { timeoutMs: 700 }));
    await pass();
    expect(session.turnings[1]?.options?.timeoutMs).toBe(700);
    session.turnings[1]?.answer();
    await pass(699);
    expect(late.outcome).toBe('waits');
    await pass(1);
    expect(late.outcome).toBe('phone_timeout');
    expect(session.listenerCount).toBe(1);
  });

  it('stops with its signal', async () => {
    const { session, automation } = createStage();
    const abort = new AbortController();
    const turned = watch(automation.rotate('landscape', { signal: abort.signal }));
    await pass();
    abort.abort();
    await pass();
    expect(turned.outcome).toBe('aborted');
    expect(session.turnings[0]?.options?.signal?.aborted).toBe(true);
  });

  it('is checked before anything is sent', async () => {
    const { session, automation } = createStage();
    const wrong = watch(automation.rotate('sideways' as PhoneOrientation));
    const never = watch(automation.rotate('portrait', { timeoutMs: 0 }));
    await pass();
    expect([wrong.outcome, never.outcome]).toEqual(['argument_invalid', 'argument_invalid']);
    expect(session.turnings).toEqual([]);
  });
});
