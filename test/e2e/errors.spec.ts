import type { ErrorCode } from 'telepad';
import { everyVendor, expect, test } from './fixtures.js';
import { closedPort } from './harness/closed-port.js';
import { chromiumSays } from './harness/console-guard.js';
import type { ApiOptions, ElementOptions } from './harness/phone-page.js';
import type { Site, User } from './harness/site.js';
import type { TestPhone } from './harness/test-phone.js';
import type { ErrorFacts } from './page/probe.js';

/** What is the same for the API and the element. */
interface Source {
  readonly phoneId?: string;
  readonly broker?: string;
  readonly rawTicket?: unknown;
}

interface ErrorCase {
  readonly what: string;
  readonly code: ErrorCode;
  readonly retryable: boolean;
  readonly user?: User | null;
  /** Makes it go wrong. */
  readonly arrange?: (site: Site, phone: TestPhone) => Source | undefined | Promise<Source>;
  /** What must be over before the next test, where that takes a while. */
  readonly settle?: (site: Site, phone: TestPhone) => Promise<void>;
  /** What Chromium reports by itself. */
  readonly chromium: readonly string[];
  /** The title above the message; the default is the general one. */
  readonly title?: string;
  /** It runs for every vendor. */
  readonly isForAll?: boolean;
}

const badGateway = chromiumSays.httpStatus(502, 'Bad Gateway');
const setFaults =
  (faults: Partial<Site['emulator']['faults']>) =>
  (site: Site): undefined =>
    void Object.assign(site.emulator.faults, faults);

