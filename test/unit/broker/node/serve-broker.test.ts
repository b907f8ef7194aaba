import { afterEach, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { createSignallingRelay } from '../../../../src/broker/node/relay/create-signalling-relay.js';
import { type BrokerServer, serveBroker } from '../../../../src/broker/node/serve-broker.js';
import { setStage, ticket } from '../broker-stage.js';

const open: BrokerServer[] = [];
afterEach(async () => {
  for (const server of open.splice(0)) await server.close();
});

async function serve(options: { port?: number; host?: string } = {}) {
  const server = await serveBroker({ broker: setStage().broker, ...options });
  open.push(server);
  return server;
}

const order = {
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: '{"phoneId":"phone-1"}',
};

it('serves a broker on a free port of this machine', async () => {
  const { url } = await serve();
  expect(url).toMatch(/^http:\/\/127\.0\.0\.1:[1-9]\d+$/);
  const response = await fetch(`${url}/tickets`, order);
  expect([response.status, await response.json()]).toEqual([200, ticket]);
});

it('frees the port when it is closed, once or twice', async () => {
  const server = await serve();
  const port = Number(new URL(server.url).port);
  await (await fetch(`${server.url}/phones`)).text();
  await Promise.all([server.close(), server.close()]);
  await server.close();
  const again = await serve({ port });
  expect(again.url).toBe(server.url);
});

it('ends requests that are being answered when it is closed', async () => {
  let arrived = () => {};
  const arrival = new Promise<void>((resolve) => {
    arrived = resolve;
  });
  const server = await serveBroker({
    broker: () => {
      arrived();
      return new Promise(() => {});
    },
  });
  const answer = expect(fetch(server.url)).rejects.toThrow('fetch failed');
  await arrival;
  await server.close();
  await answer;
});

it('says so when the port is taken', async () => {
  const { url } = await serve();
  const port = Number(new URL(url).port);
  await expect(serve({ port })).rejects.toMatchObject({
    code: 'configuration_invalid',
    message: `The broker's server could not listen on port ${port}. Check that nothing else uses it and that host is an address of this machine.`,
  });
});

it('serves a relay at the broker’s own address, and closes it', async () => {
  const relay = createSignallingRelay();
  const { broker } = setStage({
    signallingRelay: relay,
    abilities: { relayRules: () => ({ fromBrowser: () => 'pass' }) },
    issueTicket: async () => ({
      ...ticket,
      expiresAt: Date.now() + 60_000,
      signalling: { url: 'ws://127.0.0.1:1/room' },
    }),
  });
  const server = await serveBroker({ broker, relay });
  open.push(server);
  const response = await fetch(`${server.url}/telepad/tickets`, order);
  const { signalling } = (await response.json()) as typeof ticket;
  expect(signalling.url.replace(/[\w-]{43}$/, '')).toBe(
    `${server.url.replace('http', 'ws')}/telepad/relay/`,
  );
  // The relay has called the vendor, who is not there.
  expect(await statusOf(signalling.url)).toBe(502);
  expect(await statusOf(`${server.url.replace('http', 'ws')}/elsewhere`)).toBe(404);
  await server.close();
  expect(() => relay.relayTicket(ticket, () => ({ fromBrowser: () => 'pass' }), '')).toThrow(
    'was closed',
  );
});

function statusOf(url: string): Promise<number | undefined> {
  return new Promise((resolve) => {
    const socket = new WebSocket(url);
    socket.on('error', () => {});
    socket.on('unexpected-response', (_request, { statusCode }) => {
      resolve(statusCode);
      socket.terminate();
    });
  });
}
