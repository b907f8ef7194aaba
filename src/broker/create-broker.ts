import type { TelepadError } from '../core/errors.js';
import type { BrokerVendor } from '../core/ports/broker.js';
import { authorized, nothingAllowed } from './authorized.js';
import type { BrokerBehaviour } from './broker-behaviour.js';
import type { AuthorizedRequest, BrokerParts, RequestFacts } from './broker-parts.js';
import { checkCallbackOptions } from './callback-options.js';
import { checkTimeout } from './check-timeout.js';
import { errorResponse, publicError } from './error-response.js';
import { type BrokerLogEntry, describeCause } from './log-entry.js';
import { createOriginPolicy, isPreflight, preflightResponse } from './origin-policy.js';
import { createRateLimits } from './rate-limits/create-rate-limits.js';
import { checkMethod, methodByRoute, type RequestRoute, readRoute } from './request-route.js';
import { callDevice } from './routes/call-device.js';
import { issueGroupTicket } from './routes/issue-group-ticket.js';
import { issueTicket } from './routes/issue-ticket.js';
import { listPhones } from './routes/list-phones.js';
import { createCallbackReceiver } from './routes/receive-callback.js';
import { createToolMaker } from './vendor-tools.js';

/** Answers a browser's requests. Mounts wherever a `Request` can become a `Response`. */
export type Broker = (request: Request) => Promise<Response>;

/**
 * Makes the handler for the routes of request-route.ts, wherever it is mounted.
 * @throws TelepadError `configuration_invalid`
 */
export function createBroker(vendors: readonly BrokerVendor[], behaviour: BrokerBehaviour): Broker {
  const { authorize, log, now = Date.now } = behaviour;
  const timeoutMs = checkTimeout(behaviour.timeoutMs);
  const fetch = behaviour.fetch ?? ((url, init) => globalThis.fetch(url, init));
  const origins = createOriginPolicy(behaviour.allowedOrigins ?? []);
  const rateLimits = createRateLimits(behaviour.rateLimits ?? {}, now, (message) =>
    write({ level: 'warn', event: 'warned', message, route: null }),
  );
  const toolsFor = createToolMaker({ fetch, timeoutMs, rateLimits, now, write });
  const parts: BrokerParts = { vendors, rateLimits, now, write, toolsFor };
  const receiveCallback = createCallbackReceiver(parts, checkCallbackOptions(behaviour.callbacks));

  return async (request) => {
    const startedAt = now();
    const facts: RequestFacts = {};
    let error: TelepadError | undefined;
    let response: Response;
    try {
      response = await answer(request, facts);
    } catch (thrown) {
      error = publicError(thrown);
      response = errorResponse(error);
    }
    for (const [name, value] of Object.entries({
      ...standingHeaders,
      ...origins.headers(request),
    })) {
      response.headers.set(name, value);
    }
    const cause = describeCause(error?.cause);
    write({
      level: response.status < 400 ? 'info' : response.status < 500 ? 'warn' : 'error',
      event: 'answered',
      message: error?.message ?? 'The request was answered.',
      route: null,
      ...facts,
      status: response.status,
      ...(error && { code: error.code }),
      durationMs: now() - startedAt,
      ...(cause !== undefined && { cause }),
    });
    return response;
  };

  async function answer(request: Request, facts: RequestFacts): Promise<Response> {
    const route = readRoute(request);
    if (route.name === 'callbacks') {
      facts.route = route.name;
      checkMethod(request, route.name);
      return receiveCallback(request, route, facts);
    }
    if (!authorize) throw nothingAllowed();
    facts.route = route.name;
    if (isPreflight(request)) {
      return preflightResponse(request, origins, methodByRoute[route.name]);
    }
    checkMethod(request, route.name);
    origins.check(request);
    const grant = await authorized(authorize, request);
    facts.userId = grant.userId;
    return answerAuthorized(route, { request, grant, facts });
  }

  function answerAuthorized(
    route: Exclude<RequestRoute, { readonly name: 'callbacks' }>,
    exchange: AuthorizedRequest,
  ): Response | Promise<Response> {
    switch (route.name) {
      case 'tickets':
        return issueTicket(parts, exchange);
      case 'phones':
        return listPhones(parts, exchange);
      case 'group-tickets':
        return issueGroupTicket(parts, exchange);
      case 'device':
        return callDevice(parts, exchange, route.operation);
    }
  }

  /** A log that fails is no reason to fail a request. */
  function write(entry: BrokerLogEntry): void {
    try {
      log?.(entry);
    } catch {
      // There is nobody left to tell.
    }
  }
}

/** A ticket is a secret of one user for one moment; nothing in between may keep it. */
const standingHeaders = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' };
