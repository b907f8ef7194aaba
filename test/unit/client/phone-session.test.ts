import { getEventListeners } from 'node:events';
import { describe, expect, it, vi } from 'vitest';
import { createConnect } from '../../../src/client/connect.js';
import type { ConnectOptions } from '../../../src/client/connect-options.js';
import { createPhoneSession } from '../../../src/client/phone-session.js';
import type { CloseReason, PhoneSession } from '../../../src/client/session.js';
import { TelepadError } from '../../../src/core/errors.js';
import type { ClientVendor } from '../../../src/core/ports/client.js';
import type { Ticket } from '../../../src/core/ticket.js';
import { FakeTrack } from './fake-media.js';
import {
  connect,
  connectUntilLink,
  connectUntilLive,
  errorOf,
  eventNames,
  fakeVendor,
  pass,
  type Setting,
  setTheStage,
  ticket,
  touchUp,
} from './session-stage.js';

const stage = setTheStage();

describe('a session that succeeds', () => {
  it('tells each state once, in order, and that it is live', async () => {
    const { heard } = await connectUntilLive();
    expect(heard).toEqual([
      ['state', 'preparing'],
      ['state', 'signalling'],
      ['state', 'negotiating'],
      ['display', { type: 'display', width: 720, height: 1280 }],
      ['live'],
      ['state', 'live'],
    ]);
  });

  it('asks for its ticket at once', () => {
    const source = vi.fn(async () => ticket);
    const { session } = connect({ ticket: source });
    expect(session.state).toBe('ticketing');
    expect(source).toHaveBeenCalledTimes(1);
  });

  it('knows its phone and role from the ticket on', async () => {
    const { session } = connect();
    expect([session.phoneId, session.role]).toEqual([undefined, undefined]);
    await pass();
    expect([session.phoneId, session.role]).toEqual(['p1', 'control']);
  });

  it('resolves whenLive, and has been live from then on', async () => {
    const { session, link } = await connectUntilLink();
    expect(session.hasBeenLive).toBe(false);
    const live = session.whenLive();
    link().negotiate();
    session.framePresented(720, 1280);
    await live;
    expect(session.hasBeenLive).toBe(true);
    await session.whenLive();
  });

  it('opens one link, once, and leaves no timer running when it is steady', async () => {
    const { links, link } = await connectUntilLive();
    expect(links).toHaveLength(1);
    expect(link().openCalls).toBe(1);
    expect(vi.getTimerCount()).toBe(1);
    vi.advanceTimersByTime(10_000);
    expect(vi.getTimerCount()).toBe(0);
  });

  it.each<[string, Setting, object]>([
    ['by default', {}, { media: 'both', keyboardMode: 'phone' }],
    [
      'as the page says',
      { media: 'video', keyboardMode: 'local' },
      { media: 'video', keyboardMode: 'local' },
    ],
    [
      'but a watcher changes no keyboard',
      { ticket: { ...ticket, role: 'watch' }, keyboardMode: 'local' },
      { media: 'both', keyboardMode: null },
    ],
  ])('wishes %s', async (_name, setting, preferences) => {
    const { link } = await connectUntilLink(setting);
    expect(link().preferences).toEqual(preferences);
  });

  it('passes on what the phone says', async () => {
    const { session, link, heard } = await connectUntilLive();
    heard.length = 0;
    const { phoneEvent } = link().listener;
    const field = { type: 'input-state', isOpen: true, enterKeyHint: 'go' } as const;
    phoneEvent(field);
    phoneEvent({ type: 'clipboard', text: 'copied' });
    phoneEvent({ type: 'app-message', text: 'hello' });
    phoneEvent({ type: 'display', width: 1280, height: 720 });
    expect(heard).toEqual([
      ['inputstate', field],
      ['clipboard', 'copied'],
      ['appmessage', 'hello'],
      ['display', { type: 'display', width: 1280, height: 720 }],
    ]);
    expect(session.inputState).toEqual(field);
    expect(session.display).toEqual({ type: 'display', width: 1280, height: 720 });
  });

  it('passes on each display, also one of the size before: the page decides what it means', async () => {
    const { link, heardOf } = await connectUntilLive();
    const same = { type: 'display', width: 720, height: 1280 } as const;
    link().listener.phoneEvent(same);
    link().listener.phoneEvent(same);
    expect(heardOf('display')).toEqual([
      ['display', same],
      ['display', same],
      ['display', same],
    ]);
  });

  it('knows what waits in the channel and how the connection does, while there is one', async () => {
    const { session, link } = connect();
    expect(session.bufferedAmount).toBe(0);
    expect(await session.getStats()).toBeUndefined();
    await pass();
    link().bufferedAmount = 99;
    expect(session.bufferedAmount).toBe(99);
    expect(await session.getStats()).toBe(link().report);
  });
});

