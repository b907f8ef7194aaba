import type { TaskState } from '../../core/device/operations.js';
import { RequestRefusal } from '../error-response.js';
import { sameSecret } from '../same-secret.js';
import type { CheckedFileOptions } from './file-options.js';

/** Who sends a file, and where it goes. */
export interface FileOwner {
  readonly userId: string;
  readonly vendor: string;
  readonly phoneId: string;
}

/** A file on its way through the broker. */
export interface KeptFile extends FileOwner {
  readonly id: string;
  readonly name: string;
  readonly size: number;
  /** Where the vendor fetches it. Whoever has it can read the file. */
  readonly url: string;
}

interface Entry extends KeptFile {
  readonly secret: string;
  /** Ms since 1970. */
  readonly expiresAt: number;
  /** All of it is in the store. */
  isComplete: boolean;
  /** What may still be read of it, in bytes; a request counts a little more than what it takes. */
  readableBytes: number;
}

/** Of one user at one time. */
const maxFilesPerUser = 20;
/** How often a vendor may read a file, retries and pieces included. */
const maxReads = 5;
const requestCost = 1024;
const readAllowance = 1_048_576;

/** Waits between two looks at a task, in ms. */
const firstLookMs = 1000;
const slowestLookMs = 15_000;

/** 64 characters: the first 16 find the file, the others prove the right to it. */
const token = /^([\w-]{16})([\w-]{48})$/;

/** Keeps files from the page's upload until the phone has them, and no longer. All its books are in memory. */
export class FileDesk {
  readonly #options: CheckedFileOptions;
  readonly #now: () => number;
  readonly #entries = new Map<string, Entry>();

  constructor(options: CheckedFileOptions, now: () => number) {
    this.#options = options;
    this.#now = now;
  }

  get maxBytes(): number {
    return this.#options.maxBytes;
  }

  /**
   * Makes room for a file.
   * @throws RequestRefusal `bad_request` for one that is too long, `rate_limited` when there is no room now
   */
  reserve(owner: FileOwner, name: string, size: number): KeptFile {
    if (size > this.maxBytes) throw tooLong(this.maxBytes);
    const entries = [...this.#entries.values()];
    const total = entries.reduce((sum, entry) => sum + entry.size, size);
    const own = entries.filter(({ userId }) => userId === owner.userId).length;
    if (total > this.#options.maxTotalBytes || own >= maxFilesPerUser) throw noRoom();
    const [id, secret] = randomToken();
    const entry: Entry = {
      ...owner,
      id,
      secret,
      name,
      size,
      url: `${this.#options.publicUrl}/files/${id}${secret}`,
      expiresAt: this.#now() + this.#options.lifetimeMs,
      isComplete: false,
      readableBytes: maxReads * size + readAllowance,
    };
    this.#entries.set(id, entry);
    return entry;
  }

  /** Rejects as the stream does. */
  async fill({ id }: KeptFile, content: ReadableStream<Uint8Array>): Promise<void> {
    await this.#options.store.write(id, content);
    const entry = this.#entries.get(id);
    if (entry) entry.isComplete = true;
  }

  /** The file that a token admits to, in a time that tells nothing of the token. */
  async find(text: string): Promise<KeptFile | undefined> {
    const [, id = '', secret = ''] = token.exec(text) ?? [];
    const entry = this.#entries.get(id);
    if (!(await sameSecret(secret, entry?.secret ?? '')) || !entry?.isComplete) return undefined;
    return this.#now() < entry.expiresAt ? entry : undefined;
  }

  /** Undefined when it was read too often, or is gone. */
  async read({ id }: KeptFile, start: number, end: number) {
    if (!this.#spend(id, end - start)) return undefined;
    return this.#options.store.read(id, start, end);
  }

  /** Counts a request that takes so many bytes; false when it is one too many. */
  #spend(id: string, bytes: number): boolean {
    const entry = this.#entries.get(id);
    if (!entry || entry.readableBytes < bytes) return false;
    entry.readableBytes -= bytes + requestCost;
    return true;
  }

  async remove({ id }: KeptFile): Promise<void> {
    this.#entries.delete(id);
    // A store that fails here has its own log; the file cannot be asked for any more.
    await this.#options.store.remove(id).catch(() => {});
  }

  /**
   * Asks for the task until it has ended, and then removes the file; at the end of its lifetime at the latest. The page
   * may be gone by then, and some vendors take their next step only when they are asked.
   */
  follow(
    file: KeptFile,
    taskId: string,
    getTask: ((taskId: string) => Promise<TaskState>) | undefined,
  ): void {
    const work = this.#untilEnd(taskId, getTask).finally(() => this.remove(file));
    this.#options.waitUntil(work);
  }

  async #untilEnd(
    firstTaskId: string,
    getTask: ((taskId: string) => Promise<TaskState>) | undefined,
  ): Promise<void> {
    let taskId = firstTaskId;
    let leftMs = this.#options.lifetimeMs;
    let waitMs = getTask ? firstLookMs : leftMs;
    while (leftMs > 0) {
      await pause(Math.min(waitMs, leftMs));
      leftMs -= waitMs;
      waitMs = Math.min(waitMs * 1.5, slowestLookMs);
      try {
        const state = await getTask?.(taskId);
        if (state && state.status !== 'waiting' && state.status !== 'running') return;
        taskId = state?.taskId ?? taskId;
      } catch {
        // The page asks too and hears of it; the next look may succeed.
      }
    }
  }
}

/** Keeps no process alive: files that wait are lost with it, and nothing else. */
function pause(durationMs: number): Promise<void> {
  return new Promise((resolve) => {
    const timer: unknown = setTimeout(resolve, durationMs);
    (timer as { unref?: () => void }).unref?.();
  });
}

function randomToken(): readonly [id: string, secret: string] {
  const bytes = crypto.getRandomValues(new Uint8Array(48));
  const text = btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_');
  return [text.slice(0, 16), text.slice(16)];
}

function tooLong(maxBytes: number): RequestRefusal {
  return new RequestRefusal(
    'bad_request',
    `The file was not read because it is longer than ${maxBytes} bytes. Send a smaller one.`,
    { status: 413 },
  );
}

function noRoom(): RequestRefusal {
  return new RequestRefusal(
    'rate_limited',
    'The file was not read because too many others are on their way through this broker. Send it again in a moment.',
  );
}
