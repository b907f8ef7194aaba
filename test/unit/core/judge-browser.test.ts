import { describe, expect, it } from 'vitest';
import {
  judgeAutoplay,
  judgeCodecs,
  judgePermissions,
  type VideoCodec,
} from '../../../src/core/judge-browser.js';

const h264 = (profile: string): VideoCodec => ({
  mimeType: 'video/H264',
  sdpFmtpLine: `level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=${profile}`,
});
const vp8: VideoCodec = { mimeType: 'video/VP8' };

describe('the video that a browser decodes', () => {
  for (const [what, codecs, status, message] of [
    ['nobody tells', undefined, 'unknown', 'This browser does not tell which video it decodes.'],
    [
      'is both that phones send',
      [vp8, h264('42e01f')],
      'ok',
      'This browser decodes H.264 and VP8.',
    ],
    [
      'has H.264 without a profile, which is the baseline',
      [vp8, { mimeType: 'video/H264' }],
      'ok',
      'This browser decodes H.264 and VP8.',
    ],
    [
      'has no H.264',
      [vp8],
      'warning',
      'This browser decodes VP8, but not H.264: a phone that sends H.264 stays black.',
    ],
    [
      'has H.264 only in profiles that phones do not send',
      [vp8, h264('640c1f')],
      'warning',
      'This browser decodes VP8, but not H.264: a phone that sends H.264 stays black.',
    ],
    [
      'has no VP8',
      [h264('42001f')],
      'warning',
      'This browser decodes H.264, but not VP8: a phone that sends VP8 stays black.',
    ],
    [
      'is something else',
      [{ mimeType: 'video/AV1' }, { mimeType: 'video/VP9' }],
      'failed',
      'This browser decodes neither H.264 nor VP8, which phones send.',
    ],
  ] as const) {
    it(`is ${status} when it ${what}`, () => {
      const judged = judgeCodecs(codecs);
      expect([judged.status, judged.message]).toEqual([status, message]);
    });
  }
});

describe('autoplay', () => {
  const heldBack = (what: string) =>
    `The browser holds back ${what} until somebody clicks on the page.`;
  for (const [policy, hasBeenUsed, status, message] of [
    ['allowed', false, 'ok', 'Picture and sound may play.'],
    ['disallowed', true, 'ok', 'Picture and sound may play.'],
    [undefined, true, 'ok', 'Picture and sound may play.'],
    ['allowed-muted', false, 'warning', heldBack('the sound')],
    ['disallowed', false, 'warning', heldBack('the picture')],
    [
      undefined,
      false,
      'unknown',
      'Nobody has clicked on the page yet: the browser may hold back the sound until then.',
    ],
  ] as const) {
    it(`is ${status} with the policy ${policy} on a page that was ${hasBeenUsed ? '' : 'not '}used`, () => {
      const judged = judgeAutoplay(policy, hasBeenUsed);
      expect([judged.status, judged.message]).toEqual([status, message]);
    });
  }
});

describe('permissions', () => {
  it('are listed as far as the browser tells them', () => {
    expect(judgePermissions({ camera: 'granted', 'clipboard-read': 'prompt' }, true)).toEqual({
      status: 'ok',
      message: 'Permissions: camera allowed, clipboard asked for when needed.',
    });
  });

  it('are a warning when one is denied', () => {
    expect(judgePermissions({ camera: 'denied', microphone: 'prompt' }, true)).toEqual({
      status: 'warning',
      message: 'Permissions: camera denied, microphone asked for when needed.',
      advice:
        'Allow it in the browser’s settings for this site; for a frame, also in its allow attribute.',
    });
  });

  it('are unknown when the browser tells none', () => {
    expect(judgePermissions({}, true).status).toBe('unknown');
  });

  it('are out of reach for a page that is not on https', () => {
    expect(judgePermissions({ camera: 'granted' }, false)).toEqual({
      status: 'warning',
      message: 'The page is not on https: browsers give it no camera, microphone or clipboard.',
      advice: 'Serve the page by https.',
    });
  });
});
