import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { LoopbackHttp } from '../../../../src/emulator/node/loopback-http.js';

const opened: { close(): void }[] = [];

afterEach(() => {
  for (const thing of opened.splice(0)) thing.close();
});

function open() {
  const http = new LoopbackHttp();
  opened.push(http);
  return http;
}

async function serve(handle: (request: IncomingMessage, response: ServerResponse) => void) {
  const server = createServer(handle);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  opened.push({
    close() {
      server.close();
      server.closeAllConnections();
    },
  });
  return (server.address() as AddressInfo).port;
}

/** A promise and its key. */
function later<Value>() {
  let resolve: (value: Value) => void = () => {};
  const promise = new Promise<Value>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}

describe('a callback', () => {
  it('is posted as JSON', async () => {
    const arrived = later<readonly unknown[]>();
    const port = await serve((request, response) => {
      let body = '';
      request.on('data', (chunk) => {
        body += chunk;
      });
      request.on('end', () => {
        response.end();
        arrived.resolve([request.method, request.url, request.headers['content-type'], body]);
      });
    });
    open().post(`http://localhost:${port}/hook?x=1`, '{"taskId":1}');
    expect(await arrived.promise).toEqual([
      'POST',
      '/hook?x=1',
      'application/json',
      '{"taskId":1}',
    ]);
  });

  it('that nobody takes is nobody’s business', async () => {
    const port = await serve((_request, response) => void response.destroy());
    const http = open();
    http.post(`http://127.0.0.1:${port}/`, '{}');
    http.post('http://127.0.0.1:1/', '{}');
    http.post('nonsense', '{}');
    expect(await http.download(`http://127.0.0.1:${port}/`, 10)).toBeUndefined();
  });
});

describe('a download', () => {
  it('brings the bytes, up to a limit', async () => {
    const bytes = new Uint8Array([0, 255, 128, 10]);
    const port = await serve((_request, response) => void response.end(bytes));
    const http = open();
    expect(await http.download(`http://127.0.0.1:${port}/a`, 4)).toEqual(bytes);
    expect(await http.download(`http://127.0.0.1:${port}/a`, 3)).toBeUndefined();
  });

  it('fails where there is no file, and follows no way out', async () => {
    const port = await serve((request, response) => {
      const status = request.url === '/away' ? 302 : 404;
      response.writeHead(status, { location: 'https://example.test/' }).end('no');
    });
    const http = open();
    expect(await http.download(`http://127.0.0.1:${port}/none`, 9)).toBeUndefined();
    expect(await http.download(`http://127.0.0.1:${port}/away`, 9)).toBeUndefined();
  });

  it('calls nobody but this machine', async () => {
    const calls: unknown[] = [];
    const port = await serve((request, response) => {
      calls.push(request.url);
      response.end('x');
    });
    const http = open();
    for (const url of [
      'nonsense',
      `ftp://127.0.0.1:${port}/`,
      'http://192.0.2.1/',
      'https://example.test/',
      'http://127.0.0.1.example.test/',
      'file:///etc/hosts',
    ]) {
      expect(await http.download(url, 9), url).toBeUndefined();
    }
    expect(calls).toEqual([]);
  });

  it('ends when the emulator closes', async () => {
    const asked = later<void>();
    const port = await serve(() => asked.resolve());
    const http = open();
    const download = http.download(`http://127.0.0.1:${port}/slow`, 9);
    await asked.promise;
    http.close();
    expect(await download).toBeUndefined();
  });
});
