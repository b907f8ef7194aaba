import { parseJson } from '../../../core/json.js';
import type { VendorAnswer } from '../../../core/ports/broker.js';
import type { CheckTools } from '../../../core/ports/check.js';
import { openField } from '../broker/open-field.js';
import { deriveFieldKey } from '../broker/open-sealed-field.js';
import { type BatchRow, readBatchRow, readEnvelope } from '../wire/batch-apply-token.js';
import { readSdkTokenAnswer } from '../wire/sdk-apply-token.js';
import { readSdkSealedField } from '../wire/sdk-sealed-field.js';
import { readSignalServer } from '../wire/server-addresses.js';

const forms = {
  missing: 'missing',
  plain: 'plain text',
  'aes-gcm': 'AES-GCM',
  'aes-ecb': 'AES-ECB',
  unknown: 'of a form that is not known',
} as const;

/**
 * Notes what an answer with a room token tells beyond the ticket (questions Q2 and Q3).
 * @returns whether the address of the signalling server names a scheme
 */
export async function noteTicketFacts(
  answer: VendorAnswer,
  phoneId: string,
  tools: CheckTools,
): Promise<{ readonly isSchemeTold: boolean }> {
  const data = readEnvelope(parseJson(answer.text))?.data;
  const row: Omit<BatchRow, 'roomToken'> | undefined =
    readBatchRow(data, phoneId) ?? readSdkTokenAnswer(data);
  if (!row) return { isSchemeTold: true };
  const fields = { signalServer: row.signalServer, stuns: row.stuns, turns: row.turns };
  const described = Object.entries(fields).map(
    ([name, value]) => `${name} is ${forms[readSdkSealedField(value).form]}`,
  );
  tools.note(`In the answer ${described.join(', ')}.`, 'Q3');
  const address = openField(
    'signalServer',
    row.signalServer,
    phoneId,
    await deriveFieldKey(phoneId),
  );
  const isSchemeTold = readSignalServer(address ?? '')?.scheme != null;
  tools.note(
    `The address of the signalling server ${isSchemeTold ? 'names its scheme' : 'names no scheme'}.`,
    'Q2',
  );
  return { isSchemeTold };
}
