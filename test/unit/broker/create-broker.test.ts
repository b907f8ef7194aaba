import { describe, expect, it } from 'vitest';
import { createBroker } from '../../../src/broker/create-broker.js';
import { TelepadError } from '../../../src/core/errors.js';
import { grant, listPhones, orderTicket, read, setStage, ticket } from './broker-stage.js';

const standingHeaders = {
  'cache-control': 'no-store',
  'content-type': 'application/json',
  vary: 'Origin',
  'x-content-type-options': 'nosniff',
};

const failed = (code: string) => ({ error: expect.objectContaining({ code }) });

describe('POST …/tickets', () => {
  it('answers with the ticket, which nothing may keep', async () => {
    const { broker, issue, log } = setStage();
    expect(await read(await broker(orderTicket()))).toEqual({
      status: 200,
      headers: standingHeaders,
      body: ticket,
    });
    expect(issue.mock.calls.map(([request]) => request)).toEqual([
      { phoneId: 'phone-1', userId: 'u7', role: 'control', isSecurePage: false, isRelayed: false },
    ]);
    expect(log).toEqual([
      {
        level: 'info',
        event: 'answered',
        message: 'The request was answered.',
        route: 'tickets',
        userId: 'u7',
        phoneId: 'phone-1',
        vendor: 'fake',
        status: 200,
        durationMs: 0,
      },
    ]);
  });

  it('works wherever it is mounted, with any query', async () => {
    const { broker } = setStage();
    for (const path of ['/tickets', '/a/b/c/tickets', '/telepad/tickets?x=1']) {
      const order = orderTicket();
      const request = new Request(`https://example.test${path}`, order);
      expect((await broker(request)).status, path).toBe(200);
    }
  });

  it('waits for an authorize that takes its time, and gives it the request', async () => {
    const { broker, issue } = setStage({
      authorize: async (request) => ({
        ...grant,
        userId: request.headers.get('x-user') ?? 'nobody',
        role: 'watch',
      }),
    });
    await broker(orderTicket(undefined, { 'x-user': 'ann@example' }));
    expect(issue.mock.calls[0]?.[0]).toMatchObject({ userId: 'ann@example', role: 'watch' });
  });

  it('opens any phone for a grant of all', async () => {
    const { broker } = setStage({ authorize: () => ({ ...grant, phones: 'all' }) });
    expect((await broker(orderTicket({ phoneId: 'phone-99' }))).status).toBe(200);
  });

  it.each([
    ['the https page that asks', 'http://broker.test/tickets', 'https://app.example.test', true],
    ['the http page behind a TLS front', 'https://broker.test/tickets', 'http://app.test', false],
    ['the request, for want of a page', 'https://broker.test/tickets', null, true],
    ['the request, for a page without origin', 'https://broker.test/tickets', 'null', true],
    ['the request, for want of a page', 'http://broker.test/tickets', null, false],
  ])('takes security from %s', async (_name, url, origin, isSecurePage) => {
    const { broker, issue } = setStage();
    const order = orderTicket(undefined, origin === null ? {} : { origin });
    await broker(new Request(url, order));
    expect(issue.mock.calls[0]?.[0].isSecurePage).toBe(isSecurePage);
  });

  it('lets the order name its vendor, and wants that when there are several', async () => {
    const vendor = (id: string) => ({ id, issueTicket: async () => ({ ...ticket, vendor: id }) });
    const { broker } = setStage({ vendors: [vendor('one'), vendor('two')] });
    const answers = await Promise.all(
      [{ vendor: 'two' }, {}, { vendor: 'three' }, { vendor: 2 }].map(async (order) =>
        read(await broker(orderTicket({ phoneId: 'phone-1', ...order }))),
      ),
    );
    expect(answers).toMatchObject([
      { status: 200, body: { vendor: 'two' } },
      { status: 400, body: failed('bad_request') },
      { status: 400, body: failed('vendor_not_configured') },
      { status: 400, body: failed('vendor_not_configured') },
    ]);
  });
});

