import { describe, expect, it } from 'vitest';
import type { CloudSocket } from '../../../../../../src/core/ports/emulator.js';
import { Pads } from '../../../../../../src/vendors/armcloud/emulator/node/pads.js';
import { RoomTokens } from '../../../../../../src/vendors/armcloud/emulator/node/room-tokens.js';
import { SignallingRooms } from '../../../../../../src/vendors/armcloud/emulator/node/signalling-rooms.js';
import { type FakePeer, FakeSocket, FakeWorld } from '../../../fake-world.js';

const padCode = 'AC00000000001';

function open() {
  const world = new FakeWorld();
  const tokens = new RoomTokens();
  const rooms = new SignallingRooms(world, new Pads(world), tokens);
  const issue = (userId = 'u1', lifetimeMs = 60_000) =>
    tokens.issue({ padCode, userId, expiresAt: world.now() + lifetimeMs });
  /** Joins and returns the socket; throws what a refused upgrade would say. */
  const join = (roomToken: string): FakeSocket => {
    const admission = rooms.accept(roomToken);
    if (typeof admission === 'number') throw new Error(`refused ${admission}`);
    const socket = new FakeSocket();
    admission(socket satisfies CloudSocket);
    return socket;
  };
  const lastPeer = (): FakePeer => {
    const peer = world.phone.peers.at(-1);
    if (!peer) throw new Error('no peer');
    return peer;
  };
  return { world, tokens, rooms, issue, join, lastPeer };
}

function message(key: string, value: object, target = padCode): string {
  const data = JSON.stringify({ key, value: JSON.stringify(value) });
  return JSON.stringify({ event: 'specifiedMsg', targetUserIds: [target], data });
}

const offer = { type: 'offer', sdp: 'v=0 offer' } as const;
const candidate = { candidate: 'candidate:1', sdpMLineIndex: 0, sdpMid: '0' };

describe('admission', () => {
  it('takes the raw token and says ownJoinRoom at once', () => {
    const { issue, join } = open();
    expect(join(issue()).sent).toEqual(['{"event":"ownJoinRoom"}']);
  });

  it('refuses unknown, altered and expired tokens with 401', () => {
    const { world, rooms, issue } = open();
    const token = issue('u1', 1000);
    expect(rooms.accept('')).toBe(401);
    expect(rooms.accept('001nothing==')).toBe(401);
    expect(rooms.accept(encodeURIComponent(token))).toBe(401);
    expect(rooms.accept(`${token}?x=1`)).toBe(401);
    world.advance(999);
    expect(rooms.accept(token)).toBeTypeOf('function');
    world.advance(1);
    expect(rooms.accept(token)).toBe(401);
  });

  it('refuses everybody with 503 while the phone is offline', () => {
    const { world, rooms, issue } = open();
    const token = issue();
    world.phone.isOnline = false;
    expect(rooms.accept(token)).toBe(503);
  });

  it('by a token that expires ends no session; the token only admits no more', () => {
    const { world, rooms, issue, join, lastPeer } = open();
    const token = issue('u1', 1000);
    const socket = join(token);
    world.advance(5000);
    lastPeer().viewer.candidate(candidate);
    expect(socket.received.at(-1)).toBe('ice_candidate');
    expect([socket.ending, lastPeer().isClosed]).toEqual([undefined, false]);
    expect(rooms.accept(token)).toBe(401);
  });

  it('forgets the oldest of more than 20,000 tokens', () => {
    const { rooms, issue } = open();
    const oldest = issue();
    for (let count = 0; count < 20_000; count += 1) issue();
    expect(rooms.accept(oldest)).toBe(401);
    expect(rooms.accept(issue())).toBeTypeOf('function');
  });
});

