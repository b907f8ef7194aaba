import { describe, expect, it } from 'vitest';
import { concludeDiagnosis } from '../../../src/core/conclude-diagnosis.js';
import { diagnosisChecks, type FindingDrafts } from '../../../src/core/diagnosis.js';

const ok = { status: 'ok', message: 'Good.' } as const;
const failed = (message: string) => ({ status: 'failed', message, advice: `${message}!` }) as const;
const warning = (message: string) =>
  ({ status: 'warning', message, advice: `${message}!` }) as const;

function conclude(drafts: FindingDrafts) {
  const { status, verdict, advice } = concludeDiagnosis(drafts);
  return [status, verdict, advice];
}

describe('a diagnosis', () => {
  it('has a finding for each check, in order, also for those that nobody looked at', () => {
    const { findings } = concludeDiagnosis({ codec: ok, broker: ok });
    expect(findings.map(({ check }) => check)).toEqual(diagnosisChecks);
    expect(findings[0]).toEqual({ check: 'broker', status: 'ok', message: 'Good.' });
    expect(findings[1]).toEqual({ check: 'ticket', status: 'unknown', message: 'Not looked at.' });
  });

  it('is well when nothing is wrong', () => {
    expect(conclude({ broker: ok })).toEqual([
      'ok',
      'Nothing was found that stands between this page and the phone.',
      undefined,
    ]);
  });

  it('is unknown when nothing was seen', () => {
    expect(conclude({})[0]).toBe('unknown');
  });

  it('names the first broken thing that a session cannot do without', () => {
    const drafts = {
      broker: ok,
      signalling: failed('Signalling is down.'),
      stun: failed('No STUN.'),
      'media-path': failed('No path.'),
    };
    expect(conclude(drafts)).toEqual(['failed', 'Signalling is down.', 'Signalling is down.!']);
  });

  it('is only a warning for a STUN or TURN server that does not work, or for autoplay and permissions', () => {
    for (const check of ['stun', 'turn-udp', 'turn-tcp', 'turn-tls', 'autoplay', 'permissions']) {
      expect(conclude({ broker: ok, [check]: failed('The thing is broken.') })).toEqual([
        'warning',
        'A session may work, but not all is well: the thing is broken.',
        'The thing is broken.!',
      ]);
    }
  });

  it('warns first of what a session cannot do without', () => {
    const drafts = { stun: failed('No STUN.'), 'media-path': warning('UDP is blocked.') };
    expect(conclude(drafts)[1]).toBe('A session may work, but not all is well: UDP is blocked.');
  });
});
