import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FakePeer, FakePhone } from '../../../fake-world.js';
import { first, openCloud, socketPath } from './open-cloud.js';
import type { AuthData } from './sheet-viewer.js';

type Json = Readonly<Record<string, unknown>>;

const offer = { type: 'offer', sdp: 'v=0 offer' } as const;
const answer = { type: 'answer', sdp: 'v=0 answer' } as const;

function initOf(data: AuthData, changes: Json = {}): string {
  const init = {
    ...{ sole: true, mode: 'app', role: 'master', profile_name: 'master', network_type: 'wifi' },
    ...{ profile: 2, volume: 100, vcodec: 'H264', venctype: 0, frame_aspect: '16:9' },
    ...{ keeping_time: 60, user_agent: 'x', client_version: 'x', uuid: 'user-1' },
    ...{ sessionid: 'session-1', streamingid: data.streamingId, room_session: '' },
    ...changes,
  };
  return Buffer.from(JSON.stringify(init)).toString('base64');
}

async function open() {
  const stage = openCloud();
  const data = await stage.auth();
  const { device_id: deviceId } = data.resource;
  const peers = () => stage.world.phone.peers;

  const join = (path = socketPath(data)) => {
    const socket = stage.join(path);
    const events = (): readonly (readonly [string, Json])[] =>
      socket.sent
        .filter((frame) => frame.startsWith('42'))
        .map((frame) => JSON.parse(frame.slice(2)) as [string, Json]);
    const event = (name: string, payload: unknown) =>
      socket.receive(`42${JSON.stringify([name, payload])}`);
    const start = () => {
      event('start', { room: deviceId, times: 0 });
      return String(events().findLast(([name]) => name === 'start')?.[1].streamId);
    };
    const message = (type: string, fields: Json) =>
      event('message', {
        to: events().findLast(([name]) => name === 'start')?.[1].streamId,
        type,
        ...fields,
      });
    const init = (changes?: Json) => message('init', { data: initOf(data, changes) });
    /** Names of the events, and kinds of the messages. */
    const told = () =>
      events().map(([name, payload]) => (name === 'message' ? String(payload.type) : name));
    return { socket, events, event, start, message, init, told };
  };
  const watch = () => {
    const viewer = join();
    viewer.start();
    viewer.init();
    return viewer;
  };
  return { ...stage, data, deviceId, peers, join, watch };
}

const peerOf = (phone: FakePhone): FakePeer => phone.peers.at(-1) as FakePeer;

