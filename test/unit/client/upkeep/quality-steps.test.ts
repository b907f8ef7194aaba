import { describe, expect, it } from 'vitest';
import { createQualitySteps } from '../../../../src/client/upkeep/quality-steps.js';
import type { UpkeepHost } from '../../../../src/client/upkeep/upkeep-host.js';
import { TelepadError } from '../../../../src/core/errors.js';
import type { Quality } from '../../../../src/core/features.js';
import type { SeenPicture, VendorFeatures } from '../../../../src/core/ports/client.js';
import type { PhoneStatistics, VideoStatistics } from '../../../../src/core/statistics.js';
import { FakeHost } from './fake-host.js';

/** What is loaded has come. */
const loaded = () => new Promise<void>((resolve) => setImmediate(resolve));

function setUp(adapt?: UpkeepHost['options']['adapt']) {
  const host = new FakeHost();
  if (adapt) Object.assign(host.options, { adapt });
  const asked: SeenPicture[] = [];
  const vendor = {
    encode: (message: object) => [JSON.stringify(message)],
    qualitySteps(seen: SeenPicture): readonly Quality[] {
      asked.push({ ...seen });
      return ['ultra', 'high', 'standard'];
    },
  };
  host.features = vendor as unknown as VendorFeatures;
  const quality = createQualitySteps(host);
  let atMs = 0;
  return {
    host,
    vendor,
    quality,
    asked,
    /** What the phone was asked for since the last time. */
    takeSent: () =>
      host.sentFrames
        .splice(0)
        .map((frame) => (JSON.parse(frame as string) as { quality: Quality }).quality),
    async look(seconds: number, lossRate: number, video: Partial<VideoStatistics> = {}) {
      for (let second = 0; second < seconds; second += 1) {
        atMs += 1000;
        const window = { packetsReceived: 300, framesDecoded: 30, framesDropped: 0 };
        const picture = { width: 720, height: 1280, framesPerSecond: 30, bitrate: 2e6 };
        quality.look(
          {
            intervalMs: 1000,
            roundTripMs: 40,
            video: { window, lossRate, decodeMs: 5, ...picture, ...video } as VideoStatistics,
          } as PhoneStatistics,
          atMs,
          60,
        );
        await loaded();
      }
    },
  };
}

describe('steps of the picture’s quality', () => {
  it('load the vendor’s words only when one is needed, and begin at the picture as it was at its best', async () => {
    const { look, asked, takeSent, quality } = setUp();
    await look(2, 0, { framesPerSecond: 12, bitrate: 5e6 });
    await look(4, 0.3);
    expect(asked).toEqual([]);
    await look(2, 0.3, { bitrate: 1e5 });
    expect(asked).toEqual([{ width: 720, height: 1280, frameRate: 30, bitrate: 5e6 }]);
    expect(takeSent()).toEqual(['high']);
    expect(quality.step).toBe(1);
  });

  it('go down as far as the vendor’s list, and up to the phone’s own picture again', async () => {
    const { look, takeSent, quality } = setUp();
    await look(60, 0.3);
    expect(takeSent()).toEqual(['high', 'standard']);
    await look(60, 0);
    expect(takeSent()).toEqual(['high', 'ultra']);
    expect(quality.step).toBe(0);
  });

  it('do not count what the browser was asked to hold the picture back', async () => {
    const { look, takeSent } = setUp();
    await look(60, 0, { jitterBufferDelayMs: 255 });
    expect(takeSent()).toEqual([]);
    await look(6, 0, { jitterBufferDelayMs: 265 });
    expect(takeSent()).toEqual(['high']);
  });

  it.each([
    ['when the page does not want them', { quality: false }, () => {}],
    [
      'for somebody who only watches',
      {},
      (host: FakeHost) => {
        host.fake.role = 'watch';
      },
    ],
    [
      'after the page has chosen a quality',
      {},
      (host: FakeHost) => {
        host.choices.hasQuality = true;
      },
    ],
    [
      'where the vendor has no words',
      {},
      (host: FakeHost) => {
        host.features = undefined;
      },
    ],
    [
      'where the words do not load',
      {},
      (host: FakeHost) => {
        host.vendorFeatures = () => Promise.reject(new Error('offline'));
      },
    ],
  ])('are not taken %s', async (_, adapt, change) => {
    const { host, look, takeSent, quality } = setUp(adapt);
    change(host);
    await look(60, 0.3);
    expect(takeSent()).toEqual([]);
    expect(quality.step).toBe(0);
  });

  it('are not taken for a picture that the vendor could not be asked for again', async () => {
    const { vendor, look, takeSent, quality } = setUp();
    vendor.qualitySteps = () => [];
    await look(60, 0.3);
    expect(takeSent()).toEqual([]);
    expect(quality.step).toBe(0);
  });

  it('are not taken before there was a picture', async () => {
    const { look, takeSent } = setUp();
    await look(60, 0.3, { width: undefined, height: undefined });
    expect(takeSent()).toEqual([]);
  });

  it('are the page’s affair from its own choice on', async () => {
    const { host, look, takeSent, quality } = setUp();
    await look(6, 0.3);
    expect(takeSent()).toEqual(['high']);
    host.choices.hasQuality = true;
    expect(quality.step).toBe(0);
    await look(60, 0);
    quality.resume();
    quality.restore();
    expect(takeSent()).toEqual([]);
  });

  it('are told to a phone that is connected anew, and taken back at the end', async () => {
    const { look, takeSent, quality } = setUp();
    quality.resume();
    quality.restore();
    expect(takeSent()).toEqual([]);
    await look(6, 0.3);
    takeSent();
    quality.resume();
    expect(takeSent()).toEqual(['high']);
    quality.restore();
    expect(takeSent()).toEqual(['ultra']);
  });

  it('are told later when there is no channel just now', async () => {
    const { host, look, takeSent, quality } = setUp();
    host.failure = new TelepadError('not_connected', 'No channel.');
    await look(6, 0.3);
    host.failure = undefined;
    expect(takeSent()).toEqual([]);
    quality.resume();
    expect(takeSent()).toEqual(['high']);
  });
});
