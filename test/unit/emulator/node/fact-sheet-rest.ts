import { createDecipheriv, createHash, createHmac, randomUUID } from 'node:crypto';

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

/** Any call of the account's API, signed by V2.0. */
export async function callAccount(account: Account, path: string, body?: object): Promise<unknown> {
  const text = body === undefined ? '' : JSON.stringify(body);
  const timestamp = String(Date.now());
  const { accessKey, secretKey } = account.credentials;
  const answer = await fetch(`${account.baseUrl}${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: {
      authver: '2.0',
      'x-ak': accessKey,
      'x-timestamp': timestamp,
      'x-sign': createHmac('sha256', secretKey)
        .update(timestamp + path + text)
        .digest('hex'),
    },
    ...(body !== undefined && { body: text }),
  });
  return dataOf(await answer.json());
}

function dataOf(envelope: unknown): unknown {
  const { code, msg, data } = envelope as { code: number; msg: string; data: unknown };
  if (code !== 200) throw new Error(`${code} ${msg}`);
  return data;
}

/** The same by V1: five lines, four lines, three steps of a key. */
export async function callAccountV1(
  account: Account,
  path: string,
  body: object,
): Promise<unknown> {
  const text = JSON.stringify(body);
  const hash = (message: string) => createHash('sha256').update(message).digest('hex');
  const hmac = (key: string | Buffer, message: string) =>
    createHmac('sha256', key).update(message).digest();
  const xDate = new Date().toISOString().replace(/[-:]|\.\d+/g, '');
  const day = xDate.slice(0, 8);
  const host = 'openapi.armcloud.net';
  const names = 'content-type;host;x-content-sha256;x-date';
  const canonical = `host:${host}\nx-date:${xDate}\ncontent-type:application/json\nsignedHeaders:${names}\nx-content-sha256:${hash(text)}`;
  const toSign = `HMAC-SHA256\n${xDate}\n${day}/armcloud-paas/request\n${hash(canonical)}`;
  const { accessKey, secretKey } = account.credentials;
  const key = hmac(hmac(hmac(secretKey, day), 'armcloud-paas'), 'request');
  const answer = await fetch(`${account.baseUrl}${path}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-date': xDate,
      'x-host': host,
      authorization: `HMAC-SHA256 Credential=${accessKey}/${day}/armcloud-paas/request, SignedHeaders=${names}, Signature=${hmac(key, toSign).toString('hex')}`,
    },
    body: text,
  });
  return dataOf(await answer.json());
}

/** Opens what browsers get: the key is the padCode, filled up with 0 to 16. */
export function openForBrowser(sealed: string, padCode: string): string {
  const key = Buffer.from(padCode.padEnd(16, '0').slice(0, 16));
  const decipher = createDecipheriv('aes-128-ecb', key, null);
  return decipher.update(sealed, 'base64', 'utf8') + decipher.final('utf8');
}

/** The vendor's own way for browsers: an STS token, then `applyToken`. */
export async function browserSignallingUrl(
  account: Account,
  padCode: string,
  userId: string,
  videoStream = { resolution: 15, frameRate: 3, bitrate: 5 },
): Promise<string> {
  const { token } = (await callAccount(account, '/openapi/open/token/stsTokenByPadCode', {
    padCode,
  })) as { token: string };
  const answer = await fetch(`${account.baseUrl}/rtc/open/room/applyToken`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', token },
    body: JSON.stringify({
      sdkTerminal: 'h5',
      userId,
      padCode,
      uuid: randomUUID(),
      expire: 86_400,
      videoStream,
    }),
  });
  const { roomToken, signalServer } = dataOf(await answer.json()) as Record<string, string>;
  return `${openForBrowser(signalServer ?? '', padCode)}/${roomToken}`;
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
