import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createServerTools } from '../../../../../../src/broker/server-tools.js';
import { openCheckSocket } from '../../../../../../src/check/node/open-check-socket.js';
import { runCheck } from '../../../../../../src/check/run-check.js';
import { type Emulator, startEmulator } from '../../../../../../src/emulator.js';
import { koophoneCheck } from '../../../../../../src/vendors/koophone/check/koophone-check.js';
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

const phoneOf = (index: number) => emulator.clouds.koophone.phoneIds[index] ?? '';

function common() {
  const { baseUrl, credentials, phoneIds } = emulator.clouds.koophone;
  return {
    KOOPHONE_REGION: credentials.region,
    KOOPHONE_BASE_URL: baseUrl,
    KOOPHONE_IAM_URL: credentials.iamUrl,
    KOOPHONE_PHONE_IDS: phoneIds.join(','),
  };
}

function withKeys(changes: Record<string, string> = {}) {
  const { accessKey, secretKey } = emulator.clouds.koophone.credentials;
  return {
    ...common(),
    KOOPHONE_ACCESS_KEY: accessKey,
    KOOPHONE_SECRET_KEY: secretKey,
    ...changes,
  };
}

function withPassword(changes: Record<string, string> = {}) {
  const { userName, password, domainName } = emulator.clouds.koophone.credentials;
  return {
    ...common(),
    KOOPHONE_USER_NAME: userName,
    KOOPHONE_PASSWORD: password,
    KOOPHONE_DOMAIN_NAME: domainName,
    ...changes,
  };
}

async function check(
  args: readonly string[] = [],
  environment: Readonly<Record<string, string>> = withKeys(),
) {
  const command = ['koophone', '--json', ...args];
  const result = await runCommand(command, { koophone: koophoneCheck }, environment);
  const { steps } = result.report();
  const statusOf = Object.fromEntries(steps.map(({ id, status }) => [id, status]));
  const step = (id: string) => steps.find((found) => found.id === id);
  return { ...result, steps, statusOf, step };
}

const notesOf = (step: { readonly notes: readonly { readonly text: string }[] } | undefined) =>
  (step?.notes ?? []).map(({ text }) => text).join('\n');

describe('an account where all is well', () => {
  it.each([
    ['with keys', withKeys],
    ['with a password', withPassword],
  ])('%s passes every step', async (_name, environment) => {
    const { code, steps } = await check([], environment());
    expect(steps.filter(({ status }) => status !== 'ok')).toEqual([]);
    expect(code).toBe(0);
  });

  it('reports what the documents leave open', async () => {
    emulator.faults.preparationMs = 1500;
    emulator.faults.queueLength = 3;
    const { steps, step } = await check(['--phone', phoneOf(1)]);
    const asked = steps.flatMap(({ notes }) => notes.flatMap(({ question }) => question ?? []));
    expect([...new Set(asked)].sort()).toEqual(
      expect.arrayContaining(['Q1', 'Q2', 'Q4', 'Q5', 'Q6', 'Q7', 'Q8']),
    );
    expect(notesOf(step('account'))).toContain('The account has 2 phone(s).');
    expect(notesOf(step('status'))).toMatch(/batch-query-status says \d: "[\w-]+" by its table/);
    expect(notesOf(step('auth'))).toContain('signaling_url is http, by IP address, port ');
    expect(notesOf(step('opening'))).toMatch(/every \d+ ms, within \d+ ms/);
    expect(notesOf(step('offer'))).toMatch(/video \((sendrecv|sendonly)\): .*VP8/);
    expect(notesOf(step('offer'))).toMatch(/\d+ host over UDP/);
    expect(notesOf(step('offer'))).toContain('answered a ping of the client');
    expect(notesOf(step('token'))).toContain('was accepted a second time');
  });

  it('sees that a token is good for one use', async () => {
    emulator.faults.singleUseTokens = true;
    const { code, step } = await check();
    expect(notesOf(step('token'))).toContain('was refused the second time');
    expect(code).toBe(0);
  });

  it('leaves nobody behind on the phone', async () => {
    await check();
    await expect.poll(() => emulator.phone(phoneOf(0)).viewers).toBe(0);
  });
});

