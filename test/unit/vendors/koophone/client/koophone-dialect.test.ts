import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ControlMessage } from '../../../../../src/core/control.js';
import type { TelepadError } from '../../../../../src/core/errors.js';
import type { DialectOutput, LinkPreferences } from '../../../../../src/core/ports/client.js';
import { KoophoneDialect } from '../../../../../src/vendors/koophone/client/koophone-dialect.js';
import { readDialectSettings } from '../../../../../src/vendors/koophone/wire/dialect-settings.js';
import {
  decodeInputFrame,
  type InputFrame,
} from '../../../../../src/vendors/koophone/wire/input-frames.js';
import { readClientEvent } from '../../../../../src/vendors/koophone/wire/signal-codec.js';
import { decodeSocketFrame } from '../../../../../src/vendors/koophone/wire/socket-frames.js';
import { inputFrames } from '../../../../vectors/koophone-input.js';
import { clientEvents } from '../../../../vectors/koophone-signals.js';

const both: LinkPreferences = { media: 'both', keyboardMode: 'phone' };

function create(preferences = both) {
  const settings = readDialectSettings({
    deviceId: 'd0d0',
    sessionId: 's-1',
    streamingId: 'st-9',
  });
  if (!settings) throw new Error('the settings are whole');
  const clock = { nowMs: 1500 };
  const now = () => clock.nowMs;
  const dialect = new KoophoneDialect({ settings, userId: 'mia', preferences, now });
  return { dialect, clock };
}

const opening = '0{"sid":"q7","upgrades":[],"pingInterval":25000,"pingTimeout":60000}';
const admitted = '42["authorize",{"authorized":true,"code":0}]';
const started = '42["start",{"streamId":"stream-1"}]';
const offer = '42["message",{"from":"stream-1","type":"offer","payload":{"sdp":"v=0"}}]';
const candidateNumber = (port: number) =>
  `42["message",{"from":"stream-1","type":"candidate","payload":{"label":0,"id":"0","candidate":"candidate:${port}"}}]`;
const phoneCandidate = (port: number): DialectOutput => ({
  type: 'candidate',
  candidate: { candidate: `candidate:${port}`, sdpMLineIndex: 0, sdpMid: '0' },
});

/** Up to our first answer. */
function negotiate(made = create()) {
  const { dialect } = made;
  for (const text of [opening, '40', admitted, started, offer]) dialect.signalReceived(text);
  dialect.localDescription({ type: 'answer', sdp: 'v=1' });
  return made;
}

/** What a client's text frames say. */
const saidBy = (outputs: readonly DialectOutput[]) =>
  outputs.flatMap((output) => {
    if (output.type !== 'signal') return [];
    const frame = decodeSocketFrame(String(output.data));
    if (frame?.type !== 'event') throw new Error('no event');
    return [readClientEvent(frame.name, frame.payload)];
  });

const errorOf = (outputs: readonly DialectOutput[]): TelepadError => {
  const [output] = outputs;
  if (output?.type !== 'failed' || outputs.length > 1) throw new Error('it did not fail');
  return output.error;
};

const vector = (name: string) => clientEvents.find((one) => one.name === name)?.text;

