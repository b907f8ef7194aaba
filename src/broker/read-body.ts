import { asObject, type JsonObject, parseJson } from '../core/json.js';
import { RequestRefusal } from './error-response.js';
import { readLimitedText } from './limited-text.js';

const maxBodyBytes = 4096;

/**
 * Reads a small JSON object. Insisting on the JSON content type also keeps out forms of other sites, which
 * browsers send without asking first.
 * @throws RequestRefusal 400, 413 or 415
 */
export async function readJsonBody(request: Request): Promise<JsonObject> {
  const contentType = request.headers.get('content-type') ?? '';
  if (!/^application\/json\s*(;|$)/i.test(contentType)) {
    throw new RequestRefusal(
      'bad_request',
      'The request was not read because it is not JSON. Send it with Content-Type: application/json.',
      { status: 415 },
    );
  }
  const text = await readLimitedText(request, maxBodyBytes);
  if (text === undefined) {
    throw new RequestRefusal(
      'bad_request',
      `The request was not read to its end because its body is longer than ${maxBodyBytes} bytes. Send {"phoneId": "…"} only.`,
      { status: 413 },
    );
  }
  const object = asObject(parseJson(text));
  if (!object) {
    throw new RequestRefusal(
      'bad_request',
      'The request was read, but its body is not a JSON object. Send {"phoneId": "…"}.',
    );
  }
  return object;
}
