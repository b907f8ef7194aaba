import { TelepadError } from '../core/errors.js';
import { asObject, type JsonObject, parseJson } from '../core/json.js';
import { RequestRefusal } from './error-response.js';
import { readLimitedText } from './limited-text.js';

export interface BodyRules {
  readonly maxBytes: number;
  /** For the message: what to send. */
  readonly example: string;
}

/**
 * Reads a small JSON object. Insisting on the JSON content type also keeps out forms of other sites, which
 * browsers send without asking first.
 * @throws RequestRefusal 400, 413 or 415
 */
export async function readJsonBody(request: Request, rules: BodyRules): Promise<JsonObject> {
  const contentType = request.headers.get('content-type') ?? '';
  if (!/^application\/json\s*(;|$)/i.test(contentType)) {
    throw new RequestRefusal(
      'bad_request',
      'The request was not read because it is not JSON. Send it with Content-Type: application/json.',
      { status: 415 },
    );
  }
  const object = asObject(parseJson(await readBodyText(request, rules)));
  if (!object) {
    throw new RequestRefusal(
      'bad_request',
      `The request was read, but its body is not a JSON object. Send ${rules.example}.`,
    );
  }
  return object;
}

/** @throws RequestRefusal 413; TelepadError `aborted` */
export async function readBodyText(
  request: Request,
  { maxBytes, example }: BodyRules,
): Promise<string> {
  const text = await readLimitedText(request, maxBytes).catch((cause: unknown) => {
    // Nothing of ours has failed, so that nobody shall be woken for it.
    throw new TelepadError(
      'aborted',
      'The request was not read to its end because whoever sent it went away.',
      { cause },
    );
  });
  if (text === undefined) {
    throw new RequestRefusal(
      'bad_request',
      `The request was not read to its end because its body is longer than ${maxBytes} bytes. Send ${example} only.`,
      { status: 413 },
    );
  }
  return text;
}