describe("KooPhone's signalling, as the browser speaks it", () => {
  it('goes from the opening to an answer in literal frames', () => {
    const { dialect } = create();
    expect(dialect.signalOpened()).toEqual([]);
    expect(dialect.signalReceived(opening)).toEqual([]);
    expect(dialect.signalReceived('40')).toEqual([]);
    expect(dialect.signalReceived(admitted)).toEqual([
      { type: 'signal', data: '42["start",{"room":"d0d0","times":0}]' },
    ]);
    expect(dialect.signalReceived(started)).toEqual([
      { type: 'joined' },
      { type: 'signal', data: vector('the init') },
    ]);
    expect(dialect.signalReceived('42["message",{"from":"stream-1","type":"init"}]')).toEqual([]);
    expect(dialect.signalReceived(offer)).toEqual([
      { type: 'description', description: { type: 'offer', sdp: 'v=0' } },
    ]);
    const sdp = 'v=0\r\no=- 42 2 IN IP4 127.0.0.1\r\n';
    expect(dialect.localDescription({ type: 'answer', sdp })).toEqual([
      { type: 'signal', data: vector('an answer') },
    ]);
    const candidate = {
      candidate: 'candidate:3 1 tcp 7 198.51.100.4 443 typ relay',
      sdpMLineIndex: 1,
      sdpMid: 'video',
    };
    expect(dialect.localCandidate(candidate)).toEqual([
      { type: 'signal', data: vector('a candidate') },
    ]);
  });

  it('has the heartbeat of Engine.IO 3, and answers one from the other side', () => {
    const { dialect } = create();
    expect(dialect.heartbeat.data).toBe('2');
    expect(dialect.heartbeat.intervalMs).toBeLessThan(25_000);
    expect(dialect.signalReceived('2')).toEqual([{ type: 'signal', data: '3' }]);
    expect(dialect.signalReceived('3')).toEqual([]);
  });

  it('holds candidates until our answer to the offer that they belong to', () => {
    const { dialect } = create();
    for (const text of [opening, admitted, started]) dialect.signalReceived(text);
    expect(dialect.signalReceived(candidateNumber(1))).toEqual([]);
    dialect.signalReceived(offer);
    expect(dialect.signalReceived(candidateNumber(2))).toEqual([]);
    expect(dialect.localDescription({ type: 'answer', sdp: 'v=1' }).slice(1)).toEqual([
      phoneCandidate(1),
      phoneCandidate(2),
    ]);
    expect(dialect.signalReceived(candidateNumber(3))).toEqual([phoneCandidate(3)]);
  });

  it('skips the marks of the last candidate', () => {
    const { dialect } = negotiate();
    const none = { candidate: '', sdpMLineIndex: 0, sdpMid: '0' };
    expect(dialect.localCandidate(none)).toEqual([]);
    expect(
      dialect.signalReceived(
        '42["message",{"from":"f","type":"candidate","payload":{"candidate":""}}]',
      ),
    ).toEqual([]);
  });

  it('offers for the camera, and takes the answer', () => {
    const { dialect } = negotiate();
    const sdp = 'v=0\r\no=- 42 2 IN IP4 127.0.0.1\r\n';
    expect(dialect.localDescription({ type: 'offer', sdp })).toEqual([
      { type: 'signal', data: vector('an offer for the camera') },
    ]);
    expect(
      dialect.signalReceived(
        '42["message",{"from":"stream-1","type":"answer","payload":{"sdp":"v=2"}}]',
      ),
    ).toEqual([{ type: 'description', description: { type: 'answer', sdp: 'v=2' } }]);
  });

  it.each([
    [undefined, 'H264'],
    ['H264', 'H264'],
    ['VP8', 'VP8'],
    ['H265', 'H264'],
    ['hevc', 'H264'],
  ])('asks for a codec that every browser has: the phone says %s', (proposed, asked) => {
    const { dialect } = create({ ...both, media: 'video' });
    dialect.signalReceived(opening);
    dialect.signalReceived(admitted);
    const start = proposed === undefined ? {} : { vcodec: proposed };
    const [init] = saidBy(
      dialect.signalReceived(`42${JSON.stringify(['start', { streamId: 's', ...start }])}`),
    );
    expect(init).toMatchObject({ message: { init: { videoCodec: asked, volume: 0 } } });
  });

  it.each([
    '42["authorize",{"authorized":false,"code":-1}]',
    '42["authorize",{"authorized":false,"code":-2}]',
    '42["authorize",{"authorized":true,"code":-2}]',
    '42["start",{"code":1004,"message":"token=abc","times":0}]',
  ])('asks for a fresh ticket: %s', (text) => {
    const { dialect } = create();
    dialect.signalReceived(opening);
    const error = errorOf(dialect.signalReceived(text));
    expect([error.code, error.retryable]).toEqual(['ticket_expired', true]);
    expect(error.message).not.toContain('abc');
  });

  it('lets a connection stand whose token is not taken a second time', () => {
    const { dialect } = negotiate();
    dialect.signalOpened();
    expect(dialect.signalReceived('42["authorize",{"authorized":false,"code":-2}]')).toEqual([]);
  });

  it('joins anew after a loss of the socket, without another init, and says what waited', () => {
    const { dialect } = negotiate();
    dialect.localDescription({ type: 'offer', sdp: 'lost' });
    dialect.signalOpened();
    expect(
      dialect.localCandidate({ candidate: 'candidate:9', sdpMLineIndex: 0, sdpMid: '0' }),
    ).toEqual([]);
    dialect.signalReceived(opening);
    dialect.signalReceived(admitted);
    const outputs = dialect.signalReceived('42["start",{"streamId":"stream-2"}]');
    expect(outputs[0]).toEqual({ type: 'joined' });
    expect(saidBy(outputs)).toMatchObject([
      { to: 'stream-2', message: { type: 'candidate' } },
      { to: 'stream-2', message: { type: 'offer', sdp: 'lost' } },
    ]);
  });

  it.each([
    ['"1404 kicked by 10.0.0.7"', 'connection_lost', true, 'code 1404'],
    ['"1010"', 'connection_lost', true, 'code 1010'],
    ['"1101"', 'webrtc_unsupported', false, 'code 1101'],
    ['"1200"', 'phone_offline', true, 'code 1200'],
    ['"1302"', 'negotiation_failed', true, 'code 1302'],
    ['"77"', 'connection_lost', true, 'code 77'],
    ['"bye"', 'connection_lost', true, 'without a code'],
  ])('ends with the reason %s', (reason, code, retryable, detail) => {
    const text = `42["close",{"reason":${reason}}]`;
    const before = create().dialect.signalReceived(text);
    const after = negotiate().dialect.signalReceived(text);
    for (const outputs of [before, after]) {
      const error = errorOf(outputs);
      expect([error.code, error.retryable]).toEqual([code, retryable]);
      expect(error.message).toContain(detail);
      expect(error.message).not.toMatch(/kicked|10\.0\.0\.7|bye/);
    }
    // Twice in a row means that another page has the phone now.
    expect([before[0], after[0]]).toMatchObject([{ isHangUp: false }, { isHangUp: true }]);
  });

  it('passes over what it does not know, and counts what is broken', () => {
    const { dialect } = create();
    for (const text of ['42["providerUpdate",{}]', '43[]', '6', '41', '1', '44"no"'])
      expect(dialect.signalReceived(text)).toEqual([]);
    for (const data of ['hello', '42["start",{}]', new Uint8Array([1])])
      expect(dialect.signalReceived(data)).toMatchObject([{ type: 'unreadable' }]);
  });

  it('never throws, whatever comes', () => {
    const known = fc.constantFrom(
      opening,
      admitted,
      started,
      offer,
      candidateNumber(1),
      '2',
      '42["close",{"reason":"1400"}]',
      '42["authorize",{"authorized":false,"code":-1}]',
    );
    const cut = fc.tuple(known, fc.nat(60)).map(([text, length]) => text.slice(0, length));
    fc.assert(
      fc.property(fc.array(fc.oneof(known, cut, fc.string({ maxLength: 20 }))), (texts) => {
        const { dialect } = create();
        for (const text of texts) {
          for (const output of dialect.signalReceived(text))
            if (output.type === 'description' && output.description.type === 'offer')
              dialect.localDescription({ type: 'answer', sdp: 'v=1' });
        }
      }),
      { numRuns: 1000 },
    );
  });
});

