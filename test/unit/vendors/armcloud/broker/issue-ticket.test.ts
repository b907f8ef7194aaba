import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { TelepadError } from '../../../../../src/core/errors.js';
import type { Ticket } from '../../../../../src/core/ticket.js';
import { armcloudBroker } from '../../../../../src/vendors/armcloud/broker/armcloud-broker.js';
import type { ArmcloudSettings } from '../../../../../src/vendors/armcloud/broker/armcloud-settings.js';
import {
  askedPads,
  type CloudCall,
  createFakeCloud,
  otherPhoneId,
  phoneId,
  reply,
  settings,
  settle,
  startedAt,
  thirdPhoneId,
  tokenRow,
  useFakeClock,
} from './fake-cloud.js';

beforeEach(useFakeClock);
afterEach(() => {
  vi.useRealTimers();
});

const three = [phoneId, otherPhoneId, thirdPhoneId];

/** Asks for a ticket of each phone at the same moment; the clock runs until all have an outcome. */
async function askFor(
  phoneIds: readonly string[],
  answer: (call: CloudCall, count: number) => unknown = (call) =>
    askedPads(call).map((padCode) => tokenRow(padCode)),
  changes: Partial<ArmcloudSettings> = {},
) {
  const cloud = createFakeCloud(answer);
  const vendor = armcloudBroker({ ...settings, batchWindowMs: 5, ...changes });
  const outcomes = await settle(
    Promise.allSettled(
      phoneIds.map((id) =>
        vendor.issueTicket(
          { phoneId: id, userId: 'u7', role: 'control', isSecurePage: true, isRelayed: false },
          cloud.tools,
        ),
      ),
    ),
  );
  return { ...cloud, outcomes };
}

const summary = (outcomes: readonly PromiseSettledResult<Ticket>[]) =>
  outcomes.map((outcome) =>
    outcome.status === 'fulfilled'
      ? outcome.value.signalling.url
      : (outcome.reason as TelepadError).code,
  );
const urlOf = (id: string) => `wss://192.0.2.10:5000/001token-${id}==`;

