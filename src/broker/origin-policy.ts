import { TelepadError } from '../core/errors.js';
import { RequestRefusal } from './error-response.js';

/**
 * Which other origins' pages may use the broker. Pages of the broker's own origin always may: browsers need
 * no permission for those.
 */
export interface OriginPolicy {
  /** @throws RequestRefusal 403 when a browser says that a page of an unlisted origin is asking */
  check(request: Request): void;
  /** The headers that let the page read the answer; none for unlisted origins. */
  headers(request: Request): Readonly<Record<string, string>>;
}

/**
 * @param allowedOrigins such as `https://app.example.com`
 * @throws TelepadError `configuration_invalid` for an entry that is not an origin
 */
export function createOriginPolicy(allowedOrigins: readonly string[]): OriginPolicy {
  checkOrigins(allowedOrigins);
  const isAllowed = (origin: string | null): origin is string =>
    origin !== null && allowedOrigins.includes(origin);
  return {
    check({ headers }) {
      // Browsers alone write this header, and it knows the page's side of a proxy better than we do. `same-site`
      // is another origin too. Without the header it is no browser of today; CORS still holds.
      const site = headers.get('sec-fetch-site');
      if ((site === 'cross-site' || site === 'same-site') && !isAllowed(headers.get('origin'))) {
        throw originForbidden();
      }
    },
    headers({ headers }) {
      const origin = headers.get('origin');
      if (!isAllowed(origin)) return { vary: 'Origin' };
      return {
        vary: 'Origin',
        'access-control-allow-origin': origin,
        'access-control-allow-credentials': 'true',
        'access-control-expose-headers': 'Retry-After',
      };
    },
  };
}

export function isPreflight({ method, headers }: Request): boolean {
  return (
    method === 'OPTIONS' && headers.has('origin') && headers.has('access-control-request-method')
  );
}

/**
 * Answers a browser's question whether a page may send its request.
 * @throws RequestRefusal 403 for unlisted origins
 */
export function preflightResponse(
  request: Request,
  policy: OriginPolicy,
  allowedMethod: string,
): Response {
  if (!policy.headers(request)['access-control-allow-origin']) throw originForbidden();
  // An application may authenticate with any header of its own, so a listed origin may send what it asks for.
  const asked = request.headers.get('access-control-request-headers') ?? '';
  return new Response(null, {
    status: 204,
    headers: {
      'access-control-allow-methods': allowedMethod,
      'access-control-max-age': '600',
      ...(/^[\w\-, ]+$/.test(asked) && { 'access-control-allow-headers': asked }),
    },
  });
}

function originForbidden(): RequestRefusal {
  return new RequestRefusal(
    'forbidden',
    'The request was refused because it comes from a page of another origin. List that origin in allowedOrigins of the broker.',
  );
}

/** @throws TelepadError `configuration_invalid` for an entry that is not an origin */
export function checkOrigins(allowedOrigins: readonly string[]): void {
  for (const origin of allowedOrigins) checkOrigin(origin);
}

function checkOrigin(value: string): void {
  let origin: string | undefined;
  try {
    origin = new URL(value).origin;
  } catch {
    // Not even an address: falls through to the one message.
  }
  if (origin !== value || !/^https?:[^*]+$/.test(value)) {
    throw new TelepadError(
      'configuration_invalid',
      "The broker's allowedOrigins: every entry must be an origin such as https://app.example.com, without a path, a slash at its end or a wildcard.",
    );
  }
}
