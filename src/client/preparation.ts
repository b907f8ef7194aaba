import { isTelepadError, type TelepadError } from '../core/errors.js';
import type { ClientVendor } from '../core/ports/client.js';
import type { PreparationProgress } from '../core/preparation.js';
import type { SessionEvent } from '../core/session-state.js';
import { readTicket, type Ticket } from '../core/ticket.js';
import type { ClientVendors, ConnectOptions } from './connect-options.js';
import { ticketFunctionFailed, vendorNotLoaded } from './session-errors.js';
import { VendorLoader } from './vendor-loader.js';

/** Gets what a link takes: a ticket, and the code of its vendor. */
export class Preparation {
  ticket: Ticket | undefined;
  vendor: ClientVendor | undefined;
  /** Until when the ticket admits, in ms since 1970: some vendors let in again whom they have let in once. */
  expiresAt = 0;
  readonly #vendors: VendorLoader;
  readonly #options: ConnectOptions;
  readonly #dispatch: (event: SessionEvent) => void;
  readonly #stage: () => unknown;
  /** Aborted at the end of the attempt that a ticket was requested for. */
  #request = new AbortController();

  /** @param stage another value as soon as nobody waits for the present work any more */
  constructor(
    vendors: ClientVendors,
    options: ConnectOptions,
    dispatch: (event: SessionEvent) => void,
    stage: () => unknown,
  ) {
    this.#vendors = new VendorLoader(vendors);
    this.#options = options;
    this.#dispatch = dispatch;
    this.#stage = stage;
  }

  /** Starts what will probably be needed, beside the ticket's request instead of after it. */
  foresee(): void {
    this.#vendors.prepare(this.#options.vendor);
  }

  requestTicket(): void {
    const { ticket } = this.#options;
    this.#request = new AbortController();
    const { signal } = this.#request;
    const report = (progress: PreparationProgress) =>
      // Later, so that whoever called `connect` can listen first. Of an attempt that is over nothing is heard.
      queueMicrotask(() => {
        if (!signal.aborted) this.#dispatch({ type: 'progress', progress });
      });
    this.#await(
      // Checked here too: applications bring tickets from functions of their own.
      async () => readTicket(typeof ticket === 'function' ? await ticket(signal, report) : ticket),
      (value) => {
        this.ticket = value;
        this.expiresAt = value.expiresAt;
        this.#dispatch({ type: 'ticket-issued' });
      },
      (error) => this.#dispatch({ type: 'ticket-failed', error }),
      ticketFunctionFailed,
    );
  }

  loadVendor(): void {
    const id = this.ticket?.vendor ?? '';
    const use = (vendor: ClientVendor) => {
      this.vendor = vendor;
      this.#dispatch({ type: 'vendor-loaded' });
    };
    const loaded = this.#vendors.loaded(id);
    if (loaded) use(loaded);
    else {
      this.#await(
        () => this.#vendors.load(id),
        use,
        (error) => this.#dispatch({ type: 'vendor-failed', error }),
        vendorNotLoaded,
      );
    }
  }

  /** The attempt is over. */
  cancel(): void {
    this.#request.abort();
  }

  /** Runs what takes time; its outcome counts only while the session is still waiting for it. */
  #await<Value>(
    work: () => Promise<Value>,
    done: (value: Value) => void,
    failed: (error: TelepadError) => void,
    unexpected: (cause: unknown) => TelepadError,
  ): void {
    const stage = this.#stage();
    const isAwaited = () => this.#stage() === stage;
    work().then(
      (value) => {
        if (isAwaited()) done(value);
      },
      (cause: unknown) => {
        if (isAwaited()) failed(isTelepadError(cause) ? cause : unexpected(cause));
      },
    );
  }
}
