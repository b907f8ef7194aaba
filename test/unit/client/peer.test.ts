import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Peer } from '../../../src/client/peer.js';
import type { TelepadError } from '../../../src/core/errors.js';
import type { IceServer } from '../../../src/core/ticket.js';
import { FakeDataChannel, FakePeerConnection } from './fake-peer-connection.js';

beforeEach(() => {
  FakePeerConnection.made = [];
  vi.stubGlobal('RTCPeerConnection', FakePeerConnection);
  // Only ever constructed from what they are given.
  const copy = function copy(this: object, init: object) {
    Object.assign(this, init);
  };
  vi.stubGlobal('RTCSessionDescription', copy);
  vi.stubGlobal('RTCIceCandidate', copy);
});

afterEach(() => {
  vi.unstubAllGlobals();
});

function createPeer(
  iceServers: readonly IceServer[] = [{ urls: 'stun:stun.example.test' }],
  iceTransportPolicy: RTCIceTransportPolicy = 'all',
  prefersRemote = false,
) {
  const heard: unknown[] = [];
  const note =
    (name: string) =>
    (...values: unknown[]) => {
      heard.push([name, ...values.map((value) => (value as TelepadError)?.code ?? value)]);
    };
  const peer = new Peer({
    iceServers,
    iceTransportPolicy,
    channel: { label: 'control', ordered: true, prefersRemote },
    onDescription: note('description'),
    onCandidate: note('candidate'),
    onServerError: note('server error'),
    onTrack: note('track'),
    onConnectionState: note('state'),
    onChannelOpen: note('channel open'),
    onChannelClose: note('channel closed'),
    onChannelMessage: note('message'),
    onError: note('error'),
  });
  const connection = FakePeerConnection.last;
  const [channel] = connection.channels;
  if (!channel) throw new Error('a peer makes its channel at once');
  return { peer, connection, channel, heard };
}

/** Everything that promises have to do has been done. */
const settled = () => new Promise<void>((resolve) => setImmediate(resolve));

