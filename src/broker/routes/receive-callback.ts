import { parseJson } from '../../core/json.js';
import type { BrokerVendor, VendorNews } from '../../core/ports/broker.js';
import { createSingleFlight } from '../../core/single-flight.js';
import type { BrokerParts, RequestFacts } from '../broker-parts.js';
import type { BrokerNews, CallbackOptions } from '../callback-options.js';
import { publicError, RequestRefusal } from '../error-response.js';
import { describeCause } from '../log-entry.js';
import { readBodyText } from '../read-body.js';
import { createRepeatFilter } from '../repeat-filter.js';
import { routeNotFound } from '../request-route.js';
import { sameSecret } from '../same-secret.js';

const bodyRules = { maxBytes: 65_536, example: 'one piece of news' };

/** Takes a vendor's callback: `(request, the vendor and the secret of its path)`. */
export type CallbackReceiver = (
  request: Request,
  address: { readonly vendorId: string; readonly secret: string },
  facts: RequestFacts,
) => Promise<Response>;

/**
 * The vendor is answered at once, and its news is then asked of it again: anybody could have sent the callback.
 * To whoever does not know the secret there is no such route.
 */
export function createCallbackReceiver(
  parts: BrokerParts,
  options: CallbackOptions | undefined,
): CallbackReceiver {
  const flights = createSingleFlight<void>();
  const isRepeated = createRepeatFilter(parts.now);

  return async (request, { vendorId, secret }, facts) => {
    const isRight = await sameSecret(secret, options?.secret ?? '');
    const vendor = parts.vendors.find(({ id }) => id === vendorId);
    if (!options || !isRight || !vendor?.readCallback) throw routeNotFound();
    facts.vendor = vendor.id;
    const text = await readBodyText(request, bodyRules);
    const body = parseJson(text);
    if (body === undefined) {
      throw new RequestRefusal('bad_request', 'The callback was read, but its body is not JSON.');
    }
    // Vendors repeat a callback when its answer comes late: equal ones that meet share one look at the vendor.
    const work = flights.run(`${vendor.id} ${text}`, () => tell(vendor, body, options));
    options.waitUntil?.(work);
    return new Response(null);
  };

  /** Never rejects: there is nobody left to tell but the log. */
  async function tell(
    vendor: BrokerVendor,
    body: unknown,
    { onNews }: CallbackOptions,
  ): Promise<void> {
    const facts: RequestFacts = { route: 'callbacks', vendor: vendor.id };
    try {
      const news = await vendor.readCallback?.(body, parts.toolsFor(vendor, facts));
      if (!news || isRepeated(`${vendor.id} ${subjectOf(news)}`, JSON.stringify(news))) return;
      log(facts, news);
      await onNews({ ...news, vendor: vendor.id } satisfies BrokerNews);
    } catch (thrown) {
      const error = publicError(thrown);
      const cause = describeCause(error.cause);
      parts.write({
        level: 'warn',
        event: 'warned',
        message: `A callback brought no news, or its listener failed. ${error.message}`,
        route: 'callbacks',
        vendor: vendor.id,
        code: error.code,
        ...(cause !== undefined && { cause }),
      });
    }
  }

  function log(facts: RequestFacts, news: VendorNews): void {
    parts.write({
      level: 'info',
      event: 'news',
      message: 'A callback brought news, which the vendor confirmed.',
      route: null,
      ...facts,
      phoneId: news.type === 'task' ? news.task.phoneId : news.phoneId,
      news: news.type,
    });
  }
}

/** What the news is about: the same about the same is no news. */
function subjectOf(news: VendorNews): string {
  return news.type === 'task' ? `task ${news.task.taskId}` : `phone ${news.phoneId}`;
}
