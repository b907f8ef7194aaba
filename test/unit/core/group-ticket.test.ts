import { describe, expect, it } from 'vitest';
import { TelepadError } from '../../../src/core/errors.js';
import { readGroupTicket } from '../../../src/core/group-ticket.js';

const valid = {
  vendor: 'armcloud',
  userId: 'mia',
  expiresAt: 1_790_000_000_000,
  signalling: { url: 'wss://signal.example.test/room+/=' },
  phoneIds: ['AC2', 'AC3'],
  failures: [
    {
      phoneId: 'AC4',
      error: {
        code: 'phone_offline',
        message: 'It is off.',
        retryable: true,
        retryAfterMs: 2000,
      },
    },
  ],
} as const;

function failureOf(value: unknown): TelepadError {
  try {
    readGroupTicket(value);
  } catch (error) {
    if (error instanceof TelepadError) return error;
  }
  throw new Error('the ticket was taken');
}

describe('reading a group ticket', () => {
  it('gives it back', () => {
    expect(readGroupTicket(valid)).toEqual(valid);
  });

  it('leaves out what it does not know, and phones that are named twice', () => {
    const ticket = readGroupTicket({ ...valid, key: 'x', phoneIds: ['AC2', 'AC3', 'AC2'] });
    expect(ticket).toEqual(valid);
  });

  it('takes a ticket without failures', () => {
    const { failures: _, ...rest } = valid;
    expect(readGroupTicket(rest).failures).toEqual([]);
  });

  it('keeps a failure whose reason it does not know', () => {
    const failures = [
      { phoneId: 'AC5', error: { code: 'moon_phase', message: 'Full moon.' } },
      { phoneId: 'AC6' },
    ];
    expect(readGroupTicket({ ...valid, failures }).failures).toEqual([
      {
        phoneId: 'AC5',
        error: { code: 'vendor_rejected', message: 'Full moon.', retryable: false },
      },
      {
        phoneId: 'AC6',
        error: {
          code: 'vendor_rejected',
          message: 'The broker did not say why this phone is left out.',
          retryable: false,
        },
      },
    ]);
  });

  const broken: Readonly<Record<string, unknown>> = {
    'is no object': 'ticket',
    'has no vendor': { ...valid, vendor: '' },
    'has no user': { ...valid, userId: undefined },
    'has no expiry': { ...valid, expiresAt: 'soon' },
    'has no room': { ...valid, signalling: {} },
    'has an https room': { ...valid, signalling: { url: 'https://x.example.test' } },
    'has no phones': { ...valid, phoneIds: undefined },
    'has a phone that is no text': { ...valid, phoneIds: ['AC2', 3] },
    'has a phone without a name': { ...valid, phoneIds: [''] },
    'has a failure without a phone': { ...valid, failures: [{ error: {} }] },
  };

  for (const [what, value] of Object.entries(broken)) {
    it(`refuses one that ${what}`, () => {
      const { code, message } = failureOf(value);
      expect(code).toBe('ticket_invalid');
      expect(message).toMatch(/^The group ticket was read, but .*Pass what the broker answered/);
      expect(message).not.toMatch(/example\.test|room\+/);
    });
  }
});