describe('who may do what', () => {
  it('is nobody anything without authorize', async () => {
    const broker = createBroker([], {});
    const requests = [
      orderTicket(),
      listPhones(),
      new Request('http://broker.example.test/group-tickets', { method: 'POST' }),
      new Request('http://broker.example.test/device/reset', { method: 'POST' }),
      new Request('http://broker.example.test/tickets', { method: 'OPTIONS' }),
    ];
    for (const request of requests) {
      expect(await read(await broker(request)), `${request.method} ${request.url}`).toEqual({
        status: 403,
        headers: standingHeaders,
        body: {
          error: {
            code: 'forbidden',
            message:
              'The request was refused because this broker has no authorize function, and so allows nothing. Pass one to createBroker.',
            retryable: false,
          },
        },
      });
    }
  });

  it.each([null, undefined])('is nobody for an authorize that answers %s', async (answer) => {
    const { broker, issue } = setStage({ authorize: () => answer as null });
    for (const request of [orderTicket(), listPhones()]) {
      expect(await read(await broker(request))).toMatchObject({
        status: 401,
        body: failed('unauthenticated'),
      });
    }
    expect(issue).not.toHaveBeenCalled();
  });

  it('is undecided when authorize throws, whatever it throws, and nothing of it gets out', async () => {
    const thrown = [
      new Error('SECRETIVE'),
      new TelepadError('forbidden', 'SECRETIVE'),
      'SECRETIVE',
      undefined,
    ];
    for (const what of thrown) {
      const { broker, log } = setStage({
        authorize: async () => {
          throw what;
        },
      });
      const answer = await read(await broker(orderTicket()));
      expect(answer).toMatchObject({ status: 500, body: failed('internal_error') });
      expect(JSON.stringify([answer, log])).not.toContain('SECRETIVE');
    }
  });

  it('does not extend to a phone that is not granted, and the vendor is not asked', async () => {
    const { broker, issue } = setStage();
    expect(await read(await broker(orderTicket({ phoneId: 'phone-3' })))).toMatchObject({
      status: 403,
      body: failed('forbidden'),
    });
    expect(issue).not.toHaveBeenCalled();
  });

  it.each([
    ['no object', 'yes'],
    ['true', true],
    ['no userId', { ...grant, userId: undefined }],
    ['an empty userId', { ...grant, userId: '' }],
    ['a userId that is too long', { ...grant, userId: 'u'.repeat(129) }],
    ['a userId with a blank', { ...grant, userId: 'SECRETIVE user' }],
    ['a userId with a line feed', { ...grant, userId: 'u7\n' }],
    ['no role', { ...grant, role: undefined }],
    ['an unknown role', { ...grant, role: 'SECRETIVE' }],
    ['no phones', { ...grant, phones: undefined }],
    ['one phone without a list', { ...grant, phones: 'phone-1' }],
    ['phones that are no text', { ...grant, phones: [1] }],
    ['a phone whose vendor is not named', { ...grant, phones: [{ phoneId: 'phone-1' }] }],
    ['one operation without a list', { ...grant, operations: 'reset' }],
    ['operations that are null', { ...grant, operations: null }],
    ['an operation that does not exist', { ...grant, operations: ['restart', 'SECRETIVE'] }],
    ['operations that are no text', { ...grant, operations: [true] }],
  ])('is not decided by a grant with %s', async (_name, value) => {
    const { broker, issue, log } = setStage({ authorize: () => value as typeof grant });
    const answer = await read(await broker(orderTicket()));
    expect(answer).toMatchObject({
      status: 500,
      body: { error: { code: 'internal_error', retryable: false } },
    });
    expect(JSON.stringify([answer, log])).not.toContain('SECRETIVE');
    expect(issue).not.toHaveBeenCalled();
  });

  it('tells an authorize that reads the body to clone the request', async () => {
    const reading = setStage({
      authorize: async (request) => {
        await request.json();
        return grant;
      },
    });
    expect(await read(await reading.broker(orderTicket()))).toMatchObject({
      status: 500,
      body: { error: { message: expect.stringContaining('request.clone()') } },
    });
    const cloning = setStage({
      authorize: async (request) => {
        await request.clone().json();
        return grant;
      },
    });
    expect((await cloning.broker(orderTicket())).status).toBe(200);
  });
});

