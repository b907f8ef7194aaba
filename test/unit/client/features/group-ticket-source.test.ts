import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  type BrokerGroupTicketOptions,
  brokerGroupTicket,
} from '../../../../src/client/features/group-ticket-source.js';
import { ticketFor } from './group-stage.js';

afterEach(() => {
  vi.unstubAllGlobals();
});

async function ask(options: BrokerGroupTicketOptions, answer: Response) {
  const fetched = vi.fn(async (..._call: Parameters<typeof fetch>) => answer);
  vi.stubGlobal('fetch', fetched);
  const ticket = await brokerGroupTicket(options)(['p2', 'p3'], new AbortController().signal).catch(
    (error: unknown) => error,
  );
  const [address, init] = fetched.mock.calls[0] ?? [];
  return { ticket, address, init };
}

describe('a group ticket of a broker', () => {
  it('is asked for by one POST that names the phones', async () => {
    const answer = ticketFor(['p2', 'p3']);
    const { ticket, address, init } = await ask(
      { url: '/telepad/', headers: () => ({ authorization: 'Bearer x' }) },
      Response.json(answer),
    );
    expect(address).toBe('/telepad/group-tickets');
    expect(init).toMatchObject({ method: 'POST', credentials: 'same-origin' });
    expect(init?.body).toBe('{"phoneIds":["p2","p3"]}');
    expect(new Headers(init?.headers).get('authorization')).toBe('Bearer x');
    expect(ticket).toEqual(answer);
  });

  it('names the vendor where the page does', async () => {
    const { init } = await ask({ url: '/telepad', vendor: 'fake' }, Response.json(ticketFor([])));
    expect(init?.body).toBe('{"phoneIds":["p2","p3"],"vendor":"fake"}');
  });

  it('fails with the broker’s own error', async () => {
    const error = { code: 'forbidden', message: 'No.', retryable: false };
    const { ticket } = await ask({ url: '/telepad' }, Response.json({ error }, { status: 403 }));
    expect(ticket).toMatchObject({ code: 'forbidden', message: 'No.' });
  });

  it('fails when what comes is no group ticket', async () => {
    const { ticket } = await ask({ url: '/telepad' }, Response.json({ phoneIds: 'p2' }));
    expect(ticket).toMatchObject({ code: 'ticket_invalid' });
  });
});
