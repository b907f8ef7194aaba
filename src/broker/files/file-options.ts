import { TelepadError } from '../../core/errors.js';
import { createMemoryFileStore, type FileStore } from './file-store.js';

export interface FileOptions {
  /**
   * The broker as the vendor's cloud reaches it over the internet, such as `https://app.example.com/telepad`: the
   * vendor fetches files from `{publicUrl}/files/…`. With several brokers, each needs one that leads to itself.
   */
  readonly publicUrl: string;
  /**
   * Where files wait for the vendor. Default: memory, for files up to 32 MiB; `createDiskFileStore` of
   * `telepad/broker/node` keeps larger ones.
   */
  readonly store?: FileStore;
  /** Longest file, in bytes, 1 to the store's own limit. Default 536870912 (512 MiB), or the store's limit below that. */
  readonly maxBytes?: number;
  /** What all files together may take at one time, in bytes; at least `maxBytes`. Default four times `maxBytes`. */
  readonly maxTotalBytes?: number;
  /**
   * How long a file is kept at most, in ms, 10000 to 86400000. Default 1800000 (half an hour). It is removed as soon
   * as the phone has it.
   */
  readonly lifetimeMs?: number;
  /**
   * Receives the work that goes on after the answer, for runtimes that stop with it. Default: the work simply goes on.
   */
  readonly waitUntil?: (work: Promise<void>) => void;
}

/** `FileOptions` with the defaults in. */
export interface CheckedFileOptions {
  /** Without a slash at its end. */
  readonly publicUrl: string;
  readonly store: FileStore;
  readonly maxBytes: number;
  readonly maxTotalBytes: number;
  readonly lifetimeMs: number;
  readonly waitUntil: (work: Promise<void>) => void;
}

const usualMaxBytes = 536_870_912;
/** The device API takes addresses of up to 2048 characters. */
const maxUrlLength = 1900;

/** @throws TelepadError `configuration_invalid` */
export function checkFileOptions(options: FileOptions): CheckedFileOptions {
  const store = options.store ?? createMemoryFileStore();
  const maxBytes = options.maxBytes ?? Math.min(usualMaxBytes, store.maxBytes);
  checkNumber('maxBytes', maxBytes, 1, store.maxBytes);
  const maxTotalBytes = options.maxTotalBytes ?? 4 * maxBytes;
  checkNumber('maxTotalBytes', maxTotalBytes, maxBytes, Number.MAX_SAFE_INTEGER);
  const lifetimeMs = options.lifetimeMs ?? 1_800_000;
  checkNumber('lifetimeMs', lifetimeMs, 10_000, 86_400_000);
  return {
    publicUrl: checkPublicUrl(options.publicUrl),
    store,
    maxBytes,
    maxTotalBytes,
    lifetimeMs,
    waitUntil: options.waitUntil ?? (() => {}),
  };
}

function checkPublicUrl(value: string): string {
  const isPlain = typeof value === 'string' && /^https?:\/\/[^\s?#@]+$/.test(value);
  if (!isPlain || value.length > maxUrlLength || !isAddress(value)) {
    throw invalid(
      'publicUrl must be an address such as https://app.example.com/telepad, without credentials, query or fragment',
    );
  }
  return value.replace(/\/+$/, '');
}

function isAddress(value: string): boolean {
  try {
    return new URL(value).hostname !== '';
  } catch {
    return false;
  }
}

function checkNumber(name: string, value: number, min: number, max: number): void {
  if (Number.isSafeInteger(value) && value >= min && value <= max) return;
  throw invalid(`${name} must be a whole number of ${min} to ${max}`);
}

function invalid(what: string): TelepadError {
  return new TelepadError('configuration_invalid', `The broker's files: ${what}.`);
}
