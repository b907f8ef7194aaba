import { describe, expect, it } from 'vitest';
import { createMediaOutput } from '../../../src/client/media-output.js';

function setUp({
  isWanted = true,
  hasTrack = true,
  refusal = 'NotAllowedError' as string | null,
} = {}) {
  const tracks: object[] = hasTrack ? [{}] : [];
  const stream = { getTracks: () => tracks } as unknown as MediaStream;
  const browser = { refusal, plays: 0, changes: 0 };
  const page = { isWanted };
  const element = {
    paused: true,
    srcObject: null as unknown,
    async play() {
      browser.plays += 1;
      if (browser.refusal) throw new DOMException('No.', browser.refusal);
      element.paused = false;
    },
    pause() {
      element.paused = true;
    },
  };
  const output = createMediaOutput(
    element as unknown as HTMLMediaElement,
    stream,
    () => page.isWanted,
    () => {
      browser.changes += 1;
    },
  );
  output.play();
  return { stream, tracks, browser, page, element, output };
}

/** Lets the promise of `play` settle. */
const settle = () => new Promise<void>((resolve) => setImmediate(resolve));

describe('a media output', () => {
  it('plays at once where the browser lets it', async () => {
    const { stream, element, output } = setUp({ refusal: null });
    await settle();
    expect(element.paused).toBe(false);
    expect(element.srcObject).toBe(stream);
    expect(output.needsTap).toBe(false);
  });

  it('asks for a tap where the browser refuses, and plays at the next one', async () => {
    const { browser, element, output } = setUp();
    await settle();
    expect([output.needsTap, browser.changes]).toEqual([true, 1]);
    browser.refusal = null;
    output.play();
    await settle();
    expect([output.needsTap, browser.changes, element.paused]).toEqual([false, 2, false]);
    output.play();
    expect(browser.plays).toBe(2);
  });

  it('asks no more when the browser has begun to play by itself meanwhile', async () => {
    const { browser, element, output } = setUp();
    await settle();
    element.paused = false;
    output.play();
    expect([output.needsTap, browser.changes, browser.plays]).toEqual([false, 2, 1]);
  });

  it('asks for nothing while there is nothing to play', async () => {
    const { tracks, browser, element, output } = setUp({ hasTrack: false });
    await settle();
    expect([output.needsTap, browser.plays, element.srcObject]).toEqual([false, 0, null]);
    tracks.push({});
    output.play();
    await settle();
    expect([output.needsTap, browser.plays]).toEqual([true, 1]);
  });

  it('does not ask for a tap when it failed for another reason', async () => {
    const { output } = setUp({ refusal: 'AbortError' });
    await settle();
    expect(output.needsTap).toBe(false);
  });

  it('is not tried while it is not wanted, as a muted sound, and is when it is again', async () => {
    const { browser, page, output } = setUp({ isWanted: false });
    await settle();
    expect([browser.plays, output.needsTap]).toEqual([0, false]);
    page.isWanted = true;
    output.play();
    await settle();
    expect([browser.plays, output.needsTap]).toEqual([1, true]);
    page.isWanted = false;
    output.play();
    expect(output.needsTap).toBe(false);
  });

  it('ends', async () => {
    const { element, output } = setUp({ refusal: null });
    await settle();
    output.close();
    expect([element.paused, element.srcObject]).toEqual([true, null]);
  });
});