const cases: readonly ErrorCase[] = [
  {
    what: 'an unknown phone',
    isForAll: true,
    code: 'phone_not_found',
    retryable: false,
    arrange: () => ({ phoneId: 'AC99999999999' }),
    chromium: [chromiumSays.httpStatus(404, 'Not Found')],
    title: 'Phone not found',
  },
  {
    what: 'a user who may not open the phone',
    isForAll: true,
    code: 'forbidden',
    retryable: false,
    user: 'stranger',
    chromium: [chromiumSays.httpStatus(403, 'Forbidden')],
    title: 'No access to this phone',
  },
  {
    what: 'a user who has not signed in',
    code: 'unauthenticated',
    retryable: false,
    user: null,
    chromium: [chromiumSays.httpStatus(401, 'Unauthorized')],
    title: 'Please sign in',
  },
  {
    what: 'a phone that is offline',
    isForAll: true,
    code: 'phone_offline',
    retryable: true,
    arrange: (site, phone) => {
      phone.handle.setOnline(false);
      // A vendor that wakes phones cannot wake this one.
      site.emulator.faults.failPreparation = 'always';
      return undefined;
    },
    chromium: [chromiumSays.httpStatus(409, 'Conflict')],
    title: 'The phone is offline',
  },
  {
    what: 'a wrong key of the vendor account',
    isForAll: true,
    code: 'vendor_credentials_rejected',
    retryable: false,
    arrange: () => ({ broker: '/wrong-key' }),
    chromium: [badGateway],
  },
  ...(
    [
      ['tampered', 'was tampered with'],
      ['truncated', 'is truncated'],
      ['wrong-key', 'is sealed with another key'],
    ] as const
  ).map(([ciphertext, what]) => ({
    what: `an encrypted address that ${what}`,
    code: 'decryption_failed' as const,
    retryable: false,
    arrange: setFaults({ ciphertext }),
    chromium: [badGateway],
  })),
  {
    what: 'a rate limit of the vendor',
    isForAll: true,
    code: 'vendor_rate_limited',
    retryable: true,
    arrange: setFaults({ rateLimited: true }),
    // The broker leaves the vendor alone for as long as it was told to.
    settle: async (site, phone) => {
      site.emulator.faults.rateLimited = false;
      await expect
        .poll(() => site.issueTicket('controller', phone.phoneId))
        .toHaveProperty('signalling');
    },
    chromium: [chromiumSays.httpStatus(429, 'Too Many Requests')],
  },
  {
    what: 'an account without this kind of streaming',
    code: 'vendor_unsupported',
    retryable: false,
    arrange: setFaults({ unsupportedAccount: true }),
    chromium: [badGateway],
  },
  {
    what: 'a vendor that answers no JSON',
    code: 'vendor_answer_invalid',
    retryable: false,
    arrange: setFaults({ nonJsonAnswers: true }),
    chromium: [badGateway],
  },
  {
    what: 'a vendor whose gateway fails',
    code: 'vendor_unreachable',
    retryable: true,
    arrange: setFaults({ httpStatus: 503, nonJsonAnswers: true }),
    chromium: [badGateway],
  },
  {
    what: 'a vendor that takes too long',
    code: 'vendor_timeout',
    retryable: true,
    arrange: (site) => {
      site.emulator.faults.answerDelayMs = 1000;
      return { broker: '/impatient' };
    },
    chromium: [chromiumSays.httpStatus(504, 'Gateway Timeout')],
  },
  {
    what: 'a broker that is down',
    code: 'broker_unreachable',
    retryable: true,
    arrange: async () => ({ broker: `http://127.0.0.1:${await closedPort()}` }),
    chromium: [chromiumSays.refusedConnection],
  },
  {
    what: 'an address where no broker is',
    code: 'broker_answer_invalid',
    retryable: false,
    arrange: () => ({ broker: '/pages' }),
    chromium: [chromiumSays.httpStatus(404, 'Not Found')],
  },
  {
    what: 'a ticket of an unknown vendor',
    code: 'vendor_unknown',
    retryable: false,
    arrange: async (site, phone) => ({
      rawTicket: { ...(await site.issueTicket('controller', phone.phoneId)), vendor: 'acme' },
    }),
    chromium: [],
  },
  {
    what: 'a ticket without a signalling address',
    code: 'ticket_invalid',
    retryable: false,
    arrange: async (site, phone) => ({
      rawTicket: { ...(await site.issueTicket('controller', phone.phoneId)), signalling: {} },
    }),
    chromium: [],
  },
  {
    what: 'a signalling server that refuses',
    isForAll: true,
    code: 'signalling_refused',
    retryable: true,
    arrange: setFaults({ refuseSignalling: true }),
    chromium: [chromiumSays.refusedSocket(503)],
  },
  {
    what: 'a signalling server that is not there',
    code: 'signalling_refused',
    retryable: true,
    arrange: async (site, phone) => ({
      rawTicket: {
        ...(await site.issueTicket('controller', phone.phoneId)),
        signalling: { url: `ws://127.0.0.1:${await closedPort()}/token` },
      },
    }),
    chromium: [chromiumSays.absentSocket],
  },
  {
    what: 'a ticket that has expired',
    isForAll: true,
    code: 'ticket_expired',
    retryable: false,
    arrange: async (site, phone) => {
      site.emulator.faults.roomTokenLifetimeMs = 1;
      const ticket = await site.issueTicket('controller', phone.phoneId);
      return { rawTicket: { ...ticket, expiresAt: Date.now() - 1 } };
    },
    chromium: [chromiumSays.unauthorisedSocket],
    title: 'Access has expired',
  },
];

/** One attempt, so that no test waits for repeats. */
const once = { maxAttempts: 0, baseDelayMs: 1, maxDelayMs: 1 };
const policy = { connectRetry: once, signallingRetry: once };

function apiOptions({ phoneId, broker, rawTicket }: Source): ApiOptions {
  return {
    connect: { policy },
    rawTicket,
    ...(phoneId !== undefined && { phoneId }),
    ...(broker !== undefined && { broker }),
  };
}

function elementOptions({ phoneId, broker, rawTicket }: Source): ElementOptions {
  return {
    rawTicket,
    attributes: {
      ...(phoneId !== undefined && { 'phone-id': phoneId }),
      ...(broker !== undefined && { broker }),
    },
  };
}

