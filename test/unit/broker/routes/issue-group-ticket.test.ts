import { describe, expect, it, vi } from 'vitest';
import type { GroupTicketRequest } from '../../../../src/core/ports/broker.js';
import type { GroupTicket } from '../../../../src/core/ticket.js';
import { grant, post, read, setStage } from '../broker-stage.js';

const failed = (code: string) => ({ error: expect.objectContaining({ code }) });

const groupTicket: GroupTicket = {
  vendor: 'fake',
  userId: 'u7',
  expiresAt: 1735790645000,
  signalling: { url: 'wss://signal.example.test/shared' },
  phoneIds: ['phone-1', 'phone-2'],
  failures: [],
};

function setGroupStage(options: Parameters<typeof setStage>[0] = {}) {
  const issueGroupTicket = vi.fn(
    async ({ phoneIds }: GroupTicketRequest): Promise<GroupTicket> => ({
      ...groupTicket,
      phoneIds,
    }),
  );
  return { issueGroupTicket, ...setStage({ abilities: { issueGroupTicket }, ...options }) };
}

const order = (phoneIds: unknown, more: object = {}) =>
  post('group-tickets', { phoneIds, ...more }, { origin: 'https://app.example.test' });

describe('POST …/group-tickets', () => {
  it('answers with the vendor’s ticket for the phones that are granted', async () => {
    const { broker, issueGroupTicket, log } = setGroupStage();
    const answer = await read(await broker(order(['phone-1', 'phone-2', 'phone-1'])));
    expect(answer).toMatchObject({ status: 200, headers: { 'cache-control': 'no-store' } });
    expect(answer.body).toEqual(groupTicket);
    expect(issueGroupTicket.mock.calls.map(([request]) => request)).toEqual([
      { phoneIds: ['phone-1', 'phone-2'], userId: 'u7', isSecurePage: true },
    ]);
    expect(log).toMatchObject([
      { route: 'group-tickets', phoneIds: ['phone-1', 'phone-2'], vendor: 'fake', userId: 'u7' },
    ]);
  });

  it('lets a phone that is not granted fail alone, beside those that fail at the vendor', async () => {
    const { broker, issueGroupTicket } = setGroupStage();
    const offline = {
      phoneId: 'phone-2',
      error: { code: 'phone_offline', message: 'Away.', retryable: true },
    } as const;
    issueGroupTicket.mockResolvedValue({
      ...groupTicket,
      phoneIds: ['phone-1'],
      failures: [offline],
    });
    expect((await read(await broker(order(['phone-9', 'phone-1', 'phone-2'])))).body).toEqual({
      ...groupTicket,
      phoneIds: ['phone-1'],
      failures: [
        {
          phoneId: 'phone-9',
          error: {
            code: 'forbidden',
            message: 'The phone was left out because this user may not control it.',
            retryable: false,
          },
        },
        offline,
      ],
    });
    expect(issueGroupTicket.mock.calls[0]?.[0].phoneIds).toEqual(['phone-1', 'phone-2']);
  });

  it('is forbidden when no phone remains, as for all who may only watch', async () => {
    const strange = setGroupStage();
    expect(await read(await strange.broker(order(['phone-8', 'phone-9'])))).toMatchObject({
      status: 403,
      body: failed('forbidden'),
    });
    const watching = setGroupStage({
      authorize: () => ({ ...grant, phones: 'all', role: 'watch' }),
    });
    expect(await read(await watching.broker(order(['phone-1'])))).toMatchObject({
      status: 403,
      body: failed('forbidden'),
    });
    expect(strange.issueGroupTicket).not.toHaveBeenCalled();
    expect(watching.issueGroupTicket).not.toHaveBeenCalled();
  });

  it('is not supported where the vendor has no groups', async () => {
    const { broker } = setStage();
    expect(await read(await broker(order(['phone-1'])))).toMatchObject({
      status: 501,
      body: failed('not_supported'),
    });
  });

  it.each([
    undefined,
    'phone-1',
    [],
    [7],
    ['a b'],
    ['phone-1', ''],
    Array.from({ length: 101 }, (_, index) => `p${index}`),
  ])('is a bad request with the phoneIds %j', async (phoneIds) => {
    const { broker, issueGroupTicket, log } = setGroupStage({
      authorize: () => ({ ...grant, phones: 'all' }),
    });
    expect(await read(await broker(order(phoneIds)))).toMatchObject({
      status: 400,
      body: failed('bad_request'),
    });
    expect(issueGroupTicket).not.toHaveBeenCalled();
    expect(log[0]).not.toHaveProperty('phoneIds');
  });

  it('takes a hundred phones', async () => {
    const { broker, issueGroupTicket } = setGroupStage({
      authorize: () => ({ ...grant, phones: 'all' }),
    });
    const phoneIds = Array.from({ length: 100 }, (_, index) => `p${index}`);
    expect((await broker(order(phoneIds))).status).toBe(200);
    expect(issueGroupTicket.mock.calls[0]?.[0].phoneIds).toEqual(phoneIds);
  });

  it('knows the vendor it names, nobody unknown and no other method', async () => {
    const { broker } = setGroupStage();
    expect((await broker(order(['phone-1'], { vendor: 'fake' }))).status).toBe(200);
    expect(await read(await broker(order(['phone-1'], { vendor: 'none' })))).toMatchObject({
      status: 400,
      body: failed('vendor_not_configured'),
    });
    const url = 'http://broker.example.test/group-tickets';
    expect((await broker(new Request(url))).status).toBe(405);
    const unknown = setGroupStage({ authorize: () => null });
    expect((await unknown.broker(order(['phone-1']))).status).toBe(401);
  });

  it('is refused by a broker with a relay, which shows no page where a vendor is', async () => {
    const relayTicket = vi.fn();
    const { broker, issueGroupTicket } = setGroupStage({ signallingRelay: { relayTicket } });
    const answer = await read(await broker(order(['phone-1'])));
    expect(answer).toMatchObject({ status: 501, body: failed('not_supported') });
    expect(issueGroupTicket).not.toHaveBeenCalled();
  });
});
