import { describe, expect, it } from 'vitest';
import type { IceCheck, IceServerTrial } from '../../../src/core/ice-server-trial.js';
import { judgeMediaPath, type PathTrials } from '../../../src/core/judge-media-path.js';

const server = (check: IceCheck, outcome: IceServerTrial['outcome']): IceServerTrial => ({
  check,
  place: 'a.test:3478',
  outcome,
});

function judge(
  servers: readonly IceServerTrial[],
  rest: Partial<Omit<PathTrials, 'servers'>> = {},
): readonly (string | undefined)[] {
  const { status, message } = judgeMediaPath({
    servers,
    isRelaying: undefined,
    isRelayOnly: false,
    ...rest,
  });
  return [status, message];
}

describe('the way for media, before a phone has been reached', () => {
  it('is proven by two connections that reach each other through TURN', () => {
    const servers = [server('stun', 'works'), server('turn-udp', 'works')];
    expect(judge(servers, { isRelaying: true })).toEqual([
      'ok',
      'Two connections of this page reached each other through the TURN server.',
    ]);
    expect(judge(servers, { isRelaying: false })).toEqual([
      'warning',
      'The TURN server gave addresses, but two connections of this page did not reach each other through them.',
    ]);
  });

  it('is unknown without TURN, and blocked where nothing but TURN is allowed', () => {
    expect(judge([server('stun', 'works')])).toEqual([
      'unknown',
      'The ticket names no TURN server: whether a direct path leads to the phone is only seen in a session.',
    ]);
    expect(judge([server('stun', 'works')], { isRelayOnly: true })).toEqual([
      'failed',
      'Media is blocked: the ticket names no TURN server, and no other path is allowed.',
    ]);
  });

  it('is narrow when no TURN server works, and blocked where nothing but TURN is allowed', () => {
    const servers = [
      server('stun', 'works'),
      server('turn-tls', 'silent'),
      server('turn-udp', 401),
    ];
    expect(judge(servers)).toEqual([
      'warning',
      'The TURN server answered 401, so that only a direct path can lead to the phone.',
    ]);
    expect(judge(servers, { isRelayOnly: true })).toEqual([
      'failed',
      'Media is blocked: the TURN server answered 401, and no other path is allowed.',
    ]);
  });

  it('is as narrow where TURN is silent', () => {
    expect(judge([server('turn-udp', 'silent'), server('turn-tcp', 'unreachable')])).toEqual([
      'warning',
      'The TURN server did not answer, so that only a direct path can lead to the phone.',
    ]);
  });

  it('is slow where UDP is blocked and TURN works by TCP or TLS', () => {
    const blocked = [
      'warning',
      'UDP seems to be blocked here: picture and sound come through TURN over TCP or TLS.',
    ];
    const tcp = server('turn-tcp', 'works');
    const through = { isRelaying: true };
    expect(judge([server('stun', 'silent'), server('turn-udp', 'silent'), tcp], through)).toEqual(
      blocked,
    );
    expect(judge([server('stun', 'unreachable'), server('turn-tls', 'works')], through)).toEqual(
      blocked,
    );
    // Somebody who refuses us by UDP has heard us by UDP.
    expect(judge([server('stun', 'silent'), server('turn-udp', 401), tcp], through)[0]).toBe('ok');
    expect(judge([tcp], through)[0]).toBe('ok');
  });

  it('has advice wherever something can be done', () => {
    const advice = (servers: readonly IceServerTrial[], isRelaying?: boolean) =>
      judgeMediaPath({ servers, isRelaying, isRelayOnly: false }).advice;
    expect(advice([server('turn-udp', 401)])).toBe(
      'The TURN user name or credential in the ticket is wrong or has run out: get a new ticket, or check the TURN account.',
    );
    expect(advice([server('turn-udp', 'works')], true)).toBeUndefined();
  });
});
