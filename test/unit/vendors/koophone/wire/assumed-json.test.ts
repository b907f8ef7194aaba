import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type AssumedClientMessage,
  type AssumedControl,
  type AssumedNotice,
  type AssumedServerMessage,
  decodeAssumedClient,
  decodeAssumedControl,
  decodeAssumedNotice,
  decodeAssumedServer,
  encodeAssumed,
  encodeAssumedControl,
  encodeAssumedNotice,
} from '../../../../../src/vendors/koophone/wire/assumed-json.js';

/** The profile is our own; these are its frames by the fact sheet's chapter 7. */

const shared: readonly (readonly [AssumedClientMessage & AssumedServerMessage, string])[] = [
  [{ type: 'offer', sdp: 'v=0' }, '{"t":"offer","sdp":"v=0"}'],
  [{ type: 'answer', sdp: 'v=0' }, '{"t":"answer","sdp":"v=0"}'],
  [
    { type: 'candidate', candidate: { candidate: 'c', sdpMid: '0', sdpMLineIndex: 0 } },
    '{"t":"candidate","candidate":"c","sdpMid":"0","sdpMLineIndex":0}',
  ],
  [{ type: 'candidate', candidate: null }, '{"t":"candidate","candidate":null}'],
  [{ type: 'ping', timestampMs: 7 }, '{"t":"ping","ts":7}'],
  [{ type: 'pong', timestampMs: 7 }, '{"t":"pong","ts":7}'],
  [{ type: 'bye', code: 3 }, '{"t":"bye","code":3,"reason":""}'],
];

const client: readonly (readonly [AssumedClientMessage, string])[] = [
  ...shared,
  [
    {
      type: 'hello',
      deviceId: 'd',
      deviceToken: 't',
      streamingId: 's',
      userId: 'mia',
      wantsAudio: true,
    },
    '{"t":"hello","v":0,"device_id":"d","device_token":"t","streaming_id":"s","user_id":"mia","codecs":["H264"],"audio":true}',
  ],
  [
    { type: 'hello', deviceId: 'd', wantsAudio: false },
    '{"t":"hello","v":0,"device_id":"d","codecs":["H264"],"audio":false}',
  ],
];

const server: readonly (readonly [AssumedServerMessage, string])[] = [
  ...shared,
  [
    { type: 'welcome', sessionId: 's', offerer: 'server', heartbeatSeconds: 10 },
    '{"t":"welcome","session_id":"s","offerer":"server","heartbeat_s":10}',
  ],
  [{ type: 'denied', code: 'token_expired' }, '{"t":"denied","code":"token_expired","message":""}'],
];

const control: readonly (readonly [AssumedControl, string])[] = [
  [
    { type: 'touch', action: 'move', pointers: [{ id: 1, x: 0.5, y: 1 }] },
    '{"t":"touch","a":2,"p":[{"i":1,"x":0.5,"y":1}]}',
  ],
  [{ type: 'key', action: 'up', keyCode: 4, modifiers: 0 }, '{"t":"key","a":1,"code":4,"mod":0}'],
  [{ type: 'text', text: 'hé' }, '{"t":"text","s":"hé"}'],
  [{ type: 'clipboard', text: '' }, '{"t":"clipboard","s":""}'],
  [{ type: 'quality', level: 2 }, '{"t":"quality","level":2}'],
];

const notices: readonly (readonly [AssumedNotice, string])[] = [
  [{ type: 'clipboard', text: 'x' }, '{"t":"clipboard","s":"x"}'],
  [{ type: 'notice', kind: 'idle', seconds: 60 }, '{"t":"notice","kind":"idle","seconds":60}'],
  [{ type: 'rotation', degrees: 90 }, '{"t":"rotation","deg":90}'],
];

describe('a frame of our assumed profile', () => {
  it.each([...client])('%j from a client, both ways', (message, text) => {
    expect(encodeAssumed(message)).toBe(text);
    expect(decodeAssumedClient(text)).toEqual(message);
  });

  it.each([...server])('%j from a server, both ways', (message, text) => {
    expect(encodeAssumed(message)).toBe(text);
    expect(decodeAssumedServer(text)).toEqual(message);
  });

  it.each([...control])('%j on the data channel, both ways', (message, text) => {
    expect(encodeAssumedControl(message)).toBe(text);
    expect(decodeAssumedControl(text)).toEqual(message);
  });

  it.each([...notices])('%j from the phone, both ways', (message, text) => {
    expect(encodeAssumedNotice(message)).toBe(text);
    expect(decodeAssumedNotice(text)).toEqual(message);
  });

  it('is passed over where its type is not known', () => {
    const text = '{"t":"weather"}';
    for (const decode of [
      decodeAssumedClient,
      decodeAssumedServer,
      decodeAssumedControl,
      decodeAssumedNotice,
    ])
      expect(decode(text)).toBe('other');
    expect(decodeAssumedServer('{"t":"denied","code":"tired"}')).toEqual({
      type: 'denied',
      code: 'other',
    });
  });

  it.each([
    '',
    '[]',
    '{}',
    '{"t":"hello","v":1,"device_id":"d"}',
    '{"t":"hello","v":0}',
    '{"t":"offer"}',
    '{"t":"candidate"}',
  ])('is broken: %j from a client', (text) => {
    expect(decodeAssumedClient(text)).toBeUndefined();
  });

  it.each(['{"t":"welcome"}', '{"t":"answer","sdp":""}', 'x'])(
    'is broken: %j from a server',
    (text) => {
      expect(decodeAssumedServer(text)).toBeUndefined();
    },
  );

  it.each([
    '{"t":"touch","a":0,"p":[]}',
    '{"t":"touch","a":3,"p":[{"i":0,"x":0,"y":0}]}',
    '{"t":"touch","a":0,"p":[{"i":0,"x":2,"y":0}]}',
    '{"t":"touch","a":0,"p":[{"i":0,"x":0,"y":0},7]}',
    '{"t":"key","a":0}',
    '{"t":"text"}',
    '{"t":"quality"}',
  ])('is broken: %j on the data channel', (text) => {
    expect(decodeAssumedControl(text)).toBeUndefined();
  });

  it('never throws in its readers', () => {
    const fields = fc
      .tuple(
        fc.constantFrom(
          'hello welcome denied offer candidate ping bye touch key text quality notice rotation'.split(
            ' ',
          ),
        ),
        fc.dictionary(
          fc.constantFrom('v', 'sdp', 'candidate', 'a', 'p', 'code', 's', 'kind', 'deg', 'ts'),
          fc.jsonValue({ maxDepth: 2 }),
        ),
      )
      .map(([types, rest]) => types.map((t) => JSON.stringify({ ...rest, t })));
    fc.assert(
      fc.property(fields, (texts) => {
        for (const text of texts) {
          decodeAssumedClient(text);
          decodeAssumedServer(text);
          decodeAssumedControl(text);
          decodeAssumedNotice(text);
        }
      }),
      { numRuns: 400 },
    );
  });
});
