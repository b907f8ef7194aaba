import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  type LinkListener,
  type LinkSettings,
  WebRtcLink,
} from '../../../src/client/webrtc-link.js';
import { TelepadError } from '../../../src/core/errors.js';
import type { Ticket } from '../../../src/core/ticket.js';
import { FakeDialect } from './fake-dialect.js';
import { FakePeer } from './fake-peer.js';
import { FakeWebSocket } from './fake-web-socket.js';

const ticket: Ticket = {
  vendor: 'fake',
  phoneId: 'p1',
  userId: 'mia',
  role: 'control',
  expiresAt: 0,
  signalling: { url: 'wss://signal.example.test/room' },
  iceServers: [{ urls: 'stun:stun.example.test' }],
};

const frame = FakeDialect.frame;

function createLink(
  preferences: LinkSettings = { media: 'both', keyboardMode: 'phone' },
  hear: (name: string) => void = () => {},
) {
  const heard: unknown[] = [];
  const note =
    (name: string) =>
    (...values: unknown[]) => {
      hear(name);
      heard.push([name, ...values.map((value) => (value as TelepadError)?.code ?? value)]);
    };
  const listener: LinkListener = {
    joined: note('joined'),
    signallingLost: note('signallingLost'),
    offered: note('offered'),
    connectionState: note('connectionState'),
    channelOpened: note('channelOpened'),
    channelClosed: note('channelClosed'),
    track: note('track'),
    phoneEvent: note('phoneEvent'),
    featureFrame: note('featureFrame'),
    failed: note('failed'),
  };
  const peers: FakePeer[] = [];
  const link = new WebRtcLink(ticket, new FakeDialect(), preferences, listener, (options) => {
    const made = new FakePeer(options);
    peers.push(made);
    return made;
  });
  const [peer] = peers;
  if (!peer || peers.length > 1) throw new Error('a link makes one peer');
  return { link, peer, heard };
}

function openLink() {
  const made = createLink();
  const socket = FakeWebSocket.last;
  socket.open();
  return { ...made, socket };
}

beforeEach(() => {
  vi.useFakeTimers();
  FakeWebSocket.reset();
  vi.stubGlobal('WebSocket', FakeWebSocket);
});

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

