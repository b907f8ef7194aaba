import { expect, it } from 'vitest';
import { createBroker } from '../../../src/broker.js';
import { orderTicket } from './broker-stage.js';

it('gives the runtime’s own fetch the call, bound as it wants to be', async () => {
  const original = globalThis.fetch;
  const receivers: unknown[] = [];
  globalThis.fetch = function (this: unknown) {
    receivers.push(this);
    return Promise.resolve(new Response('{"code":120005}'));
  };
  try {
    const broker = createBroker({
      authorize: () => ({ userId: 'u7', phones: 'all', role: 'control' }),
      vendors: {
        armcloud: { accessKey: 'ak', secretKey: 'sk', baseUrl: 'https://cloud.example.test' },
      },
    });
    expect((await broker(orderTicket({ phoneId: 'AC1' }))).status).toBe(404);
  } finally {
    globalThis.fetch = original;
  }
  expect(receivers).toEqual([globalThis]);
});

it('refuses to be without a vendor', () => {
  expect(() => createBroker({ vendors: {} })).toThrow(
    "The broker's vendors: name at least one of armcloud, koophone with its settings.",
  );
});
