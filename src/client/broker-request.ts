import { isErrorCode, TelepadError } from '../core/errors.js';
import { asBoolean, asNumber, asObject, asString, parseJson } from '../core/json.js';
import { aborted } from './aborted.js';

/** Where a broker is and how the page authenticates to it. */
export interface BrokerAddress {
  /** Where the broker is mounted, e.g. `/telepad`; the path of the call is added. */
  readonly url: string | URL;
  /** Sent with the request: how your page authenticates to your broker. A function is asked each time. */
  readonly headers?: HeadersInit | (() => HeadersInit);
  /** @default 'same-origin' */
  readonly credentials?: RequestCredentials;
  /** Default: the page's own. */
  readonly fetch?: typeof fetch;
}

export interface BrokerCall {
  /** Below the broker's address, e.g. `/tickets`. */
  readonly path: string;
  readonly body: object;
  /** For messages: what the broker is asked for. */
  readonly what: string;
  /** Reads an answer that may come line by line; without it none is asked for. */
  readonly readLines?: (response: Response) => Promise<Response>;
}

/**
 * Asks a broker for something; what it answered is not looked at beyond being an object.
 * @throws TelepadError the broker's own, `broker_unreachable`, `broker_answer_invalid` or `aborted`
 */
export async function askBroker(
  { url, headers: given, credentials = 'same-origin', fetch = globalThis.fetch }: BrokerAddress,
  { path, body: order, what, readLines }: BrokerCall,
  signal?: AbortSignal,
): Promise<object> {
  const headers = new Headers(typeof given === 'function' ? given() : given);
  headers.set('content-type', 'application/json');
  if (readLines) headers.set('accept', 'application/x-ndjson, */*');
  let response: Response;
  let text: string;
  try {
    response = await fetch(`${String(url).replace(/\/+$/, '')}${path}`, {
      method: 'POST',
      headers,
      credentials,
      body: JSON.stringify(order),
      signal: signal ?? null,
      // What nobody waits for goes on when the page is gone.
      keepalive: !signal,
    });
    response = (await readLines?.(response)) ?? response;
    text = await response.text();
  } catch (cause) {
    if (signal?.aborted) throw aborted();
    throw new TelepadError(
      'broker_unreachable',
      `The broker could not be asked for a ${what}. Check the network, the broker’s address, and that it allows this page’s origin.`,
      { cause },
    );
  }
  const body = parseJson(text);
  if (!response.ok) throw brokerError(response.status, body, what);
  const answer = asObject(body);
  // A single-page application's server answers its page to everything.
  if (!answer) throw notABroker(response.status, what);
  return answer;
}

function brokerError(status: number, body: unknown, what: string): TelepadError {
  const error = asObject(asObject(body)?.error);
  const code = error?.code;
  if (isErrorCode(code)) {
    const retryable = asBoolean(error?.retryable);
    const retryAfterMs = asNumber(error?.retryAfterMs) ?? -1;
    return new TelepadError(
      code,
      asString(error?.message) ?? `The broker refused the ${what} (HTTP ${status}).`,
      {
        ...(retryable !== undefined && { retryable }),
        ...(retryAfterMs >= 0 && { retryAfterMs }),
      },
    );
  }
  return notABroker(status, 'Telepad error');
}

function notABroker(status: number, missing: string): TelepadError {
  return new TelepadError(
    'broker_answer_invalid',
    `The broker answered HTTP ${status} without a ${missing}. Check that the broker’s address is right.`,
    { retryable: status >= 500 },
  );
}
