import { describe, expect, it } from 'vitest';
import {
  describeAddress,
  describeIceServers,
} from '../../../../src/core/check/describe-servers.js';

describe('ICE servers in words', () => {
  it('are counted, without address and credentials', () => {
    expect(
      describeIceServers([
        { urls: 'stun:192.0.2.1:3478' },
        { urls: ['turn:turn.example.test', 'turn:turn.example.test?transport=tcp'], username: 'u' },
        { urls: 'turns:turn.example.test:443', username: 'u', credential: 'c' },
      ]),
    ).toBe('1 STUN server, 3 TURN servers (udp, tcp, tls)');
    expect(describeIceServers([])).toBe('no STUN and no TURN server');
  });
});

describe('an address in words', () => {
  it.each([
    ['http://192.0.2.1:18082', 'http, by IP address, port 18082'],
    ['wss://[2001:db8::1]:5000/room?token=t', 'wss, by IP address, port 5000'],
    ['HTTPS://signal.example.test/path', 'https, by name'],
    ['ws://signal.example.test?x=1', 'ws, by name'],
    ['192.0.2.1:5000', 'no address that could be read'],
    ['http://user:secret@host/', 'no address that could be read'],
  ])('%s is: %s', (address, words) => {
    expect(describeAddress(address)).toBe(words);
  });
});