describe('the signalling server', () => {
  it('opens, joins the namespace, and says that the token is good', async () => {
    const { join } = await open();
    const { socket, events } = join();
    expect(socket.sent[0]).toMatch(
      /^0\{"sid":"[\w-]{20}","upgrades":\[\],"pingInterval":25000,"pingTimeout":20000\}$/,
    );
    expect(socket.sent[1]).toBe('40');
    expect(events()).toEqual([['authorize', { authorized: true, code: 0 }]]);
  });

  it('tells a stream, takes an init, and passes the phone’s offer on and what the browser says back', async () => {
    const { join, world } = await open();
    const { start, init, message, events, told } = join();
    const streamId = start();
    expect(streamId).toMatch(/^stream-/);
    init();
    const peer = peerOf(world.phone);
    expect([peer.viewer.channelLabel, peer.viewer.replyLabel]).toEqual(['input', undefined]);
    expect(peer.media).toEqual(['both true']);
    peer.viewer.description(offer);
    peer.viewer.candidate({ candidate: 'c1', sdpMLineIndex: 1, sdpMid: 'a' });
    expect(told()).toEqual(['authorize', 'start', 'init', 'offer', 'candidate']);
    expect(events().slice(-2)).toEqual([
      ['message', { from: streamId, type: 'offer', payload: offer }],
      [
        'message',
        { from: streamId, type: 'candidate', payload: { label: 1, id: 'a', candidate: 'c1' } },
      ],
    ]);
    message('answer', { payload: answer });
    message('candidate', { payload: { label: 0, id: '0', candidate: 'c2' } });
    message('offer', { data: Buffer.from(JSON.stringify(offer)).toString('base64') });
    expect(peer.descriptions).toEqual([answer, offer]);
    expect(peer.candidates).toEqual([{ candidate: 'c2', sdpMLineIndex: 0, sdpMid: '0' }]);
    expect(world.phone.violations).toEqual([]);
  });

  it('writes bodies in the other form, and without sound, where it is to', async () => {
    const { join, world } = await open();
    world.faults.encodedSignals = true;
    const { start, init, events } = join();
    start();
    init({ volume: 0 });
    peerOf(world.phone).viewer.description(offer);
    const { type, payload, data } = events().at(-1)?.[1] ?? {};
    expect([type, payload]).toEqual(['offer', undefined]);
    expect(JSON.parse(Buffer.from(String(data), 'base64').toString())).toEqual(offer);
    expect(peerOf(world.phone).media).toEqual(['video true']);
  });

  const refused: readonly (readonly [string, number, (data: AuthData) => string])[] = [
    ['a token that is unknown', -1, (data) => socketPath({ ...data, device_token: 'x' })],
    [
      'another device’s token',
      -1,
      (data) => socketPath({ ...data, resource: { ...data.resource, device_id: 'x' } }),
    ],
  ];
  for (const [name, code, path] of refused) {
    it(`says so to ${name}, and closes`, async () => {
      const { join, data } = await open();
      const { socket, events } = join(path(data));
      expect(events()).toEqual([['authorize', { authorized: false, code }]]);
      expect([socket.sent.at(-1), socket.ending]).toEqual(['41', 'closed 1000']);
    });
  }

  it('says that a token has expired that nobody used for 15 s, or for as long as a switch says', async () => {
    const { join, auth, world } = await open();
    world.advance(15_000);
    expect(join().events()).toEqual([['authorize', { authorized: false, code: -2 }]]);
    world.faults.roomTokenLifetimeMs = 60_000;
    const data = await auth();
    world.advance(59_999);
    const path = socketPath(data);
    expect(join(path).events()[0]?.[1]).toEqual({ authorized: true, code: 0 });
    world.advance(60_000);
    expect(join(path).events()[0]?.[1]).toEqual({ authorized: true, code: 0 });
    world.faults.singleUseTokens = true;
    expect(join(path).events()[0]?.[1]).toEqual({ authorized: false, code: -1 });
  });

  it('refuses other paths, other protocols, and everybody where a switch says so', async () => {
    const { join, data, world } = await open();
    const path = socketPath(data);
    expect(() => join('/elsewhere')).toThrow('refused 404');
    expect(() => join(path.replace('EIO=3', 'EIO=4'))).toThrow('refused 400');
    expect(() => join(path.replace('websocket', 'polling'))).toThrow('refused 400');
    expect(() => join(path.replace('authtype=token', 'authtype=debug'))).toThrow('refused 400');
    world.faults.refuseSignalling = true;
    expect(() => join(path)).toThrow('refused 503');
  });

  it('cannot start on a phone that is offline', async () => {
    const { join, world, deviceId } = await open();
    const { event, events } = join();
    world.phone.isOnline = false;
    event('start', { room: deviceId, times: 2 });
    expect(events().at(-1)).toEqual([
      'start',
      { code: 1200, message: 'the device cannot be reached', times: 2 },
    ]);
  });

  it('answers pings, and asks for signs of life itself', async () => {
    const { join, world } = await open();
    const { socket } = join();
    socket.receive('2');
    socket.receive('2probe');
    expect(socket.sent.slice(-2)).toEqual(['3', '3probe']);
    world.advance(25_000);
    expect(socket.sent.at(-1)).toBe('2');
    socket.receive('3');
    world.advance(25_000);
    world.advance(19_999);
    expect(socket.ending).toBeUndefined();
    world.advance(1);
    expect(socket.ending).toBe('closed 1000');
    expect(world.phone.violations).toEqual([]);
  });

  it('leaves no timers behind', async () => {
    const { watch, world, cloud } = await open();
    const before = world.pendingTimers;
    const { socket } = watch();
    cloud.closePhone(first);
    socket.lose(1000);
    // The phone is kept for a while.
    expect(world.pendingTimers).toBe(before + 1);
  });

  it('ends a stream that nobody uses, and one that is used later', async () => {
    const { watch, world } = await open();
    const { socket, told } = watch();
    const touch = new Uint8Array([0, 0, 0, 15, 207, 0, 0, 0, 0, 0, 0, 0, 4, 0, 0]);
    world.advance(119_000);
    socket.receive('2');
    peerOf(world.phone).viewer.channelReceived(touch);
    world.advance(44_000);
    socket.receive('2');
    world.advance(44_000);
    socket.receive('2');
    world.advance(31_999);
    expect(told()).not.toContain('close');
    world.advance(1);
    expect(told().at(-1)).toBe('close');
    expect(peerOf(world.phone).isClosed).toBe(true);
  });
});