describe('the picture and the sound', () => {
  it('have streams that stay, with the newest track in each', async () => {
    const { session, link, heardOf } = await connectUntilLink();
    const { videoStream, audioStream } = session;
    const [oldVideo, audio, video] = [
      new FakeTrack('video'),
      new FakeTrack('audio'),
      new FakeTrack('video'),
    ];
    for (const track of [oldVideo, audio, video]) link().listener.track(track.asTrack());
    expect(session.videoStream).toBe(videoStream);
    expect(videoStream.getTracks()).toEqual([video]);
    expect(audioStream.getTracks()).toEqual([audio]);
    expect(heardOf('track')).toEqual([
      ['track', 'video'],
      ['track', 'audio'],
      ['track', 'video'],
    ]);
  });

  it('without a view count as seen when video packets arrive', async () => {
    const { session, link } = await connectUntilLink();
    const [video, audio] = [new FakeTrack('video'), new FakeTrack('audio')];
    link().listener.track(video.asTrack());
    link().listener.track(audio.asTrack());
    link().negotiate();
    audio.unmute();
    expect(session.state).toBe('negotiating');
    video.unmute();
    expect(session.state).toBe('live');
  });

  it('with a view count as seen when it says so', async () => {
    const { session, link } = await connectUntilLink();
    session.willPresent();
    const video = new FakeTrack('video');
    link().listener.track(video.asTrack());
    link().negotiate();
    video.unmute();
    expect(session.state).toBe('negotiating');
    session.framePresented(720, 1280);
    expect(session.state).toBe('live');
  });

  it('go by the packets again when the last of two views has gone', async () => {
    const { session, link } = await connectUntilLink();
    const takeBackOne = session.willPresent();
    const takeBackTwo = session.willPresent();
    takeBackOne();
    takeBackOne();
    const video = new FakeTrack('video');
    link().listener.track(video.asTrack());
    link().negotiate();
    video.unmute();
    expect(session.state).toBe('negotiating');
    takeBackTwo();
    expect(session.state).toBe('live');
  });

  it('need packets, and not only the last view’s going', async () => {
    const { session, link } = await connectUntilLink();
    const takeBack = session.willPresent();
    const video = new FakeTrack('video');
    link().listener.track(video.asTrack());
    link().negotiate();
    takeBack();
    expect(session.state).toBe('negotiating');
    video.unmute();
    expect(session.state).toBe('live');
  });

  it('give the screen its size when the phone does not', async () => {
    const { session, link, heardOf } = await connectUntilLink();
    const { joined, offered, connectionState, channelOpened } = link().listener;
    joined();
    offered();
    connectionState('connected');
    channelOpened();
    session.framePresented(540, 960);
    await pass(999);
    expect(session.state).toBe('negotiating');
    await pass(1);
    expect(session.state).toBe('live');
    expect(heardOf('display')).toEqual([['display', { type: 'display', width: 540, height: 960 }]]);
  });

  it('give it by the track’s settings where no view measured', async () => {
    const { session, link } = await connectUntilLink();
    const video = new FakeTrack('video');
    video.settings = { width: 360, height: 640 };
    const { joined, offered, connectionState, channelOpened, track } = link().listener;
    joined();
    offered();
    track(video.asTrack());
    connectionState('connected');
    channelOpened();
    video.unmute();
    await pass(1000);
    expect(session.display).toEqual({ type: 'display', width: 360, height: 640 });
  });

  it('leave the size open where nobody knows it whole', async () => {
    const { session, link, heardOf } = await connectUntilLink();
    const video = new FakeTrack('video');
    video.settings = { width: 360 };
    const { joined, offered, connectionState, channelOpened, track } = link().listener;
    joined();
    offered();
    track(video.asTrack());
    connectionState('connected');
    channelOpened();
    video.unmute();
    await pass(1000);
    expect(session.state).toBe('live');
    expect(session.display).toBeUndefined();
    expect(heardOf('display')).toEqual([]);
  });
});

