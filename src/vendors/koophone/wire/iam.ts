import { asObject, asString, type JsonObject } from '../../../core/json.js';
import type { QueryParameter } from './sdk-hmac-signature.js';

/** Huawei Cloud's tokens by password (IAM API reference; fact sheet 2.1). */

export const iamTokenPath = '/v3/auth/tokens';
/** Any value: it leaves the catalogue of all services out of the answer (IAM guide). */
export const iamTokenQuery: readonly QueryParameter[] = [['nocatalog', 'true']];
export const iamContentType = 'application/json;charset=utf8';
/** Lower case; of the answer. */
export const iamTokenHeader = 'x-subject-token';
/** Lower case; of requests to the service. */
export const tokenHeader = 'x-auth-token';
/** Where the answer does not tell (documented), in ms. */
export const usualTokenLifeMs = 24 * 3_600_000;

export interface PasswordCredentials {
  readonly userName: string;
  readonly password: string;
  /** Of the account that the IAM user belongs to. */
  readonly domainName: string;
}

/** What a token is for: a region's own project by its name, or any by its id. */
export type TokenScope = { readonly name: string } | { readonly id: string };

export function iamTokenBody(credentials: PasswordCredentials, scope: TokenScope): JsonObject {
  const { userName, password, domainName } = credentials;
  return {
    auth: {
      identity: {
        methods: ['password'],
        password: { user: { name: userName, password, domain: { name: domainName } } },
      },
      scope: { project: scope },
    },
  };
}

/** When the token ends, in ms since 1970; `undefined` where the answer does not tell. */
export function readTokenEnd(body: unknown): number | undefined {
  const text = asString(asObject(asObject(body)?.token)?.expires_at);
  const end = text === undefined ? Number.NaN : Date.parse(text);
  return Number.isNaN(end) ? undefined : end;
}
