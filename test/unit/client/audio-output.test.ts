import { describe, expect, it } from 'vitest';
import { createAudioOutput } from '../../../src/client/audio-output.js';
import { FakeSession } from './fake-page.js';

function setUp({
  muted = false,
  hasTrack = true,
  refusal = 'NotAllowedError' as string | null,
} = {}) {
  const session = new FakeSession();
  if (hasTrack) session.audioTracks.push({});
  const browser = { refusal, plays: 0, changes: 0 };
  const audio = {
    muted: false,
    paused: true,
    srcObject: null as unknown,
    async play() {
      browser.plays += 1;
      if (browser.refusal) throw new DOMException('No.', browser.refusal);
      audio.paused = false;
    },
    pause() {
      audio.paused = true;
    },
  };
  const output = createAudioOutput(
    session.asSession(),
    audio as unknown as HTMLAudioElement,
    muted,
    () => {
      browser.changes += 1;
    },
  );
  return { session, browser, audio, output };
}

/** Lets the promise of `play` settle. */
const settle = () => new Promise<void>((resolve) => setImmediate(resolve));

describe('sound', () => {
  it('plays at once where the browser lets it', async () => {
    const { session, audio, output } = setUp({ refusal: null });
    await settle();
    expect(audio.paused).toBe(false);
    expect(audio.srcObject).toBe(session.audioStream);
    expect(output.needsTap).toBe(false);
  });

  it('asks for a tap where the browser refuses, and plays at the next one', async () => {
    const { browser, audio, output } = setUp();
    await settle();
    expect([output.needsTap, browser.changes]).toEqual([true, 1]);
    browser.refusal = null;
    output.play();
    await settle();
    expect([output.needsTap, browser.changes, audio.paused]).toEqual([false, 2, false]);
    output.play();
    expect(browser.plays).toBe(2);
  });

  it('asks for nothing on a phone without sound, until it has one', async () => {
    const { session, browser, audio, output } = setUp({ hasTrack: false });
    await settle();
    expect([output.needsTap, browser.plays, audio.srcObject]).toEqual([false, 0, null]);
    session.audioTracks.push({});
    output.play();
    await settle();
    expect([output.needsTap, browser.plays]).toEqual([true, 1]);
  });

  it('does not ask for a tap when it failed for another reason', async () => {
    const { output } = setUp({ refusal: 'AbortError' });
    await settle();
    expect(output.needsTap).toBe(false);
  });

  it('is not tried while it is muted, and is when it is not any more', async () => {
    const { browser, audio, output } = setUp({ muted: true });
    await settle();
    expect([output.muted, audio.muted, browser.plays, output.needsTap]).toEqual([
      true,
      true,
      0,
      false,
    ]);
    output.muted = false;
    await settle();
    expect([audio.muted, browser.plays, output.needsTap]).toEqual([false, 1, true]);
    output.muted = true;
    expect(output.needsTap).toBe(false);
  });

  it('ends', async () => {
    const { audio, output } = setUp({ refusal: null });
    await settle();
    output.close();
    expect([audio.paused, audio.srcObject]).toEqual([true, null]);
  });
});
