import { TelepadError } from '../core/errors.js';
import type { BrokerTools, BrokerVendor } from '../core/ports/broker.js';
import { errorResponse, jsonResponse, publicError, RequestRefusal } from './error-response.js';
import { type Grant, grantsPhone, readGrant } from './grant.js';
import { type BrokerLogEntry, describeCause } from './log-entry.js';
import { createOriginPolicy, isPreflight, preflightResponse } from './origin-policy.js';
import { readTicketOrder } from './ticket-order.js';
import { callVendor, type FetchFunction } from './vendor-http.js';

/** Answers a browser's requests. Mounts wherever a `Request` can become a `Response`. */
export type Broker = (request: Request) => Promise<Response>;

/** What a broker is made of besides its vendors. */
export interface BrokerBehaviour {
  /**
   * Decides who is asking and what they may do, from the cookies or headers of your own application; `null`
   * for someone you do not know. Without it nothing is allowed. Must not read the request's body (use
   * `request.clone()`). When it throws, the answer is 500 and tells nothing of it.
   */
  readonly authorize?: (request: Request) => Grant | null | Promise<Grant | null>;
  /**
   * Origins, such as `https://app.example.com`, whose pages may use this broker with cookies. Default none:
   * only pages of the broker's own origin.
   */
  readonly allowedOrigins?: readonly string[];
  /** Longest wait for a vendor's answer, in ms, 1 to 120000. Default 10000. */
  readonly timeoutMs?: number;
  /** Receives an entry for each answer. Entries hold no key, token or address. Default: no log. */
  readonly log?: (entry: BrokerLogEntry) => void;
  /** Ms since 1970. Default `Date.now`. */
  readonly now?: () => number;
  /** Default: the runtime's own. */
  readonly fetch?: FetchFunction;
}

const methodByRoute = { tickets: 'POST', phones: 'GET' } as const;
type Route = keyof typeof methodByRoute;

/** What is known of a request so far, for its log entry. */
type Facts = {
  -readonly [Name in 'route' | 'vendor' | 'phoneId' | 'userId']?: BrokerLogEntry[Name];
};

/**
 * Makes the handler for `POST …/tickets` and `GET …/phones`, wherever it is mounted.
 * @throws TelepadError `configuration_invalid`
 */
export function createBroker(vendors: readonly BrokerVendor[], behaviour: BrokerBehaviour): Broker {
  const { authorize, timeoutMs = 10_000, log, now = Date.now } = behaviour;
  const fetch = behaviour.fetch ?? ((url, init) => globalThis.fetch(url, init));
  const origins = createOriginPolicy(behaviour.allowedOrigins ?? []);
  if (!Number.isInteger(timeoutMs) || timeoutMs < 1 || timeoutMs > 120_000) {
    throw new TelepadError(
      'configuration_invalid',
      "The broker's timeoutMs must be a whole number of 1 to 120000.",
    );
  }

  return async (request) => {
    const startedAt = now();
    const facts: Facts = {};
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

  async function answer(request: Request, facts: Facts): Promise<Response> {
    const decide = authorize;
    if (!decide) {
      throw new RequestRefusal(
        'forbidden',
        'The request was refused because this broker has no authorize function, and so allows nothing. Pass one to createBroker.',
      );
    }
    const route = readRoute(request);
    facts.route = route;
    if (isPreflight(request)) return preflightResponse(request, origins, methodByRoute[route]);
    if (request.method !== methodByRoute[route]) throw methodNotAllowed(methodByRoute[route]);
    origins.check(request);
    const grant = await authorized(decide, request);
    facts.userId = grant.userId;
    return route === 'phones' ? listPhones(grant) : issueTicket(request, grant, facts);
  }

  /** A grant for every phone of the account names none: the broker keeps no list of them. */
  function listPhones(grant: Grant): Response {
    const vendor = vendors.length === 1 ? vendors[0]?.id : null;
    const { role } = grant;
    return grant.phones === 'all'
      ? jsonResponse({ all: true, phones: [] })
      : jsonResponse({
          all: false,
          phones: grant.phones.map((phoneId) => ({ phoneId, vendor, role })),
        });
  }

  async function issueTicket(request: Request, grant: Grant, facts: Facts): Promise<Response> {
    const { phoneId, vendor } = await readTicketOrder(request, vendors);
    Object.assign(facts, { phoneId, vendor: vendor.id } satisfies Facts);
    // Before the vendor is asked, so the answer does not tell whether such a phone exists.
    if (!grantsPhone(grant, phoneId)) {
      throw new RequestRefusal(
        'forbidden',
        'The ticket was refused because this user may not open that phone. Choose one of their own, or grant it in authorize.',
      );
    }
    const { userId, role } = grant;
    const tools: BrokerTools = {
      request: (call) => callVendor(call, { fetch, timeoutMs, signal: request.signal }),
      now,
      warn: (message) => write({ level: 'warn', event: 'warned', message, route: null, ...facts }),
    };
    return jsonResponse(
      await vendor.issueTicket(
        { phoneId, userId, role, isSecurePage: isSecurePage(request) },
        tools,
      ),
    );
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

function readRoute({ url }: Request): Route {
  const route = new URL(url).pathname.split('/').at(-1);
  if (route === 'tickets' || route === 'phones') return route;
  throw new RequestRefusal(
    'route_not_found',
    'The broker was asked for something that it does not have. Its routes are POST …/tickets and GET …/phones.',
  );
}

function methodNotAllowed(allowed: string): RequestRefusal {
  return new RequestRefusal(
    'method_not_allowed',
    `The broker was asked with a method that this route does not have. Use ${allowed}.`,
    { headers: { allow: allowed } },
  );
}

async function authorized(
  authorize: NonNullable<BrokerBehaviour['authorize']>,
  request: Request,
): Promise<Grant> {
  let found: Grant | null;
  try {
    found = await authorize(request);
  } catch (cause) {
    throw new TelepadError(
      'internal_error',
      "The broker could not decide about the request because its authorize function failed. Try again, and see the application's own log.",
      { cause },
    );
  }
  if (found === null || found === undefined) {
    throw new RequestRefusal(
      'unauthenticated',
      'The request was refused because the application does not know who is asking. Sign in there first.',
    );
  }
  if (request.bodyUsed) {
    throw new TelepadError(
      'internal_error',
      "The broker's authorize function read the body of the request. Let it read request.clone() instead.",
      { retryable: false },
    );
  }
  return readGrant(found);
}

/** The page's own scheme, which browsers tell; else that of the request itself. */
function isSecurePage(request: Request): boolean {
  const origin = request.headers.get('origin');
  return /^https?:/.test(origin ?? '') ? /^https:/.test(origin ?? '') : /^https:/.test(request.url);
}
