import type {
  BrokerTools,
  VendorAnswer,
  VendorCall,
  VendorCallOptions,
} from '../../../../../src/core/ports/broker.js';
import type { PreparationProgress } from '../../../../../src/core/preparation.js';
import type { KoophoneSettings } from '../../../../../src/vendors/koophone/broker/koophone-settings.js';

export const phoneId = 'abcd1234';
export const otherPhoneId = 'efgh5678';
export const startedAt = Date.UTC(2026, 0, 2, 3, 4, 5);

export const keySettings: KoophoneSettings = {
  region: 'ap-southeast-1',
  credentials: { accessKey: 'AK1', secretKey: 'SK1' },
};
export const passwordSettings: KoophoneSettings = {
  region: 'ap-southeast-1',
  credentials: { userName: 'broker', password: 'pass word', domainName: 'tenant' },
};

/** What came to the cloud. */
export interface CloudCall {
  readonly method: string;
  readonly host: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
  readonly isShared: boolean;
  /** Ms after the start. */
  readonly at: number;
}

export interface FakeCloud {
  readonly calls: CloudCall[];
  readonly warnings: string[];
  readonly reports: PreparationProgress[];
  /** What was waited for, in ms. */
  readonly waits: number[];
  readonly tools: BrokerTools;
  /** Goes on without anybody waiting. */
  pass(ms: number): void;
}

/**
 * A cloud whose answers the test writes, with a clock that goes on where somebody waits.
 * @param answer `data` in an envelope of success, or a whole answer made with `reply`, or an error of the connection
 */
export function createFakeCloud(answer: (call: CloudCall, count: number) => unknown): FakeCloud {
  const calls: CloudCall[] = [];
  const warnings: string[] = [];
  const reports: PreparationProgress[] = [];
  const waits: number[] = [];
  let now = startedAt;
  const request = async (
    { method, url, headers, body }: VendorCall,
    { isShared = false }: VendorCallOptions = {},
  ): Promise<VendorAnswer> => {
    const { host, pathname, searchParams } = new URL(url);
    const call = {
      method,
      host,
      path: pathname,
      query: Object.fromEntries(searchParams),
      headers,
      body: body === undefined ? undefined : JSON.parse(body),
      isShared,
      at: now - startedAt,
    };
    calls.push(call);
    const found = await answer(call, calls.length);
    if (found instanceof Error) throw found;
    return found instanceof Reply ? found.answer : reply('0', found).answer;
  };
  const tools: BrokerTools = {
    request,
    now: () => now,
    wait: async (delayMs) => {
      waits.push(delayMs);
      now += delayMs;
    },
    report: (progress) => reports.push(progress),
    warn: (text) => warnings.push(text),
  };
  return {
    calls,
    warnings,
    reports,
    waits,
    tools,
    pass: (ms) => {
      now += ms;
    },
  };
}

class Reply {
  readonly answer: VendorAnswer;
  constructor(answer: Partial<VendorAnswer>) {
    this.answer = { status: 200, headers: {}, text: '', ...answer };
  }
}

/** An envelope with a code of the vendor, such as `1000`, or any other spelling. */
export function reply(code: string, data: unknown = null, answer: Partial<VendorAnswer> = {}) {
  const error_code = /^\d{2,}$/.test(code) ? `KOOPHONE.API.${code}` : code;
  return new Reply({
    text: JSON.stringify({ error_code, error_msg: 'SECRETIVE', data }),
    ...answer,
  });
}

/** An answer that is none of the vendor's service. */
export function rawReply(answer: Partial<VendorAnswer>) {
  return new Reply(answer);
}

/** IAM's answer with a token. */
export function tokenReply(token: string, lifeMs = 24 * 3_600_000, now = startedAt) {
  const expires_at = new Date(now + lifeMs).toISOString().replace('Z', '000Z');
  return new Reply({
    status: 201,
    headers: { 'x-subject-token': token },
    text: JSON.stringify({ token: { expires_at } }),
  });
}

export async function failureOf(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => {
      throw new Error('it did not fail');
    },
    (error: unknown) => error,
  );
}

/** The answer to `auth`. */
export function authData(changes: object = {}): Record<string, unknown> {
  return {
    streamingId: 'stream-1',
    device_token: 'a'.repeat(32),
    resource: {
      device_id: 'd'.repeat(32),
      kp_id: phoneId,
      sdk: {
        internal: { address: null, aport: null, atype: null, address_ipv6: null },
        external: { address: '198.51.100.7', aport: 10_000, atype: 1, address_ipv6: null },
      },
      rtc: {
        ice_signaling: {
          signaling_url: 'http://192.0.2.10:18082',
          expired_time: null,
          ice_servers: [],
        },
      },
    },
    ...changes,
  };
}
