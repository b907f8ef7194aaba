import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromBase64, toBase64 } from '../../../../../src/vendors/koophone/wire/base64.js';
import { readDialectSettings } from '../../../../../src/vendors/koophone/wire/dialect-settings.js';
import {
  encodeClientEvent,
  encodeServerEvent,
  readClientEvent,
  readCloseCode,
  readServerEvent,
} from '../../../../../src/vendors/koophone/wire/signal-codec.js';
import { signallingAddress } from '../../../../../src/vendors/koophone/wire/signalling-address.js';
import {
  decodeSocketFrame,
  encodeEventFrame,
  encodeOpenFrame,
} from '../../../../../src/vendors/koophone/wire/socket-frames.js';
import { utf8Bytes, utf8Text } from '../../../../../src/vendors/koophone/wire/utf8.js';
import {
  brokenServerEvents,
  clientEvents,
  serverEvents,
  socketFrames,
  tolerated,
  unreadableSocketFrames,
} from '../../../../vectors/koophone-signals.js';

describe('a frame of Socket.IO 2', () => {
  it.each(socketFrames)('$name is read', ({ text, frame }) => {
    expect(decodeSocketFrame(text)).toEqual(frame);
  });

  it.each([...unreadableSocketFrames])('is broken: %s', (_name, text) => {
    expect(decodeSocketFrame(text)).toBeUndefined();
  });

  it('is written as the vectors have it', () => {
    const open = { sid: 'q7', pingIntervalMs: 25000, pingTimeoutMs: 60000 };
    expect(encodeOpenFrame(open)).toBe(socketFrames[0]?.text);
    expect(encodeEventFrame('a', { b: 1 })).toBe('42["a",{"b":1}]');
    expect(encodeEventFrame('a', null, 17)).toBe('4217["a",null]');
  });
});

describe('an event of the signalling', () => {
  const eventOf = (text: string) => {
    const frame = decodeSocketFrame(text);
    if (frame?.type !== 'event') throw new Error('no event');
    return frame;
  };

  it.each(clientEvents)('$name, both ways', ({ event, text }) => {
    expect(encodeClientEvent(event)).toBe(text);
    const { name, payload } = eventOf(text);
    expect(readClientEvent(name, payload)).toEqual(event);
  });

  it.each(serverEvents)('$name, both ways', ({ event, text }) => {
    expect(encodeServerEvent(event)).toBe(text);
    const { name, payload } = eventOf(text);
    expect(readServerEvent(name, payload)).toEqual(event);
  });

  it.each(tolerated)('is read with tolerance: $name', ({ event, payload, read }) => {
    expect(readServerEvent(event, payload)).toEqual(read);
  });

  it.each([...brokenServerEvents])('is broken: %s', (_name, event, payload) => {
    expect(readServerEvent(event, payload)).toBeUndefined();
  });

  it.each([
    ['1404', 1404],
    ['reason: 1404, user 12', 1404],
    [1404, 1404],
    ['198.51.100.4 has left', undefined],
    ['12345678', undefined],
    ['', undefined],
    [{ code: 1404 }, undefined],
  ])('has the number of the reason %j', (reason, code) => {
    expect(readCloseCode(reason)).toBe(code);
  });

  it('never throws, whatever is in it', () => {
    const name = fc.constantFrom('authorize', 'start', 'message', 'close', 'x');
    const json = fc.jsonValue({ maxDepth: 2 });
    const fields = fc.record(
      {
        type: fc.constantFrom('init', 'offer', 'answer', 'candidate', 'x', 7),
        payload: json,
        data: fc.oneof(fc.base64String(), fc.string(), json),
        to: json,
        code: json,
        streamId: json,
        authorized: json,
        reason: json,
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(name, fc.oneof(fields, json), (event, payload) => {
        readServerEvent(event, payload);
        readClientEvent(event, payload);
      }),
      { numRuns: 3000 },
    );
  });

  it('never throws, whatever the text frame is', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 40 }),
      fc
        .tuple(fc.constantFrom('0', '42', '4217', '44', '43', '2', ''), fc.json({ maxDepth: 2 }))
        .map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(text, (frame) => {
        decodeSocketFrame(frame);
      }),
      { numRuns: 3000 },
    );
    // Deeper than a call stack.
    expect(decodeSocketFrame(`42["app",${'['.repeat(200_000)}`)).toBeUndefined();
  });
});

