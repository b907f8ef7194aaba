import type { CloudResponse } from '../../../../core/ports/emulator.js';
import { vendorMessages } from './vendor-messages.js';

/** The vendor's codes that the emulator gives by itself (API reference; fact sheet 2.11). */
export const vendorCode = {
  success: 200,
  rateLimited: 429,
  /** The brands' own words for a missing header, an unknown key, a wrong signature, a clock that is off. */
  brandHeaderMissing: 2032,
  brandKeyUnknown: 2031,
  brandSignatureRejected: 2019,
  brandClockRejected: 2033,
  parameterInvalid: 100000,
  requestUnreadable: 100002,
  headerMissing: 100003,
  keyUnknown: 100004,
  signatureRejected: 100005,
  stsTokenMissing: 100006,
  stsTokenUnknown: 100007,
  stsTokenRevoked: 100008,
  processingFailed: 100010,
  methodNotSupported: 100012,
  screenshotFailed: 110001,
  commandFailed: 110003,
  downloadFailed: 110006,
  commandTimedOut: 110012,
  padDuplicated: 110027,
  /** No such pad, as the device calls say it. */
  orderPadUnknown: 110028,
  padNotReady: 110031,
  deviceUnknown: 110032,
  padUnreachable: 120002,
  stopNotDelivered: 120003,
  /** No such pad, as the room calls say it. */
  padUnknown: 120005,
  otherInstallation: 120006,
  notEnabled: 120007,
  otherPad: 120009,
  fileUnavailable: 140005,
  filePathInvalid: 140006,
} as const;

/** Ends a call with one of the vendor's codes. The HTTP status stays 200, as the real service has it. */
export class ApiFailure extends Error {
  readonly code: number;

  constructor(code: number, message: string = vendorMessages[code] ?? `Error ${code}`) {
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
