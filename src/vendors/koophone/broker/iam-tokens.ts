import { isTelepadError, TelepadError } from '../../../core/errors.js';
import { parseJson } from '../../../core/json.js';
import type { BrokerTools, VendorAnswer } from '../../../core/ports/broker.js';
import { createSingleFlight } from '../../../core/single-flight.js';
import {
  iamContentType,
  iamTokenBody,
  iamTokenHeader,
  iamTokenPath,
  iamTokenQuery,
  type PasswordCredentials,
  readTokenEnd,
  type TokenScope,
  usualTokenLifeMs,
} from '../wire/iam.js';
import { canonicalQuery } from '../wire/sdk-hmac-signature.js';
import { readRetryAfterMs } from '../wire/vendor-codes.js';

export interface IamToken {
  readonly text: string;
  /** Ms since 1970, all of them. */
  readonly receivedAt: number;
  readonly renewAt: number;
  readonly endsAt: number;
}

/** The one token of a set of credentials: Huawei asks for it to be kept, and each is good for a day. */
export interface IamTokens {
  /** @throws TelepadError what `BrokerTools.request` throws, `vendor_credentials_rejected`, `vendor_rate_limited` */
  get(tools: BrokerTools): Promise<IamToken>;
  /**
   * The service does not take this token any more.
   * @returns false when there is no use in getting another: it is as good as new
   */
  drop(token: IamToken, tools: BrokerTools): boolean;
}

/** A new one is got when less is left (fact sheet 2.1), or a quarter of a life that is much shorter. */
const renewBeforeMs = 2 * 3_600_000;
/** A token that is refused so soon is not refused for its age: another would be refused, too. */
const freshMs = 60_000;
/**
 * How long IAM is left alone after it has refused the password. Huawei locks a user out after a few attempts (its
 * default is five within a quarter of an hour), and a wall of phones makes more than that.
 */
const refusalPauseMs = 300_000;

export interface IamTokenOptions {
  readonly iamUrl: URL;
  readonly credentials: PasswordCredentials;
  readonly scope: TokenScope;
}

export function createIamTokens({ iamUrl, credentials, scope }: IamTokenOptions): IamTokens {
  const url = `${iamUrl.origin}${iamTokenPath}?${canonicalQuery(iamTokenQuery)}`;
  const body = JSON.stringify(iamTokenBody(credentials, scope));
  const flights = createSingleFlight<IamToken>();
  let current: IamToken | undefined;
  let refused: { readonly error: TelepadError; readonly until: number } | undefined;

  async function fetchToken(tools: BrokerTools): Promise<IamToken> {
    if (refused && tools.now() < refused.until) throw refused.error;
    // Shared: many may wait for it, and a browser that leaves must not end it.
    const answer = await tools.request(
      { method: 'POST', url, headers: { 'content-type': iamContentType }, body },
      { isShared: true },
    );
    const now = tools.now();
    try {
      current = readToken(answer, now);
    } catch (error) {
      if (isTelepadError(error) && error.code === 'vendor_credentials_rejected') {
        refused = { error, until: now + refusalPauseMs };
      }
      throw error;
    }
    refused = undefined;
    return current;
  }

  return {
    async get(tools) {
      const now = tools.now();
      if (current && now < current.renewAt) return current;
      try {
        return await flights.run('', () => fetchToken(tools));
      } catch (error) {
        // The old one does for the moment.
        if (!current || now >= current.endsAt) throw error;
        tools.warn('A new token could not be got of IAM; the old one is used as long as it lasts.');
        return current;
      }
    },

    drop(token, tools) {
      // Somebody else has got another meanwhile.
      if (current && current.text !== token.text) return true;
      if (Math.abs(tools.now() - token.receivedAt) < freshMs) return false;
      current = undefined;
      return true;
    },
  };
}

/** @throws TelepadError */
function readToken(answer: VendorAnswer, now: number): IamToken {
  if (answer.status !== 201) throw iamFailure(answer, now);
  const text = answer.headers[iamTokenHeader]?.trim();
  if (!text || !/^[\x21-\x7e]{1,65536}$/.test(text)) {
    throw new TelepadError(
      'vendor_answer_invalid',
      'IAM was asked for a token and said that there is one, but its answer holds none. Check iamUrl of the settings.',
    );
  }
  const told = readTokenEnd(parseJson(answer.text));
  // An end that has passed would make each call ask for another: then the broker's clock is wrong, or IAM's.
  const endsAt = told !== undefined && told > now ? told : now + usualTokenLifeMs;
  const renewAt = endsAt - Math.min(renewBeforeMs, (endsAt - now) / 4);
  return { text, receivedAt: now, renewAt, endsAt };
}

function iamFailure({ status, headers }: VendorAnswer, now: number): TelepadError {
  const said = `IAM was asked for a token and answered with HTTP status ${status}`;
  if (status === 429 || status === 503) {
    const retryAfterMs = readRetryAfterMs(headers['retry-after'], now);
    return new TelepadError('vendor_rate_limited', `${said}. Try again in a while.`, {
      ...(retryAfterMs !== undefined && { retryAfterMs }),
    });
  }
  if (status >= 500) {
    return new TelepadError('vendor_unreachable', `${said}. Try again in a moment.`);
  }
  if (status >= 400) {
    return new TelepadError(
      'vendor_credentials_rejected',
      `${said}. Check userName, password and domainName, whether the user is locked, and region and project.`,
    );
  }
  return new TelepadError(
    'vendor_answer_invalid',
    `${said}, which is not what its documents describe. Check iamUrl of the settings.`,
  );
}
