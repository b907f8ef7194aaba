import { vi } from 'vitest';
import type {
  BrokerTools,
  VendorAnswer,
  VendorCall,
  VendorCallOptions,
} from '../../../../../src/core/ports/broker.js';
import type { ArmcloudSettings } from '../../../../../src/vendors/armcloud/broker/armcloud-settings.js';
import { signatureAccount } from '../../../../vectors/armcloud-signatures.js';
import { pendingCrypto } from '../../pending-crypto.js';
import { sealField } from '../seal-field.js';

export const phoneId = 'AC00000000001';
export const otherPhoneId = 'AC00000000002';
export const thirdPhoneId = 'AC00000000003';
export const startedAt = 1735787045000;

/** An account without batching and sharing, so that each call is the test's own. */
export const settings: ArmcloudSettings = {
  ...signatureAccount,
  baseUrl: 'https://openapi.example.test',
  batchWindowMs: 0,
};

/** What came to the cloud. */
export interface CloudCall {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** As it was sent. */
  readonly text: string | undefined;
  readonly body: unknown;
  readonly isShared: boolean;
  /** Ms after the start. */
  readonly at: number;
}

type Answer = Partial<VendorAnswer> | Error | undefined;

export interface FakeCloud {
  readonly calls: CloudCall[];
  readonly warnings: string[];
  readonly tools: BrokerTools;
}

/**
 * A cloud whose answers the test writes. Uses the fake clock of `useFakeClock`.
 * @param answer `data` in an envelope of success, or a whole answer made with `reply`, or an error of the connection
 */
export function createFakeCloud(answer: (call: CloudCall, count: number) => unknown): FakeCloud {
  const calls: CloudCall[] = [];
  const warnings: string[] = [];
  const request = async (
    { method, url, headers, body }: VendorCall,
    { isShared = false }: VendorCallOptions = {},
  ): Promise<VendorAnswer> => {
    const { origin, pathname, search } = new URL(url);
    if (origin !== 'https://openapi.example.test' || search) throw new Error(`asked ${url}`);
    const call = {
      method,
      path: pathname,
      headers,
      text: body,
      body: body === undefined ? undefined : JSON.parse(body),
      isShared,
      at: Date.now() - startedAt,
    };
    calls.push(call);
    const found = await answer(call, calls.length);
    if (found instanceof Error) throw found;
    return found instanceof Reply ? found.answer : reply(200, found).answer;
  };
  const tools = {
    request,
    now: () => Date.now(),
    wait: async () => {},
    report: () => {},
    warn: (text: string) => warnings.push(text),
  };
  return { calls, warnings, tools };
}

class Reply {
  readonly answer: VendorAnswer;
  constructor(answer: Exclude<Answer, Error | undefined>) {
    this.answer = { status: 200, headers: {}, text: '', ...answer };
  }
}

/** An envelope with a code of the vendor. */
export function reply(code: number, data: unknown = null, answer: Partial<VendorAnswer> = {}) {
  const text = JSON.stringify({ code, msg: 'SECRETIVE', ts: startedAt, data });
  return new Reply({ text, ...answer });
}

/** An answer that is none of the vendor's service. */
export function rawReply(answer: Partial<VendorAnswer>) {
  return new Reply(answer);
}

/** Only what code under test waits with; Web Crypto and promises run on. */
export function useFakeClock(): void {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'], now: startedAt });
}

/** Lets the clock run until the promise is settled, from one timer to the next. */
export async function settle<Value>(promise: Promise<Value>): Promise<Value> {
  let isSettled = false;
  const end = () => {
    isSettled = true;
  };
  promise.then(end, end);
  for (let idleTurns = 0; !isSettled && idleTurns < 100; ) {
    await new Promise((resolve) => setImmediate(resolve));
    if (pendingCrypto.count > 0) continue;
    idleTurns += 1;
    if (idleTurns % 3 > 0 || vi.getTimerCount() === 0) continue;
    await vi.advanceTimersToNextTimerAsync();
    idleTurns = 0;
  }
  if (!isSettled) throw new Error('it waits for nothing that could come');
  return promise;
}

export async function failureOf(promise: Promise<unknown>): Promise<unknown> {
  return settle(promise).then(
    () => {
      throw new Error('it did not fail');
    },
    (error: unknown) => error,
  );
}

/** The row of a phone in an answer of `batchApplyToken`. */
export function tokenRow(padCode: string, changes: object = {}): object {
  return {
    padCode,
    roomCode: `${padCode}u7`,
    roomToken: `001token-${padCode}==`,
    appId: 'app0',
    streamType: 2,
    msg: null,
    signalServer: sealField('192.0.2.10:5000', padCode),
    stuns: null,
    turns: null,
    ...changes,
  };
}

/** The phones that a `batchApplyToken` or a group call asks for. */
export function askedPads({ body }: CloudCall): readonly string[] {
  return (body as { pads: { padCode: string }[] }).pads.map(({ padCode }) => padCode);
}
