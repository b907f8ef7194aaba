import { isTelepadError } from '../../../core/errors.js';
import { asObject, asString } from '../../../core/json.js';
import type { BrokerTools, TicketRequest } from '../../../core/ports/broker.js';
import { accountCalls } from '../wire/account-calls.js';
import { qualityIds } from '../wire/quality-tables.js';
import {
  encodeSdkTokenRequest,
  readSdkTokenAnswer,
  sdkApplyTokenPath,
  stsTokenHeader,
} from '../wire/sdk-apply-token.js';
import type { AccountClient } from './account-client.js';
import type { AppliedToken } from './apply-tokens.js';
import type { PublicArmcloudSettings } from './armcloud-settings.js';
import { readVendorAnswer } from './read-vendor-answer.js';
import { answerInvalid } from './vendor-failure.js';

const { purpose } = accountCalls.batchApplyToken;

/**
 * Room tokens as the vendor's own page gets them: an STS token for the phone, and with it the SDK's `applyToken`
 * (fact sheet 2.5, 2.6). The way that the documents of the other brands know; two calls for each ticket. The STS
 * token stays in the broker.
 */
export function createSdkTokenSource(
  settings: PublicArmcloudSettings,
  client: AccountClient,
): (request: TicketRequest, tools: BrokerTools) => Promise<AppliedToken> {
  const { accessKey, ticketLifetimeSeconds: expire } = settings;
  const url = `${settings.sdkBaseUrl.href.replace(/\/+$/, '')}${sdkApplyTokenPath}`;
  let uuid: Promise<string> | undefined;

  return async (request, tools) => {
    const { phoneId } = request;
    for (let canRepeat = true; ; canRepeat = false) {
      const data = await client.call('stsTokenByPadCode', { padCode: phoneId }, tools);
      const token = asString(asObject(data)?.token)?.trim();
      if (!token || !/^[\x21-\x7e]+$/.test(token)) {
        throw answerInvalid(accountCalls.stsTokenByPadCode.purpose, 'it holds no token');
      }
      try {
        return await applyToken(request, token, tools);
      } catch (error) {
        // An STS token can run out or be cleared between the two calls: once more with a fresh one.
        const isStale = isTelepadError(error) && error.code === 'vendor_credentials_rejected';
        if (!isStale || !canRepeat) throw error;
      }
    }
  };

  async function applyToken(
    { phoneId, userId }: TicketRequest,
    token: string,
    tools: BrokerTools,
  ): Promise<AppliedToken> {
    const askedAt = tools.now();
    uuid ??= installationOf(accessKey);
    const answer = await tools.request({
      method: 'POST',
      url,
      headers: { 'content-type': 'application/json', [stsTokenHeader]: token },
      body: encodeSdkTokenRequest({
        userId,
        padCode: phoneId,
        uuid: await uuid,
        expire,
        quality: qualityIds('standard'),
      }),
    });
    const row = readSdkTokenAnswer(readVendorAnswer(answer, purpose, tools.now()));
    if (!row) throw answerInvalid(purpose, 'it holds no usable row for this phone');
    return { row, askedAt };
  }
}

/**
 * The vendor binds an STS token to the first installation that uses it (120006), and may give out the same token
 * again. So all brokers of an account are one installation.
 */
async function installationOf(accessKey: string): Promise<string> {
  const text = new TextEncoder().encode(`telepad installation ${accessKey}`);
  const bytes = new Uint8Array(await crypto.subtle.digest('SHA-256', text)).slice(0, 16);
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  const [a, b, c, d, e] = [0, 8, 12, 16, 20].map((start, index, starts) =>
    hex.slice(start, starts[index + 1] ?? 32),
  );
  return `${a}-${b}-4${c?.slice(1)}-a${d?.slice(1)}-${e}`;
}