describe('signalling', () => {
  it('carries the phone’s offer and candidates, twice encoded', () => {
    const { issue, join, lastPeer } = open();
    const socket = join(issue());
    lastPeer().viewer.description(offer);
    lastPeer().viewer.candidate(candidate);
    expect(socket.sent.slice(1)).toEqual([
      '{"event":"specifiedMsg","data":"{\\"key\\":\\"offer\\",\\"value\\":\\"{\\\\\\"sdp\\\\\\":\\\\\\"v=0 offer\\\\\\"}\\"}"}',
      '{"event":"specifiedMsg","data":"{\\"key\\":\\"ice_candidate\\",\\"value\\":\\"{\\\\\\"candidate\\\\\\":\\\\\\"candidate:1\\\\\\",\\\\\\"label\\\\\\":0,\\\\\\"id\\\\\\":\\\\\\"0\\\\\\"}\\"}"}',
    ]);
  });

  for (const key of ['answer', 're_answer']) {
    it(`takes the client's answer under the name ${key}`, () => {
      const { issue, join, lastPeer } = open();
      join(issue()).receive(message(key, { sdp: 'v=0 answer' }));
      expect(lastPeer().descriptions).toEqual([{ type: 'answer', sdp: 'v=0 answer' }]);
    });
  }

  it('answers a re_offer with a re_answer', () => {
    const { issue, join, lastPeer } = open();
    const socket = join(issue());
    socket.receive(message('re_offer', { sdp: 'v=0 again' }));
    expect(lastPeer().descriptions).toEqual([{ type: 'offer', sdp: 'v=0 again' }]);
    lastPeer().viewer.description({ type: 'answer', sdp: 'v=0 fine' });
    expect(socket.received).toEqual(['ownJoinRoom', 're_answer']);
  });

  it('hands the client’s candidates to the peer', () => {
    const { issue, join, lastPeer } = open();
    join(issue()).receive(
      message('ice_candidate', { candidate: 'candidate:2', label: 1, id: '1' }),
    );
    expect(lastPeer().candidates).toEqual([
      { candidate: 'candidate:2', sdpMLineIndex: 1, sdpMid: '1' },
    ]);
  });

  it('takes pings without an answer or a complaint', () => {
    const { world, issue, join } = open();
    const socket = join(issue());
    socket.receive('{"event":"ping"}');
    expect(socket.sent).toHaveLength(1);
    expect(world.phone.violations).toEqual([]);
  });

  const broken: readonly (readonly [string, string, string])[] = [
    ['text that is not JSON', 'hello', 'a signalling frame is not JSON of the documented shape'],
    ['an unknown event', '{"event":"leave"}', 'a signalling frame has an unknown event'],
    ['an unknown key', message('hello', {}), 'a signalling message has an unknown key'],
    ['an answer without sdp', message('answer', {}), 'an answer has no sdp'],
    ['an empty candidate', message('ice_candidate', {}), 'an ICE candidate has no text'],
    [
      'a message to another pad',
      message('answer', { sdp: 'x' }, 'AC00000000002'),
      'a signalling message is addressed to nobody in its room',
    ],
  ];
  for (const [name, frame, violation] of broken) {
    it(`counts ${name} as a violation and goes on`, () => {
      const { world, issue, join, lastPeer } = open();
      const socket = join(issue());
      socket.receive(frame);
      expect(world.phone.violations).toEqual([`armcloud: ${violation}`]);
      expect(lastPeer().descriptions).toEqual([]);
      expect(socket.ending).toBe(undefined);
    });
  }

  it('makes no offer when told to withhold it', () => {
    const { world, issue, join } = open();
    world.faults.withholdOffer = true;
    expect(join(issue()).received).toEqual(['ownJoinRoom']);
    expect(world.phone.peers).toEqual([]);
  });
});