describe('GET …/phones', () => {
  it('lists what is granted', async () => {
    const { broker } = setStage();
    expect(await read(await broker(listPhones()))).toEqual({
      status: 200,
      headers: standingHeaders,
      body: {
        all: false,
        phones: [
          { phoneId: 'phone-1', vendor: 'fake', role: 'control' },
          { phoneId: 'phone-2', vendor: 'fake', role: 'control' },
        ],
      },
    });
  });

  it('lists none for a grant of all, and says that it is all', async () => {
    const { broker } = setStage({ authorize: () => ({ ...grant, phones: 'all' }) });
    expect((await read(await broker(listPhones()))).body).toEqual({ all: true, phones: [] });
  });

  it('leaves the vendor open when there are several', async () => {
    const vendor = (id: string) => ({ id, issueTicket: async () => ticket });
    const { broker } = setStage({ vendors: [vendor('one'), vendor('two')] });
    expect((await read(await broker(listPhones()))).body).toMatchObject({
      phones: [{ vendor: null }, { vendor: null }],
    });
  });

  it('names the vendor that each phone is granted at', async () => {
    const vendor = (id: string) => ({ id, issueTicket: async () => ticket });
    const phones = [{ phoneId: 'phone-1', vendor: 'two' }, 'phone-2'];
    const { broker } = setStage({
      vendors: [vendor('one'), vendor('two')],
      authorize: () => ({ ...grant, phones }),
    });
    expect((await read(await broker(listPhones()))).body).toMatchObject({
      phones: [
        { phoneId: 'phone-1', vendor: 'two' },
        { phoneId: 'phone-2', vendor: null },
      ],
    });
  });
});

describe('other requests', () => {
  it.each(['/', '/telepad', '/tickets/', '/tickets/7', '/ticketsx'])(
    'for %s find no route',
    async (path) => {
      const { broker } = setStage();
      const answer = await read(await broker(new Request(`http://broker.test${path}`)));
      expect(answer).toMatchObject({ status: 404, body: failed('route_not_found') });
    },
  );

  it.each([
    ['GET', 'tickets', 'POST'],
    ['PUT', 'tickets', 'POST'],
    ['OPTIONS', 'tickets', 'POST'],
    ['POST', 'phones', 'GET'],
    ['DELETE', 'phones', 'GET'],
  ])('with %s on %s are told to use %s', async (method, route, allowed) => {
    const { broker } = setStage();
    const answer = await read(await broker(new Request(`http://broker.test/${route}`, { method })));
    expect(answer).toMatchObject({
      status: 405,
      headers: { allow: allowed },
      body: failed('method_not_allowed'),
    });
  });
});

describe('an order that is not one', () => {
  it.each([
    [undefined, 415],
    ['text/plain', 415],
    ['application/x-www-form-urlencoded', 415],
    ['application/jsonp', 415],
    ['multipart/form-data; application/json', 415],
    ['application/json', 200],
    ['Application/JSON; charset=utf-8', 200],
  ])('of content type %s is answered with %i', async (contentType, status) => {
    const { broker } = setStage();
    const request = new Request('http://broker.test/tickets', {
      method: 'POST',
      body: new TextEncoder().encode('{"phoneId":"phone-1"}'),
      headers: contentType === undefined ? {} : { 'content-type': contentType },
    });
    const answer = await read(await broker(request));
    expect(answer.status).toBe(status);
    if (status !== 200) expect(answer.body).toEqual(failed('bad_request'));
  });

  it.each(['', 'phoneId=phone-1', '[]', 'null', '"phone-1"', '{"phoneId":"phone-1"'])(
    'with the body %j is a bad request',
    async (body) => {
      const { broker } = setStage();
      expect(await read(await broker(orderTicket(body)))).toMatchObject({
        status: 400,
        body: failed('bad_request'),
      });
    },
  );

  it.each([undefined, null, 7, '', 'a b', '../x', 'phone-1\n', 'é', 'p'.repeat(65)])(
    'with the phoneId %j is a bad request',
    async (phoneId) => {
      const { broker, log, issue } = setStage({ authorize: () => ({ ...grant, phones: 'all' }) });
      expect(await read(await broker(orderTicket({ phoneId })))).toMatchObject({
        status: 400,
        body: failed('bad_request'),
      });
      expect(issue).not.toHaveBeenCalled();
      // What was not checked is not logged either.
      expect(log[0]).not.toHaveProperty('phoneId');
    },
  );

  it('may be 4096 bytes long and not one more', async () => {
    const { broker } = setStage();
    const order = (length: number) =>
      orderTicket(`{"phoneId":"phone-1","x":"${'x'.repeat(length - 28)}"}`);
    expect((await order(4096).arrayBuffer()).byteLength).toBe(4096);
    expect((await broker(order(4096))).status).toBe(200);
    expect(await read(await broker(order(4097)))).toMatchObject({
      status: 413,
      body: failed('bad_request'),
    });
  });

  it('is not read on once it is too long', async () => {
    let pulls = 0;
    let isCancelled = false;
    const endless = new ReadableStream({
      pull(controller) {
        pulls++;
        controller.enqueue(new Uint8Array(1024));
      },
      cancel() {
        isCancelled = true;
      },
    });
    const init: RequestInit & { duplex: 'half' } = {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: endless,
      duplex: 'half',
    };
    const { broker } = setStage();
    expect((await broker(new Request('http://broker.test/tickets', init))).status).toBe(413);
    expect(isCancelled).toBe(true);
    expect(pulls).toBeLessThan(10);
  });
});

