/** What an offer tells of a phone, in words: for a report, so without any address. */
export interface OfferSummary {
  readonly media: readonly MediaSummary[];
  /** A data channel is part of it: whoever offers has created one. */
  readonly hasDataChannel: boolean;
  /** `a=candidate` lines. */
  readonly candidates: readonly string[];
}

export interface MediaSummary {
  /** `video` or `audio`. */
  readonly kind: string;
  readonly direction: 'sendrecv' | 'sendonly' | 'recvonly' | 'inactive';
  /** Names of codecs in the order of preference, without those that only repair or protect. */
  readonly codecs: readonly string[];
}

const directions = ['sendrecv', 'sendonly', 'recvonly', 'inactive'] as const;
const helperCodecs = /^(?:rtx|red|ulpfec|flexfec.*|telephone-event|CN)$/i;
/** What is longer, or of other characters, is no name and gets into no report. */
const codecName = /^a=rtpmap:\d{1,3} ([\w.-]{1,24})\//;

/** Never throws; what is no SDP has no media. */
export function summarizeOffer(sdp: string): OfferSummary {
  const lines = sdp.split(/\r?\n/);
  const sections: string[][] = [];
  for (const line of lines) {
    if (line.startsWith('m=')) sections.push([line]);
    else sections.at(-1)?.push(line);
  }
  return {
    media: sections.flatMap((section) => {
      const [, kind] = /^m=(video|audio) /.exec(section[0] ?? '') ?? [];
      return kind === undefined ? [] : [summarizeMedia(kind, section)];
    }),
    hasDataChannel: sections.some(([line = '']) => line.startsWith('m=application ')),
    candidates: lines
      .filter((line) => line.startsWith('a=candidate:'))
      .map((line) => line.slice(2)),
  };
}

function summarizeMedia(kind: string, lines: readonly string[]): MediaSummary {
  const names = lines.flatMap((line) => codecName.exec(line)?.[1] ?? []);
  const codecs = [...new Set(names)].filter((name) => !helperCodecs.test(name));
  const direction = directions.find((name) => lines.includes(`a=${name}`)) ?? 'sendrecv';
  return { kind, direction, codecs };
}

/** `video (sendonly): H264, VP8; audio (sendrecv): opus; a data channel` */
export function describeOffer({ media, hasDataChannel }: OfferSummary): string {
  const parts = media.map(
    ({ kind, direction, codecs }) =>
      `${kind} (${direction}): ${codecs.join(', ') || 'no codec that could be read'}`,
  );
  return [...parts, ...(hasDataChannel ? ['a data channel'] : [])].join('; ') || 'nothing';
}

/** `2 host over UDP, 1 relay over TCP`; the addresses stay out. */
export function describeCandidates(candidates: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const candidate of candidates) {
    const name = nameCandidate(candidate);
    if (name !== undefined) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts].map(([name, count]) => `${count} ${name}`).join(', ') || 'none';
}

function nameCandidate(candidate: string): string | undefined {
  const [, protocol, address = '', type] =
    /^candidate:\S+ \d+ (udp|tcp) \d+ (\S+) \d+ typ (host|srflx|prflx|relay)\b/i.exec(candidate) ??
    [];
  if (protocol === undefined || type === undefined) return undefined;
  const version = address.includes(':') ? ' (IPv6)' : '';
  return `${type.toLowerCase()} over ${protocol.toUpperCase()}${version}`;
}
