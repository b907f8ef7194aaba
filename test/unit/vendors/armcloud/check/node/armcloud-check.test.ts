import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { createServerTools } from '../../../../../../src/broker/server-tools.js';
import { openCheckSocket } from '../../../../../../src/check/node/open-check-socket.js';
import { runCheck } from '../../../../../../src/check/run-check.js';
import { type Emulator, startEmulator } from '../../../../../../src/emulator.js';
import { armcloudCheck } from '../../../../../../src/vendors/armcloud/check/armcloud-check.js';
import { runCommand } from '../../../../check/node/run-command.js';

/** The check against the fake cloud over real HTTP and WebSockets: they were written apart. */
let emulator: Emulator;
let usual: Emulator['faults'];

beforeAll(async () => {
  emulator = await startEmulator();
  usual = { ...emulator.faults };
});
afterEach(() => {
  Object.assign(emulator.faults, usual);
});
afterAll(() => emulator.close());

const phoneOf = (index: number) => emulator.clouds.armcloud.phoneIds[index] ?? '';

function environment(changes: Record<string, string> = {}) {
  const { baseUrl, credentials, phoneIds } = emulator.clouds.armcloud;
  return {
    ARMCLOUD_ACCESS_KEY: credentials.accessKey,
    ARMCLOUD_SECRET_KEY: credentials.secretKey,
    ARMCLOUD_BASE_URL: baseUrl,
    ARMCLOUD_PHONE_IDS: phoneIds.join(','),
    ...changes,
  };
}

async function check(args: readonly string[] = [], changes: Record<string, string> = {}) {
  const command = ['armcloud', '--json', ...args];
  const result = await runCommand(command, { armcloud: armcloudCheck }, environment(changes));
  const { steps } = result.report();
  const statusOf = Object.fromEntries(steps.map(({ id, status }) => [id, status]));
  const step = (id: string) => steps.find((found) => found.id === id);
  return { ...result, steps, statusOf, step };
}

const notesOf = (step: { readonly notes: readonly { readonly text: string }[] } | undefined) =>
  (step?.notes ?? []).map(({ text }) => text).join('\n');