describe('base64 and UTF-8', () => {
  it('are what Node has', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const bytes = utf8Bytes(text);
        expect([...bytes]).toEqual([...Buffer.from(text)]);
        expect(utf8Text(bytes)).toBe(Buffer.from(text).toString());
        expect(toBase64(bytes)).toBe(Buffer.from(text).toString('base64'));
        expect(fromBase64(toBase64(bytes))).toEqual(bytes);
      }),
      { numRuns: 1000 },
    );
  });

  it('read what has no padding, and refuse what is neither', () => {
    expect(fromBase64('aGk')).toEqual(utf8Bytes('hi'));
    for (const text of ['a', 'a===', 'aGk=x', 'a b=', 'aGk==', 'äöü='])
      expect(fromBase64(text)).toBeUndefined();
    expect(utf8Text(Uint8Array.of(0xc3, 0x28))).toBeUndefined();
    expect([...utf8Bytes('\ud800')]).toEqual([0xef, 0xbf, 0xbd]);
  });
});

describe('the settings in a ticket', () => {
  const ids = { deviceId: 'd', sessionId: 's', streamingId: 'st' };

  it('have defaults', () => {
    expect(readDialectSettings(ids)).toEqual({
      ...ids,
      protocol: 'koophone-socketio',
      keepingSeconds: 60,
      profile: 2,
    });
  });

  it('are taken where they are known, and are the defaults where not', () => {
    const set = { ...ids, protocol: 'assumed-json-v0', keepingSeconds: 0, profile: -1 };
    expect(readDialectSettings(set)).toEqual(set);
    const odd = { ...ids, protocol: 'other', keepingSeconds: -5, profile: 9 };
    expect(readDialectSettings(odd)).toEqual(readDialectSettings(ids));
  });

  it.each([undefined, {}, { ...ids, deviceId: '' }, { ...ids, sessionId: 7 }])(
    'are useless without the ids: %j',
    (settings) => {
      expect(readDialectSettings(settings)).toBeUndefined();
    },
  );
});

describe('the address of the signalling', () => {
  const parts = {
    signallingUrl: 'http://198.51.100.4:18082',
    protocol: 'koophone-socketio',
    deviceId: 'd0d0',
    deviceToken: 't/k+n',
    sessionId: 's-1',
    streamingId: 'st 9',
  } as const;

  it('says everything in its query', () => {
    expect(signallingAddress(parts)).toBe(
      'ws://198.51.100.4:18082/socket.io/?EIO=3&transport=websocket&authtype=token&boxid=d0d0&token=t%2Fk%2Bn&sessionid=s-1&streamingid=st%209',
    );
  });

  it.each([
    ['https://kp.example.test/', 'wss://kp.example.test/socket.io/?'],
    ['wss://kp.example.test:443/sub/path//', 'wss://kp.example.test:443/sub/path/socket.io/?'],
    [' HTTP://KP.example.test ', 'ws://KP.example.test/socket.io/?'],
    ['ws://[2001:db8::1]:18082', 'ws://[2001:db8::1]:18082/socket.io/?'],
  ])('keeps what counts of %s', (signallingUrl, start) => {
    expect(signallingAddress({ ...parts, signallingUrl })?.startsWith(start)).toBe(true);
  });

  it.each([
    '',
    'kp.example.test',
    'ftp://kp.example.test',
    'http://user:secret@kp.example.test',
    'http://kp.example.test?x=1',
    'http://kp.example.test/#x',
    'http://kp.example.test/a b',
    'http://',
    `http://${'a'.repeat(2000)}`,
  ])('is none for %j', (signallingUrl) => {
    expect(signallingAddress({ ...parts, signallingUrl })).toBeUndefined();
  });

  it('has a path and a query of its own for the assumed profile', () => {
    expect(signallingAddress({ ...parts, protocol: 'assumed-json-v0' })).toBe(
      'ws://198.51.100.4:18082/assumed-json-v0/?device_token=t%2Fk%2Bn',
    );
  });
});
