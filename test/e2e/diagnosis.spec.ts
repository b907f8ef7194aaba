import type { Page } from '@playwright/test';
import type { DiagnoseOptions, Diagnosis, IceServer, Ticket } from 'telepad';
import { expect, impairableTest as test } from './fixtures.js';
import { closedPort } from './harness/closed-port.js';
import { chromiumSays } from './harness/console-guard.js';
import type { Site } from './harness/site.js';
import {
  startTurnServer,
  type TurnServer,
  whyNoTls,
  whyNoTurnServer,
} from './harness/turn-server.js';

interface Wish {
  readonly broker?: string;
  /** Given by a ticket function, instead of asking a broker. */
  readonly ticket?: Ticket;
  /** Pass the ticket itself, not a function. */
  readonly isLiteral?: boolean;
  readonly options?: Omit<DiagnoseOptions, 'ticket' | 'signal'>;
}

/** Runs `diagnose()` in the page, and sees to it that nothing of it is left. */
async function diagnose(page: Page, site: Site, wish: Wish = {}): Promise<Diagnosis> {
  if (!/\/pages\/api\.html$/.test(page.url())) await page.goto('/pages/api.html');
  await page.waitForFunction(() => 'probe' in window);
  const { diagnosis, left } = await page.evaluate(
    async ({ broker = '/telepad', ticket, isLiteral, options, phoneId }) => {
      const opened: { readonly connectionState: string }[] = [];
      const Native = window.RTCPeerConnection;
      window.RTCPeerConnection = new Proxy(Native, {
        construct(target, args, newTarget) {
          const connection = Reflect.construct(target, args, newTarget);
          opened.push(connection);
          return connection;
        },
      });
      const source = ticket
        ? isLiteral
          ? ticket
          : async () => ticket
        : window.telepad.brokerTicket({ url: broker, phoneId });
      const diagnosis = await window.telepad.diagnose({
        ticket: source,
        timeoutMs: 15_000,
        ...options,
      });
      window.RTCPeerConnection = Native;
      const left = opened.filter(({ connectionState }) => connectionState !== 'closed').length;
      return { diagnosis, left };
    },
    { ...wish, phoneId: site.phoneIds[0] as string },
  );
  expect(left, 'peer connections left open').toBe(0);
  expect([...site.secrets].filter((secret) => JSON.stringify(diagnosis).includes(secret))).toEqual(
    [],
  );
  return diagnosis;
}

/** `check: status, message` of the findings about these. */
function told({ findings }: Diagnosis, ...checks: readonly string[]): readonly string[] {
  return findings
    .filter(({ check }) => checks.includes(check))
    .map(({ check, status, message }) => `${check}: ${status}, ${message}`);
}

async function ticketWith(site: Site, iceServers: readonly IceServer[]): Promise<Ticket> {
  return { ...(await site.issueTicket('controller', site.phoneIds[0] as string)), iceServers };
}

/** Its address without what the ticket's URL has around it. */
const placeOf = (server: { readonly urls: string }) => server.urls.replace(/^\w+:|\?.*$/g, '');

