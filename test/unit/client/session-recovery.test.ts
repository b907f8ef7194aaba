import { describe, expect, it, vi } from 'vitest';
import { noteAdmission, noteNextAddress } from '../../../src/client/signalling-address.js';
import type { Upkeep } from '../../../src/client/upkeep/upkeep-host.js';
import type { ControlMessage } from '../../../src/core/control.js';
import { TelepadError } from '../../../src/core/errors.js';
import {
  connectUntilLink,
  connectUntilLive,
  fakeVendor,
  pass,
  type Setting,
  setTheStage,
  ticket,
  touchUp,
} from './session-stage.js';

const stage = setTheStage();

const silence = new TelepadError('media_stalled', 'Nothing arrives.');
const text = { type: 'text', text: 'hello' } as const;
const query = { type: 'query', about: 'display' } as const;

/** Live, and its upkeep has come. */
async function live(setting: Setting = {}) {
  const made = await connectUntilLive(setting);
  await pass();
  return made;
}

/** Live, and then nothing comes through the link any more. */
async function repairing(setting: Setting = {}) {
  const made = await live(setting);
  made.upkeepHost().dispatch({ type: 'stalled', silence: 'path', error: silence });
  expect(made.session.state).toBe('recovering');
  return made;
}

describe('a link that falls silent', () => {
  it('is kept: input is let go on it, and an ICE restart offered', async () => {
    const { session, link, links, heard } = await live();
    session.on('release', () => session.send(touchUp));
    heard.length = 0;
    link().connectionState('disconnected');
    await pass(1000);
    expect(heard).toEqual([['release'], ['trouble', 'connection_lost'], ['state', 'recovering']]);
    expect(link().sent).toEqual([touchUp]);
    expect(link().restarts).toBe(1);
    expect(links).toHaveLength(1);
    expect(link().closeCalls).toBe(0);
  });

  it('is live again with the first new frame over a connection that stands', async () => {
    const { session, link, links, heardOf } = await repairing();
    link().connectionState('disconnected');
    session.framePresented(720, 1280);
    expect(session.state).toBe('recovering');
    link().connectionState('connected');
    expect(session.state).toBe('live');
    expect(heardOf('live')).toHaveLength(2);
    expect(links).toHaveLength(1);
    await pass(60_000);
    expect([session.state, vi.getTimerCount()]).toEqual(['live', 0]);
  });

  it('without views is live again when its upkeep sees frames', async () => {
    const { session, upkeepHost } = await repairing();
    upkeepHost().dispatch({ type: 'frame' });
    expect(session.state).toBe('live');
  });

  it('whose phone does not answer the restart gives way to a second connection on its ticket', async () => {
    const source = vi.fn(async () => ticket);
    const { session, links, link } = await repairing({ ticket: source });
    await pass(3999);
    expect(links).toHaveLength(1);
    await pass(1);
    expect(links).toHaveLength(2);
    expect(link(0).closeCalls).toBe(1);
    expect(session.state).toBe('signalling');
    link().negotiate();
    session.framePresented(720, 1280);
    expect(session.state).toBe('live');
    expect(source).toHaveBeenCalledTimes(1);
  });

  it('gets a fresh ticket when that is not offered anything either', async () => {
    const source = vi.fn(async () => ticket);
    const { session, links } = await repairing({ ticket: source });
    await pass(4000 + 3000);
    expect(session.state).toBe('recovering');
    await pass(600);
    expect(source).toHaveBeenCalledTimes(2);
    expect(links).toHaveLength(3);
  });

  const relayed = { ...ticket, signalling: { ...ticket.signalling, isRelayed: true } };

  it('gets one at once where a relay admitted once and has not said how to come back', async () => {
    const source = vi.fn(async () => relayed);
    const { links, link } = await repairing({ ticket: source });
    noteAdmission(link().ticket);
    await pass(4000 + 300);
    expect(source).toHaveBeenCalledTimes(2);
    expect(links).toHaveLength(2);
  });

  it('comes back with the address that its relay has told', async () => {
    const source = vi.fn(async () => relayed);
    const { session, links, link } = await repairing({ ticket: source });
    noteAdmission(link().ticket);
    noteNextAddress(link().ticket, 'telepad-relay:{"url":"wss://signal.example.test/next"}');
    await pass(4000);
    expect([session.state, links.length]).toEqual(['signalling', 2]);
    expect(source).toHaveBeenCalledTimes(1);
  });

  it('keeps a ticket that has expired where the vendor lets in again whom it has let in once', async () => {
    const source = vi.fn(async () => ticket);
    const vendor = { ...fakeVendor, admitsAgain: true };
    const { session, link, upkeepHost } = await live({
      ticket: source,
      vendors: { fake: async () => vendor },
    });
    link().isSignalling = false;
    vi.setSystemTime(ticket.expiresAt);
    upkeepHost().dispatch({ type: 'stalled', silence: 'path', error: silence });
    await pass(1000);
    expect([session.state, link().openCalls]).toEqual(['recovering', 2]);
    expect(source).toHaveBeenCalledTimes(1);
  });

  it('gets one at once when its ticket has expired and signalling is down', async () => {
    const source = vi.fn(async () => ticket);
    const { session, link, upkeepHost } = await live({ ticket: source });
    link().isSignalling = false;
    vi.setSystemTime(ticket.expiresAt);
    upkeepHost().dispatch({ type: 'stalled', silence: 'path', error: silence });
    expect(session.state).toBe('recovering');
    expect([link().closeCalls, link().restarts]).toEqual([1, 0]);
    await pass(300);
    expect(source).toHaveBeenCalledTimes(2);
  });

  it('has its signalling opened again first where it is down', async () => {
    const { link, upkeepHost } = await live();
    link().isSignalling = false;
    upkeepHost().dispatch({ type: 'stalled', silence: 'path', error: silence });
    expect([link().openCalls, link().restarts]).toEqual([2, 0]);
    link().isSignalling = true;
    link().listener.joined();
    expect(link().restarts).toBe(1);
    // Told twice, as some servers do.
    link().listener.joined();
    expect(link().restarts).toBe(1);
  });

  it('is given up at once when it is only its channel that is silent', async () => {
    const { session, links, link, upkeepHost } = await live();
    upkeepHost().dispatch({ type: 'stalled', silence: 'channel', error: silence });
    expect(session.state).toBe('signalling');
    expect(links).toHaveLength(2);
    expect(link(0).restarts).toBe(0);
  });

  it('that the phone hangs up meanwhile gets a fresh ticket', async () => {
    const source = vi.fn(async () => ticket);
    const { session, link } = await repairing({ ticket: source });
    link().listener.channelClosed();
    expect([session.state, link().closeCalls]).toEqual(['recovering', 1]);
    await pass(300);
    expect(source).toHaveBeenCalledTimes(2);
  });

  it('is closed with everything that it had running', async () => {
    const { session, link } = await repairing();
    session.close();
    expect(session.closeReason).toEqual({ cause: 'user' });
    expect([link().closeCalls, vi.getTimerCount(), stage().listenerCount()]).toEqual([1, 0, 0]);
  });
});

