import { createServer, request as httpRequest, type IncomingMessage, type Server } from 'node:http';
import { connect } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import {
  createNodeListener,
  type NodeListener,
  type NodeListenerOptions,
} from '../../../../src/broker/node/listener.js';
import { setStage, ticket } from '../broker-stage.js';

const servers: Server[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

async function listen(listener: NodeListener): Promise<string> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('The server has no port.');
  return `http://127.0.0.1:${address.port}`;
}

type Handler = Parameters<typeof createNodeListener>[0];

/** A broker that says what request reached it. */
const echo: Handler = async (request) =>
  Response.json({
    method: request.method,
    url: request.url,
    headers: Object.fromEntries(request.headers),
    body: await request.text(),
  });

async function serve(broker: Handler, options?: NodeListenerOptions): Promise<string> {
  return listen(createNodeListener(broker, options));
}

const order = {
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: '{"phoneId":"phone-1"}',
};

describe('a broker behind node:http', () => {
  it('answers over a real connection', async () => {
    const url = await serve(setStage().broker);
    const response = await fetch(`${url}/telepad/tickets`, order);
    expect(response.status).toBe(200);
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(await response.json()).toEqual(ticket);
  });

  it('is given method, address, headers and body as they were sent', async () => {
    const url = await serve(echo);
    const answer = await fetch(`${url}/a/b?c=d`, {
      ...order,
      headers: { ...order.headers, cookie: 'a=b', 'x-thing': 'é' },
    });
    expect(await answer.json()).toMatchObject({
      method: 'POST',
      url: `${url}/a/b?c=d`,
      headers: { cookie: 'a=b', 'content-type': 'application/json', 'x-thing': 'é' },
      body: '{"phoneId":"phone-1"}',
    });
  });

  it('answers 413 to a body without end, and hangs up', async () => {
    const url = await serve(setStage().broker);
    const { status, connection } = await new Promise<{ status?: number; connection?: string }>(
      (resolve, reject) => {
        const sent = httpRequest(`${url}/tickets`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', 'transfer-encoding': 'chunked' },
        });
        sent.on('response', (response: IncomingMessage) => {
          resolve({
            status: response.statusCode ?? 0,
            connection: response.headers.connection ?? '',
          });
          response.resume();
        });
        sent.on('error', reject);
        // Never ended: the answer must not wait for the rest.
        sent.write('x'.repeat(5000));
      },
    );
    expect({ status, connection }).toEqual({ status: 413, connection: 'close' });
  });

  it('keeps the connection for the next request when the body was read', async () => {
    const url = await serve(setStage().broker);
    const response = await fetch(`${url}/tickets`, order);
    expect(response.headers.get('connection')).toBe('keep-alive');
    await response.text();
  });

  it('is told when the browser goes away', async () => {
    const page = new AbortController();
    let told = (_reason: string) => {};
    const reason = new Promise<string>((resolve) => {
      told = resolve;
    });
    const url = await serve((request) => {
      request.signal.addEventListener('abort', () => told('aborted'));
      page.abort();
      return new Promise(() => {});
    });
    await expect(fetch(`${url}/tickets`, { ...order, signal: page.signal })).rejects.toThrow();
    expect(await reason).toBe('aborted');
  });

  it('answers 400 to an address that is none', async () => {
    const url = new URL(await serve(echo));
    const answer = await new Promise<string>((resolve, reject) => {
      const socket = connect(Number(url.port), '127.0.0.1');
      let text = '';
      socket.on('data', (data) => {
        text += data.toString();
      });
      socket.on('end', () => resolve(text));
      socket.on('error', reject);
      socket.write('GET / HTTP/1.1\r\nHost: a b\r\nConnection: close\r\n\r\n');
    });
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
  });

  it('takes a path of many slashes for a path, not for a host', async () => {
    const url = await serve(echo);
    const answer = await fetch(`${url}//stranger.example.test/tickets`);
    expect(await answer.json()).toMatchObject({ url: `${url}/stranger.example.test/tickets` });
  });
});

