import { describe, expect, it } from 'vitest';
import {
  FileStore,
  maxFileBytes,
  resolvePath,
} from '../../../../../../src/emulator/node/device/android/file-store.js';

const bytes = (text: string) => new TextEncoder().encode(text);

function store() {
  const clock = { now: 1_000 };
  return { clock, files: new FileStore(() => clock.now) };
}

describe('paths on the phone', () => {
  it.each([
    ['/sdcard/a', '/', '/sdcard/a'],
    ['a/./b//c/', '/sdcard', '/sdcard/a/b/c'],
    ['../../../etc', '/sdcard/DCIM', '/etc'],
    ['', '/sdcard', '/sdcard'],
    ['/storage/emulated/0/DCIM', '/', '/sdcard/DCIM'],
    ['/mnt/sdcard', '/', '/sdcard'],
    ['/storage/emulated/00', '/', '/storage/emulated/00'],
  ])('%j in %s is %s', (path, folder, plain) => {
    expect(resolvePath(path, folder)).toBe(plain);
  });
});

describe('the storage of the phone', () => {
  it('has the usual folders at first', () => {
    const { files } = store();
    expect(files.list('/sdcard')).toEqual(['DCIM', 'Download', 'Movies', 'Pictures']);
    expect(files.list('/')).toEqual(['data', 'sdcard', 'system']);
    expect(files.records).toEqual([]);
  });

  it('keeps a copy of what is written, in folders that come into being', () => {
    const { files } = store();
    const content = bytes('abc');
    expect(files.write('/sdcard/new/one.txt', content)).toBeUndefined();
    content.fill(0);
    expect(files.read('/storage/emulated/0/new/one.txt')).toEqual(bytes('abc'));
    expect(files.list('/sdcard/new')).toEqual(['one.txt']);
    expect(files.isFolder('/sdcard/new')).toBe(true);
  });

  it('lists the newest first, also within one ms', () => {
    const { files, clock } = store();
    files.write('/sdcard/b', bytes('1'));
    files.write('/sdcard/a', bytes('12'));
    clock.now = 2_000;
    files.write('/sdcard/b', bytes('123'));
    files.write('/sdcard/c', bytes(''));
    expect(files.records).toEqual([
      { path: '/sdcard/c', size: 0, modifiedMs: 2_000 },
      { path: '/sdcard/b', size: 3, modifiedMs: 2_000 },
      { path: '/sdcard/a', size: 2, modifiedMs: 1_000 },
    ]);
  });

  it('removes a folder with all that is in it, and nothing beside it', () => {
    const { files } = store();
    files.write('/sdcard/x/1', bytes('1'));
    files.write('/sdcard/x/y/2', bytes('2'));
    files.write('/sdcard/xy', bytes('3'));
    files.remove('/sdcard/x');
    expect(files.records.map(({ path }) => path)).toEqual(['/sdcard/xy']);
    expect(files.isFolder('/sdcard/x/y')).toBe(false);
  });

  it('takes no file in the place of a folder, nor a folder in the place of a file', () => {
    const { files } = store();
    expect(files.write('/sdcard', bytes('x'))).toBe('Is a directory');
    files.write('/sdcard/file', bytes('x'));
    expect(files.write('/sdcard/file/below', bytes('x'))).toBe('Not a directory');
    expect(files.write(`/sdcard/${'n'.repeat(1_100)}`, bytes('x'))).toBe('File name too long');
  });

  it('has an end: 16 MiB a file, 64 MiB in all', () => {
    const { files } = store();
    expect(files.write('/sdcard/huge', new Uint8Array(maxFileBytes + 1))).toBe(
      'No space left on device',
    );
    const large = new Uint8Array(maxFileBytes);
    for (const name of ['a', 'b', 'c', 'd'])
      expect(files.write(`/sdcard/${name}`, large)).toBeUndefined();
    expect(files.write('/sdcard/e', bytes('x'))).toBe('No space left on device');
    expect(files.write('/sdcard/a', bytes('x'))).toBeUndefined();
    expect(files.write('/sdcard/e', bytes('x'))).toBeUndefined();
    files.reset();
    expect(files.records).toEqual([]);
  });
});
