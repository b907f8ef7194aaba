import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Role } from '../../../../../src/core/ticket.js';
import { koophoneRelayRules } from '../../../../../src/vendors/koophone/broker/relay-rules.js';
import { encodeAssumed } from '../../../../../src/vendors/koophone/wire/assumed-json.js';
import { encodeClientEvent } from '../../../../../src/vendors/koophone/wire/signal-codec.js';

const dialect = {
  protocol: 'koophone-socketio',
  deviceId: 'device-1',
  sessionId: 'session-1',
  streamingId: 'stream-1',
  keepingSeconds: 60,
} as const;
const init = {
  profile: 2,
  volume: 100,
  videoCodec: 'H264',
  keepingSeconds: 60,
  userId: 'user-1',
  sessionId: 'session-1',
  streamingId: 'stream-1',
} as const;

const sdp = (...lines: string[]) => ['v=0', 's=-', 't=0 0', ...lines, ''].join('\r\n');
const watching = sdp('m=video 9 UDP/TLS/RTP/SAVPF 96', 'a=mid:0', 'a=recvonly');
const sending = watching.replace('a=recvonly', 'a=sendrecv');

/** Rules for a connection on which the server has named the stream `phone-1`, if it has. */
function rulesFor(role: Role = 'control', started = true) {
  const rules = koophoneRelayRules({ userId: 'user-1', role, dialect });
  if (started) rules.fromVendor?.('42["start",{"streamId":"phone-1","vcodec":"H264"}]');
  return rules;
}
const judge = (data: string | Uint8Array, role: Role = 'control') =>
  rulesFor(role).fromBrowser(data);

const event = (name: string, payload: unknown) => `42${JSON.stringify([name, payload])}`;
const toPhone = (type: string, payload: unknown, to: unknown = 'phone-1') =>
  event('message', { to, type, payload });
const candidate = { label: 0, id: '0', candidate: 'candidate:1 1 udp 1 192.0.2.1 9 typ host' };
const initFrame = (changes: object = {}) =>
  encodeClientEvent({
    type: 'message',
    to: 'phone-1',
    message: { type: 'init', init: { ...init, ...changes } },
  });

describe('the frames that our client sends', () => {
  it.each([
    ['a ping', '2'],
    ['a pong', '3'],
    ['a goodbye', '41'],
    ['a start', event('start', { room: 'device-1', times: 0 })],
    ['a start once more', event('start', { room: 'device-1', times: 2 })],
    ['an init', initFrame()],
    ['a muted init of another codec', initFrame({ volume: 0, videoCodec: 'H265', profile: -1 })],
    ['an answer', toPhone('answer', { type: 'answer', sdp: watching })],
    ['an offer', toPhone('offer', { type: 'offer', sdp: watching })],
    ['a candidate', toPhone('candidate', candidate)],
  ])('pass, whatever the role: %s', (_name, frame) => {
    expect(judge(frame)).toBe('pass');
    expect(judge(frame, 'watch')).toBe('pass');
  });

  it.each(['answer', 'offer'])('pass with media only for control: %s', (type) => {
    const frame = toPhone(type, { type, sdp: sending });
    expect(judge(frame)).toBe('pass');
    expect(judge(frame, 'watch')).toBe('refuse');
  });
});

describe('whom a browser speaks to', () => {
  it('is nobody before the server has named a stream', () => {
    const rules = rulesFor('control', false);
    expect(rules.fromBrowser(event('start', { room: 'device-1', times: 0 }))).toBe('pass');
    expect(rules.fromBrowser(toPhone('candidate', candidate))).toBe('refuse');
  });

  it('is the stream that the server named last', () => {
    const rules = rulesFor();
    rules.fromVendor?.('42["start",{"streamId":"phone-2"}]');
    expect(rules.fromBrowser(toPhone('candidate', candidate, 'phone-1'))).toBe('refuse');
    expect(rules.fromBrowser(toPhone('candidate', candidate, 'phone-2'))).toBe('pass');
  });

  it.each([
    '42["start",{"code":7,"message":"no"}]',
    '42["message",{"streamId":"phone-2"}]',
    '42["start"',
    '0{"sid":"x"}',
    new Uint8Array([52, 50]),
  ])('is not changed by %s', (frame) => {
    const rules = rulesFor();
    rules.fromVendor?.(frame);
    expect(rules.fromBrowser(toPhone('candidate', candidate))).toBe('pass');
  });
});

