import { describe, expect, it } from 'vitest';
import {
  readIceServerList,
  readRoomToken,
  readSignalServer,
  signallingUrl,
} from '../../../../../src/vendors/armcloud/wire/server-addresses.js';

describe('signalServer', () => {
  it.each([
    ['192.0.2.10:5000', { scheme: null, location: '192.0.2.10:5000' }],
    [' 192.0.2.10:5000\n', { scheme: null, location: '192.0.2.10:5000' }],
    ['signal.example.test', { scheme: null, location: 'signal.example.test' }],
    ['[2001:db8::1]:5000', { scheme: null, location: '[2001:db8::1]:5000' }],
    ['ws://192.0.2.10:5000', { scheme: 'ws', location: '192.0.2.10:5000' }],
    ['wss://signal.example.test/rtc', { scheme: 'wss', location: 'signal.example.test/rtc' }],
    ['WSS://signal.example.test/rtc/', { scheme: 'wss', location: 'signal.example.test/rtc' }],
  ])('is read from %s', (text, expected) => {
    expect(readSignalServer(text)).toEqual(expected);
  });

  it.each([
    '',
    'https://signal.example.test',
    'wss://',
    'wss://user:password@signal.example.test',
    'wss://signal.example.test/rtc?token=1',
    'wss://signal.example.test/#part',
    'signal example.test:5000',
    '192.0.2.10:port',
    '{"uri":"ws://192.0.2.10"}',
  ])('is not read from %j', (text) => {
    expect(readSignalServer(text)).toBeUndefined();
  });

  it('is at most 1024 characters long: an address made to be slow to read is not read at all', () => {
    const long = `192.0.2.10/${'a'.repeat(1013)}`;
    expect(readSignalServer(long)?.location).toBe(long);
    expect(readSignalServer(`${long}a`)).toBeUndefined();
  });
});

describe('the signalling address', () => {
  it('ends with the room token as it came, never percent-encoded', () => {
    const server = { scheme: null, location: '192.0.2.10:5000' } as const;
    expect(signallingUrl(server, 'ws', '001abcDEF/ghi+jkl==')).toBe(
      'ws://192.0.2.10:5000/001abcDEF/ghi+jkl==',
    );
  });

  it("prefers the vendor's scheme to the caller's", () => {
    const server = { scheme: 'wss', location: 'signal.example.test/rtc' } as const;
    expect(signallingUrl(server, 'ws', 't')).toBe('wss://signal.example.test/rtc/t');
  });
});

describe('roomToken', () => {
  it('loses the blanks around it', () => {
    expect(readRoomToken(' 001abcDEF/ghi+jkl==\n')).toBe('001abcDEF/ghi+jkl==');
  });

  it.each(['', '  ', '001 abc', '001?abc', '001#abc', '001\\abc', '001"abc', '001é'])(
    'is refused when a URL parser would change it: %j',
    (value) => {
      expect(readRoomToken(value)).toBeUndefined();
    },
  );

  it('reaches the socket unchanged through a URL parser', () => {
    const token = '001aZ_~.:,;@!$&()*%2F-+/=';
    expect(readRoomToken(token)).toBe(token);
    expect(new URL(`ws://192.0.2.10:5000/${token}`).pathname).toBe(`/${token}`);
  });
});

describe('stuns and turns', () => {
  it('uses every row, in any order of keys', () => {
    const text =
      '[{"uri":"stun:192.0.2.10:3478"},{"pwd":"p1","uri":"turn:192.0.2.10:3478","username":"u1"},{"uri":"turns:turn.example.test:443?transport=tcp","username":"u2","pwd":"p2"}]';
    expect(readIceServerList(text)).toEqual({
      servers: [
        { urls: 'stun:192.0.2.10:3478' },
        { urls: 'turn:192.0.2.10:3478', username: 'u1', credential: 'p1' },
        { urls: 'turns:turn.example.test:443?transport=tcp', username: 'u2', credential: 'p2' },
      ],
      unusable: 0,
    });
  });

  it.each(['', ' ', 'null', '[]'])('are empty for %j', (text) => {
    expect(readIceServerList(text)).toEqual({ servers: [], unusable: 0 });
  });

  it('take a single row without an array, and a bare address', () => {
    const expected = { servers: [{ urls: 'stun:stun.example.test' }], unusable: 0 };
    expect(readIceServerList('{"uri":"stun:stun.example.test"}')).toEqual(expected);
    expect(readIceServerList('stun:stun.example.test')).toEqual(expected);
  });

  it.each([
    ['a TURN server without a password', '{"uri":"turn:192.0.2.10:3478","username":"u1"}'],
    ['a TURN server with an empty user', '{"uri":"turn:192.0.2.10","username":"","pwd":"p1"}'],
    ['a STUN address with a query', '{"uri":"stun:192.0.2.10:3478?transport=udp"}'],
    ['an unknown transport', '{"uri":"turn:192.0.2.10?transport=x","username":"u","pwd":"p"}'],
    ['another scheme', '{"uri":"https://192.0.2.10"}'],
    ['no uri', '{"username":"u1","pwd":"p1"}'],
    ['a number', '7'],
    ['null', 'null'],
  ])('leave out a row with %s, which RTCPeerConnection would throw for', (_name, row) => {
    expect(readIceServerList(`[${row},{"uri":"stun:192.0.2.10:3478"}]`)).toEqual({
      servers: [{ urls: 'stun:192.0.2.10:3478' }],
      unusable: 1,
    });
  });

  it('are 32 at most: a browser asks each of them', () => {
    const rows = Array.from({ length: 40 }, (_, index) => ({ uri: `stun:192.0.2.${index}:3478` }));
    const { servers, unusable } = readIceServerList(JSON.stringify(rows));
    expect(servers).toHaveLength(32);
    expect(servers[31]).toEqual({ urls: 'stun:192.0.2.31:3478' });
    expect(unusable).toBe(8);
  });

  it('count a text that is no list as one unusable row', () => {
    expect(readIceServerList('gibberish')).toEqual({ servers: [], unusable: 1 });
  });
});
