import { mkdtemp, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createMemoryFileStore, type FileStore } from '../../../../src/broker/files/file-store.js';
import { createDiskFileStore } from '../../../../src/broker/node/create-disk-file-store.js';

let parent = '';
beforeEach(async () => {
  parent = await mkdtemp(path.join(tmpdir(), 'telepad-files-'));
});
afterEach(() => rm(parent, { recursive: true, force: true }));

const bytes = new Uint8Array(100_000).map((_, index) => index * 13);
const streamOf = (content: Uint8Array<ArrayBuffer>) => new Blob([content]).stream();
const broken = () =>
  new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(bytes),
    pull: () => Promise.reject(new Error('The page went away.')),
  });

async function read(store: FileStore, id: string, start: number, end: number) {
  const content = await store.read(id, start, end);
  return new Uint8Array(
    await new Response(content as ReadableStream<Uint8Array<ArrayBuffer>>).arrayBuffer(),
  );
}

describe.each([
  ['in memory', () => createMemoryFileStore()],
  ['on disk', () => createDiskFileStore({ folder: path.join(parent, 'new', 'files') })],
])('a file store %s', (_where, create) => {
  it('gives back what it was given, whole and in part', async () => {
    const store = create();
    await store.write('a-1_B', streamOf(bytes));
    await store.write('empty', streamOf(new Uint8Array()));
    expect(await read(store, 'a-1_B', 0, bytes.length)).toEqual(bytes);
    expect(await read(store, 'a-1_B', 5, 80_005)).toEqual(bytes.slice(5, 80_005));
    expect(await read(store, 'a-1_B', 7, 7)).toHaveLength(0);
    expect(await read(store, 'empty', 0, 0)).toHaveLength(0);
  });

  it('rejects with a stream that fails', async () => {
    await expect(create().write('a', broken())).rejects.toThrow('went away');
  });

  it('removes, also what is not there', async () => {
    const store = create();
    await store.write('a', streamOf(bytes));
    await store.remove('a');
    await store.remove('a');
    const gone = read(store, 'a', 0, 10).then(({ length }) => length);
    expect(await gone.catch(() => 0)).toBe(0);
  });
});

describe('a folder of files', () => {
  it('is for this user only, and holds nothing of a file that did not come whole', async () => {
    const folder = path.join(parent, 'files');
    const store = createDiskFileStore({ folder });
    await expect(store.write('a', broken())).rejects.toThrow();
    expect(await readdir(folder)).toEqual([]);
    await store.write('b', streamOf(bytes));
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
    expect((await stat(path.join(folder, 'b.upload'))).mode & 0o777).toBe(0o600);
  });

  it('is cleared of what a broker left there long ago, and of nothing else', async () => {
    for (const name of ['old.upload', 'young.upload', 'old.txt'])
      await writeFile(path.join(parent, name), 'x');
    const longAgo = Date.now() / 1000 - 100_000;
    for (const name of ['old.upload', 'old.txt'])
      await utimes(path.join(parent, name), longAgo, longAgo);
    await createDiskFileStore({ folder: parent }).write('a', streamOf(bytes));
    expect((await readdir(parent)).sort()).toEqual(['a.upload', 'old.txt', 'young.upload']);
  });

  it('tries again when the folder could not be made', async () => {
    const folder = path.join(parent, 'taken');
    await writeFile(folder, 'a file');
    const store = createDiskFileStore({ folder });
    await expect(store.write('a', streamOf(bytes))).rejects.toThrow();
    await rm(folder);
    await store.write('a', streamOf(bytes));
    expect(await readdir(folder)).toEqual(['a.upload']);
  });

  it.each([{ folder: '' }, { folder: 'x', maxBytes: 0 }, { folder: 'x', maxBytes: 1.5 }])(
    'refuses %j',
    (options) => {
      expect(() => createDiskFileStore(options)).toThrow(
        expect.objectContaining({ code: 'configuration_invalid' }),
      );
    },
  );
});