describe('a WebRTC link', () => {
  it('makes its peer with the ticket’s ICE servers and the dialect’s channel', () => {
    const { peer } = createLink();
    expect(peer.options.iceServers).toEqual([{ urls: 'stun:stun.example.test' }]);
    expect(peer.options.channel).toEqual({ label: 'control', ordered: true });
  });

  it('goes by all paths, or by those that the page allows', () => {
    expect(createLink().peer.options.iceTransportPolicy).toBe('all');
    const settings = { media: 'both', keyboardMode: 'phone', iceTransportPolicy: 'relay' } as const;
    expect(createLink(settings).peer.options.iceTransportPolicy).toBe('relay');
  });

  it('notes how far it came, and which servers failed', () => {
    const { link, peer, socket } = openLink();
    expect(link.notes).toEqual({
      isJoined: false,
      isOffered: false,
      hasBeenConnected: false,
      serverErrors: [],
    });
    socket.receive(frame({ type: 'joined' }));
    expect(link.notes.isJoined).toBe(true);
    socket.receive(frame({ type: 'description', description: { type: 'answer', sdp: 'v=0' } }));
    expect(link.notes.isOffered).toBe(false);
    socket.receive(frame({ type: 'description', description: { type: 'offer', sdp: 'v=0' } }));
    expect(link.notes.isOffered).toBe(true);
    peer.options.onConnectionState('connecting');
    expect(link.notes.hasBeenConnected).toBe(false);
    peer.options.onConnectionState('connected');
    peer.options.onConnectionState('failed');
    expect(link.notes.hasBeenConnected).toBe(true);
    const error = { url: 'turn:host', errorCode: 401, errorText: 'Unauthorized' };
    peer.options.onServerError(error);
    expect(link.notes.serverErrors).toEqual([error]);
  });

  it('knows whether its signalling is open', () => {
    const { link } = createLink();
    expect(link.isSignalling).toBe(false);
    FakeWebSocket.last.open();
    expect(link.isSignalling).toBe(true);
    FakeWebSocket.last.breakOff();
    expect(link.isSignalling).toBe(false);
    link.openSignalling();
    FakeWebSocket.last.open();
    expect(link.isSignalling).toBe(true);
    link.close();
    expect(link.isSignalling).toBe(false);
  });

  it('opens its signalling before it makes the peer, which takes a while', () => {
    const order: string[] = [];
    new WebRtcLink(
      ticket,
      new FakeDialect(),
      { media: 'both', keyboardMode: null },
      {} as LinkListener,
      (options) => {
        order.push(`peer after ${FakeWebSocket.made.length} socket`);
        return new FakePeer(options);
      },
    );
    expect(order).toEqual(['peer after 1 socket']);
  });

  it('closes its signalling when no peer can be made', () => {
    const failure = new Error('no WebRTC');
    const make = () =>
      new WebRtcLink(
        ticket,
        new FakeDialect(),
        { media: 'both', keyboardMode: null },
        {} as LinkListener,
        () => {
          throw failure;
        },
      );
    expect(make).toThrow(failure);
    expect(FakeWebSocket.made.map(({ closeCalls }) => closeCalls)).toEqual([1]);
  });

  it('opens signalling at the ticket’s address, with the dialect’s heartbeat', () => {
    const { socket } = openLink();
    expect(socket.url).toBe('wss://signal.example.test/room');
    vi.advanceTimersByTime(5000);
    expect(socket.sent).toEqual(['beat']);
  });

  it('does not open it a second time while it stands', () => {
    const { link } = openLink();
    link.openSignalling();
    expect(FakeWebSocket.made).toHaveLength(1);
  });

  it('tells of the offer before the peer takes it', () => {
    const { peer, heard, socket } = openLink();
    const description = { type: 'offer', sdp: 'theirs' } as const;
    socket.receive(frame({ type: 'joined' }, { type: 'description', description }));
    expect(heard).toEqual([['joined'], ['offered']]);
    expect(peer.accepted).toEqual([description]);
  });

  it('lets the peer take an answer without a word', () => {
    const { peer, heard, socket } = openLink();
    const description = { type: 'answer', sdp: 'theirs' } as const;
    socket.receive(frame({ type: 'description', description }));
    expect(heard).toEqual([]);
    expect(peer.accepted).toEqual([description]);
  });

  it('sends our descriptions and candidates, and gives the peer the phone’s', () => {
    const { peer, socket } = openLink();
    peer.options.onDescription({ type: 'answer', sdp: 'ours' });
    peer.options.onCandidate({ candidate: 'c1', sdpMLineIndex: 0, sdpMid: '0' });
    expect(socket.sent).toEqual(['answer:ours', 'candidate:c1']);
    const candidate = { candidate: 'theirs', sdpMLineIndex: 1, sdpMid: null };
    socket.receive(frame({ type: 'candidate', candidate }));
    expect(peer.candidates).toEqual([candidate]);
  });

  it('opens the channel with the dialect’s words before it tells of it', () => {
    const told: unknown[] = [];
    const { peer } = createLink({ media: 'both', keyboardMode: 'phone' }, (name) =>
      told.push([name, ...peer.sent]),
    );
    peer.openChannel();
    expect(told).toEqual([['channelOpened', 'media both', 'keyboard phone']]);
  });

  it('gives a watcher’s wishes to the dialect as they are', () => {
    const { peer } = createLink({ media: 'video', keyboardMode: null });
    peer.openChannel();
    expect(peer.sent).toEqual(['media video', 'keyboard null']);
  });

  it('tells what the peer and the phone say', () => {
    const { peer, heard } = openLink();
    const track = { kind: 'video' } as MediaStreamTrack;
    const event = { type: 'display', width: 9, height: 16 } as const;
    peer.options.onConnectionState('connected');
    peer.options.onTrack(track);
    peer.options.onChannelMessage(frame({ type: 'phone-event', event }));
    peer.options.onChannelClose();
    peer.options.onError(new TelepadError('negotiation_failed', 'No common codec.'));
    expect(heard).toEqual([
      ['connectionState', 'connected'],
      ['track', track],
      ['phoneEvent', event],
      ['channelClosed'],
      ['failed', 'negotiation_failed'],
    ]);
  });

  it('tells when the dialect gives up', () => {
    const { heard, socket } = openLink();
    const error = { code: 'signalling_invalid' } as unknown as TelepadError;
    socket.receive(frame({ type: 'failed', error }));
    socket.receive(frame({ type: 'failed', error, isHangUp: true }));
    expect(heard).toEqual([
      ['failed', 'signalling_invalid', undefined],
      ['failed', 'signalling_invalid', true],
    ]);
  });

  it('tells of frames that only the vendor’s features understand', () => {
    const { peer, heard } = openLink();
    peer.options.onChannelMessage(frame({ type: 'feature-frame', data: 'for features' }));
    expect(heard).toEqual([['featureFrame', 'for features']]);
  });

  it('signals an offer of ours in the dialect’s words, later where signalling is down', () => {
    const { link, socket } = openLink();
    link.offer({ type: 'offer', sdp: 'ours' });
    expect(socket.sent).toEqual(['offer:ours']);
    socket.breakOff();
    link.offer({ type: 'offer', sdp: 'again' });
    link.openSignalling();
    FakeWebSocket.last.open();
    expect(FakeWebSocket.last.sent).toEqual(['offer:again']);
  });

  it('drops what cannot be read', () => {
    const { heard, peer, socket } = openLink();
    socket.receive(frame({ type: 'unreadable', reason: 'noise' }));
    expect(heard).toEqual([]);
    expect(peer.accepted).toEqual([]);
  });

  it('knows what waits in the channel and how the connection does', async () => {
    const { link, peer } = openLink();
    peer.bufferedAmount = 4711;
    expect(link.bufferedAmount).toBe(4711);
    expect(link.connection).toBe(peer.connection);
  });
});