describe('an account where something is wrong', () => {
  it('with a wrong password ends there, with what to do', async () => {
    const environment = withPassword({ KOOPHONE_PASSWORD: 'PW-SECRETIVE' });
    const { code, statusOf, step } = await check([], environment);
    expect(code).toBe(1);
    expect(step('account')).toMatchObject({
      error: { code: 'vendor_credentials_rejected' },
      advice: expect.stringContaining('KOOPHONE_PASSWORD'),
    });
    expect([statusOf.prepare, statusOf.stop, statusOf.release]).toEqual([
      'skipped',
      'skipped',
      'skipped',
    ]);
  });

  it.each([
    ['another secret', { KOOPHONE_SECRET_KEY: 'SK-SECRETIVE' }, 'account'],
    ['a phone that is not the account’s', { KOOPHONE_PHONE_IDS: 'kp999999' }, 'phone'],
    ['a host that is not there', { KOOPHONE_BASE_URL: 'http://127.0.0.1:9' }, 'account'],
  ])('with %s fails with advice', async (_name, changes, id) => {
    const { step } = await check([], withKeys(changes));
    expect(step(id)).toMatchObject({ status: 'failed', advice: expect.any(String) });
  });

  it('with a phone that is assigned to nobody stops at its preparation, and gives back', async () => {
    emulator.faults.preparationStatus = 2;
    const { statusOf, step } = await check();
    expect(step('prepare')).toMatchObject({
      status: 'failed',
      error: { code: 'vendor_rejected' },
      advice: expect.stringContaining('KOOPHONE_USER_ID'),
    });
    expect(statusOf).toMatchObject({
      auth: 'skipped',
      leave: 'skipped',
      stop: 'ok',
      release: 'ok',
    });
  });

  it('with a signalling server that refuses says so, and still stops and releases', async () => {
    emulator.faults.refuseSignalling = true;
    const { code, statusOf, step } = await check();
    expect(code).toBe(1);
    expect(step('signalling')).toMatchObject({
      error: { code: 'signalling_refused' },
      advice: expect.stringContaining('relay'),
    });
    expect(statusOf).toMatchObject({ offer: 'skipped', stop: 'ok', release: 'ok' });
  });

  it('with a token that has expired says so', async () => {
    emulator.faults.roomTokenLifetimeMs = 1;
    const { step } = await check();
    expect(step('authorize')).toMatchObject({
      error: { code: 'signalling_refused', message: expect.stringContaining('-2') },
    });
  });

  it('without an offer says so, leaves, stops and releases', async () => {
    emulator.faults.withholdOffer = true;
    const plan = koophoneCheck.plan(withKeys(), { mayDisturb: false });
    const { steps } = await runCheck(
      { vendor: 'koophone', plan, secrets: [], signal: new AbortController().signal, onStep() {} },
      {
        serverTools: createServerTools(),
        now: Date.now,
        runId: 'r1',
        async openSocket(url, signal) {
          const socket = await openCheckSocket(url, signal);
          let hasStarted = false;
          return {
            send: (data) => socket.send(data),
            close: () => socket.close(),
            async receive(timeoutMs) {
              // Nothing more will come: the test need not wait for it.
              if (hasStarted) return { type: 'silence' };
              const news = await socket.receive(timeoutMs);
              hasStarted = news.type === 'frame' && String(news.data).startsWith('42["start"');
              return news;
            },
          };
        },
      },
    );
    const statusOf = Object.fromEntries(steps.map(({ id, status }) => [id, status]));
    expect(steps.find(({ id }) => id === 'offer')?.error?.code).toBe('offer_timeout');
    expect(statusOf).toMatchObject({ start: 'ok', leave: 'ok', stop: 'ok', release: 'ok' });
  });

  it.each([
    [{ KOOPHONE_ACCESS_KEY: 'a' }, 'KOOPHONE_SECRET_KEY'],
    [{}, 'KOOPHONE_USER_NAME, KOOPHONE_PASSWORD, KOOPHONE_DOMAIN_NAME'],
    [{ KOOPHONE_USER_NAME: 'u' }, 'KOOPHONE_PASSWORD, KOOPHONE_DOMAIN_NAME'],
  ])('with half of its credentials, %j, says what is missing', async (given, missing) => {
    const environment = { ...common(), ...given };
    const { code, complaints } = await runCommand(
      ['koophone'],
      { koophone: koophoneCheck },
      environment,
    );
    expect(code).toBe(1);
    expect(complaints).toBe(
      `telepad: The check still needs ${missing}: set what is missing and start again.\n`,
    );
  });
});

describe('a phone that somebody uses', () => {
  it('is left alone, unless the user may be disturbed: nothing is prepared, stopped or released', async () => {
    let other: Awaited<ReturnType<typeof check>> | undefined;
    const plan = koophoneCheck.plan(withKeys(), { mayDisturb: false });
    const { isPassed } = await runCheck(
      { vendor: 'koophone', plan, secrets: [], signal: new AbortController().signal, onStep() {} },
      {
        serverTools: createServerTools(),
        now: Date.now,
        runId: 'r1',
        async openSocket(url, signal) {
          const socket = await openCheckSocket(url, signal);
          return {
            send: (data) => socket.send(data),
            close: () => socket.close(),
            async receive(timeoutMs) {
              const news = await socket.receive(timeoutMs);
              const isOffer = news.type === 'frame' && String(news.data).includes('"offer"');
              if (isOffer && !other) other = await check();
              return news;
            },
          };
        },
      },
    );
    expect(other?.step('prepare')?.reason).toContain('--disturb');
    expect(other?.statusOf).toMatchObject({ auth: 'skipped', stop: 'skipped', release: 'skipped' });
    expect(other?.code).toBe(1);
    // The one that was there first noticed nothing.
    expect(isPassed).toBe(true);
  });
});

describe('what is printed', () => {
  it('holds no key, password, token or address, whatever goes wrong', async () => {
    const { accessKey, secretKey, password } = emulator.clouds.koophone.credentials;
    const sent: string[] = [];
    const texts: string[] = [];
    for (const fault of [{}, { refuseSignalling: true }, { roomTokenLifetimeMs: 1 }]) {
      Object.assign(emulator.faults, usual, fault);
      for (const environment of [withKeys(), withPassword()]) {
        for (const args of [['koophone'], ['koophone', '--json']]) {
          const vendors = { koophone: koophoneCheck };
          const { printed, complaints } = await runCommand(args, vendors, environment, undefined, {
            fetch: async (url, init) => {
              const response = await fetch(url, init);
              const text = await response.text();
              const found = /"device_token":"([^"]+)"/.exec(text)?.[1];
              const token = response.headers.get('x-subject-token');
              sent.push(...[found, token].filter((secret) => typeof secret === 'string'));
              return new Response(text, response);
            },
          });
          texts.push(printed, complaints);
        }
      }
    }
    const all = texts.join('\n');
    expect(all).toContain('The phone makes an offer');
    expect(sent.length).toBeGreaterThan(6);
    for (const secret of [accessKey, secretKey, password, ...sent]) {
      expect(all).not.toContain(secret);
    }
    expect(all).not.toContain('127.0.0.1');
    expect(all).not.toMatch(/wss?:\/\//);
  });
});
