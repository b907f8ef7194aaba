/**
 * Whether a description sends neither sound nor pictures: each of its media lines says so itself, because one that
 * says nothing means both ways (RFC 8866, 6.7). Read strictly, as whoever wrote it may want it to be read otherwise
 * at the other end: a line that is refused by its port 0 may be meant after all (bundle-only), and some parsers look
 * only at how a line begins.
 */
export function receivesOnly(sdp: string): boolean {
  const lines = sdp.split('\r\n');
  if (!lines.every(isPlain)) return false;
  const media: string[][] = [];
  for (const line of lines) {
    if (line.startsWith('m=')) media.push([]);
    // What stands before all media is a default, which Firefox always sets to both ways; no line may go by it.
    media.at(-1)?.push(line);
  }
  return media.every(isSilent);
}

/**
 * A line as browsers write them, all in ASCII. Half a line end is one for some parsers and none for others, as is one of
 * Unicode's, and a blank before a line may count or not.
 */
const isPlain = (line: string): boolean => /^(?:[a-z]=[ -~]*)?$/.test(line);

function isSilent(section: readonly string[]): boolean {
  const [mediaLine = '', ...attributes] = section;
  if (/^m=application \d+ \S*SCTP /.test(mediaLine)) return true;
  return !attributes.some(isSending) && attributes.some(isReceiving);
}

const isSending = (line: string): boolean => /^a=send(?:recv|only)/i.test(line);
const isReceiving = (line: string): boolean => line === 'a=recvonly' || line === 'a=inactive';
