import { readFile } from 'node:fs/promises';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { createBroker } from 'telepad/broker';
import { createNodeListener } from 'telepad/broker/node';
import { startEmulator } from 'telepad/emulator';
import { build } from 'vite';

/** Everything a benchmark page needs, on one loopback port: the pages, the built library and a broker. */
export interface BenchSite {
  readonly url: string;
  readonly phoneId: string;
  /** Resolves when nobody looks at the phone any more, so that rounds do not meet. */
  phoneIsFree(): Promise<void>;
  close(): Promise<void>;
}

const root = fileURLToPath(new URL('../..', import.meta.url));
const folders: Readonly<Record<string, string>> = {
  bench: path.join(root, 'test/bench/pages'),
  dist: path.join(root, 'dist'),
};
const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
};

export async function openBenchSite(): Promise<BenchSite> {
  const emulator = await startEmulator();
  const { armcloud } = emulator.clouds;
  const phoneId = armcloud.phoneIds[0];
  if (phoneId === undefined) throw new Error('The emulator has no phone to measure.');
  const broker = createNodeListener(
    createBroker({
      vendors: { armcloud: { baseUrl: armcloud.baseUrl, ...armcloud.credentials } },
      authorize: () => ({ userId: 'bench', phones: 'all', role: 'control' }),
      // A fast machine's rounds are more than a user's sixty sessions a minute.
      rateLimits: false,
    }),
  );
  const stripReader = await bundleStripReader();
  const server = createServer((request, response) => {
    const url = request.url ?? '/';
    if (url.startsWith('/telepad/')) return broker(request, response);
    if (url === '/strip.js') return answer(response, '.js', stripReader);
    serveFile(url, response).catch(() => response.writeHead(404).end());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    phoneId,
    async phoneIsFree() {
      while (emulator.phone(phoneId).viewers > 0) await new Promise((next) => setTimeout(next, 10));
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await emulator.close();
    },
  };
}

async function serveFile(url: string, response: ServerResponse): Promise<void> {
  const [, folderName = '', ...rest] = new URL(url, 'http://localhost').pathname.split('/');
  const folder = folders[folderName];
  const name = rest.join('/');
  const extension = path.extname(name);
  if (!folder || !(extension in types) || name.includes('..')) throw new Error('not here');
  answer(response, extension, await readFile(path.join(folder, name)));
}

function answer(response: ServerResponse, extension: string, body: string | Buffer): void {
  response.writeHead(200, {
    'content-type': types[extension],
    'cache-control': 'max-age=3600',
    // An isolated page has a clock of 5 µs instead of 100.
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-embedder-policy': 'require-corp',
  });
  response.end(body);
}

/** The reader of the picture's strip is no part of the package, so the pages get it bundled apart. */
async function bundleStripReader(): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: 'warn',
    build: {
      write: false,
      lib: { entry: path.join(root, 'src/core/strip.ts'), formats: ['es'] },
    },
  });
  const [bundle] = Array.isArray(result) ? result : [result];
  const chunk = bundle && 'output' in bundle ? bundle.output[0] : undefined;
  if (!chunk) throw new Error('The strip reader could not be bundled.');
  return chunk.code;
}