describe('an account where all is well', () => {
  it.each(['armcloud', 'vmos', 'vsphone'])('of the brand %s passes every step', async (brand) => {
    const { baseUrl } = emulator.clouds.armcloud;
    const changes = { ARMCLOUD_BRAND: brand, ARMCLOUD_SDK_BASE_URL: baseUrl };
    const { code, steps, step } = await check([], changes);
    expect(steps.filter(({ status }) => status !== 'ok')).toEqual([]);
    expect(code).toBe(0);
    expect(step('offer')?.notes).toContainEqual({
      question: 'Q17',
      text: expect.stringMatching(/^The phone offers .*video \((sendrecv|sendonly)\): .*VP8/),
    });
  });

  it('reports what was seen', async () => {
    const { step } = await check();
    expect(notesOf(step('account'))).toContain('The account has 2 phone(s).');
    expect(notesOf(step('account'))).toMatch(/differs from the vendor's by \d+ s/);
    expect(notesOf(step('phone'))).toContain(`${phoneOf(1)} is online, its status is running.`);
    expect(notesOf(step('ticket'))).toContain('signalServer is AES-GCM');
    expect(notesOf(step('ticket'))).toContain('names no scheme');
    expect(notesOf(step('ticket'))).toContain('no STUN and no TURN server');
    expect(notesOf(step('signalling'))).toBe('It was reached with ws:.');
    expect(notesOf(step('offer'))).toMatch(/\d+ host over UDP/);
    expect(notesOf(step('offer'))).toContain('did not answer a ping');
    expect(notesOf(step('tls'))).toContain('does not take wss:');
  });

  it('leaves nobody behind in the room', async () => {
    await check();
    await expect.poll(() => emulator.phone(phoneOf(0)).viewers).toBe(0);
  });

  it('checks the phone that is asked for', async () => {
    const { code, report } = await check(['--phone', phoneOf(1)]);
    expect(code).toBe(0);
    expect(report().phoneId).toBe(phoneOf(1));
  });
});

describe('an account where something is wrong', () => {
  it('with another secret ends at the signature, with what to do', async () => {
    const { code, statusOf, step } = await check([], { ARMCLOUD_SECRET_KEY: 'SK-SECRETIVE' });
    expect(code).toBe(1);
    expect(step('account')).toMatchObject({
      status: 'failed',
      error: { code: 'vendor_credentials_rejected' },
      advice: expect.stringContaining('ARMCLOUD_SECRET_KEY'),
    });
    expect(statusOf).toEqual({
      settings: 'ok',
      account: 'failed',
      phone: 'skipped',
      ticket: 'skipped',
      signalling: 'skipped',
      admission: 'skipped',
      offer: 'skipped',
      leave: 'skipped',
      tls: 'skipped',
    });
  });

  it('with settings that the broker refuses does not call anybody', async () => {
    const { step } = await check([], { ARMCLOUD_BASE_URL: 'openapi.secretive.test' });
    expect(step('settings')).toMatchObject({
      status: 'failed',
      error: { code: 'configuration_invalid' },
    });
  });

  it.each([
    [
      'a phone that is not the account’s',
      { ARMCLOUD_PHONE_IDS: 'AC99999999999' },
      'phone_not_found',
    ],
    ['a host that is not there', { ARMCLOUD_BASE_URL: 'http://127.0.0.1:9' }, 'vendor_unreachable'],
  ])('with %s says so', async (_name, changes, code) => {
    const { steps } = await check([], changes);
    const failed = steps.find(({ status }) => status === 'failed');
    expect(failed).toMatchObject({ error: { code }, advice: expect.any(String) });
  });

  it('with a phone that is offline ends there', async () => {
    const phone = emulator.phone(phoneOf(0));
    phone.setOnline(false);
    try {
      const { statusOf, step } = await check();
      expect(step('phone')?.error?.code).toBe('phone_offline');
      expect(notesOf(step('phone'))).toContain(`${phoneOf(1)} is online`);
      expect(statusOf.ticket).toBe('skipped');
    } finally {
      phone.setOnline(true);
    }
  });

  it.each([
    ['an account without this kind of streaming', { unsupportedAccount: true }, 'ticket'],
    ['another kind of streaming', { streamType: 1 as const }, 'ticket'],
    ['addresses that do not open', { ciphertext: 'tampered' as const }, 'ticket'],
    ['a signalling server that refuses', { refuseSignalling: true }, 'signalling'],
  ])('with %s fails with advice', async (_name, fault, id) => {
    Object.assign(emulator.faults, fault);
    const { code, step } = await check();
    expect(code).toBe(1);
    expect(step(id)).toMatchObject({ status: 'failed', advice: expect.any(String) });
  });

  it('says with which HTTP status signalling was refused', async () => {
    emulator.faults.refuseSignalling = true;
    const { step } = await check();
    expect(step('signalling')?.error?.message).toContain('answered with HTTP status 503');
  });

  it('passes a rate limit on', async () => {
    emulator.faults.rateLimited = true;
    const { step } = await check();
    expect(step('account')?.error?.code).toBe('vendor_rate_limited');
  });

  it('without an offer says so, and leaves the room', async () => {
    emulator.faults.withholdOffer = true;
    const plan = armcloudCheck.plan(environment(), { mayDisturb: false });
    const { steps } = await runCheck(
      { vendor: 'armcloud', plan, secrets: [], signal: new AbortController().signal, onStep() {} },
      {
        serverTools: createServerTools(),
        now: Date.now,
        runId: 'r1',
        async openSocket(url, signal) {
          const socket = await openCheckSocket(url, signal);
          let isAdmitted = false;
          return {
            send: (data) => socket.send(data),
            close: () => socket.close(),
            async receive(timeoutMs) {
              // Nothing more will come: the test need not wait for it.
              if (isAdmitted) return { type: 'silence' };
              const news = await socket.receive(timeoutMs);
              isAdmitted = news.type === 'frame';
              return news;
            },
          };
        },
      },
    );
    expect(steps.find(({ id }) => id === 'offer')).toMatchObject({
      status: 'failed',
      error: { code: 'offer_timeout' },
    });
    expect(steps.find(({ id }) => id === 'leave')?.status).toBe('ok');
  });
});

describe('a phone that somebody uses', () => {
  /** Somebody of the account's own, who came in by the same way. */
  async function useThePhone(): Promise<WebSocket> {
    const { armcloudBroker } = await import(
      '../../../../../../src/vendors/armcloud/broker/armcloud-broker.js'
    );
    const { baseUrl, credentials } = emulator.clouds.armcloud;
    const request = {
      phoneId: phoneOf(0),
      userId: 'somebody',
      role: 'control',
      isSecurePage: false,
      isRelayed: false,
    } as const;
    const ticket = await armcloudBroker({ ...credentials, baseUrl }).issueTicket(
      request,
      createServerTools()(),
    );
    const socket = new WebSocket(ticket.signalling.url);
    await new Promise((resolve) => socket.once('message', resolve));
    return socket;
  }

  it('is left alone, unless the user may be disturbed', async () => {
    const socket = await useThePhone();
    try {
      await expect.poll(() => emulator.phone(phoneOf(0)).viewers).toBe(1);
      const polite = await check();
      expect(polite.step('ticket')?.reason).toContain('--disturb');
      expect(polite.step('leave')?.status).toBe('skipped');
      expect(polite.code).toBe(1);
      expect((await check(['--disturb'])).code).toBe(0);
    } finally {
      socket.close();
    }
  });
});

describe('what is printed', () => {
  const secretive = {
    ARMCLOUD_ACCESS_KEY: 'AK-SECRETIVE-1',
    ARMCLOUD_SECRET_KEY: 'SK-SECRETIVE-2',
  };

  it('holds no key, token or address, whatever goes wrong', async () => {
    const { credentials } = emulator.clouds.armcloud;
    const texts: string[] = [];
    for (const fault of [{}, { refuseSignalling: true }, { ciphertext: 'truncated' as const }]) {
      Object.assign(emulator.faults, usual, fault);
      for (const args of [['armcloud'], ['armcloud', '--json']]) {
        for (const changes of [{}, secretive]) {
          const vendors = { armcloud: armcloudCheck };
          const { printed, complaints } = await runCommand(args, vendors, environment(changes));
          texts.push(printed, complaints);
        }
      }
    }
    const all = texts.join('\n');
    expect(all).toContain('The phone makes an offer');
    for (const secret of [...Object.values(credentials), ...Object.values(secretive)]) {
      expect(all).not.toContain(secret);
    }
    // Nor where the fake cloud is.
    expect(all).not.toContain('127.0.0.1');
    expect(all).not.toMatch(/wss?:\/\//);
  });
});