describe('a viewer whose WebSocket is gone', () => {
  it('goes on with the same peer over the next one, and hears what was held', async () => {
    const { watch, join, peers, world } = await open();
    const viewer = watch();
    const [peer] = peers();
    peer?.viewer.description(offer);
    viewer.message('answer', { payload: answer });
    peer?.viewer.channelReceived(new Uint8Array());
    viewer.socket.lose(1006);
    peer?.viewer.description(answer);
    const { start, told } = join();
    expect(told()).toEqual(['authorize']);
    start();
    expect(told()).toEqual(['authorize', 'start', 'answer']);
    expect(peers()).toHaveLength(1);
    expect(world.phone.peers[0]?.isClosed).toBe(false);
  });

  it('may say its init again, which begins nothing new', async () => {
    const { watch, join, peers, world } = await open();
    watch().socket.lose(1006);
    const { start, init } = join();
    start();
    init();
    expect(peers()).toHaveLength(1);
    expect(world.phone.violations).toEqual([]);
  });

  it('gets a new peer when it had left, or where a switch says so', async () => {
    const { watch, join, peers, world } = await open();
    const viewer = watch();
    peers()[0]?.viewer.channelReceived(new Uint8Array());
    viewer.socket.lose(1000);
    const again = join();
    again.start();
    again.init();
    expect(peers().map(({ isClosed }) => isClosed)).toEqual([true, false]);
    world.faults.offerOnRejoin = true;
    again.socket.lose(1006);
    const third = join();
    third.start();
    third.init();
    expect(peers().map(({ isClosed }) => isClosed)).toEqual([true, true, false]);
  });

  it('is forgotten after its grace, sooner when its page went away, and at once where a switch says so', async () => {
    for (const [code, ms] of [
      [1006, 30_000],
      [1001, 1000],
    ] as const) {
      const { watch, peers, world } = await open();
      const { socket } = watch();
      peers()[0]?.viewer.channelReceived(new Uint8Array());
      socket.lose(code);
      world.advance(ms - 1);
      expect(peers()[0]?.isClosed).toBe(false);
      world.advance(1);
      expect(peers()[0]?.isClosed).toBe(true);
    }
    const { watch, peers, world } = await open();
    world.faults.forgetOnSignallingLoss = true;
    watch().socket.lose(1006);
    expect(peers()[0]?.isClosed).toBe(true);
  });
});

