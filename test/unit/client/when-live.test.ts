import { getEventListeners } from 'node:events';
import { describe, expect, it } from 'vitest';
import { Emitter } from '../../../src/client/emitter.js';
import type { PhoneEvents, PhoneSession } from '../../../src/client/session.js';
import { whenLive } from '../../../src/client/when-live.js';
import { TelepadError } from '../../../src/core/errors.js';

function createSession(state: PhoneSession['state']) {
  const emitter = new Emitter<PhoneEvents>();
  let listeners = 0;
  const session = {
    state,
    get isLive() {
      return session.state === 'live' || session.state === 'idle-warning';
    },
    closeReason: undefined as PhoneSession['closeReason'],
    on<Name extends keyof PhoneEvents>(name: Name, listener: PhoneEvents[Name]) {
      listeners += 1;
      const off = emitter.on(name, listener);
      return () => {
        listeners -= 1;
        off();
      };
    },
  };
  return {
    session,
    asSession: session as unknown as PhoneSession,
    move(state: PhoneSession['state']) {
      session.state = state;
      emitter.emit('state', state);
    },
    listenerCount: () => listeners,
  };
}

const failed = new TelepadError('offer_timeout', 'No offer.');

describe('waiting until a session is live', () => {
  it.each(['live', 'idle-warning'] as const)('is over at once when it is %s', async (state) => {
    const { asSession, listenerCount } = createSession(state);
    await whenLive(asSession);
    expect(listenerCount()).toBe(0);
  });

  it('ends when it gets live, and leaves no listener', async () => {
    const { asSession, move, listenerCount } = createSession('signalling');
    const abort = new AbortController();
    let isOver = false;
    const waiting = whenLive(asSession, abort.signal).then(() => {
      isOver = true;
    });
    move('negotiating');
    await Promise.resolve();
    expect(isOver).toBe(false);
    expect(listenerCount()).toBe(1);
    move('live');
    await waiting;
    expect(listenerCount()).toBe(0);
    expect(getEventListeners(abort.signal, 'abort')).toEqual([]);
  });

  it('fails with the error that closed it', async () => {
    const { asSession, session, move, listenerCount } = createSession('signalling');
    const waiting = whenLive(asSession);
    session.closeReason = { cause: 'error', error: failed };
    move('closed');
    await expect(waiting).rejects.toBe(failed);
    expect(listenerCount()).toBe(0);
  });

  it('fails with session_closed when the page closed it', async () => {
    const { asSession, session, move } = createSession('signalling');
    const waiting = whenLive(asSession);
    session.closeReason = { cause: 'user' };
    move('closed');
    await expect(waiting).rejects.toMatchObject({ code: 'session_closed' });
  });

  it('fails at once for a session that has ended', async () => {
    const byError = createSession('closed');
    byError.session.closeReason = { cause: 'error', error: failed };
    await expect(whenLive(byError.asSession)).rejects.toBe(failed);
    const byPage = createSession('closed');
    byPage.session.closeReason = { cause: 'user' };
    await expect(whenLive(byPage.asSession)).rejects.toMatchObject({ code: 'session_closed' });
    expect(byPage.listenerCount()).toBe(0);
  });

  it('fails with aborted, before and while it waits, and the session goes on', async () => {
    const { asSession, listenerCount } = createSession('signalling');
    await expect(whenLive(asSession, AbortSignal.abort())).rejects.toMatchObject({
      code: 'aborted',
    });
    const abort = new AbortController();
    const waiting = whenLive(asSession, abort.signal);
    abort.abort();
    await expect(waiting).rejects.toMatchObject({ code: 'aborted' });
    expect(listenerCount()).toBe(0);
    expect(asSession.state).toBe('signalling');
  });
});
