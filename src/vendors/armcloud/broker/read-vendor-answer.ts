import { TelepadError } from '../../../core/errors.js';
import { asObject, asString, parseJson } from '../../../core/json.js';
import type { VendorAnswer } from '../../../core/ports/broker.js';
import { readEnvelope } from '../wire/batch-apply-token.js';
import { answerInvalid, vendorFailure } from './vendor-failure.js';

/**
 * The `data` of a successful answer, unread.
 * @param purpose completes "ArmCloud was asked …"
 * @throws TelepadError the meaning of the vendor's code or of the HTTP status, or `vendor_answer_invalid`
 */
export function readVendorAnswer(answer: VendorAnswer, purpose: string, now: number): unknown {
  const envelope = readEnvelope(parseJson(answer.text));
  if (envelope && envelope.code !== 200) throw vendorFailure(envelope.code, purpose, answer, now);
  const { status } = answer;
  // Without the vendor's own code: a gateway before the service speaks.
  if (status === 401 || status === 403 || status === 429) {
    throw vendorFailure(status, purpose, answer, now);
  }
  if (status >= 500) {
    throw new TelepadError(
      'vendor_unreachable',
      `ArmCloud was asked ${purpose}, but its service answered with HTTP status ${status}. Try again in a moment.`,
    );
  }
  if (status < 200 || status > 299) {
    throw answerInvalid(
      purpose,
      `it has HTTP status ${status}. Check baseUrl, brand and paths of the settings`,
    );
  }
  if (envelope) return envelope.data;
  throw answerInvalid(purpose, 'it is not the JSON that its documents describe');
}

/**
 * The number that the vendor's support asks for (fact sheet 2.1). Nothing but a number is taken: it goes into the
 * operator's log.
 */
export function readTraceId({ text }: VendorAnswer): string | undefined {
  const traceId = asString(asObject(parseJson(text))?.traceId);
  return traceId !== undefined && /^[\da-f-]{8,64}$/i.test(traceId) ? traceId : undefined;
}

/** True when the account as a whole asks too often; 110014 is about one phone. */
export function isAccountLimit({ status, text }: VendorAnswer): boolean {
  const code = readEnvelope(parseJson(text))?.code;
  return code === 429 || code === 1218 || (status === 429 && code !== 110014);
}
