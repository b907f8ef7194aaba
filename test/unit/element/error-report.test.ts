import { describe, expect, it } from 'vitest';
import { TelepadError } from '../../../src/core/errors.js';
import { writeErrorReport } from '../../../src/element/error-report.js';

const when = new Date('2029-06-01T12:00:00Z');

describe('the report of an error', () => {
  it('is the error in words, the version, the browser and the time', () => {
    const error = new TelepadError('forbidden', 'You may not open this phone.');
    expect(writeErrorReport(error, undefined, when, 'Some browser')).toBe(
      `Telepad 0.1.0, 2029-06-01T12:00:00.000Z
Some browser
Error: forbidden
You may not open this phone.`,
    );
  });

  it('has everything that was looked at, also what nobody knows', () => {
    const error = new TelepadError('connection_timeout', 'No connection came about in time.');
    const report = writeErrorReport(
      error,
      {
        status: 'failed',
        verdict: 'Media is blocked.',
        advice: 'Allow UDP.',
        findings: [
          { check: 'stun', status: 'unknown', message: 'The ticket names no STUN server.' },
          { check: 'turn-udp', status: 'failed', message: 'It answered 401.', advice: 'Look.' },
        ],
      },
      when,
      'Some browser',
    );
    expect(report.split('\n').slice(2)).toEqual([
      'Error: connection_timeout',
      'No connection came about in time.',
      'Verdict: Media is blocked.',
      'Advice: Allow UDP.',
      '- stun: unknown. The ticket names no STUN server.',
      '- turn-udp: failed. It answered 401. Look.',
    ]);
  });
});
