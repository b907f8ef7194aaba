import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createAccountRoutes } from '../../../demo/account-routes.js';
import { describePeople } from '../../../demo/people.js';
import { Visitors } from '../../../demo/visitors.js';

const phones = ['AC1', 'AC2'].map((phoneId) => ({ vendor: 'armcloud', phoneId }));
const hour = 60 * 60_000;

let server: Server;
let port: number;
let visitors: Visitors;
let now: number;

beforeEach(async () => {
  server = createServer((incoming, response) => routes(incoming, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
  now = 1_000_000;
  const people = describePeople({ phones, isEmulated: true });
  const options = { people, port, isEmulated: true, userId: undefined, now: () => now };
  visitors = new Visitors(options);
  const routes = createAccountRoutes(visitors);
});

afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

interface Answer {
  readonly status: number | undefined;
  readonly setCookie: string | undefined;
  /** What the browser sends back. */
  readonly cookie: string;
  readonly json: unknown;
}

/** As the page of this server asks, unless the headers say otherwise; `fetch` would not send just any of them. */
function ask(
  path: string,
  options: {
    readonly body?: unknown;
    readonly method?: string;
    readonly headers?: Readonly<Record<string, string | undefined>>;
  } = {},
): Promise<Answer> {
  const { body, method = body === undefined ? 'GET' : 'POST' } = options;
  const origin = `http://localhost:${port}`;
  const all = {
    host: `localhost:${port}`,
    ...(method === 'POST' && { origin, 'content-type': 'application/json' }),
    ...options.headers,
  };
  const headers = Object.fromEntries(Object.entries(all).filter(([, value]) => value)) as object;
  return new Promise((resolve, reject) => {
    request(
      { host: '127.0.0.1', port, path, method, headers: { ...headers } },
      async (response) => {
        let text = '';
        for await (const chunk of response) text += chunk;
        const setCookie = response.headers['set-cookie']?.[0];
        resolve({
          status: response.statusCode,
          setCookie,
          cookie: setCookie?.split(';')[0] ?? '',
          json: text === '' ? undefined : JSON.parse(text),
        });
      },
    )
      .on('error', reject)
      .end(typeof body === 'string' ? body : JSON.stringify(body));
  });
}

const signIn = (person = 'ada', cookie?: string) =>
  ask('/account/sign-in', { body: { person }, headers: { cookie } });

async function share(phoneId = 'AC1', person = 'ada') {
  const { cookie } = await signIn(person);
  const answer = await ask('/account/share', {
    body: { phoneId, vendor: 'armcloud' },
    headers: { cookie },
  });
  return { cookie, answer, id: (answer.json as { readonly id: string }).id };
}

const grant = (cookie: string, path = '/telepad/page-0123456789abcdef/phones') =>
  visitors.authorize(new Request(`http://localhost:${port}${path}`, { headers: { cookie } }));

describe('signing in', () => {
  it('is known by a random id in a cookie that neither scripts nor other sites get', async () => {
    const { status, setCookie, json } = await signIn();
    expect(status).toBe(200);
    expect(setCookie).toMatch(
      new RegExp(
        `^telepad-demo-${port}=[\\w-]{32}; Path=/; Max-Age=28800; HttpOnly; SameSite=Strict$`,
      ),
    );
    expect(json).toMatchObject({ person: { id: 'ada', role: 'control' }, shares: [] });
    expect(JSON.stringify(json)).not.toContain(setCookie?.slice(20, 40));
  });

  it('gives each person their own phones and role', async () => {
    const grants = await Promise.all(
      ['ada', 'bo', 'guest'].map(async (person) => grant((await signIn(person)).cookie)),
    );
    expect(grants).toMatchObject([
      { userId: 'ada-0123456789abcdef', phones: [phones[0]], role: 'control' },
      { userId: 'bo-0123456789abcdef', phones: [phones[1]], role: 'control' },
      { userId: 'guest-0123456789abcdef', phones, role: 'watch' },
    ]);
    expect(grants.map((given) => given?.operations?.includes('uploadFile'))).toEqual([
      true,
      true,
      false,
    ]);
  });

  it('is told to the page, as are those who may', async () => {
    const { cookie } = await signIn('bo');
    expect(await ask('/account', { headers: { cookie } })).toMatchObject({
      status: 200,
      json: { person: { id: 'bo' }, people: [{ id: 'ada' }, { id: 'bo' }, { id: 'guest' }] },
    });
    expect(await ask('/account')).toMatchObject({ json: { person: null, shares: [] } });
  });

  it.each([
    ['nothing', ''],
    ['a forged id', `telepad-demo-PORT=${'A'.repeat(32)}`],
    ['a name instead of an id', 'telepad-demo-PORT=ada'],
    ['the cookie of another demo', 'telepad-demo-1=ID'],
  ])('does not come of %s', async (_what, form) => {
    const id = (await signIn()).cookie.split('=')[1] ?? '';
    expect(grant(form.replace('PORT', String(port)).replace('ID', id))).toBeNull();
  });

  it('ends after eight hours', async () => {
    const { cookie } = await signIn();
    now += 8 * hour - 1;
    expect(grant(cookie)).not.toBeNull();
    now += 1;
    expect(grant(cookie)).toBeNull();
  });

  it('ends on the server when one signs out, or in as somebody else', async () => {
    const first = await signIn();
    const second = await signIn('bo', first.cookie);
    expect(grant(first.cookie)).toBeNull();
    const { cookie } = second;
    const out = await ask('/account/sign-out', { body: {}, headers: { cookie } });
    expect(out).toMatchObject({ status: 204, setCookie: expect.stringContaining('Max-Age=0') });
    expect(grant(cookie)).toBeNull();
  });

  it.each([
    ['another site', { origin: 'https://stranger.example.test' }, 403],
    ['another port', { origin: 'http://localhost:1' }, 403],
    ['a page that may not say where it is from', { origin: 'null' }, 403],
    ['what says no origin', { origin: undefined }, 403],
    ['a name that leads here', { host: 'rebound.example.test' }, 403],
    ['a form', { 'content-type': 'application/x-www-form-urlencoded' }, 415],
    ['plain text', { 'content-type': 'text/plain' }, 415],
  ])('is not done for %s', async (_who, headers, status) => {
    const answer = await ask('/account/sign-in', { body: { person: 'ada' }, headers });
    expect(answer).toMatchObject({ status, setCookie: undefined });
  });

  it.each([
    ['/account/sign-in', { person: 'eve' }, 404],
    ['/account/sign-in', { person: 7 }, 400],
    ['/account/sign-in', {}, 400],
    ['/account/sign-in', '{', 400],
    ['/account/sign-in', '"ada"', 400],
    ['/account/sign-in', { person: 'a'.repeat(2000) }, 413],
    ['/account/share', { phoneId: 'AC1', vendor: 'armcloud' }, 401],
    ['/account/revoke', { share: 'x' }, 401],
    ['/account/watch', { share: 'x' }, 404],
    ['/account/constructor', {}, 404],
  ])('%s with %j is answered with its own status', async (path, body, status) => {
    const answer = await ask(path, { body });
    expect(answer).toMatchObject({ status, json: { error: { message: expect.any(String) } } });
  });

  it('takes no GET for what changes something', async () => {
    expect((await ask('/account/sign-out')).status).toBe(405);
  });
});

describe('a link to watch', () => {
  it('lets whoever has it watch that phone, and nothing else, for an hour', async () => {
    const { id } = await share();
    const { json, setCookie, cookie } = await ask('/account/watch', { body: { share: id } });
    const { mount } = json as { readonly mount: string };
    expect(json).toEqual({
      phoneId: 'AC1',
      vendor: 'armcloud',
      by: 'Ada',
      expiresAt: now + hour,
      mount: expect.stringMatching(/^\/telepad\/watch-[\da-f]{12}$/),
    });
    expect(setCookie).toContain(`; Path=${mount}; Max-Age=3600; HttpOnly; SameSite=Strict`);
    const path = `${mount}/page-0123456789abcdef/tickets`;
    expect(grant(cookie, path)).toEqual({
      userId: 'watch-0123456789abcdef',
      phones: [phones[0]],
      role: 'watch',
    });
    expect(grant(cookie)).toBeNull();
    expect(grant(cookie, path.replace(mount, '/telepad/watch-0123456789ab'))).toBeNull();
    expect(grant('', path)).toBeNull();
    now += hour;
    expect(grant(cookie, path)).toBeNull();
    expect((await ask('/account/watch', { body: { share: id } })).status).toBe(404);
  });

  it('holds no more once it is revoked, also for who already watches', async () => {
    const { id, cookie } = await share();
    const watching = await ask('/account/watch', { body: { share: id } });
    const path = `${(watching.json as { readonly mount: string }).mount}/tickets`;
    expect(grant(watching.cookie, path)).not.toBeNull();
    await ask('/account/revoke', { body: { share: id }, headers: { cookie } });
    expect(grant(watching.cookie, path)).toBeNull();
    expect((await ask('/account/watch', { body: { share: id } })).status).toBe(404);
    expect(await ask('/account', { headers: { cookie } })).toMatchObject({ json: { shares: [] } });
  });

  it('is revoked only by who made it, and listed only for them', async () => {
    const { id } = await share();
    const { cookie } = await signIn('bo');
    await ask('/account/revoke', { body: { share: id }, headers: { cookie } });
    expect((await ask('/account/watch', { body: { share: id } })).status).toBe(200);
    expect(await ask('/account', { headers: { cookie } })).toMatchObject({ json: { shares: [] } });
    expect(await ask('/account', { headers: { cookie: (await signIn()).cookie } })).toMatchObject({
      json: { shares: [{ id, phoneId: 'AC1' }] },
    });
  });

  it.each([
    ['a phone of somebody else', 'AC2', 'ada'],
    ['a phone that there is not', 'AC3', 'ada'],
    ['a phone that one may only watch', 'AC1', 'guest'],
  ])('cannot be made for %s', async (_which, phoneId, person) => {
    expect((await share(phoneId, person)).answer.status).toBe(403);
  });
});
