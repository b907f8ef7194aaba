import { isTelepadError, TelepadError } from '../../core/errors.js';
import type { CaptureSource, CaptureWish } from './capture-options.js';
import { isMade } from './capture-source-kind.js';
import type { CaptureKind } from './feature-events.js';
import { loadPart } from './load-part.js';

/** What to open: who asks for it, and where it comes from. */
export interface CaptureOrder {
  readonly wish: CaptureWish;
  readonly source: CaptureSource;
}

/** Enough for a phone's camera; browsers take the nearest that the device has. */
const cameraSize = { width: { ideal: 1280 }, height: { ideal: 720 } } as const;

const words = { camera: 'camera', microphone: 'microphone' } as const;
const trackKinds = { camera: 'video', microphone: 'audio' } as const;

export function trackKind(kind: CaptureKind): 'video' | 'audio' {
  return trackKinds[kind];
}

/** @throws TelepadError `permission_denied` or `media_device_failed` */
export async function openTrack({ wish, source }: CaptureOrder): Promise<MediaStreamTrack> {
  const { kind } = wish;
  try {
    const track = await trackOf({ wish, source });
    if (track.kind === trackKind(kind) && track.readyState === 'live') return track;
    track.stop();
  } catch (cause) {
    throw explain(kind, cause);
  }
  throw new TelepadError(
    'media_device_failed',
    `The ${words[kind]} gave no live track of its kind.`,
  );
}

async function trackOf(order: CaptureOrder): Promise<MediaStreamTrack> {
  const { wish, source } = order;
  if (source.track) return source.track(wish);
  if (isMade(source)) {
    const part = await loadPart(import('./capture-sources.js'));
    return part.openMadeTrack(source, wish);
  }
  return pick(await getUserMedia(constraintsOf([order])), wish.kind);
}

/**
 * Opens a camera and a microphone, asking the user once for both; each may fail alone.
 */
export function openTracks(
  orders: readonly CaptureOrder[],
): ReadonlyMap<CaptureKind, () => Promise<MediaStreamTrack>> {
  const isOneRequest =
    orders.length > 1 && orders.every(({ source }) => !source.track && !isMade(source));
  let request: Promise<MediaStream> | undefined;
  function requestAll(): Promise<MediaStream> {
    request ??= getUserMedia(constraintsOf(orders));
    return request;
  }
  return new Map(
    orders.map((order) => {
      const { kind } = order.wish;
      const open = async () => {
        try {
          if (isOneRequest) return pick(await requestAll(), kind);
        } catch (cause) {
          const error = explain(kind, cause);
          // Whoever has just refused both is not asked again for each; one that is allowed need not ask.
          if (error.code === 'permission_denied' && !(await isGranted(kind))) throw error;
        }
        return openTrack(order);
      };
      return [kind, open];
    }),
  );
}

async function getUserMedia(constraints: MediaStreamConstraints): Promise<MediaStream> {
  // Not there on pages that are not secure.
  const devices = navigator.mediaDevices as MediaDevices | undefined;
  if (!devices?.getUserMedia)
    throw new TelepadError(
      'media_device_failed',
      'This page can use no camera or microphone: browsers give them only to pages on https or localhost.',
      { retryable: false },
    );
  return devices.getUserMedia(constraints);
}

function constraintsOf(orders: readonly CaptureOrder[]): MediaStreamConstraints {
  const constraints: MediaStreamConstraints = {};
  for (const { wish, source } of orders) {
    const { deviceId } = source;
    const device = deviceId === undefined ? {} : { deviceId: { exact: deviceId } };
    if (wish.kind === 'microphone') constraints.audio = { ...device };
    else {
      // Not exact: a computer's only camera has no side.
      const side = deviceId === undefined && wish.facing ? { facingMode: wish.facing } : {};
      constraints.video = { ...cameraSize, ...side, ...device };
    }
  }
  return constraints;
}

function pick(stream: MediaStream, kind: CaptureKind): MediaStreamTrack {
  const track = stream.getTracks().find((each) => each.kind === trackKind(kind));
  if (track) return track;
  throw new TelepadError('media_device_failed', `The browser gave no ${words[kind]}.`);
}

async function isGranted(kind: CaptureKind): Promise<boolean> {
  try {
    // Browsers that do not know the name throw.
    const { state } = await navigator.permissions.query({ name: kind as PermissionName });
    return state === 'granted';
  } catch {
    return false;
  }
}

function explain(kind: CaptureKind, cause: unknown): TelepadError {
  if (isTelepadError(cause)) return cause;
  const name = cause instanceof Error ? cause.name : '';
  if (name === 'NotAllowedError' || name === 'SecurityError')
    return new TelepadError(
      'permission_denied',
      `The ${words[kind]} may not be used: its user, the browser or the embedding page does not allow it. Allow it in the browser’s settings of this page.`,
      { cause },
    );
  return new TelepadError(
    'media_device_failed',
    `The ${words[kind]} could not be opened${name === '' ? '' : ` (${name})`}. Check that there is one, that nothing else uses it, or choose another.`,
    { cause },
  );
}