describe('a page that nobody looks at', () => {
  it('makes no new connection for a link that could not be repaired, until somebody does', async () => {
    const source = vi.fn(async () => ticket);
    const { session, link, links } = await live({ ticket: source });
    stage().changeVisibility('hidden');
    link().connectionState('disconnected');
    await pass(600_000);
    expect([session.state, links.length, link().closeCalls]).toEqual(['recovering', 1, 1]);
    expect(source).toHaveBeenCalledTimes(1);
    stage().changeVisibility('visible');
    await pass();
    expect([session.state, links.length]).toEqual(['signalling', 2]);
  });
});

describe('a browser that is offline', () => {
  it('does not use attempts up, and tries at once when it is back', async () => {
    const source = vi.fn(async () => ticket);
    const { session, link, heardOf } = await live({ ticket: source });
    stage().goOffline();
    link().listener.channelClosed();
    await pass(600_000);
    expect(session.state).toBe('recovering');
    expect(source).toHaveBeenCalledTimes(1);
    stage().goOnline();
    await pass();
    expect(source).toHaveBeenCalledTimes(2);
    expect(session.state).toBe('signalling');
    expect(heardOf('trouble')).toEqual([['trouble', 'connection_lost']]);
  });

  it('keeps the link for a while, without calling a restart unanswered that nobody could hear', async () => {
    const { session, link, links } = await repairing();
    stage().goOffline();
    await pass(20_000);
    expect([session.state, links.length, link().restarts]).toEqual(['recovering', 1, 1]);
    stage().goOnline();
    expect(link().restarts).toBe(2);
    session.framePresented(720, 1280);
    expect(session.state).toBe('live');
  });
});