describe('the data channel', () => {
  const sdk = (type: string, fields: object = {}) =>
    JSON.stringify({ touchType: 'eventSdk', content: JSON.stringify({ type, ...fields }) });

  it('opens and closes media for its own viewer', () => {
    const { issue, join, lastPeer } = open();
    join(issue());
    lastPeer().viewer.channelReceived(sdk('openAudioAndVideo', { isOpen: true }));
    lastPeer().viewer.channelReceived(sdk('openAudio', { isOpen: false }));
    expect(lastPeer().media).toEqual(['both true', 'audio false']);
  });

  it('answers what it is asked', () => {
    const { issue, join, lastPeer } = open();
    join(issue());
    for (const frame of [sdk('updateUiH5'), '{"touchType":"inputState"}', sdk('cameraState')]) {
      lastPeer().viewer.channelReceived(frame);
    }
    expect(lastPeer().sent).toEqual([
      '{"key":"refreshUiType","data":"{\\"width\\":720,\\"height\\":1280,\\"isVertical\\":true}"}',
      '{"key":"inputState","data":"{\\"isOpen\\":true,\\"imeOptions\\":3}"}',
    ]);
  });

  it('tells what happens on the phone', () => {
    const { issue, join, lastPeer } = open();
    join(issue());
    lastPeer().viewer.phoneEvent({ type: 'clipboard', text: 'copied' });
    expect(lastPeer().sent).toEqual(['{"key":"clipboard","data":"{\\"content\\":\\"copied\\"}"}']);
  });

  it('keeps quiet about the screen when told to', () => {
    const { world, issue, join, lastPeer } = open();
    world.faults.withholdDisplay = true;
    join(issue());
    lastPeer().viewer.channelReceived(sdk('updateUiH5'));
    lastPeer().viewer.phoneEvent({ type: 'display', width: 1280, height: 720 });
    expect(lastPeer().sent).toEqual([]);
  });

  it('lets the phone obey everything else, as text or as bytes', () => {
    const { world, issue, join, lastPeer } = open();
    join(issue());
    lastPeer().viewer.channelReceived('{"touchType":"inputBox","text":"hello"}');
    lastPeer().viewer.channelReceived(
      new TextEncoder().encode('{"touchType":"clipboard","text":"é"}'),
    );
    expect(world.phone.applied).toEqual([
      { type: 'text', text: 'hello' },
      { type: 'clipboard', text: 'é' },
    ]);
  });

  it('counts broken and unknown frames as violations', () => {
    const { world, issue, join, lastPeer } = open();
    join(issue());
    for (const frame of ['', '{', '{"touchType":"other"}', '{"touchType":"gesture"}']) {
      lastPeer().viewer.channelReceived(frame);
    }
    expect(world.phone.violations).toEqual([
      'armcloud: a control frame is no JSON object',
      'armcloud: a control frame is no JSON object',
      'armcloud: a control frame of touchType other is unknown or broken',
      'armcloud: a control frame of touchType gesture is unknown or broken',
    ]);
  });
});

describe('a user who comes again', () => {
  it('with a new token cuts the earlier connection for good', () => {
    const { world, rooms, issue, join } = open();
    const earlier = issue();
    const old = join(earlier);
    const fresh = join(issue());
    expect(old.ending).toBe('closed 1000');
    expect(world.phone.peers.map((peer) => peer.isClosed)).toEqual([true, false]);
    expect(rooms.accept(earlier)).toBe(401);
    expect(fresh.ending).toBe(undefined);
  });

  it('leaves other users and other pads alone', () => {
    const { world, tokens, issue, join } = open();
    const other = join(issue('u2'));
    const elsewhere = join(
      tokens.issue({ padCode: 'AC00000000002', userId: 'u1', expiresAt: world.now() + 1000 }),
    );
    join(issue('u1'));
    join(issue('u1'));
    expect([other.ending, elsewhere.ending]).toEqual([undefined, undefined]);
  });

  it('with the same token resumes: the peer stays and candidates flow on', () => {
    const { world, issue, join, lastPeer } = open();
    const token = issue();
    const old = join(token);
    lastPeer().viewer.description(offer);
    old.receive(message('re_answer', { sdp: 'v=0 answer' }));
    old.lose(1006);
    lastPeer().viewer.candidate(candidate);
    const fresh = join(token);
    lastPeer().viewer.candidate(candidate);
    expect(fresh.received).toEqual(['ownJoinRoom', 'ice_candidate', 'ice_candidate']);
    expect(world.phone.peers).toHaveLength(1);
    fresh.receive(message('ice_candidate', { candidate: 'candidate:2', label: 0, id: '0' }));
    expect(lastPeer().candidates).toHaveLength(1);
  });

  it('gets the offer again when it was not answered yet', () => {
    const { issue, join, lastPeer } = open();
    const token = issue();
    const old = join(token);
    lastPeer().viewer.description(offer);
    old.lose(1006);
    expect(join(token).received).toEqual(['ownJoinRoom', 'offer']);
  });

  it('with the same token replaces a WebSocket that hangs', () => {
    const { world, issue, join, lastPeer } = open();
    const token = issue();
    const old = join(token);
    const fresh = join(token);
    old.receive(message('answer', { sdp: 'too late' }));
    old.lose(1000);
    expect([old.ending, fresh.ending]).toEqual(['closed 1000', undefined]);
    expect(lastPeer().descriptions).toEqual([]);
    expect([world.phone.peers.length, lastPeer().isClosed]).toEqual([1, false]);
  });

  it('with the same token gets a new peer when the old one is gone', () => {
    const { world, issue, join, lastPeer } = open();
    const token = issue();
    const old = join(token);
    lastPeer().close();
    old.lose(1006);
    join(token);
    expect(world.phone.peers.map((peer) => peer.isClosed)).toEqual([true, false]);
  });
});

