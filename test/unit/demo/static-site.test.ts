import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { loadStaticSite } from '../../../demo/static-site.js';

let folder: string;
let server: Server;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'telepad-site-'));
  await mkdir(path.join(folder, 'site', 'assets'), { recursive: true });
  await writeFile(path.join(folder, 'secret.txt'), 'SECRETIVE');
  await writeFile(path.join(folder, 'site', 'index.html'), '<h1>é</h1>');
  await writeFile(path.join(folder, 'site', 'assets', 'main-1a2b.js'), 'export {};');
  server = createServer(await loadStaticSite(path.join(folder, 'site')));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});

afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await rm(folder, { recursive: true });
});

/** The path goes out exactly as it is here; `fetch` would tidy it up. */
function ask(rawPath: string, method = 'GET') {
  const { port } = server.address() as AddressInfo;
  return new Promise<{
    status: number;
    type: string;
    allow: string;
    policy: unknown;
    text: string;
  }>((resolve, reject) => {
    request({ port, host: '127.0.0.1', path: rawPath, method }, async (response) => {
      let text = '';
      for await (const chunk of response) text += chunk;
      const { 'content-type': type = '', allow = '' } = response.headers;
      const policy = response.headers['content-security-policy'];
      resolve({ status: response.statusCode ?? 0, type, allow, policy, text });
    })
      .on('error', reject)
      .end();
  });
}

it.each(['/', '/?phone=AC1', '/index.html', '/index.html?x#y'])(
  'serves the page at %s',
  async (name) => {
    expect(await ask(name)).toMatchObject({
      status: 200,
      type: 'text/html; charset=utf-8',
      text: '<h1>é</h1>',
    });
  },
);

it('is framed by no other site', async () => {
  expect(await ask('/')).toMatchObject({ policy: "frame-ancestors 'self'" });
});

it('serves files in folders, with their types', async () => {
  expect(await ask('/assets/main-1a2b.js')).toMatchObject({
    status: 200,
    type: 'text/javascript; charset=utf-8',
    text: 'export {};',
  });
});

it('answers HEAD without the file', async () => {
  expect(await ask('/', 'HEAD')).toMatchObject({ status: 200, text: '' });
});

it.each([
  '/../secret.txt',
  '/assets/../../secret.txt',
  '/..%2fsecret.txt',
  '/%2e%2e/secret.txt',
  '/..\\secret.txt',
  '//secret.txt',
  '/assets',
  '/assets/',
  '/index.html/',
  '/index.html%00',
  '/constructor',
  '/nothing',
])('has nothing at %s', async (name) => {
  expect(await ask(name)).toMatchObject({ status: 404, text: 'Not found.\n' });
});

it.each(['POST', 'PUT', 'DELETE', 'OPTIONS'])('does not take %s', async (method) => {
  expect(await ask('/', method)).toMatchObject({ status: 405, allow: 'GET, HEAD', text: '' });
});