describe('tickets', () => {
  it('are asked for again by a function, and the session recovers', async () => {
    const source = vi.fn(async () => ticket);
    const { session, links, link, heardOf } = await connectUntilLive({ ticket: source });
    link().listener.channelClosed();
    expect(session.state).toBe('recovering');
    expect(link().closeCalls).toBe(1);
    await pass(300);
    expect(source).toHaveBeenCalledTimes(2);
    expect(links).toHaveLength(2);
    link().negotiate();
    session.framePresented(720, 1280);
    expect(session.state).toBe('live');
    expect(heardOf('live')).toHaveLength(2);
    expect(heardOf('trouble')).toEqual([['trouble', 'connection_lost']]);
  });

  it('that were given are used again', async () => {
    const { session, links, link } = await connectUntilLive();
    link().listener.channelClosed();
    await pass(300);
    expect(links).toHaveLength(2);
    expect(session.state).toBe('signalling');
  });

  it('that were forgotten with all options end the session', async () => {
    const connect = createConnect({}) as unknown as () => PhoneSession;
    const session = connect();
    const reason = await new Promise<CloseReason>((resolve) => session.on('closed', resolve));
    expect(reason.error?.code).toBe('ticket_invalid');
  });

  it.each<[string, unknown]>([
    ['an error answer of some server', { error: { code: 'forbidden' } }],
    ['text', 'ticket'],
    ['nothing', undefined],
  ])('that are %s end the session', async (_name, value) => {
    const { session, links } = await connectUntilLink({ ticket: async () => value as Ticket });
    expect(session.state).toBe('closed');
    expect(errorOf(session).code).toBe('ticket_invalid');
    expect(links).toEqual([]);
  });

  it('that a function refuses for good end the session with its error', async () => {
    const refusal = new TelepadError('forbidden', 'Not yours.');
    const { session, heardOf } = await connectUntilLink({ ticket: () => Promise.reject(refusal) });
    expect(errorOf(session)).toBe(refusal);
    expect(heardOf('closed')).toEqual([['closed', { cause: 'error', error: refusal }]]);
  });

  it.each<[string, ConnectOptions['ticket']]>([
    [
      'rejects',
      async () => {
        throw new RangeError('bug');
      },
    ],
    [
      'throws',
      () => {
        throw new RangeError('bug');
      },
    ],
  ])('whose function %s are asked for again, then given up', async (_name, source) => {
    const { session, heardOf } = await connectUntilLink({ ticket: source });
    expect(session.state).toBe('recovering');
    await pass(375);
    expect(session.state).toBe('closed');
    const error = errorOf(session);
    expect(error.code).toBe('broker_unreachable');
    expect(error.cause).toEqual(new RangeError('bug'));
    expect(heardOf('trouble')).toEqual([['trouble', 'broker_unreachable']]);
  });

  it('that never come are given up and asked for again', async () => {
    const signals: AbortSignal[] = [];
    const { session } = connect({
      ticket: (signal) => {
        signals.push(signal);
        return new Promise(() => {});
      },
    });
    await pass(29_999);
    expect(session.state).toBe('ticketing');
    await pass(1);
    expect(session.state).toBe('recovering');
    expect(signals.map(({ aborted }) => aborted)).toEqual([true]);
    await pass(375);
    expect(signals.map(({ aborted }) => aborted)).toEqual([true, false]);
    await pass(30_000);
    expect(errorOf(session).code).toBe('broker_unreachable');
    expect(signals.map(({ aborted }) => aborted)).toEqual([true, true]);
  });

  it('that come too late are left alone', async () => {
    const answers: ((ticket: Ticket) => void)[] = [];
    const { session, links } = connect({
      ticket: () => new Promise((resolve) => answers.push(resolve)),
    });
    await pass(30_000);
    await pass(375);
    answers[0]?.({ ...ticket, phoneId: 'late' });
    await pass();
    expect(session.state).toBe('ticketing');
    answers[1]?.(ticket);
    await pass();
    expect(links.map((link) => link.ticket.phoneId)).toEqual(['p1']);
  });

  it('that have expired explain why the signalling server refuses them', async () => {
    vi.setSystemTime(ticket.expiresAt);
    const { session, link } = await connectUntilLink();
    const refused = new TelepadError('signalling_refused', 'Refused.');
    link().listener.signallingLost(refused);
    expect(session.state).toBe('closed');
    expect(errorOf(session).code).toBe('ticket_expired');
    expect(errorOf(session).cause).toBe(refused);
  });

  it('that have expired are replaced where a function gives them', async () => {
    vi.setSystemTime(ticket.expiresAt);
    const source = vi.fn(async () => ({ ...ticket, expiresAt: ticket.expiresAt + 60_000 }));
    source.mockResolvedValueOnce(ticket);
    const { session, link, links, heardOf } = await connectUntilLink({ ticket: source });
    link().listener.signallingLost(new TelepadError('signalling_refused', 'Refused.'));
    expect(session.state).toBe('recovering');
    expect(heardOf('trouble')).toEqual([['trouble', 'ticket_expired']]);
    await pass(375);
    expect(session.state).toBe('signalling');
    expect(links).toHaveLength(2);
  });

  it('that the vendor calls expired are not asked for again where there is no function', async () => {
    const { session, link } = await connectUntilLink();
    const refused = new TelepadError('ticket_expired', 'The token was not taken.', {
      retryable: true,
    });
    link().listener.failed(refused);
    expect(session.state).toBe('closed');
    expect(errorOf(session)).toMatchObject({
      code: 'ticket_expired',
      cause: refused,
      retryable: false,
    });
  });

  it('that have expired still admit who was let in, where the vendor has it so', async () => {
    const vendor = { ...fakeVendor, admitsAgain: true };
    const { session, link, heardOf } = await connectUntilLive({
      vendors: { fake: async () => vendor },
    });
    vi.setSystemTime(ticket.expiresAt + 60_000);
    link().listener.signallingLost(new TelepadError('signalling_refused', 'Refused.'));
    expect(heardOf('trouble')).toEqual([['trouble', 'signalling_refused']]);
    await pass(5000);
    expect([session.state, link().openCalls]).toEqual(['live', 2]);
  });

  it('that are still good have another cause of refusal: the same one is tried again', async () => {
    vi.setSystemTime(ticket.expiresAt - 1);
    const { session, link, links, heardOf } = await connectUntilLink();
    link(0).listener.signallingLost(new TelepadError('signalling_refused', 'Refused.'));
    expect(session.state).toBe('signalling');
    expect(heardOf('trouble')).toEqual([['trouble', 'signalling_refused']]);
    await pass(225);
    expect(links).toHaveLength(2);
    expect(link(0).closeCalls).toBe(1);
    expect(link(1).openCalls).toBe(1);
  });
});

