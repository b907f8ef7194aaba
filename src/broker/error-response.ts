import { type ErrorCode, isTelepadError, TelepadError } from '../core/errors.js';
import type { PublicError } from '../core/ticket.js';

/**
 * The HTTP status of each code that a broker answers with. A phone that is offline is a conflict with its
 * present state, not a failing broker, which is what proxies and monitors take 503 for.
 */
export const statusByCode = {
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
  /** The phone, not the broker, has not answered, or would not. */
  phone_timeout: 504,
  phone_refused: 409,
  task_failed: 409,
  internal_error: 500,
  /** The browser went away; nobody reads it. nginx made the number customary. */
  aborted: 499,
} as const satisfies Partial<Record<ErrorCode, number>>;

export type BrokerErrorCode = keyof typeof statusByCode;

/** For answers that need more than their code's status. */
export interface ErrorResponseOptions {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
}

/** An error with an HTTP status of its own: the same code can mean 400, 413 or 415. */
export class RequestRefusal extends TelepadError {
  readonly response: ErrorResponseOptions;

  constructor(code: BrokerErrorCode, message: string, response: ErrorResponseOptions = {}) {
    super(code, message);
    this.response = response;
  }
}

/** What may leave the broker of something that was thrown: errors that are not ours say nothing. */
export function publicError(thrown: unknown): TelepadError {
  if (isTelepadError(thrown) && Object.hasOwn(statusByCode, thrown.code)) return thrown;
  return new TelepadError(
    'internal_error',
    'The broker failed in a way that it was not prepared for; its log tells more. Try again, and tell who runs it.',
    { cause: thrown },
  );
}

/** @param error as `publicError` gives it */
export function statusOf(error: TelepadError): number {
  const own = error instanceof RequestRefusal ? error.response.status : undefined;
  return own ?? statusByCode[error.code as BrokerErrorCode];
}

export function errorResponse(error: TelepadError): Response {
  const { headers } = error instanceof RequestRefusal ? error.response : {};
  const finalStatus = statusOf(error);
  const retryAfter =
    finalStatus === 429 ? { 'retry-after': retryAfterSeconds(error.retryAfterMs) } : {};
  return jsonResponse({ error: errorBody(error) }, finalStatus, { ...retryAfter, ...headers });
}

/** An error as it travels. */
export function errorBody({ code, message, retryable, retryAfterMs }: TelepadError): PublicError {
  return { code, message, retryable, ...(retryAfterMs !== undefined && { retryAfterMs }) };
}

/** One second where nobody told. */
function retryAfterSeconds(retryAfterMs = 1000): string {
  return String(Math.ceil(retryAfterMs / 1000));
}

export function jsonResponse(
  value: unknown,
  status = 200,
  headers: Readonly<Record<string, string>> = {},
): Response {
  return new Response(JSON.stringify(value), {
    status,
    headers: { 'content-type': 'application/json', ...headers },
  });
}