function expectHelpful(error: ErrorFacts | null, secrets: ReadonlySet<string>): void {
  expect(error?.name).toBe('TelepadError');
  // A sentence or two, with nothing in it that must stay inside.
  expect(error?.message).toMatch(/^[A-Z].{20,}\.$/);
  expect(error?.message).not.toMatch(/:\/\/|127\.0\.0\.1|\?|undefined|\[object/);
  expect([...secrets].filter((secret) => error?.message.includes(secret))).toEqual([]);
}

for (const each of cases) {
  const { what, code, retryable, user, arrange, settle, chromium, title, isForAll } = each;
  test.describe(what, () => {
    if (user !== undefined) test.use({ user });

    test(
      `ends as ${code}, by the API and in the element`,
      isForAll ? everyVendor : {},
      async ({ openByApi, openElement, consoleGuard, site, phone }) => {
        consoleGuard.allow(...chromium);
        const source = (await arrange?.(site, phone)) ?? {};
        const byApi = await openByApi(apiOptions(source));
        const error = await byApi.closedBy();
        expect(error).toMatchObject({ code, retryable });
        expectHelpful(error, site.secrets);
        expect((await byApi.log()).closedCount).toBe(1);

        const element = await openElement(elementOptions(source));
        await expect(element.overlay).toHaveAttribute('data-kind', 'error');
        await expect(element.overlay).toContainText(title ?? 'Could not connect');
        await expect(element.overlay).toContainText(error?.message ?? 'no message');
        await expect(element.overlay.locator('[part=code]')).toHaveText(`Code: ${code}`);
        await expect(element.button('Try again')).toBeVisible();
        await settle?.(site, phone);
      },
    );
  });
}

test('a phone that makes no offer ends as offer_timeout, by the API and in the element', async ({
  openByApi,
  openElement,
  site,
  page,
}) => {
  site.emulator.faults.withholdOffer = true;
  const byApi = await openByApi({ connect: { policy: { ...policy, offerTimeoutMs: 300 } } });
  const error = await byApi.closedBy();
  expect(error).toMatchObject({ code: 'offer_timeout', retryable: true });
  expectHelpful(error, site.secrets);

  // The element keeps to the default time limits; the page's clock brings them nearer.
  await page.clock.install();
  let sockets = 0;
  page.on('websocket', () => {
    sockets += 1;
  });
  const element = await openElement();
  await expect.poll(() => sockets).toBe(1);
  await page.clock.fastForward(11_000);
  await page.clock.fastForward(1000);
  await expect(element.overlay).toHaveAttribute('data-kind', 'progress');
  await expect.poll(() => sockets).toBe(2);
  await page.clock.fastForward(11_000);
  await expect(element.overlay).toHaveAttribute('data-kind', 'error');
  await expect(element.overlay).toContainText('Code: offer_timeout');
});

test('an old ticket is replaced by a fresh one when there is a function to ask', async ({
  openByApi,
  consoleGuard,
  site,
}) => {
  consoleGuard.allow(chromiumSays.unauthorisedSocket);
  site.emulator.faults.roomTokenLifetimeMs = 1;
  const shown = await openByApi({
    connect: { policy: { signallingRetry: once, connectRetry: { ...once, maxAttempts: 50 } } },
  });
  await expect.poll(async () => (await shown.log()).troubles.length).toBeGreaterThan(0);
  site.emulator.faults.roomTokenLifetimeMs = 0;
  await shown.live();
});

test('"Try again" in the element opens the phone when the reason is gone', async ({
  openElement,
  consoleGuard,
  phone,
}) => {
  consoleGuard.allow(chromiumSays.httpStatus(409, 'Conflict'));
  phone.handle.setOnline(false);
  const shown = await openElement();
  await expect(shown.overlay).toContainText('Code: phone_offline');
  phone.handle.setOnline(true);
  await shown.button('Try again').click();
  await expect(shown.overlay).toHaveAttribute('data-kind', 'none');
  await expect.poll(async () => (await shown.strip())?.frameNumber).toBeGreaterThan(0);
});