describe('sending to the phone', () => {
  it('puts every frame of a message on the channel, in order', () => {
    const { link, peer } = openLink();
    peer.isChannelOpen = true;
    expect(link.send({ type: 'text', text: 'abc' })).toEqual(['a', 'b', 'c']);
    expect(peer.sent).toEqual(['a', 'b', 'c']);
  });

  it('puts frames of features on the same channel, as they are', () => {
    const { link, peer } = openLink();
    const frames = ['x', new Uint8Array([1])];
    expect(() => link.sendFrames(frames)).toThrow(
      expect.objectContaining({ code: 'not_connected' }),
    );
    peer.isChannelOpen = true;
    link.sendFrames(frames);
    expect(peer.sent).toEqual(frames);
  });

  it('is refused while the channel is not open', () => {
    const { link, peer } = openLink();
    expect(() => link.send({ type: 'text', text: 'abc' })).toThrow(
      expect.objectContaining({ code: 'not_connected' }),
    );
    expect(peer.sent).toEqual([]);
  });

  it('is refused where the vendor has no words', () => {
    const { link, peer } = openLink();
    peer.isChannelOpen = true;
    expect(() => link.send({ type: 'media', kind: 'audio', isOpen: true })).toThrow(
      expect.objectContaining({ code: 'not_supported' }),
    );
  });

  it('of the dialect’s own accord waits for no channel', () => {
    const { peer, socket } = openLink();
    socket.receive(frame({ type: 'channel', data: 'too early' }));
    expect(peer.sent).toEqual([]);
  });
});

