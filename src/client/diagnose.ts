import type { Diagnosis } from '../core/diagnosis.js';
import type { DiagnoseOptions } from './diagnosis/diagnose-options.js';
import { vendorNotLoaded } from './session-errors.js';

/**
 * Finds out what stands between this page and a phone, without opening a session: broker, ticket, signalling, STUN,
 * TURN over UDP, TCP and TLS, codecs, autoplay and permissions. Takes up to `timeoutMs` and a little more; all that it
 * opens is closed again. Nobody is asked for anything, and nothing is played.
 *
 * What is wrong is a finding, not an error. Rejects with `aborted`, `configuration_invalid`, or `vendor_load_failed`
 * when the code for it did not load.
 */
export async function diagnose(options: DiagnoseOptions): Promise<Diagnosis> {
  const { diagnosePage } = await import('./diagnosis/diagnosis.js').catch((cause) => {
    throw vendorNotLoaded(cause);
  });
  // JavaScript callers may leave the options out: a missing ticket is a finding then.
  return diagnosePage(options ?? {});
}
