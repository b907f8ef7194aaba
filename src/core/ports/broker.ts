import type {
  CheckedDeviceInput,
  DeviceOperationName,
  DeviceOutput,
  PhoneStatus,
  TaskState,
} from '../device/operations.js';
import type { GroupTicket, Role, Ticket } from '../ticket.js';

/** One user's wish to open one phone. The broker has already checked that this user may. */
export interface TicketRequest {
  readonly phoneId: string;
  readonly userId: string;
  readonly role: Role;
  /** True when the page came over https, so that only `wss:` will work for it. */
  readonly isSecurePage: boolean;
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
  /** Tells the operator of something that does not stop the ticket. Like errors: no key, token or address. */
  warn(message: string): void;
}

export interface VendorCallOptions {
  /** True when other browsers wait for the same answer: the call goes on when the one that asked first goes away. */
  readonly isShared?: boolean;
}

export interface VendorCall {
  readonly method: 'GET' | 'POST';
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

/** The server part of a vendor: the vendor's own API behind vendor-neutral calls. */
export interface BrokerVendor {
  readonly id: string;
  /**
   * @throws TelepadError with one of the broker's codes; its message holds no key, token or address
   */
  issueTicket(request: TicketRequest, tools: BrokerTools): Promise<Ticket>;
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
