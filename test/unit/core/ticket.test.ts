import { describe, expect, it } from 'vitest';
import { TelepadError } from '../../../src/core/errors.js';
import { readTicket } from '../../../src/core/ticket.js';

const valid = {
  vendor: 'armcloud',
  phoneId: 'AC77',
  userId: 'mia',
  role: 'control',
  expiresAt: 1_790_000_000_000,
  signalling: { url: 'wss://signal.example.test/abc+/=' },
  iceServers: [
    { urls: 'stun:stun.example.test:3478' },
    { urls: ['turn:turn.example.test'], username: 'u', credential: 'c' },
  ],
} as const;

function failureOf(value: unknown): TelepadError {
  try {
    readTicket(value);
  } catch (error) {
    if (error instanceof TelepadError) return error;
  }
  throw new Error('the ticket was taken');
}

describe('reading a ticket', () => {
  it('gives it back', () => {
    expect(readTicket(valid)).toEqual(valid);
  });

  it('leaves out what it does not know', () => {
    const ticket = readTicket({
      ...valid,
      note: 'x',
      signalling: { ...valid.signalling, key: 'x' },
      iceServers: [{ urls: 'stun:s.example.test', note: 'x' }],
    });
    expect(ticket).toEqual({ ...valid, iceServers: [{ urls: 'stun:s.example.test' }] });
  });

  it('knows the address of a relay by a mark that is exactly true', () => {
    const { url } = valid.signalling;
    const relayed = { ...valid, signalling: { url, isRelayed: true } };
    expect(readTicket(relayed)).toEqual(relayed);
    for (const isRelayed of [false, 'true', 1, null]) {
      expect(readTicket({ ...valid, signalling: { url, isRelayed } })).toEqual(valid);
    }
  });

  it('has what to leave with only where it is a text', () => {
    expect(readTicket({ ...valid, leave: 'opaque' })).toEqual({ ...valid, leave: 'opaque' });
    for (const leave of ['', 7, null, {}]) {
      expect(readTicket({ ...valid, leave })).toEqual(valid);
    }
  });

  it('has settings of the dialect only where they are text, numbers or booleans', () => {
    const dialect = { answerKey: 'answer', inputDown: 0, once: true };
    const odd = { a: null, b: {}, c: ['x'], d: undefined };
    expect(readTicket({ ...valid, dialect: { ...dialect, ...odd } })).toEqual({
      ...valid,
      dialect,
    });
    for (const none of [odd, {}, null, 'text', ['x', null].slice(1)]) {
      expect(readTicket({ ...valid, dialect: none })).toEqual(valid);
    }
  });

  it('takes an expiry that is written as text, and a ticket without ICE servers', () => {
    const { iceServers: _, ...rest } = valid;
    expect(readTicket({ ...rest, expiresAt: '1790000000000' })).toEqual({
      ...valid,
      iceServers: [],
    });
  });

  it('takes a watcher and a plain socket address', () => {
    const ticket = readTicket({
      ...valid,
      role: 'watch',
      signalling: { url: 'ws://127.0.0.1:9/x' },
    });
    expect(ticket.role).toBe('watch');
    expect(ticket.signalling.url).toBe('ws://127.0.0.1:9/x');
  });

  it('leaves ICE addresses that are not text out of a list', () => {
    const ticket = readTicket({ ...valid, iceServers: [{ urls: ['stun:a.example.test', 7] }] });
    expect(ticket.iceServers).toEqual([{ urls: ['stun:a.example.test'] }]);
  });

  it.each<[string, unknown, string]>([
    ['nothing', undefined, 'it is not an object'],
    ['a list', [valid], 'it is not an object'],
    ['text', JSON.stringify(valid), 'it is not an object'],
    ['no vendor', { ...valid, vendor: undefined }, 'its vendor is missing'],
    ['an empty phoneId', { ...valid, phoneId: '' }, 'its phoneId is missing'],
    ['a numeric userId', { ...valid, userId: 7 }, 'its userId is missing'],
    ['no role', { ...valid, role: null }, 'its role is missing'],
    ['another role', { ...valid, role: 'admin' }, 'its role is neither control nor watch'],
    ['no expiry', { ...valid, expiresAt: 'soon' }, 'its expiresAt is missing'],
    ['no address', { ...valid, signalling: {} }, 'its signalling address is not a ws: or wss: URL'],
    [
      'a web address',
      { ...valid, signalling: { url: 'https://x.example.test/' } },
      'its signalling address is not a ws: or wss: URL',
    ],
    ['an empty ICE server', { ...valid, iceServers: [{}] }, 'an ICE server has no urls'],
    ['an ICE server of text', { ...valid, iceServers: ['stun:x'] }, 'an ICE server has no urls'],
    [
      'an empty list of urls',
      { ...valid, iceServers: [{ urls: [7] }] },
      'an ICE server has no urls',
    ],
  ])('refuses %s and says what is wrong', (_name, value, reason) => {
    const { code, message, retryable } = failureOf(value);
    expect(code).toBe('ticket_invalid');
    expect(message).toBe(
      `The ticket was read, but ${reason}. Pass what the broker answered, unchanged.`,
    );
    expect(retryable).toBe(false);
  });

  it('quotes nothing of the ticket in its errors', () => {
    const secret = 'room-token-7';
    const { message } = failureOf({ ...valid, signalling: { url: `http://h/${secret}` } });
    expect(message).not.toContain(secret);
  });
});