describe('a lost WebSocket', () => {
  it('leaves the media alone for 30 s, then frees the peer', () => {
    const { world, issue, join, lastPeer } = open();
    join(issue()).lose(1006);
    world.advance(29_999);
    expect(lastPeer().isClosed).toBe(false);
    world.advance(1);
    expect(lastPeer().isClosed).toBe(true);
    expect(world.pendingTimers).toBe(0);
  });

  it('that comes back in time is not counted any more', () => {
    const { world, issue, join, lastPeer } = open();
    const token = issue();
    join(token).lose(1006);
    world.advance(29_999);
    join(token);
    world.advance(60_000);
    expect(lastPeer().isClosed).toBe(false);
  });

  it('of a page that was left before it was connected frees the peer at once', () => {
    const { world, issue, join, lastPeer } = open();
    join(issue()).lose(1001);
    expect(lastPeer().isClosed).toBe(true);
    expect(world.pendingTimers).toBe(0);
  });

  it('of a connected page that was left still hears its last words for a second', () => {
    const { world, issue, join, lastPeer } = open();
    const socket = join(issue());
    lastPeer().viewer.channelReceived('{"touchType":"inputState"}');
    socket.lose(1001);
    world.advance(999);
    expect(lastPeer().isClosed).toBe(false);
    lastPeer().viewer.channelReceived('{"touchType":"inputBox","text":"bye"}');
    expect(world.phone.applied).toEqual([{ type: 'text', text: 'bye' }]);
    world.advance(1);
    expect(lastPeer().isClosed).toBe(true);
    expect(world.pendingTimers).toBe(0);
  });

  for (const code of [1000, 1005]) {
    it(`that the page closed with ${code} before it was connected frees the peer at once`, () => {
      const { issue, join, lastPeer } = open();
      join(issue()).lose(code);
      expect(lastPeer().isClosed).toBe(true);
    });

    it(`that a connected page closed with ${code} leaves the media alone`, () => {
      const { issue, join, lastPeer } = open();
      const socket = join(issue());
      lastPeer().viewer.channelReceived('{"touchType":"inputState"}');
      socket.lose(code);
      expect(lastPeer().isClosed).toBe(false);
    });
  }

  it('can be cut by a fault, without a word or with a close frame; media goes on', () => {
    const { rooms, issue, join, lastPeer } = open();
    const silent = join(issue());
    rooms.dropSignalling(padCode, false);
    expect([silent.ending, lastPeer().isClosed]).toEqual(['terminated', false]);
    const polite = join(issue());
    rooms.dropSignalling(padCode, true);
    polite.lose(1000);
    expect([polite.ending, lastPeer().isClosed]).toEqual(['closed 1000', false]);
  });
});

describe('closing a pad', () => {
  it('ends every session of it, revokes the tokens and leaves no timer', () => {
    const { world, rooms, issue, join } = open();
    const tokens = [issue('u1'), issue('u2')];
    const sockets = tokens.map(join);
    sockets[1]?.lose(1006);
    expect(rooms.isStreaming(padCode)).toBe(true);
    rooms.closePad(padCode);
    expect(sockets[0]?.ending).toBe('closed 1000');
    expect(world.phone.peers.map((peer) => peer.isClosed)).toEqual([true, true]);
    expect(tokens.map((token) => rooms.accept(token))).toEqual([401, 401]);
    expect(rooms.isStreaming(padCode)).toBe(false);
    expect(world.pendingTimers).toBe(0);
  });
});