test.describe('a diagnosis before a session', () => {
  test('names the broker that is down', async ({ page, site, consoleGuard }) => {
    consoleGuard.allow(chromiumSays.refusedConnection);
    const broker = `http://127.0.0.1:${await closedPort()}`;
    const { status, verdict, advice } = await diagnose(page, site, { broker });
    expect([status, verdict, advice]).toEqual([
      'failed',
      'The broker could not be asked for a ticket.',
      'Check the network, the broker’s address, and that it allows this page’s origin.',
    ]);
  });

  test('passes on what the broker answers to a user who may not', async ({
    page,
    site,
    context,
    consoleGuard,
  }) => {
    consoleGuard.allow(chromiumSays.httpStatus(403, 'Forbidden'));
    await context.addCookies([{ name: 'user', value: 'stranger', url: site.url }]);
    const diagnosis = await diagnose(page, site);
    expect(diagnosis.status).toBe('failed');
    expect(diagnosis.findings[0]).toMatchObject({ check: 'broker', status: 'failed' });
    expect(diagnosis.verdict).toBe(diagnosis.findings[0]?.message);
    // What needs no ticket is looked at all the same.
    expect(told(diagnosis, 'webrtc', 'codec')).toEqual([
      'webrtc: ok, This browser has WebRTC.',
      'codec: ok, This browser decodes H.264 and VP8.',
    ]);
  });

  test('tells an expired ticket from a signalling server that refuses', async ({
    page,
    site,
    consoleGuard,
  }) => {
    consoleGuard.allow(chromiumSays.refusedSocket(503));
    site.emulator.faults.refuseSignalling = true;
    const ticket = await ticketWith(site, []);
    const refused = await diagnose(page, site, { ticket });
    expect([refused.status, refused.verdict]).toEqual([
      'failed',
      'The signalling server refused us or could not be reached.',
    ]);
    const expired = await diagnose(page, site, { ticket: { ...ticket, expiresAt: 1 } });
    expect([expired.status, expired.verdict]).toEqual(['failed', 'The ticket has expired.']);
  });

  test('finds a TURN server that does not answer, and opens signalling only if it may', async ({
    page,
    site,
  }) => {
    const diagnosis = await diagnose(page, site, {
      options: { signalling: false, timeoutMs: 1500 },
    });
    expect([diagnosis.status, diagnosis.verdict]).toEqual([
      'warning',
      'A session may work, but not all is well: the TURN server did not answer, so that only a direct path can lead to the phone.',
    ]);
    const [, place] = /(127\.0\.0\.1:\d+)/.exec(JSON.stringify(diagnosis)) ?? [];
    expect(told(diagnosis, 'signalling', 'turn-udp')).toEqual([
      'signalling: unknown, Not tried, as was asked for.',
      `turn-udp: failed, The TURN server over UDP ${place} did not answer.`,
    ]);
    expect(await page.evaluate(() => window.probe.counts.sockets)).toBe(0);
  });

  test('ends when it is aborted, with nothing left', async ({ page, site }) => {
    await page.goto('/pages/api.html');
    await page.waitForFunction(() => 'probe' in window);
    const code = await page.evaluate(async (phoneId) => {
      const abort = new AbortController();
      const ticket = window.telepad.brokerTicket({ url: '/telepad', phoneId });
      const diagnosis = window.telepad.diagnose({ ticket, signal: abort.signal });
      setTimeout(() => abort.abort(), 300);
      return diagnosis.then(
        () => 'none',
        (error) => error.code,
      );
    }, site.phoneIds[0] as string);
    expect(code).toBe('aborted');
  });
});

test.describe('a page on https', () => {
  /** Serves the site's pages under an https address. */
  async function openSecurely(page: Page, site: Site, policy?: string): Promise<void> {
    await page.route('https://secure.example.test/**', async (route) => {
      const { pathname } = new URL(route.request().url());
      const response = await route.fetch({ url: `${site.url}${pathname}` });
      const headers = {
        ...response.headers(),
        ...(policy !== undefined && { 'content-security-policy': policy }),
      };
      await route.fulfill({ response, headers });
    });
    await page.goto('https://secure.example.test/pages/api.html');
  }

  test('is told that browsers block plain signalling there, without trying it', async ({
    page,
    site,
    context,
  }) => {
    await openSecurely(page, site);
    const ticket = await ticketWith(site, []);
    const plain = { ...ticket, signalling: { url: 'ws://signal.example.test:5000/room' } };
    const { status, verdict, advice } = await diagnose(page, site, { ticket: plain });
    expect([status, verdict, advice]).toEqual([
      'failed',
      'The browser blocks signalling: this page is on https, but the signalling address is plain ws:.',
      'Turn on the broker’s signalling relay, or use a vendor address with wss:.',
    ]);
    expect(await page.evaluate(() => window.probe.counts.sockets)).toBe(0);
    // To this computer itself browsers let it through, if the page may go to the local network at all.
    await context.grantPermissions(['local-network-access']);
    expect(told(await diagnose(page, site, { ticket }), 'signalling')).toEqual([
      'signalling: ok, The signalling server can be reached.',
    ]);
  });

  test('is told when its own policy forbids signalling', async ({ page, site, consoleGuard }) => {
    const policy = "connect-src 'self'";
    await openSecurely(page, site, policy);
    const ticket = await ticketWith(site, []);
    consoleGuard.allow(
      `Connecting to 'URL' violates the following Content Security Policy directive: "${policy}". The action has been blocked.`,
    );
    const diagnosis = await diagnose(page, site, { ticket });
    expect(diagnosis.verdict).toBe(
      'The Content-Security-Policy of this page blocks the signalling address.',
    );
  });
});

