import { beforeEach, describe, expect, it, vi } from 'vitest';
import { createKeyFrames } from '../../../../src/client/upkeep/key-frames.js';
import { TelepadError } from '../../../../src/core/errors.js';
import { FakeHost } from './fake-host.js';

let nowMs = 0;

beforeEach(() => {
  nowMs = 0;
  vi.stubGlobal('performance', { now: () => nowMs });
});

describe('requests for key frames', () => {
  it('go out at once, then after 2, 4, 8 and 16 seconds however often they are wanted', () => {
    const host = new FakeHost();
    const keyFrames = createKeyFrames(host);
    const askedAt: number[] = [];
    for (; nowMs <= 50_000; nowMs += 500) {
      const before = host.sent.length;
      keyFrames.request();
      if (host.sent.length > before) askedAt.push(nowMs);
    }
    expect(askedAt).toEqual([0, 2000, 6000, 14_000, 30_000, 46_000]);
    expect(host.sent[0]).toEqual({ type: 'key-frame' });
  });

  it('wait two seconds at the most when frames have been decoded in between', () => {
    const host = new FakeHost();
    const keyFrames = createKeyFrames(host);
    for (nowMs of [0, 2000, 6000]) keyFrames.request();
    keyFrames.relax();
    nowMs = 7999;
    keyFrames.request();
    expect(host.sent).toHaveLength(3);
    nowMs = 8000;
    keyFrames.request();
    expect(host.sent).toHaveLength(4);
  });

  it('are left to the browser where the phone cannot be told', () => {
    const host = new FakeHost();
    host.failure = new TelepadError('not_connected', 'No channel.');
    expect(() => createKeyFrames(host).request()).not.toThrow();
  });
});
