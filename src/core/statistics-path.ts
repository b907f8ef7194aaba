import { asBoolean, asNumber, asString, type JsonObject } from './json.js';
import { inMs, type ReportRows, type RowCounts } from './statistics-report.js';

export interface PathCounters {
  /** All that came over the connection: picture, sound, messages, and what holds them together. */
  readonly bytesReceived: number | undefined;
  readonly bytesSent: number | undefined;
}

/** The pair of ICE candidates that carries the media. */
export interface PathStatistics extends PathCounters {
  /** The same counts, of the window alone; at the first look since the connection began. */
  readonly window: PathCounters;
  /** `host`, `srflx`, `prflx` or `relay`: how this browser is reached, and how the phone is. */
  readonly localCandidateType: string | undefined;
  readonly remoteCandidateType: string | undefined;
  /** `udp` or `tcp`; with a relay of ours, what is spoken between the relay and the phone. */
  readonly protocol: string | undefined;
  /** `udp`, `tcp` or `tls`: what is spoken between this browser and its relay; undefined without one. */
  readonly relayProtocol: string | undefined;
  /** What the browser believes it could receive and send, in bits per second. */
  readonly availableIncomingBitrate: number | undefined;
  readonly availableOutgoingBitrate: number | undefined;
}

/** The pair that carries the media, and the row that counts all of the transport's bytes. */
export function readPath(
  rows: ReportRows,
): { readonly pair: JsonObject; readonly counts: JsonObject } | undefined {
  const transport = rows.find((row) => row.type === 'transport');
  const isPair = (row: JsonObject) => row.type === 'candidate-pair';
  const pair =
    rows.named(transport?.selectedCandidatePairId) ??
    // Firefox long named no pair in its transport; it marks the pair instead.
    rows.find((row) => isPair(row) && asBoolean(row.selected) === true) ??
    rows.find(
      (row) => isPair(row) && row.state === 'succeeded' && asBoolean(row.nominated) === true,
    );
  if (!pair) return undefined;
  // The pair's own counts begin anew with each other pair; Firefox counts for the pair alone.
  return {
    pair,
    counts: asNumber(transport?.bytesReceived) === undefined ? pair : (transport ?? pair),
  };
}

export function describePath(rows: ReportRows, counts: RowCounts | undefined) {
  const pair = readPath(rows)?.pair;
  const local = rows.named(pair?.localCandidateId);
  const remote = rows.named(pair?.remoteCandidateId);
  const ends = [local?.candidateType, remote?.candidateType].map(asString);
  const path: PathStatistics | undefined = pair &&
    counts && {
      ...pathCounters(counts.total),
      window: pathCounters(counts.window),
      localCandidateType: ends[0],
      remoteCandidateType: ends[1],
      protocol: asString(local?.protocol)?.toLowerCase(),
      relayProtocol: asString(local?.relayProtocol)?.toLowerCase(),
      availableIncomingBitrate: asNumber(pair.availableIncomingBitrate),
      availableOutgoingBitrate: asNumber(pair.availableOutgoingBitrate),
    };
  return {
    roundTripMs: inMs(pair?.currentRoundTripTime) ?? reportedRoundTripMs(rows),
    isRelayed: ends.every((type) => type === undefined) ? undefined : ends.includes('relay'),
    path,
  };
}

function pathCounters(read: (name: string) => number | undefined): PathCounters {
  return { bytesReceived: read('bytesReceived'), bytesSent: read('bytesSent') };
}

/** By RTCP, where the phone answers such questions or something is sent to it. */
function reportedRoundTripMs(rows: ReportRows): number | undefined {
  const row = rows.find(
    ({ type, roundTripTime }) =>
      (type === 'remote-outbound-rtp' || type === 'remote-inbound-rtp') &&
      asNumber(roundTripTime) !== undefined,
  );
  return inMs(row?.roundTripTime);
}