// The list of tests does not tell why one is skipped. This file is loaded by the runner and by its workers.
const reason = whyNoTurnServer ?? whyNoTls;
if (reason && process.env.TEST_WORKER_INDEX === undefined) console.log(reason);

test.describe('with a real TURN server', () => {
  let turn: TurnServer;

  test.skip(whyNoTurnServer !== undefined, whyNoTurnServer ?? '');
  test.beforeAll(async () => {
    turn = await startTurnServer({ tls: whyNoTls === undefined });
  });
  test.afterAll(() => turn?.stop());

  test('all is well', async ({ page, site }) => {
    const [udp, tcp] = [turn.iceServer('udp'), turn.iceServer('tcp')];
    const stun = { urls: `stun:${placeOf(udp)}` };
    const ticket = await ticketWith(site, [stun, udp, tcp]);
    const diagnosis = await diagnose(page, site, { ticket });
    const life = Math.floor((ticket.expiresAt - Date.now()) / 1000);
    const findings = told(diagnosis, ...diagnosis.findings.map(({ check }) => check));
    // Which permissions a browser without a window gives unasked is its own affair.
    const permission = /(camera|microphone) (allowed|asked for when needed)/g;
    const lines = findings.map((line) =>
      line.replace(/\d+ s\.$/, 'N s.').replace(permission, '$1 may be used'),
    );
    expect(lines).toEqual([
      'broker: ok, A ticket came.',
      'ticket: ok, The ticket is valid for another N s.',
      'signalling: ok, The signalling server can be reached.',
      'phone: unknown, Not looked at.',
      'webrtc: ok, This browser has WebRTC.',
      `stun: ok, The STUN server ${placeOf(udp)} works.`,
      `turn-udp: ok, The TURN server over UDP ${placeOf(udp)} works.`,
      `turn-tcp: ok, The TURN server over TCP ${placeOf(tcp)} works.`,
      'turn-tls: unknown, The ticket names no TURN server over TLS.',
      'media-path: ok, Two connections of this page reached each other through the TURN server.',
      'codec: ok, This browser decodes H.264 and VP8.',
      'autoplay: ok, Picture and sound may play.',
      'permissions: ok, Permissions: camera may be used, microphone may be used, clipboard asked for when needed.',
    ]);
    expect(life).toBeGreaterThan(0);
    expect([diagnosis.status, diagnosis.verdict, diagnosis.advice]).toEqual([
      'ok',
      'Nothing was found that stands between this page and the phone.',
      undefined,
    ]);
  });

  test('a wrong credential is a finding', async ({ page, site }) => {
    const wrong = (['udp', 'tcp'] as const).map((transport) => ({
      ...turn.iceServer(transport),
      credential: 'not-the-credential',
    }));
    const ticket = await ticketWith(site, wrong);
    const diagnosis = await diagnose(page, site, { ticket });
    expect(told(diagnosis, 'turn-udp', 'turn-tcp')).toEqual([
      `turn-udp: failed, The TURN server over UDP ${placeOf(wrong[0] as IceServer & { urls: string })} answered 401.`,
      `turn-tcp: failed, The TURN server over TCP ${placeOf(wrong[1] as IceServer & { urls: string })} answered 401.`,
    ]);
    expect(diagnosis.verdict).toBe(
      'A session may work, but not all is well: the TURN server answered 401, so that only a direct path can lead to the phone.',
    );
    expect(JSON.stringify(diagnosis)).not.toContain('not-the-credential');
    expect(JSON.stringify(diagnosis)).not.toContain(turn.username);
  });

  test('TURN over TLS works with a certificate that the browser trusts, and not without', async ({
    page,
    site,
    launchOptions,
    playwright,
  }) => {
    test.skip(whyNoTls !== undefined, whyNoTls ?? '');
    const tls = turn.iceServer('tls');
    const ticket = await ticketWith(site, [tls]);
    expect(told(await diagnose(page, site, { ticket }), 'turn-tls')).toEqual([
      `turn-tls: failed, The TURN server over TLS ${placeOf(tls)} could not be reached.`,
    ]);
    const trust = `--ignore-certificate-errors-spki-list=${turn.certificatePin}`;
    const browser = await playwright.chromium.launch({
      ...launchOptions,
      args: [...(launchOptions.args ?? []), trust],
    });
    try {
      const trusting = await browser.newPage({ baseURL: site.url });
      const diagnosis = await diagnose(trusting, site, { ticket });
      expect(told(diagnosis, 'turn-tls', 'media-path')).toEqual([
        `turn-tls: ok, The TURN server over TLS ${placeOf(tls)} works.`,
        'media-path: ok, Two connections of this page reached each other through the TURN server.',
      ]);
    } finally {
      await browser.close();
    }
  });

  test('a session that reaches no phone says so when it closes, and that TURN answered 401', async ({
    site,
    openByApi,
  }) => {
    site.emulator.faults.cutMedia = true;
    const rawTicket = await ticketWith(site, [
      { ...turn.iceServer('udp'), credential: 'not-the-credential' },
    ]);
    const policy = {
      connectionTimeoutMs: 10_000,
      connectRetry: { maxAttempts: 0, baseDelayMs: 1, maxDelayMs: 1 },
    };
    const phone = await openByApi({ rawTicket, connect: { policy } });
    expect((await phone.closedBy())?.code).toBe('connection_timeout');
    const reason = await phone.page.evaluate(
      (name) => window.probe.get(name).session.closeReason,
      phone.name,
    );
    expect(reason?.diagnosis?.verdict).toBe(
      'Media is blocked: no candidate pair; the TURN server answered 401.',
    );
    expect(reason?.diagnosis?.advice).toBe(
      'The TURN user name or credential in the ticket is wrong or has run out: get a new ticket, or check the TURN account.',
    );
    // Asked for after the end, it says the same and more.
    const later = await phone.page.evaluate(
      (name) => window.probe.get(name).session.diagnose(),
      phone.name,
    );
    expect([later.status, later.verdict]).toEqual(['failed', reason?.diagnosis?.verdict]);
  });
});