describe('a file behind node:http', () => {
  const bytes = new Uint8Array(3_000_000).map((_, index) => index * 31);
  const answer = (content: BodyInit | null, status = 200) =>
    new Response(content, { status, headers: { 'content-length': String(bytes.length) } });

  it('is sent as it is, without being gathered', async () => {
    const url = await serve(async () => answer(new Blob([bytes]).stream(), 206));
    const response = await fetch(url);
    expect([response.status, response.headers.get('content-length')]).toEqual([206, '3000000']);
    expect(Buffer.from(await response.arrayBuffer()).equals(bytes)).toBe(true);
  });

  it('has a length for HEAD', async () => {
    const url = await serve(async () => answer(null));
    const response = await fetch(url, { method: 'HEAD' });
    expect(response.headers.get('content-length')).toBe('3000000');
  });

  it('that cannot be read to its end is not taken for whole', async () => {
    const url = await serve(async () =>
      answer(
        new ReadableStream({
          start: (controller) => controller.enqueue(bytes.slice(0, 1000)),
          pull: () => Promise.reject(new Error('The disk is gone.')),
        }),
      ),
    );
    await expect(fetch(url).then((response) => response.arrayBuffer())).rejects.toThrow();
  });

  it('reaches the broker as it was sent, also past a body parser', async () => {
    const count: Handler = async (request) =>
      Response.json([...new Uint8Array(await request.arrayBuffer())]);
    const listener = createNodeListener(count);
    const url = await serve(count);
    const parsed = await listen((incoming, outgoing) => {
      const chunks: Buffer[] = [];
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
      incoming.on('end', () => {
        Object.assign(incoming, { body: Buffer.concat(chunks) });
        // As Express does, after the stream has ended.
        setImmediate(() => listener(incoming, outgoing));
      });
    });
    for (const address of [url, parsed]) {
      const response = await fetch(address, {
        method: 'POST',
        body: new Uint8Array([0, 200, 255]),
      });
      expect(await response.json()).toEqual([0, 200, 255]);
    }
  });
});

describe("the request's scheme", () => {
  it.each([
    [undefined, 'https', 'http:'],
    [false, 'https', 'http:'],
    [true, 'https', 'https:'],
    [true, 'https, http', 'https:'],
    [true, 'http, https', 'http:'],
    [true, 'javascript', 'http:'],
    [true, undefined, 'http:'],
  ])('with trust %s and X-Forwarded-Proto %s is %s', async (trust, forwarded, protocol) => {
    const url = await serve(echo, trust === undefined ? {} : { trustForwardedProtocol: trust });
    const headers: Record<string, string> =
      forwarded === undefined ? {} : { 'x-forwarded-proto': forwarded };
    const answer = (await (await fetch(url, { headers })).json()) as { url: string };
    expect(new URL(answer.url).protocol).toBe(protocol);
  });
});

describe('behind Express and its kin', () => {
  it('sees the address before the mount point was cut off', async () => {
    const listener = createNodeListener(echo);
    const url = await listen((request, response) => {
      listener(Object.assign(request, { originalUrl: request.url, url: '/' }), response);
    });
    expect(await (await fetch(`${url}/mounted/tickets`)).json()).toMatchObject({
      url: `${url}/mounted/tickets`,
    });
  });

  it.each([
    ['an object', { phoneId: 'phone-1' }, '{"phoneId":"phone-1"}'],
    ['text', '{"phoneId":"phone-1"}', '{"phoneId":"phone-1"}'],
  ])('takes what a body parser made of the body: %s', async (_name, body, expected) => {
    const listener = createNodeListener(echo);
    const url = await listen((request, response) => {
      request.resume().once('end', () => listener(Object.assign(request, { body }), response));
    });
    expect(await (await fetch(`${url}/tickets`, order)).json()).toMatchObject({ body: expected });
  });

  it('hands a broker that throws on to next', async () => {
    const failing = createNodeListener(() => Promise.reject(new Error('broken')));
    const url = await listen((request, response) => {
      failing(request, response, (error) => response.writeHead(500).end(String(error)));
    });
    const response = await fetch(`${url}/tickets`, order);
    expect([response.status, await response.text()]).toEqual([500, 'Error: broken']);
  });

  it('hangs up when a broker throws and there is no next', async () => {
    const url = await serve(() => Promise.reject(new Error('broken')));
    await expect(fetch(`${url}/tickets`, order)).rejects.toThrow('fetch failed');
  });
});
