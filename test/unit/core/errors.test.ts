import { describe, expect, it } from 'vitest';
import {
  type ErrorCode,
  errorCodes,
  isErrorCode,
  isTelepadError,
  TelepadError,
} from '../../../src/core/errors.js';

describe('a TelepadError', () => {
  it('is an Error with its name, code and message', () => {
    const error = new TelepadError('forbidden', 'Not yours. Ask for it.');
    expect(error).toBeInstanceOf(Error);
    expect(String(error)).toBe('TelepadError: Not yours. Ask for it.');
    expect(error.code).toBe('forbidden');
    expect(error.retryAfterMs).toBeUndefined();
  });

  it('has no cause where none was given', () => {
    expect('cause' in new TelepadError('forbidden', 'Not yours.')).toBe(false);
    const cause = new Error('inner');
    expect(new TelepadError('forbidden', 'Not yours.', { cause }).cause).toBe(cause);
  });

  it.each<[ErrorCode, boolean]>([
    ['phone_offline', true],
    ['vendor_rate_limited', true],
    ['signalling_lost', true],
    ['forbidden', false],
    ['ticket_expired', false],
    ['watch_only', false],
    ['aborted', false],
  ])('with code %s says that trying again can help: %s', (code, isRetryable) => {
    expect(new TelepadError(code, 'It failed.').retryable).toBe(isRetryable);
  });

  it('lets its maker know better whether trying again can help', () => {
    expect(new TelepadError('ticket_expired', 'Old.', { retryable: true }).retryable).toBe(true);
    expect(new TelepadError('phone_offline', 'Off.', { retryable: false }).retryable).toBe(false);
  });

  it('tells how long to wait', () => {
    const error = new TelepadError('vendor_rate_limited', 'Busy.', { retryAfterMs: 1500 });
    expect(error.retryAfterMs).toBe(1500);
  });
});

describe('isTelepadError', () => {
  it('knows errors of another copy of Telepad by their name and code', () => {
    const foreign = Object.assign(new Error('elsewhere'), {
      name: 'TelepadError',
      code: 'aborted',
    });
    expect(isTelepadError(foreign)).toBe(true);
    expect(isTelepadError(new TelepadError('aborted', 'Stopped.'))).toBe(true);
  });

  it.each([
    [undefined],
    [null],
    ['TelepadError'],
    [new Error('plain')],
    [Object.assign(new Error('coded'), { code: 'aborted' })],
    [{ name: 'TelepadError', code: 'aborted' }],
  ])('refuses %s', (value) => {
    expect(isTelepadError(value)).toBe(false);
  });
});

describe('isErrorCode', () => {
  it('knows the codes and nothing else', () => {
    expect(isErrorCode('phone_offline')).toBe(true);
    for (const other of ['', 'phone', 'toString', '__proto__', 'constructor', 7, null, undefined])
      expect(isErrorCode(other)).toBe(false);
  });

  it('knows every listed code', () => {
    expect(errorCodes.every(isErrorCode)).toBe(true);
    expect(new Set(errorCodes).size).toBe(errorCodes.length);
  });
});
