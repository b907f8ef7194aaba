import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream as NodeStream } from 'node:stream/web';
import { TelepadError } from '../../core/errors.js';
import type { FileStore } from '../files/file-store.js';

export interface DiskFileStoreOptions {
  /** Where files are kept; made when it is missing. Give it to the broker alone. */
  readonly folder: string;
  /** Longest file, in bytes. Default 2147483648 (2 GiB). */
  readonly maxBytes?: number;
}

const suffix = '.upload';
/** Longer than any file is kept: what is older was left by a process that ended. */
const staleMs = 90_000_000;

/**
 * Keeps files in a folder, which only this user may read, until the vendor has fetched them. Leftovers of a broker that
 * ended with files on their way are removed a day later.
 * @throws TelepadError `configuration_invalid`
 */
export function createDiskFileStore(options: DiskFileStoreOptions): FileStore {
  const { folder, maxBytes = 2_147_483_648 } = options;
  if (
    typeof folder !== 'string' ||
    folder === '' ||
    !Number.isSafeInteger(maxBytes) ||
    maxBytes < 1
  ) {
    throw new TelepadError(
      'configuration_invalid',
      "The broker's file store: folder must be the path of a folder, and maxBytes a whole number from 1.",
    );
  }
  const fileOf = (id: string) => path.join(folder, `${id}${suffix}`);
  let ready: Promise<void> | undefined;

  return {
    maxBytes,
    async write(id, content) {
      ready ??= prepare(folder);
      await ready.catch((error) => {
        ready = undefined;
        throw error;
      });
      const file = createWriteStream(fileOf(id), { flags: 'wx', mode: 0o600 });
      try {
        await pipeline(Readable.fromWeb(content as NodeStream), file);
      } catch (error) {
        await rm(fileOf(id), { force: true });
        throw error;
      }
    },
    async read(id, start, end) {
      // `end` of Node's own belongs to the range, so that it has no empty one.
      const file =
        start < end ? createReadStream(fileOf(id), { start, end: end - 1 }) : Readable.from([]);
      return Readable.toWeb(file) as ReadableStream<Uint8Array>;
    },
    remove: (id) => rm(fileOf(id), { force: true }),
  };
}

async function prepare(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  for (const name of await readdir(folder)) {
    if (!name.endsWith(suffix)) continue;
    const file = path.join(folder, name);
    const { mtimeMs } = await stat(file).catch(() => ({ mtimeMs: Number.POSITIVE_INFINITY }));
    if (Date.now() - mtimeMs > staleMs) await rm(file, { force: true });
  }
}
