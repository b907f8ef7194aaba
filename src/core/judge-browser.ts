import type { Finding } from './diagnosis.js';

type Draft = Omit<Finding, 'check'>;

/** As much of RTCRtpCodec as is looked at. */
export interface VideoCodec {
  readonly mimeType: string;
  readonly sdpFmtpLine?: string | undefined;
}

/** @param codecs what the browser can receive; undefined where it does not tell */
export function judgeCodecs(codecs: readonly VideoCodec[] | undefined): Draft {
  if (!codecs)
    return { status: 'unknown', message: 'This browser does not tell which video it decodes.' };
  const hasVp8 = codecs.some(({ mimeType }) => /^video\/vp8$/i.test(mimeType));
  const hasH264 = codecs.some(isBaseline);
  if (hasVp8 && hasH264) return { status: 'ok', message: 'This browser decodes H.264 and VP8.' };
  if (!hasVp8 && !hasH264) {
    return {
      status: 'failed',
      message: 'This browser decodes neither H.264 nor VP8, which phones send.',
      advice: 'Use another browser, or one with its video codecs installed.',
    };
  }
  const [has, lacks] = hasVp8 ? ['VP8', 'H.264'] : ['H.264', 'VP8'];
  return {
    status: 'warning',
    message: `This browser decodes ${has}, but not ${lacks}: a phone that sends ${lacks} stays black.`,
    advice:
      'If the picture stays black, use another browser, or one with its video codecs installed.',
  };
}

/** H.264 constrained baseline or baseline, which every sender of WebRTC offers (RFC 7742); the default of no profile. */
function isBaseline({ mimeType, sdpFmtpLine = '' }: VideoCodec): boolean {
  const [, profile = '42'] = /profile-level-id=(..)/i.exec(sdpFmtpLine) ?? [];
  return /^video\/h264$/i.test(mimeType) && profile === '42';
}

/**
 * @param policy what `navigator.getAutoplayPolicy` says; undefined where there is none
 * @param hasBeenUsed somebody has clicked or typed on the page; undefined where the browser does not tell
 */
export function judgeAutoplay(policy: string | undefined, hasBeenUsed: boolean | undefined): Draft {
  if (policy === 'allowed' || hasBeenUsed)
    return { status: 'ok', message: 'Picture and sound may play.' };
  const advice = 'Open the phone after a click, or show that one is needed: the player does so.';
  if (policy === 'allowed-muted' || policy === 'disallowed') {
    const what = policy === 'disallowed' ? 'the picture' : 'the sound';
    return {
      status: 'warning',
      message: `The browser holds back ${what} until somebody clicks on the page.`,
      advice,
    };
  }
  return {
    status: 'unknown',
    message: 'Nobody has clicked on the page yet: the browser may hold back the sound until then.',
    advice,
  };
}

const thingNames = { camera: 'camera', microphone: 'microphone', 'clipboard-read': 'clipboard' };

export type PermissionThing = keyof typeof thingNames;

export const permissionThings = Object.keys(thingNames) as readonly PermissionThing[];

const stateWords: Readonly<Record<string, string>> = {
  granted: 'allowed',
  prompt: 'asked for when needed',
  denied: 'denied',
};

/**
 * @param states by name, as `navigator.permissions.query` says; left out where the browser does not tell
 * @param isSecureContext false where browsers have none of these
 */
export function judgePermissions(
  states: Readonly<Partial<Record<PermissionThing, string>>>,
  isSecureContext: boolean,
): Draft {
  if (!isSecureContext) {
    return {
      status: 'warning',
      message: 'The page is not on https: browsers give it no camera, microphone or clipboard.',
      advice: 'Serve the page by https.',
    };
  }
  const known = permissionThings.filter((thing) => states[thing] !== undefined);
  if (known.length === 0)
    return { status: 'unknown', message: 'This browser does not tell its permissions.' };
  const told = known.map((thing) => {
    const state = states[thing] ?? '';
    return `${thingNames[thing]} ${stateWords[state] ?? state}`;
  });
  const message = `Permissions: ${told.join(', ')}.`;
  return known.some((thing) => states[thing] === 'denied')
    ? {
        status: 'warning',
        message,
        advice:
          'Allow it in the browser’s settings for this site; for a frame, also in its allow attribute.',
      }
    : { status: 'ok', message };
}