describe("KooPhone's data channel, as the browser speaks it", () => {
  const framesOf = (message: ControlMessage, made = create()) =>
    made.dialect.encode(message).map((data) => {
      const frame = decodeInputFrame(data as Uint8Array);
      if (typeof frame !== 'object') throw new Error('a frame of ours is broken');
      return frame;
    });

  it('is the phone’s own channel where there is one, and says nothing at first', () => {
    const { dialect } = create();
    expect(dialect.channel).toEqual({ label: 'input', ordered: true, prefersRemote: true });
    expect(dialect.channelOpened()).toEqual([]);
  });

  it('touches in golden bytes', () => {
    const { dialect } = create();
    const touch: ControlMessage = {
      type: 'touch',
      action: 'down',
      actionIndex: 0,
      pointers: [{ id: 0, x: 360, y: 320, pressure: 1 }],
      width: 720,
      height: 1280,
    };
    expect(dialect.encode(touch)).toEqual([inputFrames[0]?.bytes]);
  });

  it('presses keys in golden bytes, with the low half of Android’s meta state', () => {
    const made = create();
    const key = { type: 'key', action: 'down', keyCode: 3, metaState: 0, repeat: false } as const;
    expect(made.dialect.encode(key)).toEqual([inputFrames[3]?.bytes]);
    made.clock.nowMs = 301_516;
    expect(made.dialect.encode({ ...key, action: 'up', keyCode: 29, metaState: 0x10001 })).toEqual([
      inputFrames[4]?.bytes,
    ]);
  });

  it('types what a US keyboard has, key by key', () => {
    const keys = framesOf({ type: 'text', text: 'a?\n' }).map((frame) => {
      const { action, keyCode, modifiers } = frame as Extract<InputFrame, { type: 'key' }>;
      return [action, keyCode, modifiers];
    });
    expect(keys).toEqual([
      ['down', 29, 0],
      ['up', 29, 0],
      ['down', 76, 1],
      ['up', 76, 1],
      ['down', 66, 0],
      ['up', 66, 0],
    ]);
  });

  it.each([
    { type: 'text', text: 'almost all of thís' },
    { type: 'clipboard', text: 'a' },
    { type: 'scroll', x: 1, y: 1, width: 2, height: 2, notchesY: 1 },
    { type: 'media', kind: 'audio', isOpen: true },
    { type: 'keyboard-mode', mode: 'local' },
    { type: 'key-frame' },
  ] as const)('has no words for $type, and sends nothing of it', (message) => {
    const { dialect } = create();
    let code = '';
    try {
      dialect.encode(message);
    } catch (error) {
      code = (error as TelepadError).code;
    }
    expect(code).toBe('not_supported');
  });

  it('is silent about hovering, and about what a session asks by itself', () => {
    const hover = { type: 'hover', action: 'move', x: 1, y: 1, width: 2, height: 2 } as const;
    expect(framesOf(hover)).toEqual([]);
    for (const about of ['display', 'input-state', 'camera-state'] as const)
      expect(framesOf({ type: 'query', about })).toEqual([]);
  });

  it('hears apps and the camera, in frames and in bare text', () => {
    const { dialect } = create();
    const bytes = inputFrames[5]?.bytes as Uint8Array;
    expect(dialect.channelReceived(bytes)).toEqual([
      { type: 'phone-event', event: { type: 'app-message', text: 'hé' } },
    ]);
    expect(dialect.channelReceived('{"type":"app_message","data":"x"}')).toEqual([
      { type: 'phone-event', event: { type: 'app-message', text: 'x' } },
    ]);
    const camera = '{"type":"camera_state","camera_id":0}';
    expect(dialect.channelReceived(camera)).toEqual([{ type: 'feature-frame', data: camera }]);
    for (const data of ['{"type":"other"}', inputFrames[3]?.bytes as Uint8Array])
      expect(dialect.channelReceived(data)).toEqual([]);
    for (const data of ['{', '[]', new Uint8Array([0, 1, 2])])
      expect(dialect.channelReceived(data)).toMatchObject([{ type: 'unreadable' }]);
  });
});
