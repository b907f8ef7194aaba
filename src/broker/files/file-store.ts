/**
 * Where a broker keeps files between the page that sends one and the vendor that fetches it. Ids are 1 to 64 of
 * `A–Z a–z 0–9 _ -`; no two files have the same one.
 */
export interface FileStore {
  /** Longest file that it takes, in bytes. */
  readonly maxBytes: number;
  /** Keeps what the stream brings. When it rejects, as it must when the stream fails, nothing is kept. */
  write(id: string, content: ReadableStream<Uint8Array>): Promise<void>;
  /** The bytes from `start` up to, but without, `end`. */
  read(id: string, start: number, end: number): Promise<ReadableStream<Uint8Array>>;
  /** Safe for an id that is not there. */
  remove(id: string): Promise<void>;
}

/** 32 MiB: what a server can hold a few times without noticing. */
const maxMemoryBytes = 33_554_432;

/** Keeps files in the memory of this process. */
export function createMemoryFileStore(): FileStore {
  const files = new Map<string, Blob>();
  return {
    maxBytes: maxMemoryBytes,
    async write(id, content) {
      files.set(id, await new Response(content).blob());
    },
    async read(id, start, end) {
      return (files.get(id) ?? new Blob()).slice(start, end).stream();
    },
    async remove(id) {
      files.delete(id);
    },
  };
}
