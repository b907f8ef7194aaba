/**
 * Every error code of Telepad, and whether trying the same thing again can help.
 * README.md explains each code; a test compares the two lists.
 */
const retryableByCode = {
  // Thrown where something is set up with wrong options.
  configuration_invalid: false,
  // A call was given a value that it does not take; nothing was sent.
  argument_invalid: false,
  // The broker's answers.
  bad_request: false,
  unauthenticated: false,
  forbidden: false,
  route_not_found: false,
  method_not_allowed: false,
  phone_not_found: false,
  phone_offline: true,
  vendor_not_configured: false,
  vendor_credentials_rejected: false,
  vendor_rejected: false,
  vendor_unsupported: false,
  vendor_rate_limited: true,
  vendor_timeout: true,
  vendor_unreachable: true,
  vendor_answer_invalid: false,
  decryption_failed: false,
  rate_limited: true,
  internal_error: true,
  // The browser's own findings.
  broker_unreachable: true,
  broker_answer_invalid: false,
  ticket_invalid: false,
  ticket_expired: false,
  vendor_unknown: false,
  vendor_load_failed: true,
  webrtc_unsupported: false,
  signalling_refused: true,
  signalling_lost: true,
  negotiation_failed: true,
  offer_timeout: true,
  connection_timeout: true,
  connection_lost: true,
  first_frame_timeout: true,
  media_stalled: true,
  opened_elsewhere: false,
  idle_timeout: false,
  permission_denied: false,
  media_device_failed: true,
  phone_timeout: true,
  phone_refused: false,
  task_failed: false,
  watch_only: false,
  not_supported: false,
  not_connected: true,
  session_closed: false,
  aborted: false,
} as const satisfies Record<string, boolean>;

export type ErrorCode = keyof typeof retryableByCode;

export const errorCodes = /* @__PURE__ */ Object.keys(retryableByCode) as readonly ErrorCode[];

export interface TelepadErrorOptions {
  /** What made it fail. Stays on this side: it is never sent over the network. */
  cause?: unknown;
  /** Overrides the code's usual answer to "can trying again help?". */
  retryable?: boolean;
  /** How long to wait before trying again, in ms, where the other side told. */
  retryAfterMs?: number;
}

/**
 * The one error class of Telepad.
 *
 * The message says what was done, what came back and what to do next. It never holds a key, a token or
 * the query of a URL, so it may be logged and shown.
 */
export class TelepadError extends Error {
  override readonly name = 'TelepadError';
  readonly code: ErrorCode;
  /** True when the same call may succeed later without a change by the caller. */
  readonly retryable: boolean;
  /** How long to wait before trying again, in ms; undefined when the other side did not tell. */
  readonly retryAfterMs: number | undefined;

  constructor(code: ErrorCode, message: string, options: TelepadErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.retryable = options.retryable ?? retryableByCode[code];
    this.retryAfterMs = options.retryAfterMs;
  }
}

/** True for errors made by this or by another copy of Telepad (a page may hold two bundles). */
export function isTelepadError(value: unknown): value is TelepadError {
  return value instanceof Error && value.name === 'TelepadError' && 'code' in value;
}

export function isErrorCode(value: unknown): value is ErrorCode {
  return typeof value === 'string' && Object.hasOwn(retryableByCode, value);
}
