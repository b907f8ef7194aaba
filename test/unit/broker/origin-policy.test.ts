import { describe, expect, it } from 'vitest';
import { createOriginPolicy } from '../../../src/broker/origin-policy.js';
import { orderTicket, read, setStage } from './broker-stage.js';

const app = 'https://app.example.test';
const stranger = 'https://stranger.example.test';

function preflight(origin: string, headers: Record<string, string> = {}): Request {
  return new Request('http://broker.example.test/telepad/tickets', {
    method: 'OPTIONS',
    headers: { origin, 'access-control-request-method': 'POST', ...headers },
  });
}

function corsHeaders(headers: Record<string, string>): string[] {
  return Object.keys(headers).filter((name) => name.startsWith('access-control-'));
}

describe('pages of other origins', () => {
  it('may not use the broker by default: no answer to them can be read', async () => {
    const { broker } = setStage();
    const { headers } = await read(await broker(orderTicket(undefined, { origin: app })));
    expect(corsHeaders(headers)).toEqual([]);
    expect(headers.vary).toBe('Origin');

    const asked = await read(await broker(preflight(app)));
    expect(asked).toMatchObject({ status: 403, body: { error: { code: 'forbidden' } } });
    expect(corsHeaders(asked.headers)).toEqual([]);
  });

  it('may when their origin is listed, with cookies', async () => {
    const { broker } = setStage({ allowedOrigins: ['https://other.example.test', app] });
    expect(await read(await broker(orderTicket(undefined, { origin: app })))).toMatchObject({
      status: 200,
      headers: {
        'access-control-allow-origin': app,
        'access-control-allow-credentials': 'true',
        'access-control-expose-headers': 'Retry-After',
        vary: 'Origin',
      },
    });
  });

  it('may read why they failed, when listed', async () => {
    const { broker } = setStage({ allowedOrigins: [app], authorize: () => null });
    expect(await read(await broker(orderTicket(undefined, { origin: app })))).toMatchObject({
      status: 401,
      headers: { 'access-control-allow-origin': app },
    });
  });

  it('may not when another one is listed', async () => {
    const { broker } = setStage({ allowedOrigins: [app] });
    for (const origin of [
      stranger,
      'null',
      'http://app.example.test',
      `${app}:8443`,
      `${app}.test`,
    ]) {
      const { headers } = await read(await broker(orderTicket(undefined, { origin })));
      expect(corsHeaders(headers), origin).toEqual([]);
      expect((await broker(preflight(origin))).status, origin).toBe(403);
    }
  });

  it.each([
    ['cross-site', stranger, 403],
    ['cross-site', null, 403],
    ['same-site', stranger, 403],
    ['cross-site', app, 200],
    ['same-site', app, 200],
    ['same-origin', stranger, 200],
    ['none', null, 200],
  ])('whose browser says %s and origin %s are answered with %i', async (site, origin, status) => {
    const { broker, issue } = setStage({ allowedOrigins: [app] });
    const headers = { 'sec-fetch-site': site, ...(origin !== null && { origin }) };
    expect((await broker(orderTicket(undefined, headers))).status).toBe(status);
    expect(issue.mock.calls.length).toBe(status === 200 ? 1 : 0);
  });
});

describe('a preflight', () => {
  it('of a listed origin is told method and headers, without asking who it is', async () => {
    const { broker } = setStage({
      allowedOrigins: [app],
      authorize: () => {
        throw new Error('a preflight carries no cookies');
      },
    });
    const asked = preflight(app, {
      'access-control-request-headers': 'content-type,x-csrf-token',
    });
    expect(await read(await broker(asked))).toEqual({
      status: 204,
      headers: {
        'access-control-allow-credentials': 'true',
        'access-control-allow-headers': 'content-type,x-csrf-token',
        'access-control-allow-methods': 'POST',
        'access-control-allow-origin': app,
        'access-control-expose-headers': 'Retry-After',
        'access-control-max-age': '600',
        'cache-control': 'no-store',
        vary: 'Origin',
        'x-content-type-options': 'nosniff',
      },
      body: null,
    });
  });

  it('for the list of phones is told GET', async () => {
    const { broker } = setStage({ allowedOrigins: [app] });
    const asked = new Request('http://broker.example.test/phones', preflight(app));
    expect((await broker(asked)).headers.get('access-control-allow-methods')).toBe('GET');
  });

  it('with header names that are none is told of none', async () => {
    const { broker } = setStage({ allowedOrigins: [app] });
    const asked = preflight(app, { 'access-control-request-headers': 'x-a; x-b' });
    expect((await broker(asked)).headers.has('access-control-allow-headers')).toBe(false);
  });
});

it.each([
  '*',
  'null',
  '',
  'app.example.test',
  'https://app.example.test/',
  'https://app.example.test/path',
  'https://APP.example.test',
  'https://app.example.test:443',
  'https://*.example.test',
  'ftp://app.example.test',
  'chrome-extension://abcdef',
])('refuses %j in allowedOrigins', (origin) => {
  expect(() => createOriginPolicy([app, origin])).toThrow(
    expect.objectContaining({
      code: 'configuration_invalid',
      message:
        "The broker's allowedOrigins: every entry must be an origin such as https://app.example.com, without a path, a slash at its end or a wildcard.",
    }),
  );
});
