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
  /** The phones this user may open; `all` means every phone of the account. */
  readonly phones: readonly string[] | 'all';
  /**
   * `watch` may only look. The session enforces it; where a vendor's tokens know no roles, as ArmCloud's, a
   * user who writes an own client could still touch the phone. Grant `watch` only to people you would trust.
   */
  readonly role: Role;
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
  const phones = grant?.phones;
  if (phones === 'all') return { userId, phones, role };
  const list = asArray(phones);
  if (!list?.every((phone) => typeof phone === 'string')) {
    throw invalid('phones that are neither a list of ids nor all');
  }
  return { userId, phones: list as readonly string[], role };
}

/** Compares ids, which are no secrets: timing tells nothing that the answer does not. */
export function grantsPhone(grant: Grant, phoneId: string): boolean {
  return grant.phones === 'all' || grant.phones.includes(phoneId);
}

function invalid(what: string): TelepadError {
  return new TelepadError(
    'internal_error',
    `The broker's authorize function returned a grant with ${what}. Correct the function.`,
    { retryable: false },
  );
}
