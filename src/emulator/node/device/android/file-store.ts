/** A file as lists show it. */
export interface FileRecord {
  /** Absolute, without a slash at its end. */
  readonly path: string;
  /** In bytes. */
  readonly size: number;
  /** Ms since 1970. */
  readonly modifiedMs: number;
}

interface StoredFile {
  readonly bytes: Uint8Array;
  readonly modifiedMs: number;
  /** Counts writes, so that files of the same ms still have an order. */
  readonly order: number;
}

export const maxFileBytes = 16 * 1024 * 1024;
const maxTotalBytes = 64 * 1024 * 1024;
const maxFiles = 2_000;
const maxPathLength = 1_024;

/** Folders that are there on a new phone. */
const firstFolders = [
  '/data/local/tmp',
  '/sdcard/DCIM/Camera',
  '/sdcard/Download',
  '/sdcard/Movies',
  '/sdcard/Pictures/Screenshots',
  '/system/bin',
] as const;

/** The phone's storage, in memory. All paths are made absolute and plain by `resolvePath` first. */
export class FileStore {
  readonly #now: () => number;
  readonly #files = new Map<string, StoredFile>();
  readonly #folders = new Set<string>();
  #totalBytes = 0;
  #order = 0;

  /** @param now ms since 1970 */
  constructor(now: () => number) {
    this.#now = now;
    this.reset();
  }

  /** Every file, the newest first. */
  get records(): readonly FileRecord[] {
    return [...this.#files]
      .sort(([, a], [, b]) => b.modifiedMs - a.modifiedMs || b.order - a.order)
      .map(([path, { bytes, modifiedMs }]) => ({ path, size: bytes.length, modifiedMs }));
  }

  /**
   * Writes a file; missing folders come into being.
   * @returns what is wrong, in the words of Android's shell; undefined when it was written
   */
  write(path: string, bytes: Uint8Array): string | undefined {
    const file = resolvePath(path);
    if (file.length > maxPathLength) return 'File name too long';
    if (this.#folders.has(file)) return 'Is a directory';
    if (ancestors(file).some((folder) => this.#files.has(folder))) return 'Not a directory';
    const before = this.#files.get(file);
    const total = this.#totalBytes - (before?.bytes.length ?? 0) + bytes.length;
    const isFull = total > maxTotalBytes || (!before && this.#files.size >= maxFiles);
    if (bytes.length > maxFileBytes || isFull) return 'No space left on device';
    this.#totalBytes = total;
    this.#order += 1;
    for (const folder of ancestors(file)) this.#folders.add(folder);
    this.#files.set(file, { bytes: bytes.slice(), modifiedMs: this.#now(), order: this.#order });
    return undefined;
  }

  read(path: string): Uint8Array | undefined {
    return this.#files.get(resolvePath(path))?.bytes;
  }

  isFolder(path: string): boolean {
    return this.#folders.has(resolvePath(path));
  }

  /** The names in a folder, sorted; undefined when it is none. */
  list(path: string): readonly string[] | undefined {
    const folder = resolvePath(path);
    if (!this.#folders.has(folder)) return undefined;
    const prefix = folder === '/' ? '/' : `${folder}/`;
    const names = new Set<string>();
    for (const each of [...this.#files.keys(), ...this.#folders]) {
      if (each.startsWith(prefix) && each !== prefix)
        names.add(each.slice(prefix.length).split('/')[0] ?? '');
    }
    return [...names].sort();
  }

  makeFolder(path: string): void {
    const folder = resolvePath(path);
    for (const each of [...ancestors(folder), folder]) this.#folders.add(each);
  }

  /** Removes a file, or a folder with all that is in it. */
  remove(path: string): void {
    const gone = resolvePath(path);
    const isGone = (each: string) => each === gone || each.startsWith(`${gone}/`);
    for (const [each, { bytes }] of [...this.#files]) {
      if (!isGone(each)) continue;
      this.#files.delete(each);
      this.#totalBytes -= bytes.length;
    }
    for (const each of [...this.#folders]) if (isGone(each)) this.#folders.delete(each);
  }

  /** As on a new phone. */
  reset(): void {
    this.#files.clear();
    this.#folders.clear();
    this.#totalBytes = 0;
    this.#order = 0;
    this.#folders.add('/');
    for (const folder of firstFolders) this.makeFolder(folder);
  }
}

/** Makes a path absolute and plain: no `.`, no `..`, one name for each place. */
export function resolvePath(path: string, workingFolder = '/'): string {
  const names: string[] = [];
  for (const name of (path.startsWith('/') ? path : `${workingFolder}/${path}`).split('/')) {
    if (name === '..') names.pop();
    else if (name !== '' && name !== '.') names.push(name);
  }
  // As on Android, shared storage has several names.
  return `/${names.join('/')}`.replace(
    /^\/(?:storage\/emulated\/0|storage\/self\/primary|mnt\/sdcard)(?=\/|$)/,
    '/sdcard',
  );
}

/** The folders above a path, the root first. */
function ancestors(path: string): readonly string[] {
  const names = path.split('/').slice(1, -1);
  return ['/', ...names.map((_, index) => `/${names.slice(0, index + 1).join('/')}`)];
}
