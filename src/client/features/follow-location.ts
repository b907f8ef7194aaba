import { TelepadError } from '../../core/errors.js';
import { distanceInMeters, type Place } from '../../core/route.js';
import { aborted } from '../session-errors.js';
import { checkBoolean, checkNumber, checkWhole } from './argument-checks.js';
import { checkMayFeed } from './check-may-feed.js';
import type { FeatureChannel } from './feature-channel.js';
import type { LocationFollowOptions } from './following-options.js';
import { tellListener, tellPlace } from './location-feed.js';
import type { SourceTurn } from './source-turn.js';

/** `GeolocationPositionError.PERMISSION_DENIED` */
const permissionDenied = 1;

/** `PhoneFeatures.followLocation`. */
export async function followLocation(
  channel: FeatureChannel,
  turn: SourceTurn,
  options: LocationFollowOptions,
): Promise<() => void> {
  const { isAccurate = true, minDistanceMeters = 1, minIntervalMs = 1000 } = options;
  const { timeoutMs = 60_000, signal, onPosition, onError } = options;
  checkBoolean('isAccurate', isAccurate);
  checkNumber('minDistanceMeters', minDistanceMeters, 0, 100_000);
  checkWhole('minIntervalMs', minIntervalMs, 100, 600_000);
  checkWhole('timeoutMs', timeoutMs, 1, 600_000);
  checkMayFeed(channel, signal);
  const { geolocation } = navigator as { geolocation?: Geolocation };
  if (!geolocation)
    throw new TelepadError(
      'not_supported',
      'This browser tells this page no location: it needs https or localhost.',
    );

  const { session, life } = channel.host;
  const ended = new AbortController();
  let latest: Place | undefined;
  let told: Place | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function tell(): void {
    timer = undefined;
    if (!latest || (told && distanceInMeters(told, latest) < minDistanceMeters)) return;
    if (!tellPlace(channel, latest)) return;
    told = latest;
    // What comes meanwhile waits for the end of it; only the latest does.
    timer = setTimeout(tell, minIntervalMs);
    tellListener(onPosition, told);
  }

  return new Promise((resolve, reject) => {
    let watch = 0;
    const stop = (why = aborted()) => {
      if (ended.signal.aborted) return;
      ended.abort();
      geolocation.clearWatch(watch);
      clearTimeout(timer);
      clearTimeout(first);
      reject(why);
    };
    const first = setTimeout(
      () => stop(notFound(`it was not found within ${timeoutMs} ms`)),
      timeoutMs,
    );
    turn.take(() => stop());
    const found = ({ coords }: GeolocationPosition) => {
      if (ended.signal.aborted) return;
      clearTimeout(first);
      latest = { latitude: coords.latitude, longitude: coords.longitude };
      if (timer === undefined) tell();
      resolve(() => stop());
    };
    const failed = ({ code, message }: GeolocationPositionError) => {
      if (ended.signal.aborted) return;
      const isDenied = code === permissionDenied;
      const error = isDenied
        ? new TelepadError(
            'permission_denied',
            'The location may not be used: its user, the browser or the embedding page does not allow it. Allow it in the browser’s settings of this page.',
          )
        : notFound(message);
      // The browser goes on looking for it.
      if (latest) tellListener(onError, error);
      if (isDenied) stop(error);
    };
    watch = geolocation.watchPosition(found, failed, {
      enableHighAccuracy: isAccurate,
      maximumAge: minIntervalMs,
    });
    const whileOn = { signal: ended.signal };
    signal?.addEventListener('abort', () => stop(), whileOn);
    life.addEventListener('abort', () => stop(channel.whyLost()), whileOn);
    const stopListening = session.on('live', () => {
      // A phone that begins anew may have forgotten it.
      told = undefined;
      if (timer === undefined) tell();
    });
    ended.signal.addEventListener('abort', stopListening);
  });
}

function notFound(why: string): TelepadError {
  return new TelepadError(
    'media_device_failed',
    `The location of this device could not be found${why === '' ? '' : `: ${why}`}. Check that location is on in its settings.`,
  );
}
