import type { ErrorCode, TelepadError } from '../core/errors.js';
import type { SessionStateName } from '../core/session-state.js';
import type { PhoneStringKey, PhoneStrings } from './strings.js';

/** All that decides what the player says. */
export interface PlayerSituation {
  /** The page has said which phone to show. */
  readonly hasSource: boolean;
  /** `idle` when there is no session. */
  readonly state: SessionStateName;
  /** The present session was live at some time, so a last frame is on screen. */
  readonly hasBeenLive: boolean;
  /** The phone has told its size: it is connected, only the picture is missing. */
  readonly hasDisplay: boolean;
  /** May only look. */
  readonly isWatching: boolean;
  /** What the browser plays only after a gesture; the picture matters more than the sound. */
  readonly needsTapFor: 'video' | 'audio' | undefined;
  /** For `idle-warning`: how long the session lasts without use. */
  readonly remainingSeconds: number;
  readonly error: TelepadError | undefined;
}

export type OverlayAction = 'connect' | 'play' | 'stay';

export type OverlayKind =
  | 'none'
  | 'placeholder'
  | 'stopped'
  | 'progress'
  | 'reconnecting'
  | 'error'
  | 'tap'
  | 'idle';

/** What lies over the picture. */
export interface OverlayContent {
  readonly kind: OverlayKind;
  readonly title?: string;
  readonly text?: string;
  readonly code?: ErrorCode;
  /** For `progress`: the step that runs, 0 to `connectingStepCount` - 1. */
  readonly step?: number;
  readonly action?: { readonly does: OverlayAction; readonly label: string };
}

export interface PlayerDescription {
  readonly overlay: OverlayContent;
  /** One short sentence for assistive technology. */
  readonly status: string;
}

const connectingSteps = [
  'stepTicket',
  'stepSignalling',
  'stepNegotiating',
  'stepPicture',
] as const satisfies readonly PhoneStringKey[];

export const connectingStepCount = connectingSteps.length;

const errorTitles: { readonly [Code in ErrorCode]?: PhoneStringKey } = {
  connection_lost: 'errorLost',
  signalling_lost: 'errorLost',
  phone_offline: 'errorOffline',
  phone_not_found: 'errorNotFound',
  unauthenticated: 'errorSignIn',
  forbidden: 'errorForbidden',
  ticket_expired: 'errorExpired',
  idle_timeout: 'errorIdle',
  webrtc_unsupported: 'errorBrowser',
};

function connectingStep(situation: PlayerSituation): number {
  switch (situation.state) {
    case 'signalling':
    // The vendor's code is loaded: nothing a user would want to tell from calling the phone.
    case 'preparing':
      return 1;
    case 'negotiating':
      return situation.hasDisplay ? 3 : 2;
    default:
      return 0;
  }
}

/** Puts a player's situation into words. */
export function describePlayer(
  situation: PlayerSituation,
  strings: PhoneStrings,
): PlayerDescription {
  const { state, error } = situation;
  switch (state) {
    case 'idle':
      return describeStopped(situation, strings);
    case 'closed':
      return error ? describeError(error, strings) : describeStopped(situation, strings);
    case 'live':
      return {
        overlay: describeTap(situation, strings),
        status: situation.isWatching ? strings.liveWatching : strings.live,
      };
    case 'idle-warning':
      return describeIdle(situation, strings);
    default:
      return situation.hasBeenLive
        ? {
            overlay: { kind: 'reconnecting', title: strings.reconnecting },
            status: strings.reconnecting,
          }
        : describeConnecting(situation, strings);
  }
}

function describeTap({ needsTapFor }: PlayerSituation, strings: PhoneStrings): OverlayContent {
  if (!needsTapFor) return { kind: 'none' };
  const label = needsTapFor === 'audio' ? strings.soundOn : strings.pictureOn;
  return { kind: 'tap', action: { does: 'play', label } };
}

/** The seconds are shown but not spoken, or a screen reader would count them down. */
function describeIdle(situation: PlayerSituation, strings: PhoneStrings): PlayerDescription {
  const { remainingSeconds, isWatching } = situation;
  return {
    overlay: {
      kind: 'idle',
      title: strings.idleTitle.replace('{seconds}', String(remainingSeconds)),
      // Where touches do not reach the phone, they do not keep it either.
      ...(isWatching
        ? { action: { does: 'stay', label: strings.stay } }
        : { text: strings.idleText }),
    },
    status: strings.idleStatus,
  };
}

function describeStopped({ hasSource }: PlayerSituation, strings: PhoneStrings): PlayerDescription {
  if (!hasSource) {
    return {
      overlay: { kind: 'placeholder', title: strings.emptyTitle, text: strings.emptyText },
      status: strings.emptyTitle,
    };
  }
  return {
    overlay: {
      kind: 'stopped',
      title: strings.stoppedTitle,
      action: { does: 'connect', label: strings.connect },
    },
    status: strings.stoppedTitle,
  };
}

function describeError(error: TelepadError, strings: PhoneStrings): PlayerDescription {
  const title = strings[errorTitles[error.code] ?? 'errorDefault'];
  return {
    overlay: {
      kind: 'error',
      title,
      text: error.message,
      code: error.code,
      action: { does: 'connect', label: strings.retry },
    },
    status: `${title}. ${error.message}`,
  };
}

function describeConnecting(situation: PlayerSituation, strings: PhoneStrings): PlayerDescription {
  const step = connectingStep(situation);
  const text = strings[connectingSteps[step] ?? 'stepTicket'];
  const title = situation.state === 'recovering' ? strings.tryingAgain : strings.connecting;
  return { overlay: { kind: 'progress', title, text, step }, status: `${title}. ${text}` };
}
