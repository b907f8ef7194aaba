import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type WebSocket, WebSocketServer } from 'ws';
import { openCheckSocket } from '../../../../src/check/node/open-check-socket.js';

let server: Server;
let sockets: WebSocketServer;
let greet: (socket: WebSocket) => void;

beforeEach(async () => {
  greet = () => {};
  server = createServer((_request, response) => response.writeHead(404).end());
  sockets = new WebSocketServer({ noServer: true });
  server.on('upgrade', (request, socket, head) => {
    if (request.url?.startsWith('/refused')) {
      socket.end('HTTP/1.1 401 Unauthorized\r\ncontent-length: 0\r\n\r\n');
      return;
    }
    sockets.handleUpgrade(request, socket, head, (made) => greet(made));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});

afterEach(async () => {
  for (const client of sockets.clients) client.terminate();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const address = (path = '/', scheme = 'ws') =>
  `${scheme}://127.0.0.1:${(server.address() as AddressInfo).port}${path}`;
const open = (url: string) => openCheckSocket(url, new AbortController().signal);

describe('the socket of a check', () => {
  it('loses no frame, however late it is asked for, and ends with the code', async () => {
    greet = (socket) => {
      socket.send('one');
      socket.send(new Uint8Array([2, 3]));
      socket.close(4001);
    };
    const socket = await open(address());
    expect(await socket.receive(60_000)).toEqual({ type: 'frame', data: 'one' });
    expect(await socket.receive(60_000)).toEqual({ type: 'frame', data: new Uint8Array([2, 3]) });
    expect(await socket.receive(60_000)).toEqual({ type: 'closed', code: 4001 });
    expect(await socket.receive(60_000)).toEqual({ type: 'closed', code: 4001 });
    socket.send('too late');
    socket.close();
    socket.close();
  });

  it('tells of silence, and hears what comes afterwards', async () => {
    greet = (socket) => socket.on('message', (data) => socket.send(`again ${data}`));
    const socket = await open(address());
    expect(await socket.receive(0)).toEqual({ type: 'silence' });
    socket.send('x');
    expect(await socket.receive(60_000)).toEqual({ type: 'frame', data: 'again x' });
    socket.close();
    expect(await socket.receive(60_000)).toMatchObject({ type: 'closed' });
  });

  it.each([
    ['/refused', 'ws', 'answered with HTTP status 401'],
    ['/', 'wss', 'does not speak TLS'],
  ])('says why %s is not open with %s', async (path, scheme, words) => {
    const url = address(`${path}?token=SECRETIVE`, scheme);
    const failure: Error = await open(url).then(
      () => new Error('it opened'),
      (error: Error) => error,
    );
    expect(failure).toMatchObject({ code: 'signalling_refused' });
    expect(failure.message).toContain(words);
    expect(failure.message).not.toMatch(/SECRETIVE|127\.0\.0\.1/);
  });

  it('says that nobody listens, and that an address is none', async () => {
    await expect(open('ws://127.0.0.1:9/')).rejects.toThrow('refused the connection');
    await expect(open('nonsense')).rejects.toThrow('is no address');
  });

  it('is given up when nobody wants it any more', async () => {
    const controller = new AbortController();
    greet = () => controller.abort();
    const socket = openCheckSocket(address(), controller.signal);
    const end = await socket.then((opened) => opened.receive(60_000)).catch((error) => error);
    expect(end.type ?? end.code).toMatch(/closed|aborted/);
    await expect(openCheckSocket(address(), controller.signal)).rejects.toMatchObject({
      code: 'aborted',
    });
  });
});