describe('faults of signalling', () => {
  it('keep the offer back, or let candidates overtake it', async () => {
    const { watch, peers, world } = await open();
    world.faults.withholdOffer = true;
    watch();
    expect(peers()).toHaveLength(0);
    Object.assign(world.faults, { withholdOffer: false, candidatesFirst: true });
    const { told } = watch();
    peers()[0]?.viewer.description(offer);
    peers()[0]?.viewer.candidate({ candidate: 'c', sdpMLineIndex: 0, sdpMid: '0' });
    expect(told().slice(-2)).toEqual(['init', 'candidate']);
    world.advance(200);
    expect(told().at(-1)).toBe('offer');
  });

  it('delay and double what is said, and leave offers of the browser unanswered', async () => {
    const { watch, join, peers, world } = await open();
    const { message } = watch();
    world.faults.ignoreReoffers = true;
    message('offer', { payload: offer });
    expect(peers()[0]?.descriptions).toEqual([]);
    Object.assign(world.faults, { signalDelayMs: 100, duplicateSignals: true });
    const { told } = join();
    expect(told()).toEqual([]);
    world.advance(100);
    expect(told()).toEqual(['authorize', 'authorize']);
  });
});

describe('mistakes of a client', () => {
  const cases: readonly (readonly [
    string,
    (viewer: ReturnType<Awaited<ReturnType<typeof open>>['join']>, deviceId: string) => void,
  ])[] = [
    ['a frame is no Socket.IO 2', ({ socket }) => socket.receive('hello')],
    ['a frame is of a kind that only servers send', ({ socket }) => socket.receive('0{"sid":"x"}')],
    [
      'a client joins the default namespace, where it is already',
      ({ socket }) => socket.receive('40'),
    ],
    ['an event or a message is of a kind that is not known', ({ event }) => event('dance', {})],
    ['an event start is broken', ({ event }) => event('start', {})],
    ['an event message is broken', ({ event }) => event('message', [])],
    ['a start names another room', ({ event }) => event('start', { room: 'x', times: 0 })],
    [
      'a start comes twice',
      ({ start }) => {
        start();
        start();
      },
    ],
    [
      'a message comes before the start was answered',
      ({ event }) => event('message', { to: 'x', type: 'answer', payload: answer }),
    ],
    [
      'a message is not for this stream',
      ({ start, event }) => {
        start();
        event('message', { to: 'x', type: 'answer', payload: answer });
      },
    ],
    [
      'an event message is broken',
      ({ start, message }) => {
        start();
        message('candidate', { payload: { candidate: null } });
      },
    ],
    [
      'a candidate is an end marker',
      ({ start, message }) => {
        start();
        message('candidate', { payload: { candidate: '', label: 0, id: '0' } });
      },
    ],
    [
      'an init comes twice',
      ({ start, init }) => {
        start();
        init();
        init();
      },
    ],
    ...(
      [
        [{ mode: 'web' }, 'mode is not as documented'],
        [{ sole: undefined }, 'sole is not as documented'],
        [{ vcodec: 'VP8' }, 'vcodec is not as documented'],
        [{ volume: 101 }, 'volume is not 0 to 100'],
        [{ keeping_time: '60' }, 'keeping_time is no number of seconds'],
        [{ user_agent: undefined }, 'user_agent is no text'],
        [{ sessionid: 'x' }, 'sessionid is not that of the address'],
        [{ streamingid: 'x' }, 'streamingid is not that of the address'],
      ] as const
    ).map(
      ([changes, sentence]) =>
        [
          `init: ${sentence}`,
          ({ start, init }: ReturnType<Awaited<ReturnType<typeof open>>['join']>) => {
            start();
            init(changes);
          },
        ] as const,
    ),
  ];
  for (const [sentence, make] of cases) {
    it(`are noted: ${sentence}`, async () => {
      const { join, world, deviceId } = await open();
      make(join(), deviceId);
      expect(world.phone.violations).toEqual([`koophone: ${sentence}`]);
    });
  }

  it('never throw, whatever comes on the WebSocket', async () => {
    const { join, world } = await open();
    const { socket, start, init } = join();
    start();
    init();
    const json = fc.json().map((text) => `42["message",${text}]`);
    const frame = fc.oneof(
      fc.string(),
      json,
      fc.string().map((text) => `4${text}`),
      fc.jsonValue().map((value) => `42${JSON.stringify(['start', value])}`),
    );
    fc.assert(
      fc.property(frame, (text) => {
        socket.receive(text);
      }),
    );
    expect(world.phone.violations.every((text) => text.startsWith('koophone: '))).toBe(true);
  });
});

