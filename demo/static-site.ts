import { readdir, readFile } from 'node:fs/promises';
import type { RequestListener } from 'node:http';
import path from 'node:path';

const contentTypes: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
};

/**
 * Serves the files that a folder holds now, from memory. A request's path is only ever looked up in the list
 * of these files and never becomes a path on disk, so it cannot lead out of the folder.
 */
export async function loadStaticSite(folder: string): Promise<RequestListener> {
  const files = await readFiles(folder);
  return (request, response) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.writeHead(405, { allow: 'GET, HEAD' }).end();
      return;
    }
    const name = (request.url ?? '/').replace(/[?#].*$/s, '').slice(1) || 'index.html';
    const content = files.get(name);
    if (!content) {
      response.writeHead(404, { 'content-type': contentTypes['.txt'] }).end('Not found.\n');
      return;
    }
    response.writeHead(200, {
      'content-type': contentTypes[path.extname(name)] ?? 'application/octet-stream',
      'content-length': content.byteLength,
      // The next start may have built another version.
      'cache-control': 'no-cache',
      'x-content-type-options': 'nosniff',
      // Whoever frames the page could make its user touch the phone unawares.
      'content-security-policy': "frame-ancestors 'self'",
    });
    response.end(content);
  };
}

/** By path within the folder, with slashes on every system. */
async function readFiles(folder: string): Promise<ReadonlyMap<string, Buffer>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));
  return new Map(
    await Promise.all(
      files.map(async (file) => {
        const name = path.relative(folder, file).split(path.sep).join('/');
        return [name, await readFile(file)] as const;
      }),
    ),
  );
}