describe('a peer', () => {
  it('has the ticket’s ICE servers and no others, and our own channel', () => {
    const { connection, channel } = createPeer();
    expect(connection.configuration?.iceServers).toEqual([{ urls: 'stun:stun.example.test' }]);
    expect(connection.channels).toHaveLength(1);
    expect([channel.label, channel.ordered]).toEqual(['control', true]);
  });

  it('leaves out the ICE servers that the browser does not take, and has the others', () => {
    const rows = [
      { urls: 'stun:stun.example.test' },
      { urls: 'turn:turn.example.test?transport=quic' },
      { urls: ['turn:turn.example.test'], username: 'u', credential: 'c' },
    ];
    const made: FakePeerConnection[] = [];
    vi.stubGlobal('RTCPeerConnection', function picky(configuration: RTCConfiguration) {
      if (JSON.stringify(configuration).includes('quic')) throw new DOMException('', 'SyntaxError');
      const connection = new FakePeerConnection(configuration);
      made.push(connection);
      return connection;
    });
    const { peer } = createPeer(rows);
    expect(FakePeerConnection.last.configuration?.iceServers).toEqual([rows[0], rows[2]]);
    // Those that the rows were tried with are closed.
    expect(made.map(({ calls }) => calls)).toEqual([['close'], ['close'], []]);
    peer.close();
  });

  it('answers an offer', async () => {
    const { peer, heard } = createPeer();
    peer.accept({ type: 'offer', sdp: 'one' });
    await settled();
    expect(heard).toEqual([['description', { type: 'answer', sdp: 'answer to one' }]]);
    peer.close();
  });

  it('takes the sound of an offer and of an answer out of the picture’s stream', async () => {
    const { peer, connection } = createPeer();
    peer.accept({ type: 'offer', sdp: 'm=audio\r\na=msid:phone sound\r\n' });
    expect(connection.calls).toEqual(['remote offer m=audio\r\na=msid:- sound\r\n']);
    await settled();
    connection.calls.length = 0;
    connection.signalingState = 'have-local-offer';
    peer.accept({ type: 'answer', sdp: 'm=audio\r\na=msid:phone sound\r\n' });
    expect(connection.calls).toEqual(['remote answer m=audio\r\na=msid:- sound\r\n']);
  });

  it('takes a second offer only after the first one was answered', async () => {
    const { peer, connection, heard } = createPeer();
    peer.accept({ type: 'offer', sdp: 'one' });
    peer.accept({ type: 'offer', sdp: 'two' });
    expect(connection.calls).toEqual(['remote offer one']);
    await settled();
    expect(connection.calls).toEqual([
      'remote offer one',
      'local answer answer to one',
      'remote offer two',
      'local answer answer to two',
    ]);
    expect(heard).toEqual([
      ['description', { type: 'answer', sdp: 'answer to one' }],
      ['description', { type: 'answer', sdp: 'answer to two' }],
    ]);
    peer.close();
  });

  it('says its answer again to an offer that is told twice, and negotiates once', async () => {
    const { peer, connection, heard } = createPeer();
    peer.accept({ type: 'offer', sdp: 'one' });
    peer.accept({ type: 'offer', sdp: 'one' });
    await settled();
    peer.accept({ type: 'offer', sdp: 'one' });
    await settled();
    expect(connection.calls).toEqual(['remote offer one', 'local answer answer to one']);
    const answer = ['description', { type: 'answer', sdp: 'answer to one' }];
    expect(heard).toEqual([answer, answer, answer]);
    peer.accept({ type: 'offer', sdp: 'two' });
    await settled();
    expect(heard.at(-1)).toEqual(['description', { type: 'answer', sdp: 'answer to two' }]);
    peer.close();
  });

  it('takes an offer that is told again while one of ours is open: it has to win', async () => {
    const { peer, connection } = createPeer();
    peer.accept({ type: 'offer', sdp: 'one' });
    await settled();
    connection.calls.length = 0;
    connection.signalingState = 'have-local-offer';
    peer.accept({ type: 'offer', sdp: 'one' });
    await settled();
    expect(connection.calls).toEqual(['remote offer one', 'local answer answer to one']);
    peer.close();
  });

  it('applies an answer once that is told twice', async () => {
    const { peer, connection } = createPeer();
    connection.signalingState = 'have-local-offer';
    connection.setRemoteDescription = async ({ sdp }) => {
      connection.calls.push(`remote ${sdp}`);
      connection.signalingState = 'stable';
    };
    peer.accept({ type: 'answer', sdp: 'theirs' });
    peer.accept({ type: 'answer', sdp: 'theirs' });
    await settled();
    expect(connection.calls).toEqual(['remote theirs']);
    peer.close();
  });

  it('keeps candidates that overtake the answer to an offer of ours until it is there', () => {
    const { peer, connection } = createPeer();
    const candidate = (text: string) => ({ candidate: text, sdpMLineIndex: 0, sdpMid: '0' });
    connection.signalingState = 'have-local-offer';
    connection.emit('signalingstatechange');
    peer.addCandidate(candidate('a'));
    peer.addCandidate(candidate('b'));
    expect(connection.candidates).toEqual([]);
    connection.signalingState = 'stable';
    connection.emit('signalingstatechange');
    peer.addCandidate(candidate('c'));
    expect(connection.candidates).toEqual(['a', 'b', 'c'].map(candidate));
    connection.emit('signalingstatechange');
    expect(connection.candidates).toHaveLength(3);
    peer.close();
  });

  it('tells of ICE servers that failed', () => {
    const { peer, connection, heard } = createPeer();
    connection.emit('icecandidateerror', { url: 'turn:host', errorCode: 401, errorText: 'no' });
    expect(heard).toEqual([['server error', expect.objectContaining({ errorCode: 401 })]]);
    peer.close();
  });

  it.each(['all', 'relay'] as const)('goes by the paths that the page allows: %s', (policy) => {
    const { peer, connection } = createPeer(undefined, policy);
    expect(connection.configuration?.iceTransportPolicy).toBe(policy);
    peer.close();
  });

  it('passes over an answer to nothing, and goes on', async () => {
    const { peer, connection, heard } = createPeer();
    peer.accept({ type: 'answer', sdp: 'stray' });
    peer.accept({ type: 'offer', sdp: 'one' });
    await settled();
    expect(connection.calls).toEqual(['remote offer one', 'local answer answer to one']);
    expect(heard).toEqual([['description', { type: 'answer', sdp: 'answer to one' }]]);
    peer.close();
  });

  it('applies the answer to an offer of ours', async () => {
    const { peer, connection, heard } = createPeer();
    connection.signalingState = 'have-local-offer';
    peer.accept({ type: 'answer', sdp: 'theirs' });
    await settled();
    expect(connection.calls).toEqual(['remote answer theirs']);
    expect(heard).toEqual([]);
    peer.close();
  });

  it('takes our offer back when its answer cannot be used, and goes on', async () => {
    const { peer, connection, heard } = createPeer();
    connection.signalingState = 'have-local-offer';
    connection.refusal = new DOMException('m-lines', 'InvalidAccessError');
    peer.accept({ type: 'answer', sdp: 'wrong' });
    await settled();
    expect(connection.calls).toEqual(['remote answer wrong', 'local rollback undefined']);
    connection.refusal = undefined;
    peer.accept({ type: 'offer', sdp: 'next' });
    await settled();
    expect(heard).toEqual([['description', { type: 'answer', sdp: 'answer to next' }]]);
    peer.close();
  });

  it('lets the phone’s offer win over one of ours, and drops the answer that came too late', async () => {
    const { peer, connection, heard } = createPeer();
    connection.signalingState = 'have-local-offer';
    peer.accept({ type: 'offer', sdp: 'theirs' });
    // The browser takes our offer back by itself when it is given the phone’s.
    connection.signalingState = 'have-remote-offer';
    await settled();
    connection.signalingState = 'stable';
    peer.accept({ type: 'answer', sdp: 'to ours' });
    await settled();
    expect(connection.calls).toEqual(['remote offer theirs', 'local answer answer to theirs']);
    expect(heard).toEqual([['description', { type: 'answer', sdp: 'answer to theirs' }]]);
    peer.close();
  });

  it('applies an offer that follows an answer only after it', async () => {
    const { peer, connection } = createPeer();
    connection.signalingState = 'have-local-offer';
    peer.accept({ type: 'answer', sdp: 'one' });
    peer.accept({ type: 'offer', sdp: 'two' });
    expect(connection.calls).toEqual(['remote answer one']);
    await settled();
    expect(connection.calls).toEqual([
      'remote answer one',
      'remote offer two',
      'local answer answer to two',
    ]);
    peer.close();
  });

  it('makes no offer of its own after an answer, whatever it is asked to send', async () => {
    const { peer, connection, heard } = createPeer();
    peer.accept({ type: 'offer', sdp: 'one' });
    await settled();
    connection.emit('negotiationneeded');
    connection.emit('signalingstatechange');
    await settled();
    expect(heard).toHaveLength(1);
    peer.close();
  });

  it('tells when an offer cannot be taken', async () => {
    const { peer, connection, heard } = createPeer();
    connection.refusal = new DOMException('no codec', 'InvalidAccessError');
    peer.accept({ type: 'offer', sdp: 'one' });
    await settled();
    expect(heard).toEqual([['error', 'negotiation_failed']]);
  });

  it('sends our candidates out', () => {
    const { peer, connection, heard } = createPeer();
    const candidate = { candidate: 'c1', sdpMLineIndex: 0, sdpMid: 'v' };
    connection.emit('icecandidate', { candidate });
    connection.emit('icecandidate', { candidate: null });
    expect(heard).toEqual([['candidate', { candidate: 'c1', sdpMLineIndex: 0, sdpMid: 'v' }]]);
    peer.close();
  });

  it('gives the phone’s candidates to the browser, and leaves out what it cannot use', async () => {
    const { peer, connection, heard } = createPeer();
    const candidate = { candidate: 'c1', sdpMLineIndex: 0, sdpMid: null };
    peer.addCandidate(candidate);
    connection.refusal = new DOMException('bad', 'OperationError');
    peer.addCandidate({ ...candidate, candidate: 'c2' });
    await settled();
    expect(connection.candidates).toEqual([candidate]);
    expect(heard).toEqual([]);
    peer.close();
  });

  it('tells of its state, and a failure does not end it', async () => {
    const { peer, connection, heard } = createPeer();
    for (const state of ['connecting', 'connected', 'disconnected', 'failed'] as const) {
      connection.connectionState = state;
      connection.iceConnectionState = state;
      connection.emit('connectionstatechange');
      connection.emit('iceconnectionstatechange');
    }
    await settled();
    expect(heard).toEqual([
      ['state', 'connecting'],
      ['state', 'connected'],
      ['state', 'disconnected'],
      ['state', 'failed'],
    ]);
    expect(connection.calls).toEqual([]);
    peer.close();
  });

  it('tells of each track', () => {
    const { peer, connection, heard } = createPeer();
    const track = { kind: 'video' };
    connection.emit('track', { track, streams: [] });
    expect(heard).toEqual([['track', track]]);
    peer.close();
  });
});

