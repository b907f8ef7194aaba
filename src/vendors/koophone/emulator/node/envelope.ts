import type { CloudResponse } from '../../../../core/ports/emulator.js';
import { vendorError } from './vendor-errors.js';

/** Ends a call with one of the vendor's numbers. */
export class ApiFailure extends Error {
  readonly code: string;
  readonly status: number;

  constructor(code: string | number, message?: string, status?: number) {
    const known = vendorError(code);
    super(message ?? known.message);
    this.code = known.code;
    this.status = status ?? known.status;
  }
}

export function parameterInvalid(message: string): ApiFailure {
  return new ApiFailure(1000, message);
}

/** The spellings of one family of codes (fact sheet 2.3). */
export type CodePrefix = 'KOOPHONE.API.' | 'KooPhone.API.' | 'KP.API.' | 'KPAPI.';

/** How a call dresses its answers: the documents are not of one mind, so the emulator is not either. */
export interface Dress {
  readonly prefix: CodePrefix;
  readonly okMessage: string;
  /** Under which name a failure's text is. */
  readonly messageName: 'error_msg' | 'error_info';
}

export const plainDress: Dress = {
  prefix: 'KOOPHONE.API.',
  okMessage: 'ok',
  messageName: 'error_msg',
};

/** A call's answer. */
export interface CallResult {
  /** Left out of the envelope when it is undefined, as documented for calls that answer nothing. */
  readonly data?: unknown;
  /** Beside `data`, as the list has its page numbers. */
  readonly extra?: Readonly<Record<string, unknown>>;
}

export function successResponse({ data, extra }: CallResult, dress: Dress): CloudResponse {
  return json(200, { error_code: '0', error_msg: dress.okMessage, data, ...extra });
}

export function failureResponse(failure: ApiFailure, dress: Dress): CloudResponse {
  return json(failure.status, {
    error_code: `${dress.prefix}${failure.code}`,
    [dress.messageName]: failure.message,
    data: null,
  });
}

/** The gateway before the service refuses in its own words. */
export function gatewayResponse(status: number, code: string, message: string): CloudResponse {
  return json(status, {
    error_msg: message,
    error_code: code,
    request_id: '0123456789abcdef0123456789abcdef',
  });
}

export function page(status: number, text: string): CloudResponse {
  return {
    status,
    headers: { 'content-type': 'text/html' },
    body: `<html><h1>${text}</h1></html>`,
  };
}

function json(status: number, body: unknown): CloudResponse {
  return {
    status,
    headers: { 'content-type': 'application/json;charset=UTF-8' },
    body: JSON.stringify(body),
  };
}
