import { isTelepadError } from '../../../core/errors.js';
import { type JsonObject, parseJson } from '../../../core/json.js';
import type { BrokerTools, VendorAnswer } from '../../../core/ports/broker.js';
import { type Envelope, readEnvelope } from '../wire/envelope.js';
import { type RestCall, type RestCallName, requestIdName, restCalls } from '../wire/rest-calls.js';
import { canonicalQuery, encodePath, type QueryParameter } from '../wire/sdk-hmac-signature.js';
import type { VendorFailure } from '../wire/vendor-codes.js';
import { createCredential } from './credential.js';
import type { CheckedKoophoneSettings } from './koophone-settings.js';
import { answerInvalid, readFailure } from './vendor-failure.js';
import { withJitter } from './with-jitter.js';

export interface RestRequest {
  /** For calls with an id in their path; checked before, because it becomes a part of an address. */
  readonly id?: string;
  readonly query?: readonly QueryParameter[];
  readonly body?: JsonObject;
}

export interface CallOptions {
  /** Numbers of the service that are no failures here: their envelope is given, its `error` tells which. */
  readonly accepts?: readonly string[];
}

/** Makes authenticated calls of an account: one way in for all that the broker asks of the vendor. */
export interface AccountClient {
  /**
   * @returns the envelope of a success, or of a failure that is accepted
   * @throws TelepadError what `BrokerTools.request` and `wait` throw, and the meaning of the vendor's codes
   */
  call(
    name: RestCallName,
    request: RestRequest,
    tools: BrokerTools,
    options?: CallOptions,
  ): Promise<Envelope>;
}

/** Fact sheet 5, class R: 0.5, 1 and 2 seconds. A longer wait is the browser's, which is told of it. */
const firstWaitMs = 500;
const longestWaitMs = 2000;
const usualRepeats = 3;

export function createAccountClient(settings: CheckedKoophoneSettings): AccountClient {
  const { baseUrl, basePath, projectId, tenantId } = settings;
  const credential = createCredential(settings);

  async function callOnce(
    call: RestCall,
    { id = '', query = [], body }: RestRequest,
    tools: BrokerTools,
  ): Promise<{ answer: VendorAnswer; requestId: string; renew: () => boolean }> {
    const requestId = crypto.randomUUID().replaceAll('-', '');
    // Its table lists the id as a query, all others as a header; both do no harm (fact sheet 2.2).
    const isListCall = call === restCalls.queryPhones;
    const request = {
      method: call.method,
      host: baseUrl.host,
      path: `${basePath}${call.path.replace('{id}', id)}`,
      query: isListCall ? [...query, [requestIdName, requestId] as const] : query,
      headers: {
        ...(body && { 'content-type': 'application/json' }),
        ...(projectId !== undefined && { 'x-project-id': projectId }),
      },
      body: body ? JSON.stringify(body) : '',
    };
    const { headers, renew } = await credential.authenticate(request, tools);
    const search = canonicalQuery(request.query);
    const answer = await tools.request({
      method: call.method,
      url: `${baseUrl.origin}${encodePath(request.path)}${search && `?${search}`}`,
      headers: {
        ...request.headers,
        [requestIdName]: requestId,
        ...(tenantId !== undefined && { 'x-tenant-id': tenantId }),
        ...headers,
      },
      ...(body && { body: request.body }),
    });
    return { answer, requestId, renew };
  }

  return {
    async call(name, request, tools, { accepts = [] } = {}) {
      const call: RestCall = restCalls[name];
      let hasRenewed = false;
      for (let repeats = 0; ; ) {
        let wait: number | undefined;
        let reason: unknown;
        try {
          const { answer, requestId, renew } = await callOnce(call, request, tools);
          const envelope = readEnvelope(parseJson(answer.text));
          const isSuccessStatus = answer.status >= 200 && answer.status <= 299;
          if (isSuccessStatus && envelope && !envelope.error) return envelope;
          if (isSuccessStatus && !envelope) {
            throw answerInvalid(call.purpose, 'it is not the JSON that its documents describe');
          }
          const told = readFailure(answer, envelope, call.purpose, tools.now());
          const { failure, error } = told;
          if (envelope && accepts.some((number) => number === told.number)) return envelope;
          tools.warn(`KooPhone refused a call; its ${requestIdName} is ${requestId}.`);
          if (failure.class === 'renew') {
            // For whoever calls next, too.
            const canHelp = renew();
            if (!canHelp || hasRenewed || call.effect === 'once') throw error;
            hasRenewed = true;
            continue;
          }
          reason = error;
          wait = waitBeforeRepeat(failure, repeats, error.retryAfterMs);
        } catch (error) {
          if (!isTelepadError(error) || error.code !== 'vendor_unreachable') throw error;
          reason = error;
          wait = waitBeforeRepeat({ class: 'retry' }, repeats, undefined);
        }
        if (wait === undefined || call.effect === 'once') throw reason;
        repeats += 1;
        await tools.wait(wait);
      }
    },
  };
}

/** `undefined` when asking again is no use, or somebody else's work. */
function waitBeforeRepeat(
  { class: kind, maxRepeats = usualRepeats }: Pick<VendorFailure, 'class' | 'maxRepeats'>,
  repeats: number,
  askedMs: number | undefined,
): number | undefined {
  if (kind !== 'retry' || repeats >= maxRepeats) return undefined;
  const wait = Math.max(withJitter(firstWaitMs * 2 ** repeats, Math.random()), askedMs ?? 0);
  return wait > 1.2 * longestWaitMs ? undefined : wait;
}
