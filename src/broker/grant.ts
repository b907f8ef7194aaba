import { type DeviceOperationName, isDeviceOperationName } from '../core/device/operation-names.js';
import { TelepadError } from '../core/errors.js';
import { asArray, asObject, asString } from '../core/json.js';
import type { Role } from '../core/ticket.js';

/** What one user may do: the answer of the application's `authorize`. */
export interface Grant {
  /**
   * Who the user is to the vendor: 1 to 128 of `A–Z a–z 0–9 _ - @`. Must differ between users: a vendor cuts
   * the older connection when the same user opens the same phone again.
   */
  readonly userId: string;
  /**
   * The phones this user may open; `all` means every phone of the account, or of each account where the broker has
   * several vendors. An id alone grants the phone of that id at any of the broker's vendors: name the vendor besides
   * where there are several.
   */
  readonly phones: readonly (string | GrantedPhone)[] | 'all';
  /**
   * `watch` may only look. The session enforces it, and a signalling relay as far as signalling goes; where a vendor's
   * tokens know no roles, as ArmCloud's, a user who writes an own client could still touch the phone. Grant `watch`
   * only to people you would trust.
   */
  readonly role: Role;
  /**
   * Operations of the device API that this user may call on those phones, whatever the role. Default none: who
   * may touch a phone may not therefore reset it.
   */
  readonly operations?: readonly DeviceOperationName[] | 'all';
}

/** One phone of one vendor. */
export interface GrantedPhone {
  readonly phoneId: string;
  /** As `vendors` of the broker calls it. */
  readonly vendor: string;
}

/**
 * Checks what `authorize` returned: a mistake there must not become a permission.
 * @throws TelepadError `internal_error`
 */
export function readGrant(value: unknown): Grant {
  const grant = asObject(value);
  const userId = asString(grant?.userId);
  if (userId === undefined || !/^[\w@-]{1,128}$/.test(userId)) {
    throw invalid('a userId that is not 1 to 128 of A-Z, a-z, 0-9, _, - and @');
  }
  const role = grant?.role;
  if (role !== 'control' && role !== 'watch') {
    throw invalid('a role that is neither control nor watch');
  }
  return {
    userId,
    phones: readPhones(grant?.phones),
    role,
    operations: readOperations(grant?.operations),
  };
}

function readPhones(phones: unknown): Grant['phones'] {
  if (phones === 'all') return phones;
  const list = asArray(phones);
  const read = list?.map(readPhone).filter((phone) => phone !== undefined);
  if (!list || read?.length !== list.length) {
    throw invalid('phones that are neither a list of ids, alone or with their vendor, nor all');
  }
  return read;
}

function readPhone(value: unknown): string | GrantedPhone | undefined {
  if (typeof value === 'string') return value;
  const phone = asObject(value);
  const phoneId = asString(phone?.phoneId);
  const vendor = asString(phone?.vendor);
  return phoneId === undefined || vendor === undefined ? undefined : { phoneId, vendor };
}

function readOperations(operations: unknown): NonNullable<Grant['operations']> {
  if (operations === undefined) return [];
  if (operations === 'all') return operations;
  const list = asArray(operations);
  if (!list?.every(isDeviceOperationName)) {
    throw invalid('operations that are neither a list of names of the device API nor all');
  }
  return list;
}

/** Compares ids, which are no secrets: timing tells nothing that the answer does not. */
export function grantsPhone(grant: Grant, phoneId: string, vendorId: string): boolean {
  const granted = grantedPhoneIds(grant, vendorId);
  return granted === 'all' || granted.includes(phoneId);
}

/** The ids that are granted at one vendor, each once. */
export function grantedPhoneIds({ phones }: Grant, vendorId: string): readonly string[] | 'all' {
  if (phones === 'all') return phones;
  const ids = phones.flatMap((phone) => {
    if (typeof phone === 'string') return phone;
    return phone.vendor === vendorId ? phone.phoneId : [];
  });
  return [...new Set(ids)];
}

export function grantsOperation({ operations = [] }: Grant, name: DeviceOperationName): boolean {
  return operations === 'all' || operations.includes(name);
}

function invalid(what: string): TelepadError {
  return new TelepadError(
    'internal_error',
    `The broker's authorize function returned a grant with ${what}. Correct the function.`,
    { retryable: false },
  );
}
