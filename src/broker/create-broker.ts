import type { TelepadError } from '../core/errors.js';
import type { BrokerVendor } from '../core/ports/broker.js';
import { authorized, nothingAllowed } from './authorized.js';
import type { BrokerBehaviour } from './broker-behaviour.js';
import type { AuthorizedRequest, BrokerParts, RequestFacts } from './broker-parts.js';
import { checkCallbackOptions } from './callback-options.js';
import { checkTimeout } from './check-timeout.js';
import { errorResponse, publicError, statusOf } from './error-response.js';
import { FileDesk } from './files/file-desk.js';
import { checkFileOptions } from './files/file-options.js';
import { type BrokerLogEntry, describeCause } from './log-entry.js';
import { createLogWriter } from './log-writer.js';
import { createOriginPolicy, isPreflight, preflightResponse } from './origin-policy.js';
import type { OngoingAnswer } from './progress-answer.js';
import { createRateLimits } from './rate-limits/create-rate-limits.js';
import { checkMethod, methodByRoute, type RequestRoute, readRoute } from './request-route.js';
import { callDevice } from './routes/call-device.js';
import { issueGroupTicket } from './routes/issue-group-ticket.js';
import { issueTicket } from './routes/issue-ticket.js';
import { leavePhone } from './routes/leave-phone.js';
import { listPhones } from './routes/list-phones.js';
import { createCallbackReceiver } from './routes/receive-callback.js';
import { serveFile } from './routes/serve-file.js';
import { uploadFile } from './routes/upload-file.js';
import { SessionBook } from './sessions/session-book.js';
import { createToolMaker } from './vendor-tools.js';

/** Answers a browser's requests. Mounts wherever a `Request` can become a `Response`. */
export interface Broker {
  (request: Request): Promise<Response>;
  /**
   * For a server that stops for good, after it takes no more requests: ends the sessions that vendors would keep for users
   * of this broker, as if each had left. Ends none with `endLostSessions: false`, since users go on through other brokers.
   * Resolves after 10 s at the latest; what failed is in the log. Safe to call twice.
   */
  close(): Promise<void>;
}

/**
 * Makes the handler for the routes of request-route.ts, wherever it is mounted.
 * @throws TelepadError `configuration_invalid`
 */
export function createBroker(vendors: readonly BrokerVendor[], behaviour: BrokerBehaviour): Broker {
  const { authorize, signallingRelay, endLostSessions = true, now = Date.now } = behaviour;
  const write = createLogWriter<BrokerLogEntry>(behaviour.log);
  const timeoutMs = checkTimeout(behaviour.timeoutMs);
  const fetch = behaviour.fetch ?? ((url, init) => globalThis.fetch(url, init));
  const origins = createOriginPolicy(behaviour.allowedOrigins ?? []);
  const rateLimits = createRateLimits(behaviour.rateLimits ?? {}, now, (message) =>
    write({ level: 'warn', event: 'warned', message, route: null }),
  );
  const toolsFor = createToolMaker({ fetch, timeoutMs, rateLimits, now, write });
  const files = behaviour.files && new FileDesk(checkFileOptions(behaviour.files), now);
  const sessions = new SessionBook({ endLostSessions, now, toolsFor, write });
  const parts: BrokerParts = {
    vendors,
    rateLimits,
    signallingRelay,
    files,
    sessions,
    now,
    write,
    toolsFor,
  };
  const receiveCallback = createCallbackReceiver(parts, checkCallbackOptions(behaviour.callbacks));

  return Object.assign(handle, { close: () => sessions.close() });

  async function handle(request: Request): Promise<Response> {
    const startedAt = now();
    const facts: RequestFacts = {};
    let error: TelepadError | undefined;
    let response: Response;
    let outcome: OngoingAnswer['outcome'] | undefined;
    try {
      const given = await answer(request, facts);
      if ('outcome' in given) ({ response, outcome } = given);
      else response = given;
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
    const note = (status: number, failure: TelepadError | undefined) => {
      const cause = describeCause(failure?.cause);
      write({
        level: status < 400 ? 'info' : status < 500 ? 'warn' : 'error',
        event: 'answered',
        message: failure?.message ?? 'The request was answered.',
        route: null,
        ...facts,
        status,
        ...(failure && { code: failure.code }),
        durationMs: now() - startedAt,
        ...(cause !== undefined && { cause }),
      });
    };
    if (outcome) {
      void outcome.then((failure) => note(failure ? statusOf(failure) : response.status, failure));
    } else note(response.status, error);
    return response;
  }

  async function answer(request: Request, facts: RequestFacts): Promise<Response | OngoingAnswer> {
    const route = readRoute(request);
    if (route.name === 'callbacks') {
      facts.route = route.name;
      checkMethod(request, route.name);
      return receiveCallback(request, route, facts);
    }
    if (route.name === 'files') {
      facts.route = route.name;
      checkMethod(request, route.name);
      return serveFile(parts, request, route.token, facts);
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
    route: Exclude<RequestRoute, { readonly name: 'callbacks' | 'files' }>,
    exchange: AuthorizedRequest,
  ): Response | Promise<Response | OngoingAnswer> {
    switch (route.name) {
      case 'tickets':
        return issueTicket(parts, exchange);
      case 'leave':
        return leavePhone(parts, exchange);
      case 'phones':
        return listPhones(parts, exchange);
      case 'group-tickets':
        return issueGroupTicket(parts, exchange);
      case 'device':
        return callDevice(parts, exchange, route.operation);
      case 'uploads':
        return uploadFile(parts, exchange, route.phoneId);
    }
  }
}

/** A ticket is a secret of one user for one moment; nothing in between may keep it. */
const standingHeaders = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' };
