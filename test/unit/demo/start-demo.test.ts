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

async function start(port = 0): Promise<Demo> {
  const demo = await startDemo({
    port,
    cloud: {
      kind: 'armcloud',
      accessKey: 'ak',
      secretKey: 'sk',
      baseUrl: `http://127.0.0.1:${(cloud.address() as AddressInfo).port}`,
      phoneIds: ['AC1', 'AC2'],
      signallingScheme: 'wss',
      brand: 'armcloud',
    },
    siteFolder,
    log: () => {},
  });
  demos.push(demo);
  return demo;
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

function order({ url }: Demo, phoneId: string): Promise<Response> {
  return fetch(`${url}telepad/tickets`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ phoneId }),
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
    expect(await (await fetch(`${demo.url}telepad/phones`)).json()).toEqual({
      all: false,
      phones: [
        { phoneId: 'AC1', vendor: 'armcloud', role: 'control' },
        { phoneId: 'AC2', vendor: 'armcloud', role: 'control' },
      ],
    });
    const ticket = await order(demo, 'AC1');
    expect(await ticket.json()).toMatchObject({
      phoneId: 'AC1',
      role: 'control',
      signalling: { url: 'wss://192.0.2.10:5000/t' },
    });
    expect((await order(demo, 'AC3')).status).toBe(403);
  });

  it('makes a new user for each ticket, so that two tabs do not cut each other off', async () => {
    const demo = await start();
    await order(demo, 'AC1');
    await order(demo, 'AC1');
    const users = orders.map((body) => (JSON.parse(body) as { userId: string }).userId);
    expect(users).toEqual([expect.stringMatching(/^demo-/), expect.stringMatching(/^demo-/)]);
    expect(users[0]).not.toBe(users[1]);
  });

  it('knows nobody who comes under another name, or from a page elsewhere', async () => {
    const demo = await start();
    const { port } = new URL(demo.url);
    const answers = [
      await listPhones(demo, { host: `localhost:${port}` }),
      await listPhones(demo, { host: `127.0.0.1:${port}` }),
      await listPhones(demo, { origin: `http://localhost:${port}` }),
      await listPhones(demo, { host: `rebound.example.test:${port}` }),
      await listPhones(demo, { host: `localhost.example.test:${port}` }),
      await listPhones(demo, { origin: 'https://stranger.example.test' }),
      await listPhones(demo, { origin: 'null' }),
    ];
    expect(answers).toEqual([200, 200, 200, 401, 401, 401, 401]);
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
