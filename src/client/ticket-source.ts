import type { PreparationProgress } from '../core/preparation.js';
import { readTicket, type Ticket } from '../core/ticket.js';
import { askBroker, type BrokerAddress } from './broker-request.js';

/**
 * Why a session has left its phone. `user`: it was closed, or its page is gone. `idle`: the user may come back, as
 * after an idle end or an error.
 */
export type LeaveCause = 'user' | 'idle';

/** Fetches a ticket. */
export interface TicketFunction {
  /**
   * @param signal aborted when nobody waits for the ticket any more
   * @param report tells the session how far the phone is; it is then waited for anew, by `preparationTimeoutMs`
   */
  (signal: AbortSignal, report: (progress: PreparationProgress) => void): Promise<Ticket>;
  /**
   * Tells whoever gave the ticket that its phone is not used any more. The session calls it once, at its end and while
   * its page goes away, for tickets that have `leave`. What it sends then has to outlive the page, as `fetch` with
   * `keepalive` does.
   */
  leave?(ticket: Ticket, cause: LeaveCause): void;
}

/**
 * Where a session gets its ticket: a ticket, or a function that fetches one. Only with a function can a
 * session heal itself after its ticket has expired.
 */
export type TicketSource = Ticket | TicketFunction;

export interface BrokerTicketOptions extends BrokerAddress {
  readonly phoneId: string;
  /** Needed only where the broker serves several vendors. */
  readonly vendor?: string;
}

/** A ticket source that asks a Telepad broker. */
export interface BrokerTicketFunction {
  /** Progress is told where the broker tells it. */
  (signal: AbortSignal, report?: (progress: PreparationProgress) => void): Promise<Ticket>;
  /** In the background: what fails is left to the broker and the vendor, which miss the user themselves. */
  leave(ticket: Ticket, cause: LeaveCause): void;
}

/**
 * A ticket source that asks a Telepad broker.
 *
 * It rejects with a TelepadError: the broker's own (`forbidden`, `phone_offline`, …), or
 * `broker_unreachable`, `broker_answer_invalid`, `ticket_invalid`, `aborted`.
 */
export function brokerTicket(options: BrokerTicketOptions): BrokerTicketFunction {
  const { phoneId, vendor } = options;
  return Object.assign(
    async (signal: AbortSignal, report?: (progress: PreparationProgress) => void) => {
      // Only phones that take their time need the code for it.
      const readLines = async (response: Response) =>
        /ndjson/.test(response.headers.get('content-type') ?? '')
          ? (await import('./ticket-lines.js')).lastLine(response, report)
          : response;
      const call = { path: '/tickets', body: { phoneId, vendor }, what: 'ticket', readLines };
      return readTicket(await askBroker(options, call, signal));
    },
    {
      leave({ leave }: Ticket, cause: LeaveCause) {
        // The answer is empty: nothing that could be read.
        askBroker(options, { path: '/leave', body: { leave, cause }, what: '' }).catch(() => {});
      },
    },
  );
}