describe('a look at once', () => {
  it('leaves a link that stands alone', async () => {
    const { session, link, links } = await live();
    session.retryNow();
    stage().goOnline();
    stage().changeVisibility('visible');
    expect([session.state, link().restarts, links.length]).toEqual(['live', 0, 1]);
  });

  it('repairs a link that is disconnected without its grace', async () => {
    const { session, link } = await live();
    link().connectionState('disconnected');
    stage().goOnline();
    expect([session.state, link().restarts]).toEqual(['recovering', 1]);
  });
});

describe('a request for a ticket that hangs while the session recovers', () => {
  it('is aborted, and made anew by what comes back, once for all that comes at once', async () => {
    const signals: AbortSignal[] = [];
    const source = vi.fn((signal: AbortSignal) => {
      signals.push(signal);
      return signals.length === 1 ? Promise.resolve(ticket) : new Promise<never>(() => {});
    });
    const { session, link } = await live({ ticket: source });
    link().listener.channelClosed();
    await pass(300);
    expect([session.state, source.mock.calls.length]).toEqual(['ticketing', 2]);
    // It was just made.
    session.retryNow();
    expect(source).toHaveBeenCalledTimes(2);
    await pass(1000);
    session.retryNow();
    stage().goOnline();
    stage().changeVisibility('visible');
    expect([session.state, source.mock.calls.length]).toEqual(['ticketing', 3]);
    expect(signals.map(({ aborted }) => aborted)).toEqual([true, true, false]);
    await pass(1000);
    stage().goOnline();
    expect(source).toHaveBeenCalledTimes(4);
  });
});

describe('what is sent while a session recovers', () => {
  const holding = () => {
    const held: ControlMessage[] = [];
    const upkeep: Partial<Upkeep> = {
      hold(message) {
        if (message.type !== 'text') return false;
        held.push(message);
        return true;
      },
    };
    return { held, upkeep };
  };

  it('is held where that is right, and refused where it is not', async () => {
    const { held, upkeep } = holding();
    const { session, link } = await repairing({ upkeep });
    link().sent.length = 0;
    session.send(text);
    expect(held).toEqual([text]);
    expect(() => session.send(touchUp)).toThrowError(
      expect.objectContaining({ code: 'not_connected' }),
    );
    expect(link().sent).toEqual([]);
  });

  it('but questions go out: their answers may be what proves the link alive', async () => {
    const { held, upkeep } = holding();
    const { session, link, upkeepHost } = await repairing({ upkeep });
    session.send(query);
    upkeepHost().send(query);
    expect(link().sent).toEqual([query, query]);
    expect(held).toEqual([]);
  });

  it('is held until live, although the new channel is open before', async () => {
    const { held, upkeep } = holding();
    const { session, link } = await repairing({ upkeep });
    await pass(4000);
    link().negotiate();
    expect(session.state).toBe('negotiating');
    session.send(text);
    expect([held, link().sent]).toEqual([[text], []]);
  });

  it('is refused until live where it is not held, although the new channel is open before', async () => {
    const { session, link } = await repairing(holding());
    await pass(4000);
    link().negotiate();
    expect(session.state).toBe('negotiating');
    expect(() => session.send(touchUp)).toThrowError(
      expect.objectContaining({ code: 'not_connected' }),
    );
    expect(link().sent).toEqual([]);
    session.framePresented(720, 1280);
    session.send(touchUp);
    expect(link().sent).toEqual([touchUp]);
  });

  it('is not held before the session was ever live, nor after its end, nor for a watcher', async () => {
    const { held, upkeep } = holding();
    const before = await connectUntilLink({ upkeep });
    expect(() => before.session.send(text)).not.toThrow();
    const watching = await repairing({ upkeep, ticket: { ...ticket, role: 'watch' } });
    expect(() => watching.session.send(text)).toThrowError(
      expect.objectContaining({ code: 'watch_only' }),
    );
    const ended = await repairing({ upkeep });
    ended.session.close();
    expect(() => ended.session.send(text)).toThrowError(
      expect.objectContaining({ code: 'session_closed' }),
    );
    expect(held).toEqual([]);
  });
});