describe('everything else', () => {
  it.each([
    ['another room', event('start', { room: 'device-2', times: 0 })],
    ['a room by a list', event('start', { room: ['device-1'], times: 0 })],
    ['a start without end', event('start', { room: 'device-1', times: 11 })],
    ['a start of half a time', event('start', { room: 'device-1', times: 0.5 })],
    ['a start with more in it', event('start', { room: 'device-1', times: 0, role: 'admin' })],
    ['another event', event('kick', { room: 'device-1' })],
    ['a close', event('close', { reason: '0' })],
    ['another stream', toPhone('candidate', candidate, 'phone-2')],
    ['all streams', toPhone('candidate', candidate, ['phone-1'])],
    ['a kind that is not known', toPhone('shutdown', {})],
    [
      'somebody else’s name',
      event('message', { to: 'phone-1', from: 'x', type: 'candidate', payload: candidate }),
    ],
    ['no sdp', toPhone('answer', { type: 'answer' })],
    ['an answer that is an offer', toPhone('answer', { type: 'offer', sdp: watching })],
    ['a field besides', toPhone('answer', { type: 'answer', sdp: watching, sudo: true })],
    [
      'a candidate as long as a book',
      toPhone('candidate', { ...candidate, candidate: 'x'.repeat(2049) }),
    ],
    [
      'a candidate with a line of its own',
      toPhone('candidate', { ...candidate, candidate: 'c\r\na=sendrecv' }),
    ],
    ['a line with two names', toPhone('candidate', { ...candidate, id: '0\na=sendrecv' })],
    ['a line below none', toPhone('candidate', { ...candidate, label: -1 })],
    ['a line beyond all', toPhone('candidate', { ...candidate, label: 256 })],
    ['a line by a text', toPhone('candidate', { ...candidate, label: '0' })],
    ['an init of another user', initFrame({ userId: 'user-2' })],
    ['an init of another session', initFrame({ sessionId: 'session-2' })],
    ['an init of another stream', initFrame({ streamingId: 'stream-2' })],
    ['an init that keeps the phone', initFrame({ keepingSeconds: 3600 })],
    ['an init that shouts', initFrame({ volume: 101 })],
    ['an init with a codec of words', initFrame({ videoCodec: 'H264","role":"x' })],
    [
      'an init with a field besides',
      event('message', {
        to: 'phone-1',
        type: 'init',
        data: btoa(JSON.stringify({ uuid: 'user-1', role: 'master' })),
      }),
    ],
    ['a wish to be told', `427${JSON.stringify(['start', { room: 'device-1', times: 0 }])}`],
    ['an open', '0{"sid":"x"}'],
    ['an upgrade', '5'],
    ['a ping with more in it', '2probe'],
    ['another namespace', `42/admin,${JSON.stringify(['start', {}])}`],
    ['a blank before it', ` ${event('start', { room: 'device-1', times: 0 })}`],
    ['a blank in it', '42["start", {"room":"device-1","times":0}]'],
    ['a field twice', '42["start",{"room":"device-2","room":"device-1","times":0}]'],
    ['no JSON', '42["start"'],
    ['nothing', ''],
    ['bytes', new Uint8Array([50])],
  ])('is refused: %s', (_name, frame) => {
    expect(judge(frame)).toBe('refuse');
  });

  it('is refused without throwing', () => {
    const rules = rulesFor();
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.uint8Array(),
          fc.jsonValue().map((value) => `42${JSON.stringify(['message', value])}`),
          fc.jsonValue().map((value) => toPhone('candidate', value)),
        ),
        (frame) => {
          const verdict = rules.fromBrowser(frame);
          if (typeof frame !== 'string' || !['2', '3', '41'].includes(frame)) {
            expect(verdict).toBe('refuse');
          }
          rules.fromVendor?.(frame);
        },
      ),
    );
  });

  it('is refused for a ticket that names no room', () => {
    const rules = koophoneRelayRules({ userId: 'user-1', role: 'control' });
    expect(rules.fromBrowser('2')).toBe('refuse');
  });
});

describe('the language that Telepad has invented', () => {
  const assumed = (frame: string | Uint8Array, role: Role = 'control') =>
    koophoneRelayRules({
      userId: 'user-1',
      role,
      dialect: { ...dialect, protocol: 'assumed-json-v0' },
    }).fromBrowser(frame);
  const hello = (changes: object = {}) =>
    encodeAssumed({ type: 'hello', deviceId: 'device-1', wantsAudio: true, ...changes });
  const said = encodeAssumed({
    type: 'candidate',
    candidate: { sdpMLineIndex: 0, candidate: 'candidate:1', sdpMid: '0' },
  });

  it.each([
    ['a hello', hello()],
    ['a hello with all that it may have', hello({ streamingId: 'stream-1', userId: 'user-1' })],
    ['an answer', encodeAssumed({ type: 'answer', sdp: watching })],
    ['a candidate, whoever made it', said],
    ['the last candidate', encodeAssumed({ type: 'candidate', candidate: null })],
    ['a ping', encodeAssumed({ type: 'ping', timestampMs: 7 })],
    ['a bye', encodeAssumed({ type: 'bye', code: 0 })],
  ])('may say %s', (_name, frame) => {
    expect(assumed(frame, 'watch')).toBe('pass');
  });

  it.each([
    ['a hello to another device', hello({ deviceId: 'device-2' })],
    ['a hello with a token', hello({ deviceToken: 'token' })],
    ['a hello of another stream', hello({ streamingId: 'stream-2' })],
    ['a hello of another user', hello({ userId: 'user-2' })],
    ['sound and pictures of one who watches', encodeAssumed({ type: 'answer', sdp: sending })],
    ['a candidate with a line of its own', said.replace('candidate:1', String.raw`c\r\na=x`)],
    [
      'a welcome',
      encodeAssumed({ type: 'welcome', sessionId: 'x', offerer: 'client', heartbeatSeconds: 0 }),
    ],
    ['a type that is not known', '{"t":"sudo"}'],
    ['a field besides', '{"t":"ping","ts":7,"x":1}'],
    ['no JSON', '{'],
    ['bytes', new Uint8Array([1])],
  ])('may not say %s', (_name, frame) => {
    expect(assumed(frame, 'watch')).toBe('refuse');
  });
});