describe('the data channels of a peer', () => {
  it('carry messages of the phone on ours and on its own', () => {
    const { peer, connection, channel, heard } = createPeer();
    const theirs = new FakeDataChannel('phone');
    connection.emit('datachannel', { channel: theirs });
    theirs.receive('text');
    channel.receive(new Uint8Array([1, 2]).buffer);
    expect(heard).toEqual([
      ['message', 'text'],
      ['message', new Uint8Array([1, 2])],
    ]);
    expect([theirs.binaryType, channel.binaryType]).toEqual(['arraybuffer', 'arraybuffer']);
    peer.close();
  });

  it('count as open and closed by ours alone', async () => {
    const { peer, connection, channel, heard } = createPeer();
    const theirs = new FakeDataChannel('phone');
    connection.emit('datachannel', { channel: theirs });
    theirs.change('open');
    theirs.change('closed');
    await settled();
    expect(heard).toEqual([]);
    expect(connection.calls).toEqual([]);
    channel.change('open');
    expect(peer.isChannelOpen).toBe(true);
    channel.change('closed');
    expect(peer.isChannelOpen).toBe(false);
    expect(heard).toEqual([['channel open'], ['channel closed']]);
    peer.close();
  });

  it('send on ours, and know what waits there', () => {
    const { peer, channel } = createPeer();
    channel.bufferedAmount = 12;
    peer.send('text');
    expect(channel.sent).toEqual(['text']);
    expect(peer.bufferedAmount).toBe(12);
    peer.close();
  });

  it('refuse what is too large for them', () => {
    const { peer, channel } = createPeer();
    channel.refusal = new TypeError('message too large');
    expect(() => peer.send('text')).toThrow(
      expect.objectContaining({ code: 'not_supported', cause: channel.refusal }),
    );
    peer.close();
  });
});

