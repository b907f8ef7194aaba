import { describe, expect, it } from 'vitest';
import { type Scene, simulate } from './stall-simulation.js';

const video = { perSecond: 120 };
const audio = { perSecond: 50 };

/** What is found, and how long after `sinceMs`. */
function found(scene: Scene, sinceMs: number): readonly (string | number)[] {
  const [first] = simulate(scene).stalls;
  return first ? [first[0], first[1] - sinceMs] : [];
}

/** At every point of the second between two looks. */
const offsets = Array.from({ length: 20 }, (_, index) => 10_000 + index * 50 + 7);

describe('a stall', () => {
  for (const isDated of [true, false]) {
    const packets = isDated ? 'dated' : 'undated';

    it(`of the path is found within 3 s of the last packet, where packets are ${packets}`, () => {
      for (const untilMs of offsets) {
        const cut = (perSecond: number) => ({ perSecond, untilMs });
        const [silence, afterMs] = found(
          { isDated, video: cut(120), audio: cut(50), upkeep: cut(1) },
          untilMs,
        );
        expect(silence).toBe('path');
        expect(afterMs).toBeLessThanOrEqual(3000);
        expect(afterMs).toBeGreaterThan(isDated ? 2400 : 1700);
      }
    });

    it(`of the media is found within 3 s while all else goes on, where packets are ${packets}`, () => {
      for (const untilMs of offsets) {
        const scene = { isDated, video: { perSecond: 120, untilMs }, audio };
        const [silence, afterMs] = found(scene, untilMs);
        expect(silence).toBe('media');
        expect(afterMs).toBeLessThanOrEqual(3000);
        expect(afterMs).toBeGreaterThan(1500);
        expect(simulate(scene).pictureAsks).toHaveLength(1);
      }
    });

    it(`of the media is found within 3 s without sound, where packets are ${packets}`, () => {
      for (const untilMs of offsets) {
        const scene = { isDated, video: { perSecond: 120, untilMs }, upkeep: { perSecond: 0.4 } };
        const [silence, afterMs] = found(scene, untilMs);
        expect(silence).toBe('media');
        expect(afterMs).toBeLessThanOrEqual(3000);
      }
    });
  }

  it('of the media is found within 3 s although empty packets go on to measure the bandwidth', () => {
    for (const untilMs of offsets) {
      const padding = { perSecond: 40 };
      const scene = { video: { perSecond: 120, untilMs }, padding, upkeep: { perSecond: 0.4 } };
      const [silence, afterMs] = found(scene, untilMs);
      expect(silence).toBe('media');
      expect(afterMs).toBeLessThanOrEqual(3000);
    }
  });

  it('of the decoder is first told each second, and then called one of the media', () => {
    const { stalls, decodeStalls } = simulate({
      video,
      decoded: { perSecond: 30, untilMs: 10_000 },
    });
    expect(decodeStalls[0]).toBeLessThanOrEqual(11_000);
    expect(decodeStalls).toHaveLength(5);
    expect(stalls).toEqual([['media', 15_000]]);
  });

  it('of the decoder is none when key frames help', () => {
    const scene = { video, decoded: { perSecond: 30, untilMs: 10_000, fromMs: 13_000 } };
    const { stalls, decodeStalls } = simulate(scene);
    expect(stalls).toEqual([]);
    expect(decodeStalls.length).toBeGreaterThan(0);
  });

  it('of the channel is a question without an answer while the path lives', () => {
    const unansweredMs = (atMs: number) => Math.max(0, atMs - 10_300);
    const [silence, afterMs] = found({ video, audio, unansweredMs }, 10_300);
    expect(silence).toBe('channel');
    expect(afterMs).toBeLessThanOrEqual(3000);
    expect(afterMs).toBeGreaterThanOrEqual(2500);
  });

  it('of the channel takes longer to call on a slow or a lossy network', () => {
    const unansweredMs = (atMs: number) => (atMs < 10_300 || atMs > 15_000 ? 0 : atMs - 10_300);
    expect(found({ video, unansweredMs, lossRate: 0.2 }, 0)).toEqual([]);
    expect(found({ video, unansweredMs, roundTripMs: 600 }, 0)).toEqual([]);
    expect(found({ video, unansweredMs }, 0)[0]).toBe('channel');
  });

  it('of the channel is none for as long as the path was gone, once it is back', () => {
    const gap = { untilMs: 10_000, fromMs: 12_200 };
    const cut = (perSecond: number) => ({ perSecond, ...gap });
    const scene = { video: cut(120), audio: cut(50), upkeep: cut(1) };
    const unansweredMs = (endMs: number) => (atMs: number) =>
      atMs < 10_000 || atMs > endMs ? 0 : atMs - 10_000;
    expect(found({ ...scene, unansweredMs: unansweredMs(15_000) }, 0)).toEqual([]);
    const [silence, afterMs] = found({ ...scene, unansweredMs: unansweredMs(60_000) }, 12_200);
    expect(silence).toBe('channel');
    expect(afterMs).toBeLessThanOrEqual(6000);
  });

  it('of the channel is a buffer that does not drain', () => {
    const bufferedAmount = (atMs: number) => (atMs < 10_300 ? 0 : 900);
    const [silence, afterMs] = found({ video, audio, bufferedAmount }, 10_300);
    expect(silence).toBe('channel');
    expect(afterMs).toBeLessThanOrEqual(3000);
    expect(simulate({ video, audio, bufferedAmount }).probes.length).toBeGreaterThan(0);
  });

  it('of the channel is none while its buffer drains now and then', () => {
    const bufferedAmount = (atMs: number) => 5000 + ((atMs / 250) % 4) * 100;
    expect(simulate({ video, audio, bufferedAmount }).stalls).toEqual([]);
  });
});

