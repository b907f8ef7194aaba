import { asNumber, type JsonObject } from './json.js';
import { readPath } from './statistics-path.js';
import { type Report, readReport } from './statistics-report.js';

/** What a report tells of whether anything arrives. */
export interface LinkSigns {
  /** Counts of what arrives, STUN answers included, by row and name; each other path has others. */
  readonly arrivals: ReadonlyMap<string, number>;
  /** How long ago the last packet came, in ms; undefined where the browser does not date packets. */
  readonly arrivedAgoMs: number | undefined;
  /** Packets of picture and sound. */
  readonly rtpPackets: number;
  /** Of the picture; undefined where nothing is told of one. */
  readonly video: VideoSigns | undefined;
}

export interface VideoSigns {
  /** Of the picture itself: packets are also sent empty, to measure the bandwidth. */
  readonly bytes: number;
  /** Of whatever packet, an empty one too. */
  readonly arrivedAgoMs: number | undefined;
  /** Frames; undefined where the browser does not tell. */
  readonly decoded: number | undefined;
}

/** By type of row: the counts that only the arrival of something raises. */
const arrivalCounts: Readonly<Record<string, readonly string[]>> = {
  'candidate-pair': ['bytesReceived', 'responsesReceived', 'requestsReceived'],
  transport: ['bytesReceived'],
  'inbound-rtp': ['packetsReceived'],
  'remote-outbound-rtp': ['reportsSent', 'packetsSent'],
  'data-channel': ['messagesReceived'],
};

/** What a packet is taken for where a browser counts no bytes. */
const packetBytes = 1000;

export function readSigns(report: Report): LinkSigns {
  const rows = readReport(report);
  const pair = readPath(rows)?.pair;
  const arrivals = new Map<string, number>();
  let arrivedAgoMs: number | undefined;
  let rtpPackets = 0;
  let video: VideoSigns | undefined;
  for (const [id, row] of rows.all) {
    // What comes over another path than that of the media proves nothing.
    if (row.type === 'candidate-pair' && row !== pair) continue;
    for (const name of arrivalCounts[String(row.type)] ?? []) {
      const count = asNumber(row[name]);
      if (count !== undefined) arrivals.set(`${id} ${name}`, count);
    }
    const agoMs = agoOf(row);
    if (agoMs !== undefined) arrivedAgoMs = Math.min(agoMs, arrivedAgoMs ?? agoMs);
    if (row.type !== 'inbound-rtp') continue;
    const packets = asNumber(row.packetsReceived) ?? 0;
    rtpPackets += packets;
    if (row.kind === 'video' && !video)
      video = {
        bytes: asNumber(row.bytesReceived) ?? packets * packetBytes,
        arrivedAgoMs: agoMs,
        decoded: asNumber(row.framesDecoded),
      };
  }
  return { arrivals, arrivedAgoMs, rtpPackets, video };
}

function agoOf(row: JsonObject): number | undefined {
  const reportedAt = asNumber(row.timestamp);
  const arrivedAt = asNumber(row.lastPacketReceivedTimestamp);
  return reportedAt === undefined || arrivedAt === undefined
    ? undefined
    : Math.max(0, reportedAt - arrivedAt);
}