describe('a closed peer', () => {
  it('has closed its connection at once, and may be closed again', async () => {
    const { peer, connection } = createPeer();
    peer.close();
    expect(connection.calls).toEqual(['close']);
    peer.close();
    await settled();
    // The second is simple-peer's own.
    expect(connection.calls).toEqual(['close', 'close']);
  });

  it('tells nothing any more', async () => {
    const { peer, connection, channel, heard } = createPeer();
    peer.accept({ type: 'offer', sdp: 'one' });
    peer.close();
    await settled();
    connection.connectionState = 'failed';
    connection.emit('connectionstatechange');
    connection.emit('track', { track: { kind: 'video' }, streams: [] });
    channel.change('open');
    channel.receive('late');
    channel.change('closed');
    peer.accept({ type: 'offer', sdp: 'two' });
    peer.addCandidate({ candidate: 'c', sdpMLineIndex: 0, sdpMid: null });
    await settled();
    expect(heard).toEqual([]);
    expect(connection.candidates).toEqual([]);
    expect(connection.calls).not.toContain('remote offer two');
  });
});

describe('a browser without WebRTC', () => {
  it('is told so', () => {
    vi.stubGlobal('RTCPeerConnection', undefined);
    expect(() => createPeer()).toThrow(expect.objectContaining({ code: 'webrtc_unsupported' }));
  });

  it('is told so when it forbids the connection', () => {
    const forbidding = function forbidding() {
      throw new DOMException('blocked', 'UnknownError');
    };
    vi.stubGlobal('RTCPeerConnection', forbidding);
    expect(() => createPeer()).toThrow(expect.objectContaining({ code: 'webrtc_unsupported' }));
  });
});

