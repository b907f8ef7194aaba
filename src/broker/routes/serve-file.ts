import type { BrokerParts, RequestFacts } from '../broker-parts.js';
import { routeNotFound } from '../request-route.js';

/**
 * A file for the vendor's cloud, whole or in part. To whoever does not know its address there is no such route: a token
 * that is wrong, old or used up is not told apart.
 */
export async function serveFile(
  { files }: BrokerParts,
  { method, headers: asked }: Request,
  token: string,
  facts: RequestFacts,
): Promise<Response> {
  const file = await files?.find(token);
  if (!files || !file) throw routeNotFound();
  const { size, name, vendor, phoneId, userId } = file;
  Object.assign(facts, { vendor, phoneId, userId });
  const headers: Record<string, string> = {
    'accept-ranges': 'bytes',
    'content-type': 'application/octet-stream',
    'content-disposition': `attachment; filename*=UTF-8''${encodeName(name)}`,
  };
  const range = readRange(asked.get('range'), size);
  if (range && range.start >= range.end) {
    const contentRange = { 'content-range': `bytes */${size}` };
    return new Response(null, { status: 416, headers: { ...headers, ...contentRange } });
  }
  const { start, end } = range ?? { start: 0, end: size };
  headers['content-length'] = String(end - start);
  if (range) headers['content-range'] = `bytes ${start}-${end - 1}/${size}`;
  const status = range ? 206 : 200;
  // Counted as the empty part that it takes.
  const content = await files.read(file, start, method === 'HEAD' ? start : end);
  if (!content) throw routeNotFound();
  if (method !== 'HEAD') return new Response(content, { status, headers });
  await content.cancel();
  return new Response(null, { status, headers });
}

interface Range {
  readonly start: number;
  /** Not in it any more. */
  readonly end: number;
}

/** One range; undefined for anything else, which is then answered with the whole, as RFC 9110 allows. */
function readRange(header: string | null, size: number): Range | undefined {
  const [, first = '', last = ''] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header ?? '') ?? [];
  if (first === '' && last === '') return undefined;
  if (first === '') return { start: Math.max(0, size - Number(last)), end: size };
  const start = Number(first);
  if (last !== '' && Number(last) < start) return undefined;
  return { start, end: last === '' ? size : Math.min(size, Number(last) + 1) };
}

/** RFC 8187: what `encodeURIComponent` leaves and the RFC does not allow. */
function encodeName(name: string): string {
  return encodeURIComponent(name).replaceAll(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
