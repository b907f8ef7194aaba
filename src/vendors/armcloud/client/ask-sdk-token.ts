import { TelepadError } from '../../../core/errors.js';
import { parseJson } from '../../../core/json.js';
import { readEnvelope } from '../wire/batch-apply-token.js';
import {
  readSdkTokenAnswer,
  type SdkTokenAnswer,
  sdkApplyTokenPath,
  stsTokenHeader,
} from '../wire/sdk-apply-token.js';
import {
  isRetryable,
  rateLimitWaitMs,
  type VendorAdvice,
  vendorCodeMeaning,
} from '../wire/vendor-codes.js';

/** What came: the answer, or an error and the vendor's advice about it. */
export type SdkTokenResult =
  | { readonly answer: SdkTokenAnswer }
  | { readonly error: TelepadError; readonly advice: VendorAdvice };

export interface SdkTokenCall {
  /** Without a trailing slash. */
  readonly baseUrl: string;
  /** Of the call, that for one phone by default. */
  readonly path?: string;
  readonly token: string;
  readonly body: string;
  readonly signal: AbortSignal | undefined;
  readonly fetch: typeof fetch;
  readonly now: () => number;
}

/** @throws TelepadError `aborted`, `vendor_unreachable` or `vendor_answer_invalid` */
export async function askSdkToken(call: SdkTokenCall): Promise<SdkTokenResult> {
  const { status, text, reset } = await post(call);
  const envelope = readEnvelope(parseJson(text));
  if (envelope && envelope.code !== 200) return failure(envelope.code, status, reset, call.now());
  if (status === 401 || status === 403 || status === 429) {
    return failure(status, status, reset, call.now());
  }
  if (status >= 500) {
    throw new TelepadError(
      'vendor_unreachable',
      `ArmCloud was asked for a room token, but its service answered with HTTP status ${status}. Try again in a moment.`,
    );
  }
  if (!envelope || status > 299) {
    throw answerInvalid(`it is not what its clients expect (HTTP status ${status}). Check baseUrl`);
  }
  const answer = readSdkTokenAnswer(envelope.data);
  if (!answer) throw answerInvalid('it holds no usable room token');
  return { answer };
}

async function post(call: SdkTokenCall) {
  const { baseUrl, path = sdkApplyTokenPath, token, body, signal, fetch } = call;
  try {
    const response = await fetch(`${baseUrl}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', [stsTokenHeader]: token },
      body,
      credentials: 'omit',
      // The token must not follow to another place.
      redirect: 'error',
      referrerPolicy: 'no-referrer',
      ...(signal && { signal }),
    });
    const text = await response.text();
    return { status: response.status, text, reset: response.headers.get('x-ratelimit-reset') };
  } catch (cause) {
    if (signal?.aborted) {
      throw new TelepadError('aborted', 'The request for a ticket was given up.', { cause });
    }
    throw new TelepadError(
      'vendor_unreachable',
      'ArmCloud could not be asked for a room token. Check the network, baseUrl, and that the vendor allows this page’s origin.',
      { cause },
    );
  }
}

/** Of the vendor's own words only the number is used: its texts may repeat what was sent. */
function failure(
  vendorCode: number,
  status: number,
  reset: string | null,
  now: number,
): SdkTokenResult {
  const meaning = vendorCodeMeaning(vendorCode, status);
  const wait =
    meaning.code === 'vendor_rate_limited' ? rateLimitWaitMs(reset, now) : meaning.waitMs;
  const error = new TelepadError(
    meaning.code,
    `ArmCloud was asked for a room token and answered with its code ${vendorCode}: ${meaning.text}.`,
    { retryable: isRetryable(meaning), ...(wait !== undefined && { retryAfterMs: wait }) },
  );
  return { error, advice: meaning.advice };
}

export function answerInvalid(finding: string): TelepadError {
  return new TelepadError(
    'vendor_answer_invalid',
    `ArmCloud was asked for a room token and its answer was read, but ${finding}.`,
  );
}