describe('a peer that prefers the phone’s channel', () => {
  const create = () => createPeer(undefined, undefined, true);

  function announce(connection: FakePeerConnection, label = 'control'): FakeDataChannel {
    const channel = new FakeDataChannel(label);
    connection.dispatchEvent(Object.assign(new Event('datachannel'), { channel }));
    return channel;
  }

  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['performance'] });
  });

  afterEach(() => {
    vi.useRealTimers();
  });

  it('talks on its own until the phone’s is open', () => {
    const { peer, connection, channel, heard } = create();
    channel.change('open');
    const remote = announce(connection);
    peer.send('a');
    expect([channel.sent, remote.sent]).toEqual([['a'], []]);
    remote.change('open');
    vi.advanceTimersByTime(1001);
    peer.send('b');
    peer.send('c');
    expect([channel.sent, remote.sent]).toEqual([['a'], ['b', 'c']]);
    expect(heard).toEqual([['channel open'], ['channel open']]);
  });

  it('takes the phone’s at once where its own has carried nothing, or never opens', () => {
    const { peer, connection, channel } = create();
    channel.change('open');
    const remote = announce(connection);
    remote.change('open');
    peer.send('a');
    expect([channel.sent, remote.sent]).toEqual([[], ['a']]);

    const other = create();
    const late = announce(other.connection);
    expect(other.peer.isChannelOpen).toBe(false);
    late.change('open');
    expect(other.peer.isChannelOpen).toBe(true);
    other.peer.send('a');
    expect(late.sent).toEqual(['a']);
  });

  it('does not change the channel in the middle of a gesture, which would lose its order', () => {
    const { peer, connection, channel } = create();
    channel.change('open');
    peer.send('down');
    const remote = announce(connection);
    remote.change('open');
    vi.advanceTimersByTime(900);
    peer.send('move');
    vi.advanceTimersByTime(900);
    peer.send('up');
    expect([channel.sent, remote.sent]).toEqual([['down', 'move', 'up'], []]);
    vi.advanceTimersByTime(1001);
    peer.send('down');
    expect(remote.sent).toEqual(['down']);
  });

  it('takes one that is open as it is told', () => {
    const { peer, connection } = create();
    const remote = new FakeDataChannel('control');
    remote.readyState = 'open';
    connection.dispatchEvent(Object.assign(new Event('datachannel'), { channel: remote }));
    peer.send('a');
    expect(remote.sent).toEqual(['a']);
  });

  it('has hung up when the phone’s channel closes, not when its own does', () => {
    const { peer, connection, channel, heard } = create();
    channel.change('open');
    const remote = announce(connection);
    remote.change('open');
    channel.change('closed');
    expect(heard).not.toContainEqual(['channel closed']);
    peer.send('a');
    expect(remote.sent).toEqual(['a']);
    remote.change('closed');
    expect(heard.at(-1)).toEqual(['channel closed']);
    expect(peer.isChannelOpen).toBe(false);
  });

  it('talks on no channel of another label', () => {
    const { peer, connection, channel } = create();
    channel.change('open');
    const other = announce(connection, 'file_upload');
    other.change('open');
    peer.send('a');
    expect([channel.sent, other.sent]).toEqual([['a'], []]);
  });
});
