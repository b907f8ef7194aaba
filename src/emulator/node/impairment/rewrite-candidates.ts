/** ICE candidates as text (RFC 8839): which of the phone's lead through the relay, and how they then read. */

/** Where something listens for UDP packets, IPv4. */
export interface Endpoint {
  readonly address: string;
  readonly port: number;
}

/** The relay's port for an endpoint of the phone; undefined when there is none. */
export type RelayPort = (endpoint: Endpoint) => number | undefined;

/** Where browsers are told that the phone is. */
export const relayAddress = '127.0.0.1';

const candidateSyntax =
  /^(?<head>(?:a=)?candidate:\S+ \d+ udp \d+) (?<address>\d+\.\d+\.\d+\.\d+) (?<port>\d+) typ host(?= |$)(?<tail>.*)$/i;

function parse(candidate: string) {
  const { head, address, port, tail } = candidateSyntax.exec(candidate)?.groups ?? {};
  if (head === undefined || address === undefined) return undefined;
  return { head, endpoint: { address, port: Number(port) }, tail: tail ?? '' };
}

/**
 * The phone's own endpoint in a candidate, with or without `a=`. Only IPv4 host candidates over UDP have one: what
 * TCP, a TURN server or another way would carry could not be impaired.
 */
export function endpointOf(candidate: string): Endpoint | undefined {
  return parse(candidate)?.endpoint;
}

/** The candidate with the relay in the phone's place; undefined when browsers must not learn of it. */
export function relayedCandidate(candidate: string, portOf: RelayPort): string | undefined {
  const parts = parse(candidate);
  const port = parts && portOf(parts.endpoint);
  if (!parts || port === undefined) return undefined;
  return `${parts.head} ${relayAddress} ${port} typ host${parts.tail}`;
}

const isCandidate = (line: string) => /^a=candidate:/i.test(line);

/** All that `endpointOf` finds in a description. */
export function endpointsOf(sdp: string): readonly Endpoint[] {
  return sdp.split(/\r?\n/).flatMap((line) => (isCandidate(line) ? (endpointOf(line) ?? []) : []));
}

/** The phone's description for a browser: nothing in it leads past the relay. */
export function relayedSdp(sdp: string, portOf: RelayPort): string {
  return rewrite(sdp, (line) => relayedCandidate(line, portOf));
}

/** The browser's description for the phone, which must not find it but through the relay. */
export function sdpWithoutCandidates(sdp: string): string {
  return rewrite(sdp, () => undefined);
}

/** Default addresses give the way away, too: the first candidate is repeated in them (RFC 8839, 4.2.1). */
function rewrite(sdp: string, change: (candidate: string) => string | undefined): string {
  return sdp
    .split(/(?<=\n)/)
    .flatMap((line) => {
      const [, text = '', end = ''] = /^(.*?)(\r?\n)?$/s.exec(line) ?? [];
      if (!isCandidate(text)) return `${withoutAddress(text)}${end}`;
      const changed = change(text);
      return changed === undefined ? [] : `${changed}${end}`;
    })
    .join('');
}

/** Port 9 and address 0.0.0.0: none is known yet. Port 0 would refuse the line, and stays. */
function withoutAddress(line: string): string {
  return line
    .replace(/^(m=\w+) [1-9]\d*(?= )/, '$1 9')
    .replace(/^c=IN IP[46] \S+/, 'c=IN IP4 0.0.0.0')
    .replace(/^a=rtcp:\d+.*/, 'a=rtcp:9 IN IP4 0.0.0.0');
}
