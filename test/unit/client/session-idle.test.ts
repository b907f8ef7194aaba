import { describe, expect, it, vi } from 'vitest';
import type { FeatureHost } from '../../../src/client/features/feature-host.js';
import type { PhoneFeatures } from '../../../src/client/features/phone-features.js';
import type { ControlMessage } from '../../../src/core/control.js';
import type { VendorFeatures } from '../../../src/core/ports/client.js';
import {
  connect,
  connectUntilLive,
  errorOf,
  fakeVendor,
  pass,
  setTheStage,
  ticket,
  touchUp,
} from './session-stage.js';

setTheStage();

const idle = { policy: { idleTimeoutMs: 60_000, idleWarningMs: 20_000 } };

describe('a session that is not used', () => {
  it('warns, and ends', async () => {
    const { session, link, heard } = await connectUntilLive(idle);
    heard.length = 0;
    await pass(39_999);
    expect(heard).toEqual([]);
    await pass(1);
    expect(heard).toEqual([
      ['idlewarning', 20_000],
      ['state', 'idle-warning'],
    ]);
    expect(session.isLive).toBe(true);
    await pass(19_999);
    expect(session.state).toBe('idle-warning');
    await pass(1);
    expect(errorOf(session).code).toBe('idle_timeout');
    expect(link().closeCalls).toBe(1);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('goes on for ever by default', async () => {
    const { session } = await connectUntilLive();
    expect(session.idleTimeoutMs).toBe(0);
    await pass(86_400_000);
    expect(session.state).toBe('live');
    expect(vi.getTimerCount()).toBe(0);
  });

  it('counts anew from each use, and is live again without a new `live`', async () => {
    const { session, heard, heardOf } = await connectUntilLive(idle);
    await pass(39_000);
    session.send(touchUp);
    await pass(39_999);
    expect(session.state).toBe('live');
    await pass(1);
    expect(session.state).toBe('idle-warning');
    heard.length = 0;
    session.send(touchUp);
    expect(heard).toEqual([['state', 'live']]);
    await pass(40_000);
    expect(session.state).toBe('idle-warning');
    expect(heardOf('live')).toEqual([]);
  });

  it('starts no timer for a use, however many there are', async () => {
    const { session } = await connectUntilLive(idle);
    const start = vi.spyOn(globalThis, 'setTimeout');
    for (let count = 0; count < 1000; count++) session.send(touchUp);
    expect(start).not.toHaveBeenCalled();
  });

  const key = { type: 'key', action: 'down', keyCode: 4, metaState: 0, repeat: false } as const;
  it.each<[string, ControlMessage]>([
    ['touches', touchUp],
    ['keys', key],
    ['wheel turns', { type: 'scroll', x: 1, y: 1, width: 9, height: 16, notchesY: 1 }],
    ['text', { type: 'text', text: 'x' }],
    ['a clipboard', { type: 'clipboard', text: 'x' }],
  ])('is used by %s', async (_name, message) => {
    const { session } = await connectUntilLive(idle);
    await pass(40_000);
    session.send(message);
    expect(session.state).toBe('live');
  });

  it.each<[string, ControlMessage]>([
    ['questions', { type: 'query', about: 'display' }],
    ['what the phone shall send', { type: 'media', kind: 'both', isOpen: true }],
    ['whose keyboard types', { type: 'keyboard-mode', mode: 'local' }],
  ])('is not used by %s', async (_name, message) => {
    const { session } = await connectUntilLive(idle);
    await pass(40_000);
    session.send(message);
    expect(session.state).toBe('idle-warning');
  });

  it('is not used by what is refused', async () => {
    const { session, link } = await connectUntilLive(idle);
    await pass(40_000);
    link().close();
    expect(() => session.send(touchUp)).toThrow('the link is closed');
    expect(session.state).toBe('idle-warning');
  });

  it('can be kept awake by the page', async () => {
    const { session } = await connectUntilLive(idle);
    await pass(39_000);
    session.keepAwake();
    await pass(39_999);
    expect(session.state).toBe('live');
    await pass(1);
    session.keepAwake();
    expect(session.state).toBe('live');
    await pass(60_000);
    expect(session.state).toBe('closed');
  });

  it('begins to count when it is live, and again after a recovery', async () => {
    const { session, link } = await connectUntilLive(idle);
    await pass(39_000);
    link().listener.channelClosed();
    await pass(30_000);
    expect(session.state).not.toBe('closed');
    await pass(1000);
    link().negotiate();
    session.framePresented(720, 1280);
    expect(session.state).toBe('live');
    await pass(39_999);
    expect(session.state).toBe('live');
    await pass(1);
    expect(session.state).toBe('idle-warning');
  });

  it('recovers from the warning too', async () => {
    const { session, link } = await connectUntilLive(idle);
    await pass(40_000);
    link().listener.connectionState('failed');
    expect(session.state).toBe('recovering');
    await pass(300);
    link().negotiate();
    session.framePresented(720, 1280);
    expect(session.state).toBe('live');
  });

  it('does not end for someone who may only watch', async () => {
    const { session } = await connectUntilLive({ ...idle, ticket: { ...ticket, role: 'watch' } });
    await pass(600_000);
    expect(session.state).toBe('live');
  });
});

describe('the idle timeout', () => {
  it('can be set at any time, and counts from then on', async () => {
    const { session } = await connectUntilLive();
    await pass(600_000);
    session.setIdleTimeout(10_000);
    expect(session.idleTimeoutMs).toBe(10_000);
    await pass(4999);
    expect(session.state).toBe('live');
    await pass(1);
    expect(session.state).toBe('idle-warning');
    session.setIdleTimeout(20_000);
    expect(session.state).toBe('live');
    await pass(10_000);
    expect(session.state).toBe('idle-warning');
    session.setIdleTimeout(0);
    expect(session.state).toBe('live');
    await pass(600_000);
    expect(session.state).toBe('live');
  });

  it('can be set before the session is live', async () => {
    const { session, link } = connect();
    session.setIdleTimeout(10_000);
    await pass();
    link().negotiate();
    session.framePresented(720, 1280);
    await pass(10_000);
    expect(errorOf(session).code).toBe('idle_timeout');
  });

  it.each([-1, 1, 999, 7_200_001, Number.NaN])('cannot be %d', async (timeoutMs) => {
    const { session } = await connectUntilLive(idle);
    expect(() => session.setIdleTimeout(timeoutMs)).toThrow(
      expect.objectContaining({ code: 'argument_invalid' }),
    );
    expect(session.idleTimeoutMs).toBe(60_000);
    expect(() => connect({ policy: { idleTimeoutMs: timeoutMs } })).toThrow(
      expect.objectContaining({ code: 'configuration_invalid' }),
    );
  });
});

describe('a policy', () => {
  it.each([
    { offerTimeoutMs: -1 },
    { restartTimeoutMs: Number.NaN },
    { idleWarningMs: -1 },
    { recoveryRetry: { maxAttempts: 3, baseDelayMs: 300, maxDelayMs: Number.NaN } },
  ])('cannot have such a number: %o', (policy) => {
    expect(() => connect({ policy })).toThrow(
      expect.objectContaining({
        code: 'configuration_invalid',
        message: expect.stringContaining('`policy`'),
      }),
    );
  });

  it('can have waits without end', () => {
    const recoveryRetry = { maxAttempts: Number.POSITIVE_INFINITY, baseDelayMs: 0, maxDelayMs: 0 };
    const policy = { offerTimeoutMs: Number.POSITIVE_INFINITY, recoveryRetry };
    expect(() => connect({ policy }).session.close()).not.toThrow();
  });
});

describe('features', () => {
  async function connectWithFeatures() {
    const hosts: FeatureHost[] = [];
    const createFeatures = (host: FeatureHost) => {
      hosts.push(host);
      return {} as PhoneFeatures;
    };
    const made = await connectUntilLive({
      ...idle,
      vendors: {
        fake: async () => ({ ...fakeVendor, loadFeatures: async () => ({}) as VendorFeatures }),
      },
      importFeatures: async () => ({ createFeatures }),
    });
    await made.session.features();
    const [host] = hosts;
    if (!host) throw new Error('no features were made');
    return { ...made, host };
  }

  it('use the phone by what they send, unless they say otherwise', async () => {
    const { session, host } = await connectWithFeatures();
    await pass(40_000);
    host.send(['sensor'], false);
    expect(session.state).toBe('idle-warning');
    host.send(['shell']);
    expect(session.state).toBe('live');
  });

  it('stop the clock while they hold it, each for itself', async () => {
    const { session, host } = await connectWithFeatures();
    await pass(40_000);
    const camera = host.holdIdle();
    expect(session.state).toBe('live');
    const microphone = host.holdIdle();
    await pass(600_000);
    camera();
    camera();
    await pass(600_000);
    expect(session.state).toBe('live');
    microphone();
    await pass(39_999);
    expect(session.state).toBe('live');
    await pass(1);
    expect(session.state).toBe('idle-warning');
  });
});