describe('signalling that was lost', () => {
  it('is told, and opened again when it is asked for', () => {
    const { link, heard, socket } = openLink();
    socket.breakOff();
    expect(heard).toEqual([['signallingLost', 'signalling_lost']]);
    expect(FakeWebSocket.made).toHaveLength(1);
    link.openSignalling();
    expect(FakeWebSocket.made).toHaveLength(2);
    expect(FakeWebSocket.last.url).toBe('wss://signal.example.test/room');
  });

  it('gets what was meant for the phone meanwhile, once, when it is open again', () => {
    const { link, peer, socket } = openLink();
    socket.breakOff();
    peer.options.onCandidate({ candidate: 'c1', sdpMLineIndex: 0, sdpMid: '0' });
    peer.options.onCandidate({ candidate: 'c2', sdpMLineIndex: 0, sdpMid: '0' });
    link.openSignalling();
    const second = FakeWebSocket.last;
    second.open();
    expect(second.sent).toEqual(['candidate:c1', 'candidate:c2']);
    second.breakOff();
    link.openSignalling();
    FakeWebSocket.last.open();
    expect(FakeWebSocket.last.sent).toEqual([]);
  });

  it('because it was never there is told as a refusal', () => {
    const { link, heard } = createLink();
    link.openSignalling();
    FakeWebSocket.last.breakOff();
    expect(heard).toEqual([['signallingLost', 'signalling_refused']]);
  });

  it('because the handshake took ten seconds is told as a refusal', () => {
    const { link, heard } = createLink();
    link.openSignalling();
    vi.advanceTimersByTime(10_000);
    expect(heard).toEqual([['signallingLost', 'signalling_refused']]);
  });

  it('because the browser forbids the address is told, not thrown', () => {
    const heard: unknown[] = [];
    const listener = {
      signallingLost: (error: TelepadError) => heard.push(error.code),
    } as unknown as LinkListener;
    const insecure = { ...ticket, signalling: { url: 'ws://forbidden.example.test/' } };
    new WebRtcLink(
      insecure,
      new FakeDialect(),
      { media: 'both', keyboardMode: null },
      listener,
      (options) => new FakePeer(options),
    );
    expect(heard).toEqual(['signalling_refused']);
  });
});

describe('a closed link', () => {
  it('has freed its socket, its peer and its timers, and may be closed again', () => {
    const { link, peer, socket } = openLink();
    link.close();
    link.close();
    expect(socket.closeCalls).toBe(1);
    expect(socket.listenerCount).toBe(0);
    expect(peer.closeCalls).toBe(1);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('opens nothing any more', () => {
    const { link } = openLink();
    link.close();
    link.openSignalling();
    expect(FakeWebSocket.made).toHaveLength(1);
  });

  it('hears nothing of its socket or the phone any more', () => {
    const { link, peer, heard, socket } = openLink();
    link.close();
    socket.receive(frame({ type: 'joined' }));
    socket.breakOff();
    peer.options.onDescription({ type: 'answer', sdp: 'late' });
    peer.options.onChannelMessage(
      frame({ type: 'phone-event', event: { type: 'display', width: 9, height: 16 } }),
    );
    link.offer({ type: 'offer', sdp: 'late' });
    expect(heard).toEqual([]);
    expect(socket.sent).toEqual([]);
  });

  it('in the middle of a frame leaves the rest of it undone', () => {
    const made: { link?: WebRtcLink } = {};
    const heard: string[] = [];
    const listener = {
      joined: () => {
        heard.push('joined');
        made.link?.close();
      },
      phoneEvent: () => heard.push('phoneEvent'),
    } as unknown as LinkListener;
    made.link = new WebRtcLink(
      ticket,
      new FakeDialect(),
      { media: 'both', keyboardMode: null },
      listener,
      (options) => new FakePeer(options),
    );
    FakeWebSocket.last.open();
    const event = { type: 'clipboard', text: 'x' } as const;
    FakeWebSocket.last.receive(frame({ type: 'joined' }, { type: 'phone-event', event }));
    expect(heard).toEqual(['joined']);
  });
});