describe('the channel of a phone', () => {
  const bytes = (...list: readonly number[]) => new Uint8Array(list);

  it('notes frames that are wrong, and does not obey them', async () => {
    const { watch, world } = await open();
    watch();
    const { viewer } = peerOf(world.phone);
    viewer.channelReceived('text');
    viewer.channelReceived(bytes(0, 0, 0, 9, 211));
    viewer.channelReceived(bytes(0, 0, 0, 5, 1));
    viewer.channelReceived(new TextEncoder().encode('\0\0\0\u0014\u00d3'));
    const text = new TextEncoder().encode('{"type":"paste"}');
    viewer.channelReceived(bytes(0, 0, 0, 5 + text.length, 211, ...text));
    expect(world.phone.violations).toEqual([
      'koophone: a frame of input is text, not bytes',
      'koophone: a frame of input is broken',
      'koophone: a frame of input has a type that is not known',
      'koophone: a frame of input is broken',
      'koophone: a text message of input has a type that is not known',
    ]);
    expect(world.phone.applied).toEqual([]);
  });

  it('notes fingers that were never down, or are down already', async () => {
    const { watch, world } = await open();
    watch();
    const { viewer } = peerOf(world.phone);
    const touch = (action: number, id: number) =>
      viewer.channelReceived(
        bytes(0, 0, 0, 24, 205, 0, 0, 0, 0, 0, action, 1, 0, 0, 0, id, 0, 0, 0, 0, 0, 0, 0, 0),
      );
    touch(2, 3);
    touch(0, 0);
    touch(1, 3);
    touch(0, 0);
    touch(1, 0);
    expect(world.phone.violations).toEqual([
      'koophone: touch move: finger 3 is not down',
      'koophone: touch up: finger 3 is not down',
      'koophone: touch down: finger 0 is down already',
    ]);
    expect(world.phone.applied).toMatchObject([
      { action: 'down' },
      { action: 'move' },
      { action: 'up' },
    ]);
  });

  it('tells a key that is held from one that is pressed', async () => {
    const { watch, world } = await open();
    watch();
    const { viewer } = peerOf(world.phone);
    const key = (action: number) =>
      viewer.channelReceived(bytes(0, 0, 0, 15, 207, 0, 0, 0, 0, 0, action, 0, 67, 0, 1));
    for (const action of [0, 0, 1]) key(action);
    const common = { type: 'key', keyCode: 67, metaState: 1 };
    expect(world.phone.applied).toEqual([
      { ...common, action: 'down', repeat: false },
      { ...common, action: 'down', repeat: true },
      { ...common, action: 'up', repeat: false },
    ]);
  });

  it('has no word for screen, text fields and clipboard, and says odd things where a switch wants it', async () => {
    const { watch, world } = await open();
    watch();
    const peer = peerOf(world.phone);
    peer.viewer.phoneEvent({ type: 'display', width: 1, height: 2 });
    peer.viewer.phoneEvent({ type: 'clipboard', text: 'x' });
    peer.viewer.phoneEvent(world.phone.inputState());
    expect(peer.sent).toEqual([]);
    world.faults.strangeEvents = true;
    peer.viewer.phoneEvent({ type: 'app-message', text: 'hi' });
    expect(peer.sent).toHaveLength(3);
    expect(peer.sent.at(-1)).toEqual(
      bytes(0, 0, 0, 39, 211, ...new TextEncoder().encode('{"type":"app_message","data":"hi"}')),
    );
  });

  it('never throws, whatever comes', async () => {
    const { watch, world } = await open();
    watch();
    const { viewer } = peerOf(world.phone);
    const typed = fc
      .tuple(fc.constantFrom(205, 207, 211), fc.uint8Array({ maxLength: 60 }))
      .map(([type, rest]) => bytes(0, 0, 0, rest.length + 5, type, ...rest));
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array(), typed, fc.string()), (data) => {
        viewer.channelReceived(data);
      }),
    );
  });
});
