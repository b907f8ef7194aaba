import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readIceServers } from '../../../../../src/vendors/koophone/wire/ice-servers.js';

const turn = { urls: 'turn:192.0.2.1:3478', username: 'u', credential: 'c' };

describe('a list of servers', () => {
  it.each([
    ['nothing', undefined, []],
    ['null', null, []],
    ['an empty list', [], []],
    ['an address', ['stun:192.0.2.1:3478'], [{ urls: 'stun:192.0.2.1:3478' }]],
    ['an address with blanks', [' stuns:a.test '], [{ urls: 'stuns:a.test' }]],
    ['the form of the vendor’s SDK', [{ uri: turn.urls, usr: 'u', pwd: 'c' }], [turn]],
    ['what browsers take', [turn], [turn]],
    ['one address by its older name', [{ url: turn.urls, username: 'u', credential: 'c' }], [turn]],
    [
      'several addresses of a server',
      [{ ...turn, urls: ['turn:a.test', 'turns:a.test:443?transport=tcp'] }],
      [{ ...turn, urls: ['turn:a.test', 'turns:a.test:443?transport=tcp'] }],
    ],
    ['JSON within the list', [JSON.stringify(turn)], [turn]],
    ['the list as JSON', JSON.stringify(['stun:a.test']), [{ urls: 'stun:a.test' }]],
    [
      'credentials that STUN has no use for',
      [{ urls: 'stun:a.test', username: '' }],
      [{ urls: 'stun:a.test' }],
    ],
  ])('is read from %s', (_name, value, servers) => {
    expect(readIceServers(value)).toEqual({ servers, unusable: 0 });
  });

  it.each([
    ['another scheme', 'http://a.test'],
    ['no scheme', 'a.test:3478'],
    ['TURN without a password, for which browsers refuse the whole list', 'turn:a.test'],
    ['TURN with half of it', { uri: 'turn:a.test', usr: 'u' }],
    ['a line feed', 'stun:a.test\nstun:b.test'],
    ['no addresses', { urls: [] }],
    ['addresses that are none', { urls: [7, null] }],
    ['broken JSON', '{"urls":'],
    ['a number', 7],
    ['null', null],
  ])('leaves out %s', (_name, entry) => {
    expect(readIceServers(['stun:a.test', entry])).toEqual({
      servers: [{ urls: 'stun:a.test' }],
      unusable: 1,
    });
  });

  it('that is none counts as one unusable row', () => {
    for (const value of ['stun:a.test', 7, {}, true]) {
      expect(readIceServers(value)).toEqual({ servers: [], unusable: 1 });
    }
  });

  it('has an end', () => {
    const many = Array.from({ length: 40 }, (_, index) => `stun:a${index}.test`);
    const { servers, unusable } = readIceServers(many);
    expect([servers.length, unusable]).toEqual([16, 24]);
  });

  it('never throws', () => {
    fc.assert(fc.property(fc.jsonValue(), (value) => void readIceServers(value)));
  });
});
