import { describe, expect, it } from 'vitest';
import { publicError, statusByCode } from '../../../src/broker/error-response.js';
import { type ErrorCode, errorCodes, TelepadError } from '../../../src/core/errors.js';
import { orderTicket, read, setStage } from './broker-stage.js';

/** Written out again, so that a change of a status shows twice. */
const expectedStatus: Partial<Record<ErrorCode, number>> = {
  bad_request: 400,
  argument_invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  route_not_found: 404,
  method_not_allowed: 405,
  phone_not_found: 404,
  phone_offline: 409,
  vendor_not_configured: 400,
  vendor_credentials_rejected: 502,
  vendor_rejected: 502,
  vendor_unsupported: 502,
  vendor_rate_limited: 429,
  vendor_timeout: 504,
  vendor_unreachable: 502,
  vendor_answer_invalid: 502,
  decryption_failed: 502,
  not_supported: 501,
  rate_limited: 429,
  phone_timeout: 504,
  phone_refused: 409,
  task_failed: 409,
  internal_error: 500,
  aborted: 499,
};

function failWith(thrown: unknown) {
  return setStage({
    issueTicket: async () => {
      throw thrown;
    },
  });
}

describe('the status of an error', () => {
  it('is set for exactly the codes that a broker answers with', () => {
    expect(statusByCode).toEqual(expectedStatus);
  });

  it.each(errorCodes.filter((code) => code in expectedStatus))('is honest for %s', async (code) => {
    const error = new TelepadError(code, 'What happened and what to do.');
    expect(await read(await failWith(error).broker(orderTicket()))).toMatchObject({
      status: expectedStatus[code],
      headers: { 'cache-control': 'no-store', 'content-type': 'application/json' },
      body: {
        error: {
          code,
          message: 'What happened and what to do.',
          retryable: error.retryable,
        },
      },
    });
  });

  it.each(errorCodes.filter((code) => !(code in expectedStatus)))(
    "is 500 for the browser's own code %s, which cannot come from a vendor",
    async (code) => {
      const answer = await read(
        await failWith(new TelepadError(code, 'SECRETIVE')).broker(orderTicket()),
      );
      expect(answer).toMatchObject({ status: 500, body: { error: { code: 'internal_error' } } });
      expect(JSON.stringify(answer)).not.toContain('SECRETIVE');
    },
  );
});

describe('a rate limit', () => {
  it.each([
    [undefined, '1'],
    [1, '1'],
    [7000, '7'],
    [7001, '8'],
  ])('after which to wait %s ms says Retry-After: %s', async (retryAfterMs, seconds) => {
    const error = new TelepadError(
      'vendor_rate_limited',
      'Wait.',
      retryAfterMs === undefined ? {} : { retryAfterMs },
    );
    const { headers, body } = await read(await failWith(error).broker(orderTicket()));
    expect(headers['retry-after']).toBe(seconds);
    expect(body).toEqual({
      error: {
        code: 'vendor_rate_limited',
        message: 'Wait.',
        retryable: true,
        ...(retryAfterMs !== undefined && { retryAfterMs }),
      },
    });
  });
});

describe('an error that is not ours', () => {
  it.each([new Error('SECRETIVE'), 'SECRETIVE', { code: 'SECRETIVE' }, null])(
    'says nothing of itself: %s',
    async (thrown) => {
      const { broker, log } = failWith(thrown);
      const answer = await read(await broker(orderTicket()));
      expect(answer).toMatchObject({
        status: 500,
        body: {
          error: {
            code: 'internal_error',
            message:
              'The broker failed in a way that it was not prepared for; its log tells more. Try again, and tell who runs it.',
          },
        },
      });
      expect(JSON.stringify([answer, log])).not.toContain('SECRETIVE');
    },
  );

  it('is recognised by its name when another copy of Telepad made it', () => {
    class Foreign extends Error {
      override readonly name = 'TelepadError';
      readonly code = 'phone_offline';
      readonly retryable = true;
    }
    const foreign = new Foreign('Offline.');
    expect(publicError(foreign)).toBe(foreign);
  });
});
