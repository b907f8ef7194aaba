import type { JsonObject } from '../../../../core/json.js';
import type { CloudParts } from './cloud-parts.js';
import { ApiFailure, vendorCode } from './envelope.js';
import { readText } from './request-fields.js';
import { stsTokenLifetimeMs } from './sts-tokens.js';

/** Tokens for browsers (fact sheet 2.5). */

function expiry({ world }: CloudParts): number {
  return world.now() + (world.faults.stsTokenLifetimeMs || stsTokenLifetimeMs);
}

/** `token/stsToken`: for any pad of the account. */
export function issueStsToken(_body: JsonObject, parts: CloudParts) {
  return { token: parts.stsTokens.issue(expiry(parts)) };
}

/** `token/stsTokenByPadCode`: for one pad only. */
export function issuePadStsToken(body: JsonObject, parts: CloudParts) {
  const { padCode } = parts.pads.get(readText(body, 'padCode'));
  return { token: parts.stsTokens.issue(expiry(parts), padCode) };
}

/** `token/clearStsToken` */
export function clearStsToken(body: JsonObject, { stsTokens }: CloudParts) {
  if (!stsTokens.revoke(readText(body, 'token'))) throw new ApiFailure(vendorCode.stsTokenUnknown);
  return null;
}

/** `token/clearStsTokenByPadCode` */
export function clearPadStsTokens(body: JsonObject, { stsTokens, pads }: CloudParts) {
  stsTokens.revokePad(pads.get(readText(body, 'padCode')).padCode);
  return null;
}
