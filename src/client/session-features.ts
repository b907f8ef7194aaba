import { isTelepadError } from '../core/errors.js';
import type { VendorFeatures } from '../core/ports/client.js';
import type { PhoneAutomation } from './automation/phone-automation.js';
import type { PhoneFeatures } from './features/phone-features.js';
import type { IdleClock } from './idle-clock.js';
import type { LinkOwner } from './link-owner.js';
import type { PhoneSession } from './session.js';
import { sessionClosed, vendorNotLoaded } from './session-errors.js';
import type { SessionLink } from './session-link.js';

/** Loads the code of the features. */
export type ImportFeatures = () => Promise<{
  createFeaturesOfSession(
    owner: LinkOwner,
    link: SessionLink,
    idle: IdleClock,
    vendor: VendorFeatures | undefined,
  ): PhoneFeatures;
}>;

export const importFeatures: ImportFeatures = () =>
  import('./features/phone-features-of-session.js');

/** Loads the code of the automation. */
export type ImportAutomation = () => Promise<{
  createAutomationOfSession(
    session: PhoneSession,
    owner: LinkOwner,
    link: SessionLink,
  ): PhoneAutomation;
}>;

/** What `load` gave, for every call; what failed is tried again. */
export function once<Value>(load: () => Promise<Value>): () => Promise<Value> {
  let loading: Promise<Value> | undefined;
  return () => {
    loading ??= load().catch((error) => {
      loading = undefined;
      throw error;
    });
    return loading;
  };
}

/**
 * Loads the features' code and the vendor's words for them, side by side.
 * @throws TelepadError `not_supported`, `vendor_load_failed` or `session_closed`
 */
export async function loadFeatures(
  owner: LinkOwner,
  link: SessionLink,
  idle: IdleClock,
  load: ImportFeatures,
): Promise<PhoneFeatures> {
  const { ticket, vendor } = owner.preparation;
  const [words, code] = await loaded(owner, () =>
    Promise.all([ticket && vendor?.loadFeatures?.(ticket), load()]),
  );
  return code.createFeaturesOfSession(owner, link, idle, words);
}

/** @throws TelepadError `vendor_load_failed` or `session_closed` */
export async function loadAutomation(
  session: PhoneSession,
  owner: LinkOwner,
  link: SessionLink,
  load: ImportAutomation = () => import('./automation/automation-of-session.js'),
): Promise<PhoneAutomation> {
  const code = await loaded(owner, load);
  return code.createAutomationOfSession(session, owner, link);
}

async function loaded<Code>({ life }: LinkOwner, load: () => Promise<Code>): Promise<Code> {
  try {
    const code = await load();
    if (life.aborted) throw sessionClosed();
    return code;
  } catch (cause) {
    throw isTelepadError(cause) ? cause : vendorNotLoaded(cause);
  }
}