test('a session that signalling refuses says so when it closes', async ({
  site,
  openByApi,
  consoleGuard,
}) => {
  consoleGuard.allow(chromiumSays.refusedSocket(503));
  site.emulator.faults.refuseSignalling = true;
  // Time enough to load what explains it.
  const signallingRetry = { maxAttempts: 1, baseDelayMs: 10_000, maxDelayMs: 10_000 };
  const connectRetry = { maxAttempts: 0, baseDelayMs: 1, maxDelayMs: 1 };
  const phone = await openByApi({ connect: { policy: { signallingRetry, connectRetry } } });
  expect((await phone.closedBy())?.code).toBe('signalling_refused');
  const diagnosis = await phone.page.evaluate(
    (name) => window.probe.get(name).session.closeReason?.diagnosis,
    phone.name,
  );
  expect([diagnosis?.status, diagnosis?.verdict, diagnosis?.advice]).toEqual([
    'failed',
    'The signalling server refused us or could not be reached.',
    'Check the network, and that the ticket has not expired.',
  ]);
});

test('a live session is diagnosed beside its work, without another socket', async ({
  openByApi,
}) => {
  const phone = await openByApi();
  await phone.live();
  const { diagnosis, sockets, state } = await phone.page.evaluate(async (name) => {
    const { session } = window.probe.get(name);
    // Its delay is known from the first look on.
    await new Promise((resolve) => session.on('stats', resolve));
    const diagnosis = await session.diagnose();
    return { diagnosis, sockets: window.probe.counts.sockets, state: session.state };
  }, phone.name);
  expect([sockets, state]).toEqual([1, 'live']);
  const lines = told(diagnosis, 'signalling', 'phone', 'media-path', 'codec', 'autoplay');
  expect(lines.map((line) => line.replace(/\d+ ms/, 'N ms'))).toEqual([
    'signalling: ok, Signalling is open.',
    'phone: ok, The phone made an offer.',
    'media-path: ok, The phone is reached directly: N ms there and back.',
    'codec: ok, The phone sends VP8, which this browser decodes.',
    'autoplay: ok, The picture plays.',
  ]);
  // The site's own TURN server is silent.
  expect([
    diagnosis.status,
    told(diagnosis, 'turn-udp')[0]?.replace(/\d+\.\S+:\d+/, 'HOST'),
  ]).toEqual(['warning', 'turn-udp: failed, The TURN server over UDP HOST did not answer.']);
});
