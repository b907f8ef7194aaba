import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { type BrokerTicketOptions, brokerTicket } from '../../../src/client/ticket-source.js';
import { TelepadError } from '../../../src/core/errors.js';
import type { PreparationProgress } from '../../../src/core/preparation.js';

const ticket = {
  vendor: 'armcloud',
  phoneId: 'AC7',
  userId: 'mia',
  role: 'control',
  expiresAt: 1_790_000_000_000,
  signalling: { url: 'wss://signal.example.test/room' },
  iceServers: [],
};

interface Asked {
  readonly method: string | undefined;
  readonly path: string | undefined;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

const closers: (() => Promise<void>)[] = [];

afterEach(async () => {
  await Promise.all(closers.splice(0).map((close) => close()));
});

/** A real HTTP server that answers each request with `answer`. */
async function startBroker(answer: (response: ServerResponse) => void) {
  const asked: Asked[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { method, url: path, headers } = request;
    asked.push({ method, path, headers, body: Buffer.concat(chunks).toString() });
    answer(response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(
    () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  );
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { url, asked };
}

const json = (status: number, body: unknown) => (response: ServerResponse) => {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
};

function ask(
  options: Partial<BrokerTicketOptions>,
  signal = new AbortController().signal,
  report?: (progress: PreparationProgress) => void,
) {
  return brokerTicket({ url: '', phoneId: 'AC7', ...options })(signal, report);
}

async function failureOf(answer: Promise<unknown>): Promise<TelepadError> {
  try {
    await answer;
  } catch (error) {
    if (error instanceof TelepadError) return error;
    throw error;
  }
  throw new Error('a ticket was given');
}

describe('asking the broker', () => {
  it('sends the phone and gives the ticket back', async () => {
    const { url, asked } = await startBroker(json(200, ticket));
    expect(await ask({ url: `${url}/telepad` })).toEqual(ticket);
    expect(asked).toHaveLength(1);
    expect(asked[0]).toMatchObject({
      method: 'POST',
      path: '/telepad/tickets',
      body: '{"phoneId":"AC7"}',
    });
    expect(asked[0]?.headers['content-type']).toBe('application/json');
  });

  it('takes a URL, with or without slashes at its end', async () => {
    const { url, asked } = await startBroker(json(200, ticket));
    await ask({ url: new URL(`${url}/a/`) });
    await ask({ url: `${url}//` });
    await ask({ url });
    expect(asked.map(({ path }) => path)).toEqual(['/a/tickets', '/tickets', '/tickets']);
  });

  it('names the vendor where it is told to', async () => {
    const { url, asked } = await startBroker(json(200, ticket));
    await ask({ url, vendor: 'koophone' });
    expect(asked[0]?.body).toBe('{"phoneId":"AC7","vendor":"koophone"}');
  });

  it('sends the page’s headers, and asks for them each time', async () => {
    const { url, asked } = await startBroker(json(200, ticket));
    let round = 0;
    const source = brokerTicket({
      url,
      phoneId: 'AC7',
      headers: () => ({ authorization: `Bearer ${++round}`, 'Content-Type': 'text/plain' }),
    });
    await source(new AbortController().signal);
    await source(new AbortController().signal);
    await ask({ url, headers: [['x-csrf', 'c']] });
    expect(asked.map(({ headers }) => headers.authorization)).toEqual([
      'Bearer 1',
      'Bearer 2',
      undefined,
    ]);
    expect(asked.map(({ headers }) => headers['content-type'])).toEqual([
      'application/json',
      'application/json',
      'application/json',
    ]);
    expect(asked[2]?.headers['x-csrf']).toBe('c');
  });
});

describe('an answer of the broker that is no ticket', () => {
  it('is the broker’s own error, word for word', async () => {
    const { url } = await startBroker(
      json(409, {
        error: { code: 'phone_offline', message: 'The phone is off. Start it.', retryable: true },
      }),
    );
    const error = await failureOf(ask({ url }));
    expect(error.code).toBe('phone_offline');
    expect(error.message).toBe('The phone is off. Start it.');
    expect(error.retryable).toBe(true);
    expect(error.retryAfterMs).toBeUndefined();
  });

  it('may know better than the code whether trying again helps', async () => {
    const { url } = await startBroker(
      json(500, { error: { code: 'internal_error', message: 'No.', retryable: false } }),
    );
    expect((await failureOf(ask({ url }))).retryable).toBe(false);
  });

  it('may say how long to wait', async () => {
    const { url } = await startBroker(
      json(429, {
        error: {
          code: 'vendor_rate_limited',
          message: 'Too many.',
          retryable: true,
          retryAfterMs: 1500,
        },
      }),
    );
    const error = await failureOf(ask({ url }));
    expect(error.code).toBe('vendor_rate_limited');
    expect(error.retryAfterMs).toBe(1500);
  });

  it.each([-1, 'soon', null, true])(
    'says nothing of it with a wait of %s',
    async (retryAfterMs) => {
      const { url } = await startBroker(
        json(429, { error: { code: 'vendor_rate_limited', message: 'x', retryAfterMs } }),
      );
      expect((await failureOf(ask({ url }))).retryAfterMs).toBeUndefined();
    },
  );

  it('has words of ours where the broker has none', async () => {
    const { url } = await startBroker(json(403, { error: { code: 'forbidden' } }));
    const error = await failureOf(ask({ url }));
    expect(error.code).toBe('forbidden');
    expect(error.message).toBe('The broker refused the ticket (HTTP 403).');
    expect(error.retryable).toBe(false);
  });

  it.each<[string, number, unknown, boolean]>([
    ['a code that is unknown', 400, { error: { code: 'teapot' } }, false],
    ['a code of the prototype', 400, { error: { code: '__proto__' } }, false],
    ['another shape', 404, { message: 'Not found' }, false],
    ['a list', 502, [], true],
    ['nothing', 503, null, true],
  ])('with %s is not the broker’s', async (_name, status, body, isRetryable) => {
    const { url } = await startBroker(json(status, body));
    const error = await failureOf(ask({ url }));
    expect(error.code).toBe('broker_answer_invalid');
    expect(error.message).toContain(`HTTP ${status}`);
    expect(error.retryable).toBe(isRetryable);
  });

  it.each([
    ['a page', '<!doctype html><title>App</title>'],
    ['nothing', ''],
    ['JSON that is no object', '"ok"'],
  ])('but %s, with HTTP 200, points to a wrong address', async (_name, text) => {
    const { url } = await startBroker((response) => response.writeHead(200).end(text));
    const error = await failureOf(ask({ url }));
    expect(error.code).toBe('broker_answer_invalid');
    expect(error.message).toBe(
      'The broker answered HTTP 200 without a ticket. Check that the broker’s address is right.',
    );
    expect(error.retryable).toBe(false);
  });

  it('but half of one is a broken ticket', async () => {
    const { url } = await startBroker(json(200, { ...ticket, signalling: {} }));
    expect((await failureOf(ask({ url }))).code).toBe('ticket_invalid');
  });
});

describe('a broker that cannot be asked', () => {
  it('because nobody listens is unreachable', async () => {
    const { url } = await startBroker(json(200, ticket));
    await Promise.all(closers.splice(0).map((close) => close()));
    const error = await failureOf(ask({ url: `${url}/secret-path` }));
    expect(error.code).toBe('broker_unreachable');
    expect(error.retryable).toBe(true);
    expect(error.cause).toBeInstanceOf(Error);
    expect(error.message).not.toContain('secret-path');
  });

  it('because it breaks off in the middle is unreachable', async () => {
    const { url } = await startBroker((response) => {
      response.writeHead(200, { 'content-length': '1000' });
      response.write('{"vendor":', () => response.destroy());
    });
    expect((await failureOf(ask({ url }))).code).toBe('broker_unreachable');
  });

  it('because the page gave up beforehand is never asked', async () => {
    const { url, asked } = await startBroker(json(200, ticket));
    const error = await failureOf(ask({ url }, AbortSignal.abort()));
    expect(error.code).toBe('aborted');
    expect(asked).toEqual([]);
  });

  it('because the page gave up while it thought', async () => {
    const abort = new AbortController();
    const { url } = await startBroker(() => abort.abort());
    expect((await failureOf(ask({ url }, abort.signal))).code).toBe('aborted');
  });

  it('because the page gave up while it spoke', async () => {
    const abort = new AbortController();
    const { url } = await startBroker((response) => {
      response.writeHead(200);
      response.write('{', () => abort.abort());
    });
    expect((await failureOf(ask({ url }, abort.signal))).code).toBe('aborted');
  });
});

/** Answers line by line; what is not a text is written as JSON. `cut` ends the connection in the middle. */
const lines =
  (parts: readonly unknown[], end: 'end' | 'cut' | 'stay' = 'end') =>
  (response: ServerResponse) => {
    response.writeHead(200, { 'content-type': 'application/x-ndjson' });
    for (const part of parts) {
      response.write(typeof part === 'string' ? part : `${JSON.stringify(part)}\n`);
    }
    if (end === 'end') response.end();
    if (end === 'cut') response.write('', () => response.destroy());
  };

describe('an answer that comes line by line', () => {
  it('is asked for, beside a plain one', async () => {
    const { url, asked } = await startBroker(json(200, ticket));
    await ask({ url });
    expect(asked[0]?.headers.accept).toBe('application/x-ndjson, */*');
  });

  it('tells the progress, and gives the ticket', async () => {
    const heard: PreparationProgress[] = [];
    const { url } = await startBroker(
      lines([
        { progress: { stage: 'queued', hint: 3 } },
        '\n',
        { progress: { stage: 'of a newer broker' } },
        { note: 'of a newer broker' },
        '{"progress":{"sta',
        'ge":"restoring"}}\n\r\n',
        { ticket },
        'whatever comes then',
      ]),
    );
    const signal = new AbortController().signal;
    expect(await ask({ url }, signal, (progress) => heard.push(progress))).toEqual(ticket);
    expect(heard).toEqual([{ stage: 'queued', hint: 3 }, { stage: 'restoring' }]);
  });

  it('is not waited for beyond the ticket', async () => {
    const { url } = await startBroker(lines([{ ticket }], 'stay'));
    expect(await ask({ url })).toEqual(ticket);
  });

  it('may be in any pieces', async () => {
    const text = `${JSON.stringify({ ticket: { ...ticket, userId: 'Zoë' } })}\n`;
    const body = new ReadableStream({
      start(controller) {
        for (const byte of new TextEncoder().encode(text)) controller.enqueue(Uint8Array.of(byte));
      },
    });
    const headers = { 'content-type': 'application/x-ndjson; charset=utf-8' };
    const fetch = async () => new Response(body, { headers });
    expect(await ask({ fetch })).toEqual({ ...ticket, userId: 'Zoë' });
  });

  it('may end with the broker’s own error', async () => {
    const error = {
      code: 'vendor_rate_limited',
      message: 'Too many.',
      retryable: true,
      retryAfterMs: 1500,
    };
    const { url } = await startBroker(lines([{ progress: { stage: 'queued' } }, { error }]));
    expect(await failureOf(ask({ url }))).toMatchObject(error);
  });

  it.each([
    ['breaks off', 'cut'],
    ['ends without a ticket', 'end'],
  ] as const)('and %s is a broker that cannot be reached', async (_how, end) => {
    const { url } = await startBroker(lines([{ progress: { stage: 'queued' } }, '{"tick'], end));
    const error = await failureOf(ask({ url }));
    expect(error.code).toBe('broker_unreachable');
    expect(error.retryable).toBe(true);
  });

  it.each<[string, unknown]>([
    ['no JSON', 'oops\n'],
    ['JSON that is no object', '[]\n'],
    ['an error of an unknown kind', { error: { code: 'teapot' } }],
    ['an error that is none', { error: null }],
    ['a ticket that is none', { ticket: 7 }],
    ['a line without end', 'x'.repeat(65_537)],
    ['a line that is too long', `"${'x'.repeat(65_537)}"\n`],
    ['lines without end', `${'{}\n'.repeat(350_000)}`],
  ])('but has %s is not the broker’s', async (_name, part) => {
    const { url } = await startBroker(lines([{ progress: { stage: 'queued' } }, part], 'stay'));
    const error = await failureOf(ask({ url }));
    expect(error.code).toBe('broker_answer_invalid');
  });

  it('but half a ticket is a broken ticket', async () => {
    const { url } = await startBroker(lines([{ ticket: { ...ticket, signalling: {} } }]));
    expect((await failureOf(ask({ url }))).code).toBe('ticket_invalid');
  });

  it('ends when the page gives up', async () => {
    const abort = new AbortController();
    const { url } = await startBroker(lines([{ progress: { stage: 'queued' } }], 'stay'));
    const answer = ask({ url }, abort.signal, () => abort.abort());
    expect((await failureOf(answer)).code).toBe('aborted');
  });
});

describe('leaving a phone', () => {
  const leave = 'A'.repeat(22);

  it('is told the broker as a ticket is asked for, and may outlive the page', async () => {
    const { url, asked } = await startBroker((response) => response.writeHead(204).end());
    const inits: (RequestInit | undefined)[] = [];
    let done = () => {};
    const sent = new Promise<void>((resolve) => {
      done = resolve;
    });
    const source = brokerTicket({
      url: `${url}/telepad`,
      phoneId: 'AC7',
      credentials: 'include',
      headers: { authorization: 'Bearer 7' },
      fetch: async (address, init) => {
        inits.push(init);
        return fetch(address, init).finally(done);
      },
    });
    source.leave({ ...ticket, role: 'control', leave }, 'idle');
    // At once: when the page is gone, nothing runs any more.
    expect(inits).toMatchObject([{ keepalive: true, credentials: 'include' }]);
    await sent;
    expect(asked).toMatchObject([
      { method: 'POST', path: '/telepad/leave', body: `{"leave":"${leave}","cause":"idle"}` },
    ]);
    expect(asked[0]?.headers.authorization).toBe('Bearer 7');
  });

  it('is not so for tickets, which nobody waits for then', async () => {
    let keepalive: boolean | undefined;
    const fetch = async (_url: unknown, init?: RequestInit) => {
      keepalive = init?.keepalive;
      return Response.json(ticket);
    };
    await ask({ fetch });
    expect(keepalive).toBe(false);
  });

  it('disturbs nobody when it fails', async () => {
    const fetch = async () => {
      throw new TypeError('No network.');
    };
    brokerTicket({ url: '', phoneId: 'AC7', fetch }).leave(
      { ...ticket, role: 'control', leave },
      'user',
    );
    await new Promise((resolve) => setImmediate(resolve));
  });
});
