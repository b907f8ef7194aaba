import { describe, expect, it } from 'vitest';
import {
  type IceServerTrial,
  judgeIceServers,
  placeOf,
} from '../../../src/core/ice-server-trial.js';

describe('the address of an ICE server', () => {
  for (const [url, check, place] of [
    ['stun:stun.example.test', 'stun', 'stun.example.test:3478'],
    ['stuns:stun.example.test', 'stun', 'stun.example.test:5349'],
    ['turn:turn.example.test', 'turn-udp', 'turn.example.test:3478'],
    ['turn:192.0.2.1:80?transport=udp', 'turn-udp', '192.0.2.1:80'],
    ['turn:turn.example.test:443?transport=tcp', 'turn-tcp', 'turn.example.test:443'],
    ['TURN:turn.example.test?transport=TCP', 'turn-tcp', 'turn.example.test:3478'],
    ['turns:turn.example.test', 'turn-tls', 'turn.example.test:5349'],
    ['turns:[2001:db8::1]:443?transport=tcp', 'turn-tls', '[2001:db8::1]:443'],
    ['turn:user:password@turn.example.test', 'turn-udp', ''],
    ['turns://turn.example.test', 'turn-tls', ''],
    ['stun:', 'stun', ''],
    ['http://turn.example.test', 'turn-udp', ''],
  ] as const) {
    it(`${url} is ${check} at ${place || 'no place that can be read'}`, () => {
      expect(placeOf(url)).toEqual({ check, place });
    });
  }
});

const trial = (outcome: IceServerTrial['outcome'], place = 'a.test:3478'): IceServerTrial => ({
  check: 'turn-udp',
  place,
  outcome,
});

describe('the finding about a kind of ICE servers', () => {
  for (const [what, trials, status, message] of [
    ['none', [], 'unknown', 'The ticket names no TURN server over UDP.'],
    ['one that works', [trial('works')], 'ok', 'The TURN server over UDP a.test:3478 works.'],
    [
      'one that is silent',
      [trial('silent')],
      'failed',
      'The TURN server over UDP a.test:3478 did not answer.',
    ],
    [
      'one that cannot be reached',
      [trial('unreachable')],
      'failed',
      'The TURN server over UDP a.test:3478 could not be reached.',
    ],
    [
      'one that refuses us',
      [trial(401)],
      'failed',
      'The TURN server over UDP a.test:3478 answered 401.',
    ],
    [
      'one with an address that is none',
      [trial('refused', '')],
      'failed',
      'The TURN server over UDP has an address that this browser does not take.',
    ],
    [
      'one that works and one that does not',
      [trial('works'), trial(508, 'b.test:3478')],
      'warning',
      'The TURN server over UDP a.test:3478 works; b.test:3478 answered 508.',
    ],
    [
      'one that works and one with an address that is none',
      [trial('works'), trial('refused', '')],
      'warning',
      'The TURN server over UDP a.test:3478 works; another has an address that this browser does not take.',
    ],
    [
      'one that works and one that nobody asked',
      [trial('unknown'), trial('works', 'b.test:3478')],
      'ok',
      'The TURN server over UDP a.test:3478 told nothing so far; b.test:3478 works.',
    ],
  ] as const) {
    it(`is ${status} for ${what}`, () => {
      const finding = judgeIceServers(trials)['turn-udp'];
      expect([finding?.status, finding?.message]).toEqual([status, message]);
    });
  }

  it('has advice where something does not work, and only there', () => {
    expect(judgeIceServers([trial('works')])['turn-udp']).not.toHaveProperty('advice');
    expect(judgeIceServers([trial('works'), trial(508)])['turn-udp']?.advice).toBe(
      'The TURN server is full: wait, or raise its limits.',
    );
  });
});
