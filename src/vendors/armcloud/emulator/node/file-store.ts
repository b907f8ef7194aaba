import { createHash, randomBytes } from 'node:crypto';
import { forgetOldest } from '../../../../core/forget-oldest.js';
import type { EmulatorWorld } from '../../../../core/ports/emulator.js';
import { ApiFailure, vendorCode } from './envelope.js';

/** One file is at most so long, and so many are kept: the oldest go first. */
export const maxFileBytes = 64 * 1024 * 1024;
const capacity = 32;

export interface StoredFile {
  readonly fileUniqueId: string;
  readonly fileName: string;
  readonly originUrl: string;
  /** Ms since 1970. */
  readonly createTime: number;
  /** There once its download is over. */
  bytes: Uint8Array | undefined;
}

/** The account's file centre: what it has downloaded, for pads to fetch. */
export class FileStore {
  readonly #world: EmulatorWorld;
  readonly #files = new Map<string, StoredFile>();

  constructor(world: EmulatorWorld) {
    this.#world = world;
  }

  /** Notes a file that is to be downloaded. */
  announce(fileName: string, originUrl: string): StoredFile {
    const file: StoredFile = {
      fileUniqueId: randomBytes(16).toString('hex'),
      fileName,
      originUrl,
      createTime: this.#world.now(),
      bytes: undefined,
    };
    this.#files.set(file.fileUniqueId, file);
    forgetOldest(this.#files, capacity);
    return file;
  }

  /**
   * Fetches it, from addresses on this machine only.
   * @param md5 what it must be; anything when empty
   * @throws ApiFailure 110006
   */
  async download(file: StoredFile, md5: string): Promise<void> {
    const bytes = await this.#world.download(file.originUrl, maxFileBytes);
    if (!bytes) {
      throw new ApiFailure(
        vendorCode.downloadFailed,
        'The file was not downloaded: the emulator fetches from addresses on this machine only, and at most 64 MiB.',
      );
    }
    if (md5 !== '' && md5Of(bytes) !== md5.toLowerCase()) {
      throw new ApiFailure(vendorCode.downloadFailed, 'The file has another MD5 than was said.');
    }
    file.bytes = bytes;
  }

  find(fileUniqueId: string): StoredFile | undefined {
    return this.#files.get(fileUniqueId);
  }

  /** The youngest first; those that could be downloaded. */
  get all(): readonly StoredFile[] {
    return [...this.#files.values()].filter(({ bytes }) => bytes !== undefined).reverse();
  }
}

export function md5Of(bytes: Uint8Array): string {
  return createHash('md5').update(bytes).digest('hex');
}
