import { afterEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import type {
  CloudRequest,
  CloudResponse,
  CloudSocket,
  EmulatedCloud,
} from '../../../../src/core/ports/emulator.js';
import { CloudServer } from '../../../../src/emulator/node/server.js';
import { sendRaw, statusOf } from './raw-http.js';

/** Notes what reaches it. */
class FakeCloud implements EmulatedCloud {
  readonly credentials = {};
  readonly requests: CloudRequest[] = [];
  readonly paths: string[] = [];
  admission: 'admit' | number = 'admit';
  joined: (socket: CloudSocket) => void = () => {};
  answer = async (): Promise<CloudResponse> => ({
    status: 200,
    headers: { 'x-fake': '1' },
    body: 'ok',
  });

  handleRequest(request: CloudRequest): Promise<CloudResponse> {
    this.requests.push(request);
    return this.answer();
  }

  acceptSocket(path: string): ((socket: CloudSocket) => void) | number {
    this.paths.push(path);
    return this.admission === 'admit' ? (socket) => this.joined(socket) : this.admission;
  }

  closePhone(): void {}
  dropSignalling(): void {}
  expireTokens(): void {}
}

const opened: { close(): Promise<void> }[] = [];

afterEach(async () => {
  for (const thing of opened.splice(0).reverse()) await thing.close();
});

async function open() {
  const cloud = new FakeCloud();
  const server = new CloudServer(() => cloud);
  await server.listen(0);
  opened.push(server);
  return { cloud, server, url: `http://${server.address}`, wsUrl: `ws://${server.address}` };
}

const event = (socket: WebSocket, name: 'open' | 'close' | 'message' | 'unexpected-response') =>
  new Promise<unknown[]>((resolve) => socket.once(name, (...values: unknown[]) => resolve(values)));

describe('the server of a cloud', () => {
  it('passes method, raw path, query, headers and body on, and the answer back', async () => {
    const { cloud, url } = await open();
    const response = await fetch(`${url}/a%2Fb/c+d=?x=%20&y?z`, {
      method: 'POST',
      headers: { 'X-Ak': 'key' },
      body: '{"ü": 1}',
    });
    expect([response.status, response.headers.get('x-fake'), await response.text()]).toEqual([
      200,
      '1',
      'ok',
    ]);
    expect(cloud.requests).toMatchObject([
      {
        method: 'POST',
        path: '/a%2Fb/c+d=',
        query: 'x=%20&y?z',
        headers: { 'x-ak': 'key' },
        body: '{"ü": 1}',
      },
    ]);
  });

  it('takes a body of 1 MiB and refuses one byte more', async () => {
    const { cloud, url } = await open();
    const post = (bytes: number) => fetch(url, { method: 'POST', body: 'x'.repeat(bytes) });
    expect((await post(1_048_576)).status).toBe(200);
    expect((await post(1_048_577)).status).toBe(413);
    expect(cloud.requests.map(({ body }) => body.length)).toEqual([1_048_576]);
  });

  it('answers 500 when the cloud fails, and lives on', async () => {
    const { cloud, url } = await open();
    const { answer } = cloud;
    cloud.answer = () => Promise.reject(new Error('bug'));
    expect((await fetch(url)).status).toBe(500);
    cloud.answer = answer;
    expect((await fetch(url)).status).toBe(200);
  });

  const junk: readonly (readonly [string, string, string])[] = [
    ['binary junk', '\x00\x01\x02\r\n\r\n', '400 Bad Request'],
    ['no HTTP at all', 'hello\r\n\r\n', '400 Bad Request'],
    ['an upgrade to nothing', upgrade('', 'Sec-WebSocket-Version: 13'), '400 Bad Request'],
    [
      'half a request',
      'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nabc',
      '400 Bad Request',
    ],
  ];
  for (const [name, text, status] of junk) {
    it(`answers ${name} with ${status}, and lives on`, async () => {
      const { url } = await open();
      expect(statusOf(await sendRaw(url, text))).toBe(status);
      expect((await fetch(url)).status).toBe(200);
    });
  }

  it('tells the cloud the raw path of a WebSocket, slashes, plus and equals signs included', async () => {
    const { cloud, wsUrl } = await open();
    const socket = new WebSocket(`${wsUrl}/001a//b+c/d%2F==?e=f`);
    await event(socket, 'open');
    expect(cloud.paths).toEqual(['/001a//b+c/d%2F==?e=f']);
    socket.terminate();
  });

  it('refuses a WebSocket with the status that the cloud says', async () => {
    const { cloud, wsUrl } = await open();
    cloud.admission = 401;
    const socket = new WebSocket(`${wsUrl}/x`);
    socket.on('error', () => {});
    const [, response] = (await event(socket, 'unexpected-response')) as [
      unknown,
      { statusCode: number },
    ];
    expect(response.statusCode).toBe(401);
    socket.terminate();
  });

  it('carries text both ways, and tells how a socket ended', async () => {
    const { cloud, wsUrl } = await open();
    const codes: number[] = [];
    const ended = new Promise<void>((resolve) => {
      cloud.joined = (socket) => {
        socket.onMessage((data) => socket.send(`${data}!`));
        socket.onClose((code) => {
          codes.push(code);
          resolve();
        });
      };
    });
    const socket = new WebSocket(`${wsUrl}/x`);
    await event(socket, 'open');
    socket.send(Buffer.from('hellö'));
    const [data] = await event(socket, 'message');
    expect(String(data)).toBe('hellö!');
    socket.close(4001);
    await ended;
    expect(codes).toEqual([4001]);
  });

  it('closes with a frame or cuts without one, as the cloud wants', async () => {
    const { cloud, wsUrl } = await open();
    for (const [end, code] of [
      [(socket: CloudSocket) => socket.close(), 1000],
      [(socket: CloudSocket) => socket.terminate(), 1006],
    ] as const) {
      cloud.joined = end;
      const [closeCode] = await event(new WebSocket(`${wsUrl}/x`), 'close');
      expect(closeCode).toBe(code);
    }
  });

  it('hangs up on a frame that is too long', async () => {
    const { wsUrl } = await open();
    const socket = new WebSocket(`${wsUrl}/x`);
    await event(socket, 'open');
    socket.send('x'.repeat(256 * 1024 + 1));
    const [code] = await event(socket, 'close');
    expect(code).toBe(1009);
  });

  it('cuts every connection when it closes, and frees its port', async () => {
    const { cloud, server, wsUrl, url } = await open();
    cloud.answer = () => new Promise(() => {});
    const pending = fetch(url).catch(() => 'cut');
    const socket = new WebSocket(`${wsUrl}/x`);
    await event(socket, 'open');
    const closed = event(socket, 'close');
    await server.close();
    expect(await pending).toBe('cut');
    expect((await closed)[0]).toBe(1006);
    const next = new CloudServer(() => cloud);
    opened.push(next);
    await next.listen(Number(new URL(url).port));
    expect(next.address).toBe(server.address);
  });

  it('says so when its port is taken', async () => {
    const { cloud, url } = await open();
    const port = Number(new URL(url).port);
    await expect(new CloudServer(() => cloud).listen(port)).rejects.toMatchObject({
      code: 'configuration_invalid',
      message: `The emulator could not listen on port ${port} for the cloud's API (EADDRINUSE). Choose another port, or 0 for a free one.`,
    });
  });
});

function upgrade(protocol: string, header: string): string {
  return `GET / HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: ${protocol || 'websocket'}\r\n${header}\r\n\r\n`;
}
