import { TelepadError } from '../core/errors.js';
import type { VendorAnswer, VendorCall } from '../core/ports/broker.js';
import { readLimitedText } from './limited-text.js';

/** The part of `fetch` that the broker uses. */
export type FetchFunction = (url: string, init: RequestInit) => Promise<Response>;

export interface VendorHttpOptions {
  readonly fetch: FetchFunction;
  /** For the whole exchange, the answer's body included, in ms. */
  readonly timeoutMs: number;
  /** The browser's request: when it goes away, the call to the vendor is given up. */
  readonly signal: AbortSignal | undefined;
}

const maxAnswerBytes = 1024 * 1024;

/**
 * One request to a vendor.
 *
 * Addresses stay out of the messages: they can hold credentials of the operator.
 * @throws TelepadError as `BrokerTools.request` says
 */
export async function callVendor(
  call: VendorCall,
  { fetch, timeoutMs, signal }: VendorHttpOptions,
): Promise<VendorAnswer> {
  const controller = new AbortController();
  const cancel = () => controller.abort();
  let isTimedOut = false;
  let isComplete = false;
  const timer = setTimeout(() => {
    isTimedOut = true;
    cancel();
  }, timeoutMs);
  signal?.addEventListener('abort', cancel);
  if (signal?.aborted) cancel();
  try {
    // No `credentials` or `cache`: some runtimes throw when they see them, and none of them keeps cookies.
    const response = await fetch(call.url, {
      method: call.method,
      headers: { ...call.headers },
      redirect: 'manual',
      signal: controller.signal,
      ...(call.body !== undefined && { body: call.body }),
    });
    if (isRedirect(response)) {
      throw answerInvalid('is a redirect, which would take the signature elsewhere. Check baseUrl');
    }
    const text = await readText(response);
    isComplete = true;
    return { status: response.status, headers: Object.fromEntries(response.headers), text };
  } catch (cause) {
    if (cause instanceof TelepadError) throw cause;
    if (signal?.aborted) {
      throw new TelepadError(
        'aborted',
        'The call to the vendor was given up because the browser that asked for it went away.',
      );
    }
    if (isTimedOut) {
      throw new TelepadError(
        'vendor_timeout',
        `The vendor was called, but did not answer within ${timeoutMs} ms. Try again in a moment.`,
      );
    }
    throw new TelepadError(
      'vendor_unreachable',
      'The vendor was called, but no connection to it came about. Check baseUrl and the network of the broker.',
      { cause },
    );
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', cancel);
    // Ends what still runs, such as the rest of an answer that was too long. An abort costs more than it looks:
    // it makes an error with a stack.
    if (!isComplete) cancel();
  }
}

function isRedirect({ status, type }: Response): boolean {
  return type === 'opaqueredirect' || (status >= 300 && status < 400);
}

async function readText(response: Response): Promise<string> {
  const text = await readLimitedText(response, maxAnswerBytes);
  if (text === undefined) throw answerInvalid(`is longer than ${maxAnswerBytes} bytes`);
  return text;
}

function answerInvalid(finding: string): TelepadError {
  return new TelepadError(
    'vendor_answer_invalid',
    `The vendor was called and answered, but the answer ${finding}.`,
  );
}
