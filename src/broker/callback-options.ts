import { TelepadError } from '../core/errors.js';
import type { VendorNews } from '../core/ports/broker.js';

/** What a vendor told, confirmed by asking it again. */
export type BrokerNews = VendorNews & { readonly vendor: string };

export interface CallbackOptions {
  /**
   * The last part of the address that the vendor is given: 16 to 128 of `A–Z a–z 0–9 _ -`, from a random
   * source. Who knows it can make the broker ask its vendor, and nothing else.
   */
  readonly secret: string;
  /**
   * Hears each piece of news once: the same news of the same task or phone is not repeated for ten minutes. What
   * it throws is logged and changes nothing.
   */
  readonly onNews: (news: BrokerNews) => void | Promise<void>;
  /**
   * Receives the work that goes on after the vendor has its answer, for runtimes that stop with the answer, such
   * as Cloudflare Workers with their own `waitUntil`. Default: the work simply goes on.
   */
  readonly waitUntil?: (work: Promise<void>) => void;
}

/** @throws TelepadError `configuration_invalid`; the secret is not repeated */
export function checkCallbackOptions(
  options: CallbackOptions | undefined,
): CallbackOptions | undefined {
  if (options === undefined) return undefined;
  if (typeof options.secret !== 'string' || !/^[\w-]{16,128}$/.test(options.secret)) {
    throw invalid('secret must be 16 to 128 of A-Z, a-z, 0-9, _ and -');
  }
  if (typeof options.onNews !== 'function') throw invalid('onNews must be a function');
  return options;
}

function invalid(what: string): TelepadError {
  return new TelepadError('configuration_invalid', `The broker's callbacks: ${what}.`);
}
