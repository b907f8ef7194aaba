import type { BrokerTools } from '../../../core/ports/broker.js';
import { tokenHeader } from '../wire/iam.js';
import { createIamTokens } from './iam-tokens.js';
import type { CheckedKoophoneSettings } from './koophone-settings.js';
import { createRequestSigner, type UnsignedRequest } from './request-signer.js';

/** How requests are authenticated: by a token, or by a signature each. */
export interface Credential {
  /**
   * The headers that authenticate a request.
   * @returns with what to do when the service refuses just them: get others ready, if that could help
   */
  authenticate(
    request: Omit<UnsignedRequest, 'now'>,
    tools: BrokerTools,
  ): Promise<{ readonly headers: Record<string, string>; readonly renew: () => boolean }>;
}

export function createCredential(settings: CheckedKoophoneSettings): Credential {
  const { credentials, iamUrl, scope } = settings;
  if ('accessKey' in credentials) {
    const sign = createRequestSigner(credentials);
    return {
      async authenticate(request, tools) {
        const headers = await sign({ ...request, now: tools.now() });
        // Another signature would be as good or bad as this one.
        return { headers, renew: () => false };
      },
    };
  }
  const tokens = createIamTokens({ iamUrl, scope, credentials });
  return {
    async authenticate(_request, tools) {
      const token = await tokens.get(tools);
      return {
        headers: { [tokenHeader]: token.text },
        renew: () => tokens.drop(token, tools),
      };
    },
  };
}