describe('faults of signalling', () => {
  it('delay what the server sends', () => {
    const { world, issue, join, lastPeer } = open();
    world.faults.signalDelayMs = 100;
    const socket = join(issue());
    lastPeer().viewer.description(offer);
    lastPeer().viewer.candidate(candidate);
    world.advance(99);
    expect(socket.received).toEqual([]);
    world.advance(1);
    expect(socket.received).toEqual(['ownJoinRoom', 'offer', 'ice_candidate']);
  });

  it('send everything twice', () => {
    const { world, issue, join, lastPeer } = open();
    world.faults.duplicateSignals = true;
    const socket = join(issue());
    lastPeer().viewer.description(offer);
    expect(socket.received).toEqual(['ownJoinRoom', 'ownJoinRoom', 'offer', 'offer']);
  });

  it('swap neighbours, and hold nothing back for ever', () => {
    const { world, issue, join, lastPeer } = open();
    world.faults.reorderSignals = true;
    const socket = join(issue());
    expect(socket.received).toEqual([]);
    lastPeer().viewer.description(offer);
    expect(socket.received).toEqual(['offer', 'ownJoinRoom']);
    lastPeer().viewer.candidate(candidate);
    world.advance(99);
    expect(socket.received).toHaveLength(2);
    world.advance(1);
    expect(socket.received).toEqual(['offer', 'ownJoinRoom', 'ice_candidate']);
    lastPeer().viewer.candidate(candidate);
    world.faults.reorderSignals = false;
    lastPeer().viewer.description({ type: 'answer', sdp: 'v=0' });
    expect(socket.received.slice(3)).toEqual(['re_answer', 'ice_candidate']);
    lastPeer().viewer.candidate(candidate);
    expect([socket.received.length, world.pendingTimers]).toEqual([6, 0]);
  });

  it('can come together: twice, swapped and late', () => {
    const { world, issue, join, lastPeer } = open();
    Object.assign(world.faults, {
      duplicateSignals: true,
      reorderSignals: true,
      signalDelayMs: 500,
    });
    const socket = join(issue());
    lastPeer().viewer.description(offer);
    world.advance(499);
    expect(socket.received).toEqual([]);
    world.advance(1);
    expect(socket.received).toEqual(['offer', 'offer', 'ownJoinRoom', 'ownJoinRoom']);
  });

  it('make the phone hang up with the WebSocket, and start anew for who comes back', () => {
    const { world, issue, join, lastPeer } = open();
    world.faults.forgetOnSignallingLoss = true;
    const token = issue();
    const first = join(token);
    const old = lastPeer();
    old.viewer.channelReceived('{"touchType":"inputState"}');
    first.lose(1006);
    expect([old.isClosed, world.pendingTimers]).toEqual([true, 0]);
    const second = join(token);
    lastPeer().viewer.description(offer);
    expect([second.received, world.phone.peers.length]).toEqual([['ownJoinRoom', 'offer'], 2]);
  });

  it('make the phone start anew for who comes back while it still streams', () => {
    const { world, issue, join, lastPeer } = open();
    const token = issue();
    const first = join(token);
    lastPeer().viewer.description(offer);
    first.receive(message('re_answer', { sdp: 'v=0 answer' }));
    first.lose(1006);
    world.faults.offerOnRejoin = true;
    const second = join(token);
    const [old, next] = world.phone.peers;
    expect([old?.isClosed, next?.isClosed]).toEqual([true, false]);
    next?.viewer.description({ type: 'offer', sdp: 'v=0 anew' });
    second.receive(message('re_answer', { sdp: 'v=0 answer anew' }));
    expect(second.received).toEqual(['ownJoinRoom', 'offer']);
    expect(next?.descriptions).toEqual([{ type: 'answer', sdp: 'v=0 answer anew' }]);
    expect(second.ending).toBeUndefined();
  });

  it('let candidates come before the offer', () => {
    const { world, issue, join, lastPeer } = open();
    world.faults.candidatesFirst = true;
    const socket = join(issue());
    lastPeer().viewer.description(offer);
    lastPeer().viewer.candidate(candidate);
    world.advance(200);
    expect(socket.received).toEqual(['ownJoinRoom', 'ice_candidate', 'offer']);
  });

  it('leave offers of the browser without an answer, and nothing else', () => {
    const { world, issue, join, lastPeer } = open();
    const socket = join(issue());
    world.faults.ignoreReoffers = true;
    socket.receive(message('re_offer', { sdp: 'v=0 theirs' }));
    expect(lastPeer().descriptions).toEqual([]);
    socket.receive(message('re_answer', { sdp: 'v=0 theirs' }));
    expect(lastPeer().descriptions).toEqual([{ type: 'answer', sdp: 'v=0 theirs' }]);
    expect(world.phone.violations).toEqual([]);
  });

  it('answer heartbeats', () => {
    const { world, issue, join } = open();
    const socket = join(issue());
    socket.receive('{"event":"ping"}');
    world.faults.answerPings = true;
    socket.receive('{"event":"ping"}');
    expect(socket.sent).toEqual(['{"event":"ownJoinRoom"}', '{"event":"pong"}']);
  });
});