describe('a body that breaks off', () => {
  it('is nothing that the broker has done wrong', async () => {
    const body = new ReadableStream({
      pull(controller) {
        controller.error(Object.assign(new Error('SECRETIVE'), { code: 'ECONNRESET' }));
      },
    });
    const init: RequestInit & { duplex: 'half' } = {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
      duplex: 'half',
    };
    const { broker, log, issue } = setStage();
    const answer = await broker(new Request('http://broker.test/tickets', init));
    expect(await read(answer)).toMatchObject({ status: 499, body: failed('aborted') });
    expect(issue).not.toHaveBeenCalled();
    expect(log).toMatchObject([{ level: 'warn', code: 'aborted', cause: 'Error ECONNRESET' }]);
    expect(JSON.stringify(log)).not.toContain('SECRETIVE');
  });
});

describe('the log', () => {
  it('hears a warning of the vendor, with what it is about', async () => {
    const { broker, log } = setStage({
      issueTicket: async (_request, { warn }) => {
        warn('No relays today.');
        return ticket;
      },
    });
    await broker(orderTicket());
    expect(log[0]).toEqual({
      level: 'warn',
      event: 'warned',
      message: 'No relays today.',
      route: 'tickets',
      userId: 'u7',
      phoneId: 'phone-1',
      vendor: 'fake',
    });
    expect(log).toHaveLength(2);
  });

  it('takes refusals for warnings and failures for errors', async () => {
    const { broker, log } = setStage({
      issueTicket: async () => {
        throw new TelepadError('vendor_timeout', 'Too slow.');
      },
    });
    await broker(orderTicket('x'));
    await broker(orderTicket());
    expect(log).toMatchObject([
      { level: 'warn', status: 400, code: 'bad_request' },
      { level: 'error', status: 504, code: 'vendor_timeout', message: 'Too slow.' },
    ]);
  });

  it('tells how long an answer took', async () => {
    const times = [1000, 1250];
    const { broker, log } = setStage({ now: () => times.shift() ?? 0 });
    await broker(listPhones());
    expect(log).toMatchObject([{ route: 'phones', durationMs: 250 }]);
  });

  it('may fail without failing the request', async () => {
    const { broker } = setStage({
      log: () => {
        throw new Error('disk full');
      },
    });
    expect((await broker(orderTicket())).status).toBe(200);
  });
});

it.each([0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, 120_001])(
  'refuses a timeoutMs of %s',
  (timeoutMs) => {
    expect(() => createBroker([], { timeoutMs })).toThrow(
      expect.objectContaining({
        code: 'configuration_invalid',
        message: "The broker's timeoutMs must be a whole number of 1 to 120000.",
      }),
    );
  },
);
