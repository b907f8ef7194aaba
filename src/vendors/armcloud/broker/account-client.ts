import { isTelepadError, TelepadError } from '../../../core/errors.js';
import type { JsonObject } from '../../../core/json.js';
import type { BrokerTools, VendorAnswer } from '../../../core/ports/broker.js';
import { retryDelayMs } from '../../../core/retry.js';
import { createSingleFlight } from '../../../core/single-flight.js';
import {
  type AccountCall,
  type AccountCallName,
  accountCallPath,
  accountCalls,
} from '../wire/account-calls.js';
import type { CheckedArmcloudSettings } from './armcloud-settings.js';
import { createRateGate } from './rate-gate.js';
import { isAccountLimit, readTraceId, readVendorAnswer } from './read-vendor-answer.js';
import { createRequestSigner } from './request-signer.js';

/** Makes signed calls of an account: one way in for all that the broker asks of the vendor. */
export interface AccountClient {
  /**
   * @param body what a POST sends; without it the body is empty
   * @returns the `data` of a successful answer, unread
   * @throws TelepadError what `BrokerTools.request` throws, and the meaning of the vendor's codes
   */
  call(
    name: AccountCallName,
    body: JsonObject | undefined,
    tools: BrokerTools,
    options?: CallOptions,
  ): Promise<unknown>;
}

export interface CallOptions {
  /** True when several browsers wait for the answer. */
  readonly isShared?: boolean;
  /** Says of an error that asking again is somebody else's work. */
  readonly isFinal?: (error: TelepadError) => boolean;
}

/** Fact sheet 2.11: at most three times. The first repeat comes after 150 to 300 ms. */
const repeats = { maxAttempts: 3, baseDelayMs: 300, maxDelayMs: 2000 } as const;
/** A longer wait is the browser's, which is told of it. */
const longestWaitMs = 2000;
/** No repeat begins later than this after the first attempt: a browser waits for the answer. */
const patienceMs = 6000;

export function createAccountClient(settings: CheckedArmcloudSettings): AccountClient {
  const { baseUrl, brand, contentType, paths, unsignedBodies } = settings;
  const sign = createRequestSigner(settings);
  const gate = createRateGate();
  const reads = createSingleFlight<unknown>();
  const prefix = baseUrl.pathname.replace(/\/+$/, '');
  const places = new Map<AccountCallName, { readonly url: string; readonly path: string }>();
  // Without a window for batches nothing is shared: see the setting.
  const sharesReads = settings.batchWindowMs > 0;

  return {
    call(name, body, tools, options = {}) {
      const payload = body === undefined ? '' : JSON.stringify(body);
      if (accountCalls[name].effect !== 'none' || !sharesReads) {
        return callPatiently(name, payload, tools, options);
      }
      return reads.run(`${name} ${payload}`, () =>
        callPatiently(name, payload, tools, { ...options, isShared: true }),
      );
    },
  };

  /** Parsed once for each call: a URL costs more than a signature. */
  function placeOf(name: AccountCallName): { readonly url: string; readonly path: string } {
    const known = places.get(name);
    if (known) return known;
    const url = new URL(baseUrl);
    url.pathname = prefix + (paths[name] ?? accountCallPath(brand, name));
    const place = { url: url.href, path: url.pathname };
    places.set(name, place);
    return place;
  }

  async function callPatiently(
    name: AccountCallName,
    payload: string,
    tools: BrokerTools,
    options: CallOptions,
  ): Promise<unknown> {
    const startedAt = tools.now();
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await callOnce(name, payload, tools, options);
      } catch (error) {
        const wait = waitBeforeRepeat(error, accountCalls[name], attempt);
        if (wait === undefined || tools.now() - startedAt + wait > patienceMs) throw error;
        if (options.isFinal?.(error as TelepadError)) throw error;
        await new Promise((resolve) => setTimeout(resolve, wait));
      }
    }
  }

  async function callOnce(
    name: AccountCallName,
    payload: string,
    tools: BrokerTools,
    { isShared = false }: CallOptions,
  ): Promise<unknown> {
    gate.pass(tools.now());
    const { method, purpose }: AccountCall = accountCalls[name];
    const { url, path } = placeOf(name);
    const signature = await sign({
      now: tools.now(),
      host: baseUrl.hostname,
      path,
      payload: unsignedBodies.includes(name) ? '' : payload,
    });
    const answer = await tools.request(
      {
        method,
        url,
        headers: { 'content-type': contentType, ...signature },
        ...(payload !== '' && { body: payload }),
      },
      { isShared },
    );
    return readAnswer(answer, purpose, tools);
  }

  function readAnswer(answer: VendorAnswer, purpose: string, tools: BrokerTools): unknown {
    try {
      const data = readVendorAnswer(answer, purpose, tools.now());
      gate.open();
      return data;
    } catch (error) {
      const traceId = readTraceId(answer);
      if (traceId !== undefined) {
        tools.warn(`ArmCloud refused a call; its number for it, the traceId, is ${traceId}.`);
      }
      const isLimit = isTelepadError(error) && error.code === 'vendor_rate_limited';
      if (!isLimit || !isAccountLimit(answer)) throw error;
      const retryAfterMs = gate.close(tools.now(), error.retryAfterMs);
      throw new TelepadError(error.code, error.message, { retryAfterMs });
    }
  }
}

/** A timeout has cost more time than is left, and asking again is what a rate limit is against. */
const errorsOfTheMoment = new Set(['vendor_timeout', 'vendor_rate_limited', 'rate_limited']);

/** `undefined` when asking again is no use, or would do harm. */
function waitBeforeRepeat(
  error: unknown,
  { effect }: AccountCall,
  attempt: number,
): number | undefined {
  if (!isTelepadError(error) || !error.retryable) return undefined;
  if (errorsOfTheMoment.has(error.code)) return undefined;
  // Only then the vendor has said that it did not begin: all else may have reached the phone.
  if (effect === 'order' && error.code !== 'vendor_rejected') return undefined;
  const backoff = retryDelayMs(repeats, attempt, Math.random());
  if (backoff === undefined) return undefined;
  const wait = Math.max(backoff, error.retryAfterMs ?? 0);
  return wait > longestWaitMs ? undefined : wait;
}