describe('the vendor', () => {
  it.each(['other', '__proto__', 'toString'])('%s is unknown', async (vendor) => {
    const { session } = await connectUntilLink({ ticket: { ...ticket, vendor } });
    expect(errorOf(session).code).toBe('vendor_unknown');
  });

  it('that does not load is tried again, then given up', async () => {
    const failure = new TypeError('Failed to fetch dynamically imported module');
    const { session, heardOf } = await connectUntilLink({
      vendors: { fake: () => Promise.reject(failure) },
    });
    expect(heardOf('trouble')).toEqual([['trouble', 'vendor_load_failed']]);
    await pass(375);
    expect(errorOf(session).code).toBe('vendor_load_failed');
    expect(errorOf(session).cause).toBe(failure);
  });

  it('that cannot make a link ends the session', async () => {
    const broken: ClientVendor = {
      id: 'fake',
      connect: () => {
        throw new TypeError('bug');
      },
    };
    const { session } = await connectUntilLink({ vendors: { fake: async () => broken } });
    expect(errorOf(session).code).toBe('vendor_load_failed');
  });

  it('needs WebRTC, or the session ends with a word about it', async () => {
    const session = createPhoneSession({ fake: async () => fakeVendor }, { ticket }, () => {
      throw new TelepadError('webrtc_unsupported', 'No WebRTC.');
    });
    await pass();
    expect(session.state).toBe('closed');
    expect(errorOf(session).code).toBe('webrtc_unsupported');
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('sending', () => {
  it('reaches the link', async () => {
    const { session, link } = await connectUntilLive();
    session.send(touchUp);
    expect(link().sent).toEqual([touchUp]);
  });

  it('is refused before there is a link, and after the end', async () => {
    const { session } = connect();
    expect(() => session.send(touchUp)).toThrow(expect.objectContaining({ code: 'not_connected' }));
    session.close();
    expect(() => session.send(touchUp)).toThrow(
      expect.objectContaining({ code: 'session_closed' }),
    );
  });

  it('is refused while the session recovers', async () => {
    const { session, link } = await connectUntilLive();
    link().listener.channelClosed();
    expect(() => session.send(touchUp)).toThrow(expect.objectContaining({ code: 'not_connected' }));
  });

  it('by a watcher changes nothing on the phone', async () => {
    const { session, link } = await connectUntilLive({ ticket: { ...ticket, role: 'watch' } });
    const key = { type: 'key', action: 'down', keyCode: 4, metaState: 0, repeat: false } as const;
    for (const message of [
      touchUp,
      key,
      { type: 'scroll', x: 1, y: 1, width: 9, height: 16, notchesY: 1 },
      { type: 'text', text: 'x' },
      { type: 'clipboard', text: 'x' },
      { type: 'keyboard-mode', mode: 'local' },
    ] as const) {
      expect(() => session.send(message)).toThrow(expect.objectContaining({ code: 'watch_only' }));
    }
    const query = { type: 'query', about: 'display' } as const;
    const media = { type: 'media', kind: 'audio', isOpen: false } as const;
    session.send(query);
    session.send(media);
    expect(link().sent).toEqual([query, media]);
  });
});

describe('release', () => {
  it('comes while messages still reach the phone, before the end', async () => {
    const { session, link, heard } = await connectUntilLive();
    session.on('release', () => session.send(touchUp));
    heard.length = 0;
    session.close();
    expect(link().sent).toEqual([touchUp]);
    expect(link().closeCalls).toBe(1);
    expect(heard).toEqual([['release'], ['state', 'closed'], ['closed', { cause: 'user' }]]);
  });

  it('comes while messages still reach the phone, before a recovery', async () => {
    const { session, link, heard } = await connectUntilLive();
    session.on('release', () => session.send(touchUp));
    heard.length = 0;
    link().listener.failed(new TelepadError('negotiation_failed', 'No.'));
    expect(link().sent).toEqual([touchUp]);
    expect(heard).toEqual([
      ['release'],
      ['trouble', 'negotiation_failed'],
      ['state', 'recovering'],
    ]);
  });
});

describe('a link of an earlier attempt', () => {
  it('is not listened to any more', async () => {
    const { session, link, heard } = await connectUntilLive();
    const old = link().listener;
    const oldVideo = new FakeTrack('video');
    old.track(oldVideo.asTrack());
    old.channelClosed();
    await pass(300);
    expect(session.state).toBe('signalling');
    heard.length = 0;
    const lateVideo = new FakeTrack('video');
    old.joined();
    old.offered();
    old.connectionState('connected');
    old.connectionState('failed');
    old.channelOpened();
    old.channelClosed();
    old.track(lateVideo.asTrack());
    old.phoneEvent({ type: 'clipboard', text: 'late' });
    old.signallingLost(new TelepadError('signalling_lost', 'Late.'));
    old.failed(new TelepadError('negotiation_failed', 'Late.'));
    oldVideo.unmute();
    expect(heard).toEqual([]);
    expect(session.state).toBe('signalling');
    expect(session.videoStream.getTracks()).toEqual([oldVideo]);
  });
});

describe('signalling that breaks', () => {
  const lost = new TelepadError('signalling_lost', 'Lost.');

  it('while the session is live is opened again on the same link', async () => {
    const { session, link, links } = await connectUntilLive();
    link().listener.signallingLost(lost);
    expect(session.state).toBe('live');
    await pass(3749);
    expect(link().openCalls).toBe(1);
    await pass(1);
    expect(links).toHaveLength(1);
    expect(link().openCalls).toBe(2);
  });

  it('is opened again at once when the network or the tab comes back', async () => {
    const { link } = await connectUntilLive();
    link().listener.signallingLost(lost);
    stage().goOnline();
    expect(link().openCalls).toBe(2);
    stage().changeVisibility('hidden');
    expect(link().openCalls).toBe(2);
    stage().changeVisibility('visible');
    expect(link().openCalls).toBe(3);
    // The one that tells when the session is steady.
    expect(vi.getTimerCount()).toBe(1);
  });

  it('during the negotiation takes a new link at the same ticket', async () => {
    const source = vi.fn(async () => ticket);
    const { session, link, links } = await connectUntilLink({ ticket: source });
    link().listener.joined();
    link().listener.offered();
    link().listener.signallingLost(lost);
    expect(session.state).toBe('signalling');
    stage().goOnline();
    expect(links).toHaveLength(2);
    expect(link(0).closeCalls).toBe(1);
    stage().goOnline();
    expect(links).toHaveLength(2);
    expect(source).toHaveBeenCalledTimes(1);
  });
});

describe('time limits', () => {
  it('are the page’s where it sets them, and the defaults otherwise', async () => {
    const { session, link } = await connectUntilLink({
      policy: {
        offerTimeoutMs: 50,
        connectRetry: { maxAttempts: 0, baseDelayMs: 1, maxDelayMs: 1 },
      },
    });
    link().listener.joined();
    await pass(49);
    expect(session.state).toBe('negotiating');
    await pass(1);
    expect(errorOf(session).code).toBe('offer_timeout');
  });

  it('repair a connection that stays disconnected for a second', async () => {
    const { session, link, links } = await connectUntilLive();
    link().connectionState('disconnected');
    await pass(999);
    link().connectionState('connected');
    link().connectionState('disconnected');
    await pass(999);
    expect([session.state, link().restarts]).toEqual(['live', 0]);
    await pass(1);
    expect([session.state, link().restarts]).toEqual(['recovering', 1]);
    expect(links).toHaveLength(1);
  });

  it('need not pass when the network comes back', async () => {
    const { session, link } = await connectUntilLive();
    link().listener.channelClosed();
    expect(session.state).toBe('recovering');
    stage().goOnline();
    expect(session.state).toBe('ticketing');
  });
});

describe('a page that nobody looks at', () => {
  it('takes a phone that it has lost again as soon as somebody does', async () => {
    const source = vi.fn(async () => ticket);
    const { session, link } = await connectUntilLive({ ticket: source });
    stage().changeVisibility('hidden');
    link().listener.channelClosed();
    await pass(600_000);
    expect(session.state).toBe('recovering');
    expect(source).toHaveBeenCalledTimes(1);
    stage().changeVisibility('visible');
    await pass();
    expect(source).toHaveBeenCalledTimes(2);
    expect(session.state).toBe('signalling');
  });

  it('waits hardly longer than it was told to, once somebody looks', async () => {
    const busy = new TelepadError('vendor_rate_limited', 'Too many.', { retryAfterMs: 30_000 });
    const answers = [ticket, busy, ticket];
    const { session, link } = await connectUntilLive({
      ticket: async () => {
        const answer = answers.shift();
        if (answer instanceof TelepadError) throw answer;
        return answer ?? ticket;
      },
    });
    link().listener.channelClosed();
    await pass(600);
    expect(session.state).toBe('recovering');
    stage().changeVisibility('hidden');
    await pass(29_000);
    stage().changeVisibility('visible');
    await pass(400);
    expect(session.state).toBe('recovering');
    stage().changeVisibility('hidden');
    await pass(60_000);
    expect(session.state).toBe('recovering');
    stage().changeVisibility('visible');
    await pass(1000);
    expect(session.state).toBe('signalling');
  });

  it('goes on trying to connect for the first time', async () => {
    stage().changeVisibility('hidden');
    const source = vi.fn(async () => {
      throw new TelepadError('phone_offline', 'Off.');
    });
    const { session } = connect({ ticket: source });
    await pass(600_000);
    expect(session.state).toBe('closed');
    expect(source).toHaveBeenCalledTimes(2);
  });
});

describe('an abort signal', () => {
  it('that is aborted beforehand closes the session before it asks for anything', async () => {
    const source = vi.fn(async () => ticket);
    const { session, heard } = connect({ ticket: source, signal: AbortSignal.abort() });
    expect(session.state).toBe('idle');
    expect(heard).toEqual([]);
    await pass();
    expect(session.state).toBe('closed');
    expect(errorOf(session).code).toBe('aborted');
    expect(heard.map(([name]) => name)).toEqual(['release', 'state', 'closed']);
    expect(source).not.toHaveBeenCalled();
    expect(stage().listenerCount()).toBe(0);
    await expect(session.whenLive()).rejects.toMatchObject({ code: 'aborted' });
  });

  it('that is aborted later closes it with that reason', async () => {
    const abort = new AbortController();
    const { session, link } = await connectUntilLive({ signal: abort.signal });
    abort.abort();
    expect(session.state).toBe('closed');
    expect(errorOf(session).code).toBe('aborted');
    expect(link().closeCalls).toBe(1);
  });

  it('is not held on to by a session that has ended', async () => {
    const abort = new AbortController();
    const { session } = await connectUntilLive({ signal: abort.signal });
    session.close();
    expect(getEventListeners(abort.signal, 'abort')).toEqual([]);
    abort.abort();
    expect(session.closeReason).toEqual({ cause: 'user' });
  });
});

describe('the end', () => {
  it.each<[string, () => Promise<ReturnType<typeof connect>>]>([
    ['while the ticket is fetched', async () => connect()],
    ['while it connects', () => connectUntilLink()],
    ['while it is live', () => connectUntilLive()],
    [
      'while it recovers',
      async () => {
        const made = await connectUntilLive();
        made.link().listener.channelClosed();
        return made;
      },
    ],
  ])('%s leaves nothing behind', async (_name, make) => {
    const { session, links } = await make();
    expect(stage().listenerCount()).toBeGreaterThanOrEqual(2);
    session.close();
    await pass(600_000);
    expect(session.state).toBe('closed');
    expect(session.closeReason).toEqual({ cause: 'user' });
    expect(vi.getTimerCount()).toBe(0);
    expect(stage().listenerCount()).toBe(0);
    expect(links.every(({ closeCalls }) => closeCalls === 1)).toBe(true);
    expect(links.length).toBeLessThanOrEqual(1);
  });

  it('stops the request for a ticket', () => {
    const signals: AbortSignal[] = [];
    const { session } = connect({
      ticket: (signal) => {
        signals.push(signal);
        return new Promise(() => {});
      },
    });
    session.close();
    expect(signals.map(({ aborted }) => aborted)).toEqual([true]);
  });

  it('lets go of the tracks', async () => {
    const { session, link } = await connectUntilLink();
    const video = new FakeTrack('video');
    link().listener.track(video.asTrack());
    session.close();
    expect(getEventListeners(video, 'unmute')).toEqual([]);
  });

  it('comes once, and nothing after it', async () => {
    const { session, link, heard } = await connectUntilLive();
    session.close();
    heard.length = 0;
    const { listener } = link();
    session.close();
    listener.connectionState('failed');
    listener.signallingLost(new TelepadError('signalling_lost', 'Late.'));
    listener.phoneEvent({ type: 'clipboard', text: 'late' });
    listener.track(new FakeTrack('video').asTrack());
    session.framePresented(1, 1);
    stage().goOnline();
    await pass(60_000);
    expect(heard).toEqual([]);
    expect(session.state).toBe('closed');
  });

  it('from within an event comes after all that the event is part of', async () => {
    const { session, link, heard } = await connectUntilLink();
    session.on('live', () => session.close());
    link().negotiate();
    heard.length = 0;
    session.framePresented(720, 1280);
    expect(heard).toEqual([
      ['live'],
      ['state', 'live'],
      ['release'],
      ['state', 'closed'],
      ['closed', { cause: 'user' }],
    ]);
  });

  it('may come from within any event', async () => {
    // Progress comes before the link; session-leaving.test.ts has it.
    for (const name of eventNames.filter((each) => each !== 'progress')) {
      const { session, link, links, heardOf } = await connectUntilLink({
        policy: { idleTimeoutMs: 1000 },
      });
      session.on(name, () => session.close());
      link().listener.track(new FakeTrack('video').asTrack());
      link().negotiate();
      link().listener.phoneEvent({ type: 'input-state', isOpen: false, enterKeyHint: 'enter' });
      link().listener.phoneEvent({ type: 'clipboard', text: 'x' });
      link().listener.phoneEvent({ type: 'app-message', text: 'x' });
      session.framePresented(720, 1280);
      await pass(500);
      link().listener.channelClosed();
      if (name === 'closed') session.close();
      expect([name, session.state, links.length]).toEqual([name, 'closed', 1]);
      expect(heardOf('closed')).toEqual([['closed', { cause: 'user' }]]);
    }
  });

  it('fails whoever waits for the picture', async () => {
    const { session } = await connectUntilLink();
    const waiting = session.whenLive();
    session.close();
    await expect(waiting).rejects.toMatchObject({ code: 'session_closed' });
  });
});
