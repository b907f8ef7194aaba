import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FakePeer } from '../../../fake-world.js';
import { openCloud } from './open-cloud.js';

type Json = Readonly<Record<string, unknown>>;

async function open() {
  const stage = openCloud();
  const data = await stage.auth();
  const join = (token: string | null = data.device_token) => {
    const socket = stage.join(`/assumed-json-v0/${token === null ? '' : `?device_token=${token}`}`);
    const say = (frame: Json) => socket.receive(JSON.stringify(frame));
    const heard = () => socket.sent.map((text) => JSON.parse(text) as Json);
    const hello = (fields: Json = {}) =>
      say({
        ...{ t: 'hello', v: 0, device_id: data.resource.device_id, user_id: 'user-1' },
        ...{ codecs: ['H264'], audio: true, ...fields },
      });
    return { socket, say, heard, hello };
  };
  const peer = () => stage.world.phone.peers.at(-1) as FakePeer;
  return { ...stage, data, join, peer };
}

describe('assumed-json-v0, which is no language of Huawei’s', () => {
  it('welcomes, offers, and takes answers, candidates and control', async () => {
    const { join, peer, world } = await open();
    const { hello, say, heard } = join();
    hello();
    expect(heard()).toEqual([
      { t: 'welcome', session_id: expect.any(String), offerer: 'server', heartbeat_s: 25 },
    ]);
    peer().viewer.description({ type: 'offer', sdp: 'o' });
    peer().viewer.candidate({ candidate: 'c', sdpMLineIndex: 0, sdpMid: 'm' });
    expect(heard().slice(1)).toEqual([
      { t: 'offer', sdp: 'o' },
      { t: 'candidate', candidate: 'c', sdpMid: 'm', sdpMLineIndex: 0 },
    ]);
    say({ t: 'answer', sdp: 'a' });
    say({ t: 'candidate', candidate: null });
    say({ t: 'ping', ts: 7 });
    expect(heard().at(-1)).toEqual({ t: 'pong', ts: 7 });
    expect(peer().descriptions).toEqual([{ type: 'answer', sdp: 'a' }]);
    const control = (frame: Json) => peer().viewer.channelReceived(JSON.stringify(frame));
    control({ t: 'touch', a: 0, p: [{ i: 0, x: 0.5, y: 0.5 }] });
    control({ t: 'key', a: 0, code: 4, mod: 0 });
    control({ t: 'text', s: 'hi' });
    control({ t: 'clipboard', s: 'there' });
    control({ t: 'quality', level: 0 });
    expect(world.phone.applied).toMatchObject([
      { type: 'touch', action: 'down', pointers: [{ x: 360, y: 640 }] },
      { type: 'key', action: 'down', keyCode: 4 },
      { type: 'text', text: 'hi' },
      { type: 'clipboard', text: 'there' },
    ]);
    expect(peer().qualities).toMatchObject([{ width: 540, height: 960 }]);
    expect(peer().media).toEqual(['both true']);
    expect(world.phone.violations).toEqual([]);
    say({ t: 'bye', code: 0, reason: '' });
    expect(peer().isClosed).toBe(true);
  });

  it('tells the clipboard, and how the phone was turned', async () => {
    const { join, peer, world } = await open();
    join().hello();
    peer().viewer.phoneEvent({ type: 'clipboard', text: 'x' });
    world.phone.size = { width: 1280, height: 720 };
    peer().viewer.phoneEvent(world.phone.display());
    peer().viewer.phoneEvent(world.phone.display());
    expect(peer().sent).toEqual(['{"t":"clipboard","s":"x"}', '{"t":"rotation","deg":90}']);
  });

  it('denies strangers, and phones that are not there', async () => {
    const { join, world, data } = await open();
    const denied = (say: (viewer: ReturnType<typeof join>) => void, token?: string | null) => {
      const viewer = join(token);
      say(viewer);
      expect(viewer.socket.ending).toBe('closed 1000');
      return viewer.heard().at(-1)?.code;
    };
    expect(denied(({ hello }) => hello(), 'x')).toBe('token_invalid');
    expect(denied(({ hello }) => hello(), null)).toBe('token_invalid');
    expect(denied(({ say }) => say({ t: 'ping', ts: 1 }))).toBe('other');
    expect(denied(({ socket }) => socket.receive('x'))).toBe('other');
    world.phone.isOnline = false;
    expect(denied(({ hello }) => hello({ device_token: data.device_token }), null)).toBe('busy');
  });

  it('denies a token that nobody used in time', async () => {
    const { join, world } = await open();
    world.advance(15_000);
    const { hello, heard } = join();
    hello();
    expect(heard()).toEqual([{ t: 'denied', code: 'token_expired', message: '' }]);
  });

  it('says goodbye when the session is opened again, or ended', async () => {
    const { join, auth, cloud } = await open();
    const earlier = join();
    earlier.hello();
    const later = join((await auth()).device_token);
    later.hello();
    expect(earlier.heard().at(-1)).toEqual({ t: 'bye', code: 1402, reason: '' });
    cloud.closePhone('kp000001');
    expect(later.heard().at(-1)).toEqual({ t: 'bye', code: 1404, reason: '' });
  });

  it('notes mistakes, and never throws', async () => {
    const { join, peer, world } = await open();
    const { socket, hello, say } = join();
    hello();
    hello();
    say({ t: 'dance' });
    socket.receive('{');
    peer().viewer.channelReceived('{');
    peer().viewer.channelReceived('{"t":"dance"}');
    peer().viewer.channelReceived(new Uint8Array());
    expect(
      world.phone.violations.map((text) => text.replace('koophone assumed-json-v0: ', '')),
    ).toEqual([
      'hello comes twice',
      'a signalling frame has an unknown type',
      'a signalling frame is broken',
      'a control frame is broken',
      'a control frame has an unknown type',
      'a control frame is bytes, not text',
    ]);
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        socket.receive(text);
        peer().viewer.channelReceived(text);
      }),
    );
  });
});
