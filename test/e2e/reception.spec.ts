import type { PhoneStatistics } from 'telepad';
import { expect, test } from './fixtures.js';

test('a page is told how picture and sound arrive', async ({ openByApi, page, phone }) => {
  phone.handle.setTone(true);
  const shown = await (await openByApi()).live();
  await shown.openApp('clock');
  const heard = await page.evaluateHandle(async () => {
    const features = await window.probe.get('phone').session.features();
    const heard: PhoneStatistics[] = [];
    const stop = features.watchStatistics((statistics) => heard.push(statistics), {
      intervalMs: 250,
    });
    return { heard, stop };
  });
  // A busy machine sends few pictures, and late: how many is nothing to judge here.
  await expect
    .poll(() =>
      heard.evaluate(({ heard }) => {
        const { video, audio, networkQuality, roundTripMs } = heard.at(-1) ?? {};
        return (
          roundTripMs !== undefined &&
          (video?.bitrate ?? 0) > 10_000 &&
          (video?.framesPerSecond ?? 0) > 0 &&
          (audio?.bitrate ?? 0) > 1000 &&
          networkQuality !== 'unknown' &&
          networkQuality !== 'down'
        );
      }),
    )
    .toBe(true);
  const [last, count] = await heard.evaluate(({ heard, stop }) => {
    stop();
    return [heard.at(-1), heard.length] as const;
  });
  expect(last).toMatchObject({
    isRelayed: false,
    video: { width: 720, height: 1280 },
    audio: { codec: 'opus', sampleRate: 48_000, channels: 2 },
  });
  expect(last?.video?.codec).toMatch(/^(?:H264|VP8)$/);
  expect(last?.roundTripMs).toBeGreaterThanOrEqual(0);
  await page.evaluate(async () => {
    window.probe.get('phone').session.close();
    // Longer than the time between two.
    await new Promise((resolve) => setTimeout(resolve, 600));
  });
  expect(await heard.evaluate(({ heard }) => heard.length)).toBe(count);
});

test('the browser takes the wish for how much it holds back, also after a recovery', async ({
  openByApi,
  page,
  phone,
}) => {
  const shown = await (await openByApi()).live();
  const targets = () =>
    page.evaluate(() =>
      window.receivers
        .filter(({ transport }) => transport?.state === 'connected')
        .map(({ jitterBufferTarget }) => jitterBufferTarget),
    );
  await page.evaluate(async () => {
    window.receivers = [];
    const { getReceivers } = RTCPeerConnection.prototype;
    RTCPeerConnection.prototype.getReceivers = function () {
      window.receivers = getReceivers.call(this);
      return window.receivers;
    };
    const features = await window.probe.get('phone').session.features();
    features.setJitterBufferTarget(120);
  });
  expect(await targets()).toEqual([120, 120]);
  phone.handle.kick();
  await shown.liveAgain();
  await expect.poll(targets).toEqual([120, 120]);
  const before = (await shown.strip())?.frameNumber ?? 0;
  await shown.openApp('clock');
  await expect.poll(async () => (await shown.strip())?.frameNumber).toBeGreaterThan(before);
});

declare global {
  interface Window {
    receivers: RTCRtpReceiver[];
  }
}
