import type { PhoneStatistics } from 'telepad';

/** What a number means to whoever looks; undefined where it means neither good nor bad. */
export type Grade = 'good' | 'fair' | 'poor';

/** One number of a session as a chart shows it. */
export interface Measure {
  readonly id: string;
  readonly name: string;
  readonly unit: string;
  readonly digits: number;
  /** The chart reaches at least so far up, so that a steady line does not look wild. */
  readonly leastCeiling: number;
  read(statistics: PhoneStatistics): number | undefined;
  grade(value: number): Grade | undefined;
}

export const measures: readonly Measure[] = [
  {
    id: 'latency',
    name: 'Latency',
    unit: 'ms',
    digits: 0,
    leastCeiling: 100,
    read: ({ latency, roundTripMs }) => latency.inputToPhotonMs ?? roundTripMs,
    grade: upTo(120, 250),
  },
  {
    id: 'frame-rate',
    name: 'Frame rate',
    unit: 'fps',
    digits: 0,
    leastCeiling: 30,
    read: ({ video }) => video?.frameRates.presented ?? video?.framesPerSecond,
    // A phone whose screen rests may send nothing at all, and is well.
    grade: (value) =>
      value < 1 ? undefined : value >= 24 ? 'good' : value >= 14 ? 'fair' : 'poor',
  },
  {
    id: 'bitrate',
    name: 'Bitrate',
    unit: 'Mbit/s',
    digits: 2,
    leastCeiling: 1,
    read: ({ video, audio }) =>
      video || audio ? ((video?.bitrate ?? 0) + (audio?.bitrate ?? 0)) / 1e6 : undefined,
    // It goes by what the screen shows.
    grade: () => undefined,
  },
  {
    id: 'loss',
    name: 'Lost packets',
    unit: '%',
    digits: 1,
    leastCeiling: 2,
    read: ({ video, audio }) =>
      video || audio ? Math.max(video?.lossRate ?? 0, audio?.lossRate ?? 0) * 100 : undefined,
    grade: upTo(1, 3),
  },
  {
    id: 'jitter-buffer',
    name: 'Jitter buffer',
    unit: 'ms',
    digits: 0,
    leastCeiling: 50,
    read: ({ video }) => video?.jitterBufferDelayMs,
    grade: upTo(60, 150),
  },
];

function upTo(good: number, fair: number): (value: number) => Grade {
  return (value) => (value <= good ? 'good' : value <= fair ? 'fair' : 'poor');
}

export const gradeNames: Readonly<Record<Grade, string>> = {
  good: 'Good',
  fair: 'Fair',
  poor: 'Poor',
};
