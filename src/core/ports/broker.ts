import type {
  CheckedDeviceInput,
  DeviceOperationName,
  DeviceOutput,
  PhoneStatus,
  TaskState,
} from '../device/operations.js';
import type { PreparationProgress } from '../preparation.js';
import type { GroupTicket, Role, Ticket } from '../ticket.js';
import type { WireData } from './client.js';

/** One user's wish to open one phone. The broker has already checked that this user may. */
export interface TicketRequest {
  readonly phoneId: string;
  readonly userId: string;
  readonly role: Role;
  /** True when the page came over https and connects by itself, so that only `wss:` will work for it. */
  readonly isSecurePage: boolean;
  /** The page goes through the broker's relay, and never sees an address or a token of the vendor. */
  readonly isRelayed: boolean;
}

/** What the broker lends to a vendor. */
export interface BrokerTools {
  /**
   * An HTTP request to the vendor. Follows no redirect and sends no cookie.
   * @throws TelepadError `vendor_timeout`, `vendor_unreachable`, `vendor_answer_invalid` (a redirect, or too
   * long) or `aborted` (the browser has gone)
   */
  request(call: VendorCall, options?: VendorCallOptions): Promise<VendorAnswer>;
  /** Ms since 1970. */
  now(): number;
  /**
   * Waits, such as before the vendor is asked again.
   * @throws TelepadError `aborted` as soon as the browser has gone
   */
  wait(delayMs: number): Promise<void>;
  /** Tells the browser how far its phone is. Nothing happens where nobody listens, or after the answer. */
  report(progress: PreparationProgress): void;
  /** Tells the operator of something that does not stop the ticket. Like errors: no key, token or address. */
  warn(message: string): void;
}

export interface VendorCallOptions {
  /** True when other browsers wait for the same answer: the call goes on when the one that asked first goes away. */
  readonly isShared?: boolean;
}

export interface VendorCall {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface VendorAnswer {
  readonly status: number;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

/** One user's wish to lead several phones at once. The broker has checked that this user may control each of them. */
export interface GroupTicketRequest {
  readonly phoneIds: readonly string[];
  readonly userId: string;
  /** True when the page came over https, so that only `wss:` will work for it. */
  readonly isSecurePage: boolean;
}

/** One user's time on one phone. */
export interface VendorSession {
  readonly phoneId: string;
  readonly userId: string;
}

/** One operation of the device API on one phone. The broker has checked the permission and the input. */
export interface DeviceCall<Name extends DeviceOperationName> {
  readonly phoneId: string;
  readonly userId: string;
  readonly input: CheckedDeviceInput<Name>;
}

/** A page of the phones that a grant names, or of all phones of the account. */
export interface PhoneListCall {
  readonly phoneIds: readonly string[] | 'all';
  readonly userId: string;
  readonly input: CheckedDeviceInput<'listPhones'>;
}

/** A vendor's translation of the device API; an operation that is absent is `not_supported`. */
export type VendorDeviceApi = {
  readonly [Name in DeviceOperationName]?: (
    call: Name extends 'listPhones' ? PhoneListCall : DeviceCall<Name>,
    tools: BrokerTools,
  ) => Promise<DeviceOutput<Name>>;
};

/** What a vendor tells the broker unasked, through its callbacks. */
export type VendorNews =
  | { readonly type: 'task'; readonly task: TaskState }
  | { readonly type: 'phone-status'; readonly phoneId: string; readonly status: PhoneStatus };

/**
 * What may pass the broker's signalling relay for one ticket. Pure; one for each relayed connection, because it may
 * count or remember.
 */
export interface RelayRules {
  /**
   * A frame of the browser on its way to the vendor: `pass`, `drop` (ignored, as the vendor would), or `refuse`, which
   * ends the connection because no client of ours sends such a thing.
   */
  fromBrowser(data: WireData): 'pass' | 'drop' | 'refuse';
  /**
   * A frame of the vendor, which passes in any case: for rules that depend on what the two sides have agreed on. May
   * throw; nothing comes of it.
   */
  fromVendor?(data: WireData): void;
  /**
   * Whoever was let in with a ticket in time may come back with it later: its end is that of its first use.
   * @default false
   */
  readonly admitsAgain?: boolean;
}

/** Hears whether somebody is there. Neither call throws. */
export interface RelayObserver {
  /** The user's time on the phone has ended: the ticket's relay address admits no more, and a fresh ticket is needed. */
  readonly isOver: boolean;
  /** A browser and the vendor's server were joined. */
  joined(): void;
  /** They no longer are, whoever went. Once for each `joined`. */
  left(): void;
}

/** Where a ticket's signalling goes through the broker's relay. */
export interface SignallingRelay {
  /**
   * Makes a relay address for a vendor's one.
   * @param ticket as the vendor's broker part made it
   * @param rules makes the rules for one connection
   * @param askedAt where the browser asked the broker for the ticket, with the scheme of the page; a relay that was
   * not told its own public address is found beside it
   * @param observer hears of each connection that this ticket opens; a relay that has none to tell of never calls it
   * @returns the same ticket with the relay's address in the place of the vendor's
   * @throws TelepadError `vendor_answer_invalid` when the ticket's address cannot be called, `internal_error` when the
   * relay was closed
   */
  relayTicket(
    ticket: Ticket,
    rules: () => RelayRules,
    askedAt: string,
    observer?: RelayObserver,
  ): Ticket;
}

/** The server part of a vendor: the vendor's own API behind vendor-neutral calls. */
export interface BrokerVendor {
  readonly id: string;
  /**
   * @throws TelepadError with one of the broker's codes; its message holds no key, token or address
   */
  issueTicket(request: TicketRequest, tools: BrokerTools): Promise<Ticket>;
  /**
   * How long a phone is kept for a user whose browser was lost, in ms, for vendors with `endSession`. Default 0.
   */
  readonly keepMs?: number;
  /**
   * The user has left, or was lost for longer than `keepMs`, and nobody else of this broker watches the phone. Absent
   * where the vendor needs no word of it. Throws as `issueTicket` does.
   */
  endSession?(session: VendorSession, tools: BrokerTools): Promise<void>;
  /**
   * What the relay lets through for this ticket. Absent where the vendor's signalling cannot be relayed: with a relay
   * configured, tickets are then refused with `not_supported`.
   */
  relayRules?(ticket: Ticket): RelayRules;
  /** Absent where the vendor has no group control. A phone that fails, fails alone. Throws as `issueTicket` does. */
  issueGroupTicket?(request: GroupTicketRequest, tools: BrokerTools): Promise<GroupTicket>;
  /** Absent where there is none. Each operation throws as `issueTicket` does. */
  readonly device?: VendorDeviceApi;
  /**
   * Reads the body of a callback, which anybody could have sent: what matters in it is asked of the vendor again.
   * @returns undefined for what is no news of this vendor
   */
  readCallback?(body: unknown, tools: BrokerTools): Promise<VendorNews | undefined>;
}
