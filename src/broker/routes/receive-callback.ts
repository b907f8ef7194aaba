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
import { sha256 } from '../sha-256.js';

/** Most callbacks about which the vendors are asked at once; a body is kept for as long. */
const maxQuestions = 100;

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
  /** By flight, so that equal ones cost nothing. */
  const questions = new Set<string>();

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
    const flight = `${vendor.id} ${text}`;
    if (questions.size >= maxQuestions && !questions.has(flight)) throw tooMany();
    const work = flights.run(flight, () => {
      questions.add(flight);
      return tell(vendor, body, options, () => questions.delete(flight));
    });
    options.waitUntil?.(work);
    return new Response(null);
  };

  /** Never rejects: there is nobody left to tell but the log. */
  async function tell(
    vendor: BrokerVendor,
    body: unknown,
    { onNews }: CallbackOptions,
    answered: () => void,
  ): Promise<void> {
    const facts: RequestFacts = { route: 'callbacks', vendor: vendor.id };
    try {
      const news = await ask(vendor, body, facts).finally(answered);
      // Kept as its hash: what a command printed can be long.
      const content = String(await sha256(JSON.stringify(news ?? null)));
      if (!news || isRepeated(`${vendor.id} ${subjectOf(news)}`, content)) return;
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

  async function ask(
    vendor: BrokerVendor,
    body: unknown,
    facts: RequestFacts,
  ): Promise<VendorNews | undefined> {
    return vendor.readCallback?.(body, parts.toolsFor(vendor, facts));
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

function tooMany(): RequestRefusal {
  return new RequestRefusal(
    'rate_limited',
    `The callback was not taken because the vendors are being asked about ${maxQuestions} others. Send it again in a moment.`,
  );
}

/** What the news is about: the same about the same is no news. */
function subjectOf(news: VendorNews): string {
  return news.type === 'task' ? `task ${news.task.taskId}` : `phone ${news.phoneId}`;
}