describe('no stall', () => {
  const scenes: Readonly<Record<string, Scene>> = {
    'is a stream that flows': { video, audio },
    'is a picture alone': { video },
    'is a slow picture': { video: { perSecond: 3 }, audio },
    'is sound alone': { audio },
    'is a quiet path that answers STUN every 2.5 s': { upkeep: { perSecond: 0.4 } },
    'is a path that was cut for 1.5 s': {
      video: { perSecond: 120, untilMs: 10_100, fromMs: 11_600 },
      audio: { perSecond: 50, untilMs: 10_100, fromMs: 11_600 },
      upkeep: { perSecond: 1, untilMs: 10_100, fromMs: 11_600 },
    },
    'is a picture that the user paused': {
      video: { perSecond: 120, untilMs: 10_100 },
      upkeep: { perSecond: 0.4 },
      wantsVideo: (atMs) => atMs < 10_000,
    },
    'is a phone whose picture rests and comes when asked for': {
      video: { perSecond: 120, untilMs: 10_100 },
      upkeep: { perSecond: 0.4 },
      answersPictures: true,
      endMs: 300_000,
    },
    'is a phone that is known to rest': {
      video: { perSecond: 120, untilMs: 10_100 },
      upkeep: { perSecond: 0.4 },
      isResting: true,
    },
    'is a path that fell quiet and answers STUN every 4 s': {
      video: { perSecond: 120, untilMs: 9900 },
      upkeep: { perSecond: 0.25 },
      isResting: true,
      answersProbes: false,
    },
    'is told by reports that lack all that moves for a while': {
      video,
      audio,
      change: (rows, look) => {
        rows.set('channel', { type: 'data-channel', messagesReceived: 3 });
        if (look >= 10 && look < 15)
          for (const name of ['pair', 'video', 'audio']) rows.delete(name);
      },
    },
    'is told by reports without any counts': {
      video: { perSecond: 120, untilMs: 10_100 },
      upkeep: { perSecond: 1, untilMs: 10_100 },
      change: (rows) => rows.clear(),
    },
    'is a decoder of which the browser says nothing': {
      video,
      decoded: { perSecond: 30, untilMs: 10_000 },
      change: (rows) => {
        delete rows.get('video')?.framesDecoded;
      },
    },
  };
  for (const [name, scene] of Object.entries(scenes)) {
    it(name, () => {
      expect(simulate(scene).stalls).toEqual([]);
    });
  }

  it('makes looks more frequent than once a second while all is well', () => {
    const { looks } = simulate({ video, audio });
    expect(looks).toEqual(Array.from({ length: 59 }, (_, index) => 1000 * (index + 1)));
  });
});

describe('a phone that rests', () => {
  const rest: Scene = {
    video: { perSecond: 120, untilMs: 10_000 },
    upkeep: { perSecond: 0.4 },
    answersPictures: true,
    endMs: 120_000,
  };

  it('is asked for a picture ever more seldom', () => {
    const { pictureAsks } = simulate(rest);
    const gaps = pictureAsks.slice(1).map((atMs, index) => atMs - (pictureAsks[index] ?? 0));
    expect(pictureAsks[0]).toBeLessThanOrEqual(11_250);
    expect(gaps.map((gap) => Math.round(gap / 1000))).toEqual([2, 4, 8, 16, 30, 30]);
  });

  it('is asked within a second and a half of being used, however often it is', () => {
    const { pictureAsks, stalls } = simulate({
      ...rest,
      usedAtMs: (atMs) => (atMs < 33_000 ? 0 : atMs - (atMs % 500)),
      endMs: 40_000,
    });
    expect(pictureAsks.find((atMs) => atMs >= 33_000)).toBeLessThanOrEqual(34_500);
    expect(stalls).toEqual([]);
  });

  it('is asked as soon as at first when it has moved again for a while', () => {
    const { pictureAsks } = simulate({
      ...rest,
      video: { perSecond: 120, untilMs: 10_000, fromMs: 60_000, endMs: 80_000 },
    });
    const later = pictureAsks.filter((atMs) => atMs > 60_000);
    expect(later[0]).toBeGreaterThan(80_000);
    expect(later[0]).toBeLessThanOrEqual(81_300);
  });
});
