import { isErrorCode, TelepadError } from '../core/errors.js';
import { asBoolean, asNumber, asObject, asString, parseJson } from '../core/json.js';
import { readTicket, type Ticket } from '../core/ticket.js';
import { aborted } from './session-errors.js';

/**
 * Where a session gets its ticket: a ticket, or a function that fetches one. Only with a function can a
 * session heal itself after its ticket has expired.
 */
export type TicketSource = Ticket | ((signal: AbortSignal) => Promise<Ticket>);

export interface BrokerTicketOptions {
  /** Where the broker is mounted, e.g. `/telepad`; `/tickets` is added. */
  readonly url: string | URL;
  readonly phoneId: string;
  /** Needed only where the broker serves several vendors. */
  readonly vendor?: string;
  /** Sent with the request: how your page authenticates to your broker. A function is asked each time. */
  readonly headers?: HeadersInit | (() => HeadersInit);
  /** @default 'same-origin' */
  readonly credentials?: RequestCredentials;
}

/**
 * A ticket source that asks a Telepad broker.
 *
 * It rejects with a TelepadError: the broker's own (`forbidden`, `phone_offline`, …), or
 * `broker_unreachable`, `broker_answer_invalid`, `ticket_invalid`, `aborted`.
 */
export function brokerTicket(
  options: BrokerTicketOptions,
): (signal: AbortSignal) => Promise<Ticket> {
  const { url, phoneId, vendor, credentials = 'same-origin' } = options;
  const address = `${String(url).replace(/\/+$/, '')}/tickets`;
  return async (signal) => {
    const headers = new Headers(
      typeof options.headers === 'function' ? options.headers() : options.headers,
    );
    headers.set('content-type', 'application/json');
    let response: Response;
    let text: string;
    try {
      response = await fetch(address, {
        method: 'POST',
        headers,
        credentials,
        body: JSON.stringify({ phoneId, ...(vendor !== undefined && { vendor }) }),
        signal,
      });
      text = await response.text();
    } catch (cause) {
      if (signal.aborted) throw aborted();
      throw new TelepadError(
        'broker_unreachable',
        'The broker could not be asked for a ticket. Check the network, the broker’s address, and that it allows this page’s origin.',
        { cause },
      );
    }
    const body = parseJson(text);
    if (!response.ok) throw brokerError(response.status, body);
    // A single-page application's server answers its page to everything.
    if (!asObject(body)) throw notABroker(response.status, 'ticket');
    return readTicket(body);
  };
}

function brokerError(status: number, body: unknown): TelepadError {
  const error = asObject(asObject(body)?.error);
  const code = error?.code;
  if (isErrorCode(code)) {
    const retryable = asBoolean(error?.retryable);
    const retryAfterMs = asNumber(error?.retryAfterMs) ?? -1;
    return new TelepadError(
      code,
      asString(error?.message) ?? `The broker refused the ticket (HTTP ${status}).`,
      {
        ...(retryable !== undefined && { retryable }),
        ...(retryAfterMs >= 0 && { retryAfterMs }),
      },
    );
  }
  return notABroker(status, 'Telepad error');
}

function notABroker(status: number, missing: string): TelepadError {
  return new TelepadError(
    'broker_answer_invalid',
    `The broker answered HTTP ${status} without a ${missing}. Check that the broker’s address is right.`,
    { retryable: status >= 500 },
  );
}
