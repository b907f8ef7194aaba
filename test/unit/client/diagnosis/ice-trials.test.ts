import { describe, expect, it, vi } from 'vitest';
import {
  separateServers,
  tryIceServer,
  tryRelaying,
} from '../../../../src/client/diagnosis/ice-trials.js';
import type { IceServerTrial } from '../../../../src/core/ice-server-trial.js';
import { FakeIceConnection, type IceBehaviour } from './fake-ice-connection.js';
import { leftOver, nothingLeft, stagePage, stun, turnTls, turnUdp } from './trials-stage.js';

stagePage();

const conditions = { timeoutMs: 5000, signal: undefined };

/** Runs a trial to its end, whenever that is, and sees to it that nothing is left. */
async function outcomeOf(url: string, behaviour: IceBehaviour): Promise<IceServerTrial['outcome']> {
  FakeIceConnection.behaviours[url] = behaviour;
  const trial = tryIceServer({ urls: url }, conditions);
  await vi.advanceTimersByTimeAsync(5000);
  expect(leftOver()).toEqual(nothingLeft);
  return (await trial).outcome;
}

describe('the trial of an ICE server', () => {
  for (const [what, url, behaviour, outcome] of [
    ['a STUN server that tells an address', stun, 'candidate', 'works'],
    ['a STUN server that sees the address this computer has anyway', stun, 'own-address', 'works'],
    ['a STUN server where there is no network', stun, 'nothing', 'unreachable'],
    ['a STUN server that does not answer', stun, 'silent', 'silent'],
    ['a STUN server that no network leads to', stun, [701, 701], 'unreachable'],
    ['a TURN server that gives an address', turnUdp, 'candidate', 'works'],
    ['a TURN server that does not take the credential', turnUdp, [401], 401],
    ['a TURN server that one network reaches, which refuses us', turnUdp, [701, 441], 441],
    ['a TURN server that refuses the connection', turnTls, 'nothing', 'unreachable'],
    ['a TURN server that does not answer', turnUdp, 'silent', 'silent'],
    ['a TURN address that the browser does not take', turnUdp, 'malformed', 'refused'],
  ] as const) {
    it(`comes to ${outcome} for ${what}`, async () => {
      expect(await outcomeOf(url, behaviour)).toBe(outcome);
    });
  }

  it('does not take silence for success where the browser tells no errors', async () => {
    FakeIceConnection.hasErrors = false;
    expect(await outcomeOf(stun, 'own-address')).toBe('unreachable');
  });

  it('takes no relay for STUN, and nothing but relays for TURN', async () => {
    await outcomeOf(stun, 'candidate');
    await outcomeOf(turnUdp, 'candidate');
    expect(FakeIceConnection.made.map(({ configuration }) => configuration)).toEqual([
      { iceServers: [{ urls: stun }], iceTransportPolicy: 'all' },
      { iceServers: [{ urls: turnUdp }], iceTransportPolicy: 'relay' },
    ]);
  });

  it('ends as soon as there is a candidate', async () => {
    FakeIceConnection.behaviours[turnUdp] = 'candidate';
    const trial = tryIceServer({ urls: turnUdp }, conditions);
    await vi.advanceTimersByTimeAsync(10);
    expect(leftOver()).toEqual(nothingLeft);
    expect(await trial).toEqual({
      check: 'turn-udp',
      place: 'turn.example.test:3478',
      outcome: 'works',
    });
  });

  it('ends when it is aborted', async () => {
    const abort = new AbortController();
    const trial = tryIceServer({ urls: turnUdp }, { timeoutMs: 5000, signal: abort.signal });
    expect(FakeIceConnection.open).toHaveLength(1);
    abort.abort();
    await trial;
    expect(leftOver()).toEqual(nothingLeft);
  });

  it('does not begin when it was aborted before', async () => {
    await tryIceServer({ urls: turnUdp }, { timeoutMs: 5000, signal: AbortSignal.abort() });
    expect([FakeIceConnection.made.length, leftOver()]).toEqual([0, nothingLeft]);
  });
});

describe('the servers of a ticket', () => {
  it('are tried one address at a time, each with its own credential', () => {
    const iceServers = [
      { urls: [stun, 'stun:b.example.test'] },
      { urls: turnUdp, username: 'u', credential: 'c' },
    ];
    expect(separateServers({ iceServers } as never)).toEqual([
      { urls: stun },
      { urls: 'stun:b.example.test' },
      { urls: turnUdp, username: 'u', credential: 'c' },
    ]);
  });

  it('are sixteen at most', () => {
    const iceServers = [{ urls: Array.from({ length: 20 }, (_, i) => `stun:s${i}.example.test`) }];
    expect(separateServers({ iceServers } as never)).toHaveLength(16);
  });
});

describe('two connections through one TURN server', () => {
  it('prove that it relays when they reach each other', async () => {
    FakeIceConnection.behaviours[turnUdp] = 'candidate';
    const trial = tryRelaying({ urls: turnUdp }, conditions);
    await vi.advanceTimersByTimeAsync(100);
    expect(leftOver()).toEqual(nothingLeft);
    expect(await trial).toBe(true);
    expect(FakeIceConnection.made).toHaveLength(2);
    expect(FakeIceConnection.made.map((each) => each.configuration.iceTransportPolicy)).toEqual([
      'relay',
      'relay',
    ]);
  });

  it('keep candidates until the other side can take them', async () => {
    FakeIceConnection.isInstant = true;
    FakeIceConnection.behaviours[turnUdp] = 'candidate';
    const trial = tryRelaying({ urls: turnUdp }, conditions);
    await vi.advanceTimersByTimeAsync(5000);
    expect(await trial).toBe(true);
  });

  it('prove nothing when they do not', async () => {
    FakeIceConnection.behaviours[turnUdp] = 'candidate';
    FakeIceConnection.isRelaying = false;
    const trial = tryRelaying({ urls: turnUdp }, conditions);
    await vi.advanceTimersByTimeAsync(4999);
    expect(FakeIceConnection.open).toHaveLength(2);
    await vi.advanceTimersByTimeAsync(1);
    expect(leftOver()).toEqual(nothingLeft);
    expect(await trial).toBe(false);
  });
});
