import type { CloudRequest, CloudResponse } from '../../../../core/ports/emulator.js';
import { problemOfSignature } from './check-signature.js';
import { ApiFailure, type Dress, failureResponse, gatewayResponse } from './envelope.js';
import type { Iam } from './iam.js';
import type { KoophoneAccount } from './koophone-account.js';

/** Huawei's gateway for requests whose credentials it cannot verify. */
const gatewayRefusal = 'APIGW.0301';

/**
 * Either way of authentication, never both (fact sheet 2.1).
 * @returns the refusal; undefined when the caller is known
 */
export function refuseStranger(
  request: CloudRequest,
  known: { readonly account: KoophoneAccount; readonly iam: Iam; readonly now: number },
  dress: Dress,
): CloudResponse | undefined {
  const { authorization, 'x-auth-token': token } = request.headers;
  const incorrect = (what: string) =>
    gatewayResponse(401, gatewayRefusal, `Incorrect IAM authentication information: ${what}`);
  if (token !== undefined && authorization !== undefined) {
    return incorrect('both X-Auth-Token and Authorization were sent');
  }
  if (authorization !== undefined) {
    const problem = problemOfSignature(request, known.account, known.now);
    return problem === undefined ? undefined : incorrect(`verify aksk signature fail, ${problem}`);
  }
  if (token === undefined) return incorrect('X-Auth-Token not found');
  switch (known.iam.problemOf(token)) {
    case undefined:
      return undefined;
    case 'unknown':
      return incorrect('decrypt token fail');
    case 'not-project-scoped':
      return failureResponse(new ApiFailure('0004'), dress);
    case 'expired':
      return failureResponse(new ApiFailure(6001, 'The token must be updated.'), dress);
  }
}
