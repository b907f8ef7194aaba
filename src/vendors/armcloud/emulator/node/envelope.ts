import type { CloudResponse } from '../../../../core/ports/emulator.js';

/** The vendor's codes that the emulator gives (API reference; fact sheet 2.11). */
export const vendorCode = {
  success: 200,
  rateLimited: 429,
  parameterInvalid: 100000,
  requestUnreadable: 100002,
  headerMissing: 100003,
  keyUnknown: 100004,
  signatureRejected: 100005,
  methodNotSupported: 100012,
  padDuplicated: 110027,
  padUnknown: 120005,
  notEnabled: 120007,
} as const;

/** Ends a call with one of the vendor's codes. The HTTP status stays 200, as the real service has it. */
export class ApiFailure extends Error {
  readonly code: number;

  constructor(code: number, message: string) {
    super(message);
    this.code = code;
  }
}

export function parameterInvalid(message: string): ApiFailure {
  return new ApiFailure(vendorCode.parameterInvalid, message);
}

export interface Envelope {
  readonly code: number;
  readonly msg: string;
  readonly data: unknown;
}

/** The frame around every answer (fact sheet 2.1). */
export function envelopeResponse(
  { code, msg, data }: Envelope,
  context: { readonly now: number; readonly traceId: string; readonly status?: number },
  headers: Readonly<Record<string, string>> = {},
): CloudResponse {
  const { now, traceId, status = 200 } = context;
  return {
    status,
    headers: { 'content-type': 'application/json;charset=UTF-8', ...headers },
    body: JSON.stringify({ code, msg, ts: now, data, traceId }),
  };
}
