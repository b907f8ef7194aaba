import type { Diagnosis, Finding } from '../core/diagnosis.js';
import type { ErrorCode, TelepadError } from '../core/errors.js';
import type { PreparationProgress } from '../core/preparation.js';
import type { SessionStateName } from '../core/session-state.js';
import type { FirstStringKey, FirstStrings } from './strings.js';

/** All that decides what the player says. */
export interface PlayerSituation {
  /** The page has said which phone to show. */
  readonly hasSource: boolean;
  /** `idle` when there is no session. */
  readonly state: SessionStateName;
  /** The present session was live at some time, so a last frame is on screen. */
  readonly hasBeenLive: boolean;
  /** What the vendor does to get the phone ready, while the page waits for that. */
  readonly progress: PreparationProgress | undefined;
  /** The phone has told its size: it is connected, only the picture is missing. */
  readonly hasDisplay: boolean;
  /** May only look. */
  readonly isWatching: boolean;
  /** What the browser plays only after a gesture; the picture matters more than the sound. */
  readonly needsTapFor: 'video' | 'audio' | undefined;
  /** For `idle-warning`: how long the session lasts without use. */
  readonly remainingSeconds: number;
  /** While the session recovers: how many attempts have begun. */
  readonly attempts: number;
  /** Until the next one begins; undefined while one runs. */
  readonly nextAttemptSeconds: number | undefined;
  /** The browser knows of no network. */
  readonly isOffline: boolean;
  readonly error: TelepadError | undefined;
  readonly diagnosis: Diagnosis | undefined;
}

export type OverlayAction = 'connect' | 'play' | 'stay' | 'retry';

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
  /** What to do about it. */
  readonly advice?: string;
  /** For `error`: what was looked at; shown when asked for. */
  readonly findings?: readonly Finding[];
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
] as const satisfies readonly FirstStringKey[];

export const connectingStepCount = connectingSteps.length;

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
  strings: FirstStrings,
): PlayerDescription {
  const { state, error } = situation;
  switch (state) {
    case 'idle':
      return describeStopped(situation, strings);
    case 'closed':
      return error ? describeError(situation, error, strings) : describeStopped(situation, strings);
    case 'live':
      return {
        overlay: describeTap(situation, strings),
        status: situation.isWatching ? strings.liveWatching : strings.live,
      };
    case 'idle-warning':
      return describeIdle(situation, strings);
    default:
      return situation.hasBeenLive
        ? describeRecovery(situation, strings)
        : describeConnecting(situation, strings);
  }
}

function describeTap({ needsTapFor }: PlayerSituation, strings: FirstStrings): OverlayContent {
  if (!needsTapFor) return { kind: 'none' };
  const label = needsTapFor === 'audio' ? strings.soundOn : strings.pictureOn;
  return { kind: 'tap', action: { does: 'play', label } };
}

/** The seconds are shown but not spoken, or a screen reader would count them down. */
function describeIdle(situation: PlayerSituation, strings: FirstStrings): PlayerDescription {
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

function describeStopped({ hasSource }: PlayerSituation, strings: FirstStrings): PlayerDescription {
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

/**
 * The verdict says more than the error where something was found: what failed, and why. Both are English; a language with
 * a text of its own for the error shows that, and the verdict among the details.
 */
function describeError(
  { diagnosis }: PlayerSituation,
  error: TelepadError,
  strings: FirstStrings,
): PlayerDescription {
  const title = strings[`title_${error.code}`] ?? strings.errorDefault;
  const own = strings[`text_${error.code}`];
  const text = own ?? diagnosis?.verdict ?? error.message;
  return {
    overlay: {
      kind: 'error',
      title,
      text,
      ...(!own && diagnosis?.advice && { advice: diagnosis.advice }),
      // What nobody knows helps nobody here; the report has it.
      findings: diagnosis?.findings.filter(({ status }) => status !== 'unknown') ?? [],
      code: error.code,
      action: { does: 'connect', label: strings.retry },
    },
    status: `${title}${strings.fullStop}${text}`,
  };
}

/** As with the idle warning, the seconds are not spoken. */
function describeRecovery(
  { attempts, nextAttemptSeconds, isOffline, progress }: PlayerSituation,
  strings: FirstStrings,
): PlayerDescription {
  // The first attempts follow within a second: nobody could press a button before.
  const isWaiting = !isOffline && nextAttemptSeconds !== undefined && nextAttemptSeconds > 0;
  const text = () => {
    if (isOffline) return strings.offline;
    if (progress) return strings[progress.stage];
    if (isWaiting) return strings.nextAttempt.replace('{seconds}', String(nextAttemptSeconds));
    if (attempts > 1) return strings.attempt.replace('{number}', String(attempts));
    return strings.reconnecting;
  };
  return {
    overlay: {
      kind: 'reconnecting',
      title: strings.title_connection_lost,
      text: text(),
      ...(isWaiting && { action: { does: 'retry', label: strings.tryNow } }),
    },
    status: `${strings.title_connection_lost}${strings.fullStop}${isOffline ? strings.offline : strings[progress?.stage ?? 'reconnecting']}`,
  };
}

function describeConnecting(situation: PlayerSituation, strings: FirstStrings): PlayerDescription {
  const step = connectingStep(situation);
  const { progress } = situation;
  const text = strings[progress ? 'stepPreparing' : (connectingSteps[step] ?? 'stepTicket')];
  const isAgain = situation.state === 'recovering';
  const title = strings[progress?.stage ?? (isAgain ? 'tryingAgain' : 'connecting')];
  return {
    overlay: { kind: 'progress', title, text, step },
    status: `${title}${strings.fullStop}${text}`,
  };
}
