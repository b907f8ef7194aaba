import { describe, expect, it, vi } from 'vitest';
import { type End, setStage } from './relay-stage.js';

const frameBytes = 60_000;
const frame = (index: number) => `${index} `.padEnd(frameBytes, 'x');

/** Far more than a relay and all the buffers of the system hold. */
const frameCount = 300;

/** Sends all frames, each when the one before has left. */
async function pour(into: End): Promise<void> {
  for (let index = 0; index < frameCount; index += 1) {
    await new Promise<void>((resolve) => into.socket.send(frame(index), () => resolve()));
  }
}

/** A relay that gives up when more than this waits for one side. */
const limits = {
  maxBufferedBytes: 262_144,
  maxFramesPerSecond: 10_000,
  maxBytesPerSecond: 1_073_741_824,
};

describe('a side that takes nothing', () => {
  it.each(['browser', 'vendor'] as const)(
    'the %s, slows the other down instead of filling the relay, and loses nothing',
    async (slow) => {
      const { join } = await setStage({ limits });
      const [browser, vendor] = await join();
      const [taker, giver] = slow === 'browser' ? [browser, vendor] : [vendor, browser];
      taker.socket.pause();
      const poured = pour(giver);
      // What cannot go on piles up where it comes from.
      await expect.poll(() => giver.socket.bufferedAmount).toBeGreaterThan(0);
      taker.socket.resume();
      for (let index = 0; index < frameCount; index += 1) {
        const received = (await taker.next()) as string;
        expect([received.length, received.slice(0, 5)]).toEqual([
          frameBytes,
          frame(index).slice(0, 5),
        ]);
      }
      await poured;
    },
  );

  it('for half a minute is given up, with 1013 for the browser, which may come back', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] });
    try {
      // A browser that is not read cannot give the signs of life that it is asked for.
      const { join, open, log } = await setStage({ limits: { ...limits, keepAliveMs: 5000 } });
      const [browser, room] = await join();
      const timers = vi.getTimerCount();
      room.socket.pause();
      pour(browser).catch(() => {});
      // The wait for the vendor has begun.
      while (vi.getTimerCount() === timers) await new Promise((resolve) => setImmediate(resolve));
      vi.advanceTimersByTime(29_999);
      expect(log.at(-1)?.event).toBe('relay-opened');
      vi.advanceTimersByTime(1);
      expect(log.at(-1)).toMatchObject({ event: 'relay-closed', reason: 'stalled' });
      expect(await browser.closed).toBe(1013);
      room.socket.resume();
      expect(await room.closed).toBe(1006);
      await open(browser.nextUrl);
    } finally {
      vi.useRealTimers();
    }
  });

  it('is given up at once when more waits for it than may', async () => {
    const { join, log } = await setStage({
      limits: { maxBufferedBytes: 65_536, maxVendorFrameBytes: 1_048_576 },
    });
    const [browser, room] = await join();
    browser.socket.pause();
    // Larger than what the relay may hold and what the system takes from it.
    const large = 'x'.repeat(1_048_576);
    for (let count = 0; count < 16; count += 1) room.socket.send(large);
    expect(await room.closed).toBe(1006);
    expect(log.at(-1)?.reason).toBe('stalled');
  });
});
