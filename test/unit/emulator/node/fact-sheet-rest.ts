import { createDecipheriv, createHash, createHmac } from 'node:crypto';

/**
 * ArmCloud's REST call by the fact sheet, by hand: none of Telepad's broker or codecs, so a mistake that
 * both ends of Telepad share cannot hide from it.
 */
export interface Account {
  readonly baseUrl: string;
  readonly credentials: { readonly accessKey: string; readonly secretKey: string };
}

export async function applyTokens(account: Account, body: object): Promise<Response> {
  const path = '/rtc/open/room/batchApplyToken';
  const text = JSON.stringify(body);
  const timestamp = String(Date.now());
  const { accessKey, secretKey } = account.credentials;
  return fetch(`${account.baseUrl}${path}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authver: '2.0',
      'x-ak': accessKey,
      'x-timestamp': timestamp,
      'x-sign': createHmac('sha256', secretKey)
        .update(timestamp + path + text)
        .digest('hex'),
    },
    body: text,
  });
}

/** Opens `base64(IV):base64(ciphertext and tag)`. */
export function openSealed(sealed: string, padCode: string): string {
  const [iv = '', body = ''] = sealed.split(':');
  const bytes = Buffer.from(body, 'base64');
  const key = createHash('sha256').update(padCode).digest();
  const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(iv, 'base64'));
  decipher.setAuthTag(bytes.subarray(-16));
  return decipher.update(bytes.subarray(0, -16), undefined, 'utf8') + decipher.final('utf8');
}

/** The complete signalling address for a new token. */
export async function signallingUrl(account: Account, padCode: string, userId: string) {
  const answer = await applyTokens(account, { userId, expire: 3600, pads: [{ padCode }] });
  const { data } = (await answer.json()) as {
    data: [{ roomToken: string; signalServer: string }];
  };
  return `ws://${openSealed(data[0].signalServer, padCode)}/${data[0].roomToken}`;
}