describe('a wall of phones', () => {
  it('gets its tickets with one call, which no browser that goes away can end', async () => {
    const { calls, outcomes } = await askFor(three);
    expect(calls.map(({ path, text, isShared, at }) => ({ path, text, isShared, at }))).toEqual([
      {
        path: '/rtc/open/room/batchApplyToken',
        text: `{"userId":"u7","expire":3600,"pads":[{"padCode":"${phoneId}"},{"padCode":"${otherPhoneId}"},{"padCode":"${thirdPhoneId}"}]}`,
        isShared: true,
        at: 5,
      },
    ]);
    expect(summary(outcomes)).toEqual(three.map(urlOf));
    expect(outcomes[1]).toMatchObject({
      value: { phoneId: otherPhoneId, expiresAt: startedAt + 5 + 3_600_000 },
    });
  });

  it('asks twice for a phone that it has twice, for two tokens', async () => {
    const { calls, outcomes } = await askFor([phoneId, phoneId], (_call, count) => [
      tokenRow(phoneId, { roomToken: `token${count}` }),
    ]);
    expect(calls.map(askedPads)).toEqual([[phoneId], [phoneId]]);
    expect(summary(outcomes).sort()).toEqual([
      'wss://192.0.2.10:5000/token1',
      'wss://192.0.2.10:5000/token2',
    ]);
  });

  it('keeps the settings for its calls', async () => {
    const { calls } = await askFor(three, undefined, { batchMaxPhones: 2, batchWindowMs: 30 });
    expect(calls.map((call) => [askedPads(call), call.at])).toEqual([
      [[phoneId, otherPhoneId], 0],
      [[thirdPhoneId], 30],
    ]);
  });

  it('loses only the phone that cannot be reached', async () => {
    const { calls, outcomes } = await askFor(three, (call) =>
      askedPads(call).map((padCode) =>
        tokenRow(
          padCode,
          padCode === otherPhoneId
            ? { roomToken: null, signalServer: null, msg: 'connect pad fail' }
            : {},
        ),
      ),
    );
    expect(calls).toHaveLength(1);
    expect(summary(outcomes)).toEqual([urlOf(phoneId), 'phone_offline', urlOf(thirdPhoneId)]);
  });

  it.each([
    ['without a row', () => []],
    ['with an unusable row', (padCode: string) => [tokenRow(padCode, { roomToken: 7 })]],
    [
      'with a field that does not open',
      (padCode: string) => [tokenRow(padCode, { signalServer: 'AAECAwQFBgcICQoL:AAAA' })],
    ],
  ])('loses only the phone %s', async (_name, rowsOf) => {
    const { outcomes } = await askFor(three, (call) =>
      askedPads(call).flatMap((id) => (id === otherPhoneId ? rowsOf(id) : [tokenRow(id)])),
    );
    expect(summary(outcomes)).toEqual([
      urlOf(phoneId),
      expect.stringMatching(/^(vendor_answer_invalid|decryption_failed)$/),
      urlOf(thirdPhoneId),
    ]);
  });

  it.each([
    [120005, 'phone_not_found'],
    [2020, 'phone_not_found'],
    [110013, 'phone_not_found'],
    [110028, 'phone_not_found'],
    [120007, 'vendor_unsupported'],
    [120008, 'vendor_rejected'],
    [110027, 'vendor_rejected'],
    [100000, 'vendor_rejected'],
    [110031, 'phone_offline'],
  ])(
    'is asked for one by one when one phone makes the vendor refuse all with %i',
    async (code, expected) => {
      const { calls, outcomes } = await askFor(three, (call) =>
        askedPads(call).includes(otherPhoneId)
          ? reply(code)
          : askedPads(call).map((padCode) => tokenRow(padCode)),
      );
      const [whole, ...alone] = calls.map(askedPads);
      expect(whole).toEqual(three);
      // They go out at the same time, in any order.
      expect(alone.sort()).toEqual([[phoneId], [otherPhoneId], [thirdPhoneId]]);
      expect(calls.every(({ isShared }) => isShared)).toBe(true);
      expect(summary(outcomes)).toEqual([urlOf(phoneId), expected, urlOf(thirdPhoneId)]);
    },
  );

  it('is asked for one by one without a repeat of the whole before', async () => {
    const { calls } = await askFor([phoneId, otherPhoneId], () => reply(120002));
    // The one call for both; then each with its three repeats.
    expect(calls.filter((call) => askedPads(call).length === 2)).toHaveLength(1);
    expect(calls.filter((call) => askedPads(call).length === 1)).toHaveLength(8);
  });

  it.each([
    ['the key is refused', reply(2031), 'vendor_credentials_rejected'],
    ['the account asks too often', reply(429), 'vendor_rate_limited'],
    ['the answer is no JSON', reply(200, null, { text: 'x' }), 'vendor_answer_invalid'],
    [
      'nothing answers in time',
      new TelepadError('vendor_timeout', 'The vendor was called, but did not answer.'),
      'vendor_timeout',
    ],
  ])('fails as a whole, with one call, when %s', async (_name, answer, code) => {
    const { calls, outcomes } = await askFor(three, () => answer);
    expect(calls).toHaveLength(1);
    expect(summary(outcomes)).toEqual([code, code, code]);
  });
});

describe('one ticket', () => {
  it('is one call, that ends with its browser', async () => {
    const { calls, outcomes } = await askFor([phoneId]);
    expect(calls.map(({ isShared }) => isShared)).toEqual([false]);
    expect(summary(outcomes)).toEqual([urlOf(phoneId)]);
  });

  it("carries the operator's choices of dialect to the browser, and nothing where there are none", async () => {
    const dialect = { answerKey: 'answer', pointerActions: 'vendor' } as const;
    const { outcomes } = await askFor([phoneId], undefined, { dialect });
    expect(outcomes).toMatchObject([{ value: { dialect } }]);
    const plain = await askFor([phoneId]);
    expect(plain.outcomes).not.toMatchObject([{ value: { dialect: expect.anything() } }]);
  });
});
