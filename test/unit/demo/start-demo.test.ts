import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Demo, startDemo } from '../../../demo/start-demo.js';
import { sealField } from '../vendors/armcloud/seal-field.js';

let siteFolder: string;
let cloud: Server;
/** Bodies that the fake cloud was sent. */
let orders: string[];
const demos: Demo[] = [];

beforeEach(async () => {
  siteFolder = await mkdtemp(path.join(tmpdir(), 'telepad-demo-'));
  await writeFile(path.join(siteFolder, 'index.html'), 'the page');
  orders = [];
  cloud = createServer(async (incoming, response) => {
    let body = '';
    for await (const chunk of incoming) body += chunk;
    orders.push(body);
    const signalServer = sealField('192.0.2.10:5000', 'AC1');
    const data = [{ padCode: 'AC1', roomToken: 't', streamType: 2, signalServer }];
    response.end(JSON.stringify({ code: 200, data }));
  });
  await new Promise<void>((resolve) => cloud.listen(0, '127.0.0.1', resolve));
});

afterEach(async () => {
  for (const demo of demos.splice(0)) await demo.close();
  cloud.closeAllConnections();
  await new Promise((resolve) => cloud.close(resolve));
  await rm(siteFolder, { recursive: true });
});

async function start(port = 0, userId?: string): Promise<Demo> {
  const baseUrl = `http://127.0.0.1:${(cloud.address() as AddressInfo).port}`;
  const demo = await startDemo({
    port,
    accounts: {
      armcloud: {
        settings: { accessKey: 'ak', secretKey: 'sk', baseUrl, signallingScheme: 'wss' },
        phoneIds: ['AC1', 'AC2'],
      },
      koophone: {
        settings: {
          region: 'ap-southeast-1',
          credentials: { accessKey: 'ak', secretKey: 'sk' },
          baseUrl,
        },
        phoneIds: ['kp000001'],
        ...(userId !== undefined && { userId }),
      },
    },
    siteFolder,
    log: () => {},
  });
  demos.push(demo);
  return demo;
}

/** @returns the cookie of somebody who has signed in */
async function signIn({ url }: Demo, person = 'ada'): Promise<string> {
  const response = await fetch(`${url}account/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: new URL(url).origin },
    body: JSON.stringify({ person }),
  });
  return response.headers.get('set-cookie')?.split(';')[0] ?? '';
}

/** With any Host header, which `fetch` would not send. */
function listPhones({ url }: Demo, headers: Record<string, string>): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    request(`${url}telepad/phones`, { headers }, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .on('error', reject)
      .end();
  });
}

async function order(
  demo: Demo,
  phoneId: string,
  { vendor = 'armcloud', page = '' } = {},
): Promise<Response> {
  return fetch(`${demo.url}telepad${page}/tickets`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', cookie: await signIn(demo) },
    body: JSON.stringify({ phoneId, vendor }),
  });
}

describe('the demo on an account', () => {
  it('serves the page on this machine', async () => {
    const { url } = await start();
    expect(url).toMatch(/^http:\/\/localhost:\d+\/$/);
    expect(await (await fetch(url)).text()).toBe('the page');
  });

  it('lists the phones of the configuration and opens them, and no others', async () => {
    const demo = await start();
    const headers = { cookie: await signIn(demo) };
    expect(await (await fetch(`${demo.url}telepad/phones`, { headers })).json()).toEqual({
      all: false,
      phones: [
        { phoneId: 'AC1', vendor: 'armcloud', role: 'control' },
        { phoneId: 'AC2', vendor: 'armcloud', role: 'control' },
        { phoneId: 'kp000001', vendor: 'koophone', role: 'control' },
      ],
    });
    const ticket = await order(demo, 'AC1');
    expect(await ticket.json()).toMatchObject({
      phoneId: 'AC1',
      role: 'control',
    });
    expect((await order(demo, 'AC3')).status).toBe(403);
    expect((await order(demo, 'AC1', { vendor: 'koophone' })).status).toBe(403);
    expect((await order(demo, 'kp000001')).status).toBe(403);
  });

  it('leads signalling through its relay, so that a page learns no address of a vendor', async () => {
    const demo = await start();
    const { host } = new URL(demo.url);
    const page = '/page-0123456789abcdef';
    const ticket = await order(demo, 'AC1', { page });
    expect(await ticket.json()).toMatchObject({
      signalling: {
        url: expect.stringMatching(new RegExp(`^ws://${host}/telepad${page}/relay/.`)),
        isRelayed: true,
      },
    });
  });

  it('cuts off who wants to upgrade to anything else', async () => {
    const demo = await start();
    await expect(
      new Promise((resolve, reject) => {
        const headers = { connection: 'upgrade', upgrade: 'websocket' };
        request(`${demo.url}elsewhere`, { headers }, resolve).on('error', reject).end();
      }),
    ).rejects.toThrow();
  });

  it('knows each page again, and no two as the same user, so that tabs do not cut each other off', async () => {
    const demo = await start();
    for (const page of [
      '/page-0123456789abcdef',
      '/page-0123456789abcdef',
      '/page-00ff00ff',
      '',
      '',
    ])
      await order(demo, 'AC1', { page });
    const users = orders.map((body) => (JSON.parse(body) as { userId: string }).userId);
    expect(users.slice(0, 3)).toEqual([
      'ada-0123456789abcdef',
      'ada-0123456789abcdef',
      'ada-00ff00ff',
    ]);
    expect(users.slice(3)).toEqual(Array(2).fill(expect.stringMatching(/^ada-[\da-f]{16}$/)));
    expect(new Set(users).size).toBe(4);
    // Some vendors take no longer ones.
    for (const user of users) expect(user.length).toBeLessThanOrEqual(32);
  });

  it('is one user for every page where phones are assigned to that user', async () => {
    const demo = await start(0, 'u7');
    for (const page of ['/page-0123456789abcdef', '']) await order(demo, 'AC1', { page });
    expect(orders.map((body) => (JSON.parse(body) as { userId: string }).userId)).toEqual([
      'u7',
      'u7',
    ]);
  });

  it('knows nobody who comes under another name, or from a page elsewhere', async () => {
    const demo = await start();
    const { port } = new URL(demo.url);
    const cookie = await signIn(demo);
    const answers = [
      await listPhones(demo, { cookie, host: `localhost:${port}` }),
      await listPhones(demo, { cookie, host: `127.0.0.1:${port}` }),
      await listPhones(demo, { cookie, origin: `http://localhost:${port}` }),
      await listPhones(demo, { cookie, host: `rebound.example.test:${port}` }),
      await listPhones(demo, { cookie, host: `localhost.example.test:${port}` }),
      await listPhones(demo, { cookie, origin: 'https://stranger.example.test' }),
      await listPhones(demo, { cookie, origin: 'null' }),
    ];
    expect(answers).toEqual([200, 200, 200, 401, 401, 401, 401]);
    expect(await listPhones(demo, {})).toBe(401);
  });

  it('says so when its port is taken', async () => {
    const { port } = new URL((await start()).url);
    await expect(start(Number(port))).rejects.toMatchObject({
      name: 'ConfigurationError',
      message: `Port ${port} is taken by another program: stop that one, or choose another with --port, or none for a free one.`,
    });
  });

  it('is gone when it is closed', async () => {
    const demo = await start();
    await (await fetch(demo.url)).text();
    await demos.pop()?.close();
    await expect(fetch(demo.url)).rejects.toThrow('fetch failed');
  });
});
