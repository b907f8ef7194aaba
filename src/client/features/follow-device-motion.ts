import {
  atRest,
  createMotionReader,
  type MotionReadings,
  type MotionSample,
} from '../../core/device-motion.js';
import { TelepadError } from '../../core/errors.js';
import type { SensorName } from '../../core/features.js';
import { aborted } from '../session-errors.js';
import { checkBoolean, checkNumber, checkOneOf } from './argument-checks.js';
import { checkMayFeed } from './check-may-feed.js';
import type { FeatureChannel } from './feature-channel.js';
import type { DeviceMotionOptions } from './following-options.js';
import type { SourceTurn } from './source-turn.js';

/** Browsers with sensors tell them many times a second. */
const firstReadingMs = 3000;
/** The budget of moves of a finger (attach-input.ts): a reading that would wait is out of date. */
const maxBufferedBytes = 4096;

/** `PhoneFeatures.followDeviceMotion`. */
export async function followDeviceMotion(
  channel: FeatureChannel,
  turn: SourceTurn,
  permission: Promise<'granted' | 'denied'>,
  options: DeviceMotionOptions,
): Promise<() => void> {
  const { rateHz = 30, axes = 'screen', landscape = 90, includesGravity = true } = options;
  const { isInverted = isWebKit(), signal } = options;
  checkNumber('rateHz', rateHz, 1, 100);
  checkOneOf('axes', axes, ['screen', 'device']);
  checkOneOf('landscape', String(landscape), ['90', '270']);
  checkBoolean('includesGravity', includesGravity);
  checkBoolean('isInverted', isInverted);
  checkMayFeed(channel, signal);
  if (!('DeviceMotionEvent' in globalThis))
    throw new TelepadError('not_supported', 'This browser tells pages nothing of its movements.');
  if ((await permission) !== 'granted')
    throw new TelepadError(
      'permission_denied',
      'The movements of this device may not be used: its user or the browser does not allow it, or it was not asked for in a click. Call followDeviceMotion first thing when the user has clicked.',
    );
  checkMayFeed(channel, signal);

  const { host } = channel;
  const { session } = host;
  const reader = createMotionReader({ isInverted, includesGravity });
  const ended = new AbortController();
  let dueAt = 0;
  let last: MotionReadings | undefined;

  function degrees(): number {
    if (axes === 'device') return 0;
    const { width = 0, height = 0 } = session.display ?? {};
    return screenAngle() + (options.view?.rotation ?? 0) - (width > height ? landscape : 0);
  }

  function send(readings: MotionReadings): void {
    for (const [sensor, vector] of Object.entries(readings))
      channel.send({ type: 'sensor', sensor: sensor as SensorName, ...vector });
  }

  /** The phone is not left turning and falling for ever. */
  function rest(): void {
    const readings = last && atRest(last, includesGravity);
    last = undefined;
    try {
      if (readings) send(readings);
    } catch {
      // It is not live: then nothing of it is felt any more, or the next reading is.
    }
  }

  function heard(sample: MotionSample): void {
    const now = performance.now();
    const readings = reader.read(sample, degrees(), now);
    if (!readings || now < dueAt || isHidden() || !session.isLive) return;
    if (session.bufferedAmount > maxBufferedBytes) return;
    // Beside the rhythm only as far as the browser's events are.
    dueAt = Math.max(dueAt + 1000 / rateHz, now);
    try {
      send(readings);
      last = readings;
    } catch {
      // The connection broke this moment.
    }
  }

  return new Promise((resolve, reject) => {
    let timer: ReturnType<typeof setTimeout>;
    const stop = (why = aborted()) => {
      if (ended.signal.aborted) return;
      ended.abort();
      clearTimeout(timer);
      rest();
      reject(why);
    };
    const noSensor = () => {
      stop(
        new TelepadError(
          'media_device_failed',
          'This device has no motion sensors that the browser would tell of. Try it on a phone or a tablet.',
          { retryable: false },
        ),
      );
      turn.take();
    };
    const wait = () => {
      // Hidden pages are told nothing.
      timer = setTimeout(() => (isHidden() ? wait() : noSensor()), firstReadingMs);
    };
    turn.take(() => stop());
    wait();
    const whileOn = { signal: ended.signal };
    globalThis.addEventListener(
      'devicemotion',
      (sample) => {
        clearTimeout(timer);
        // A device without sensors is told by one event without values (the specification, "devicemotion").
        if (!reader.read(sample, 0, performance.now())) return noSensor();
        globalThis.addEventListener('devicemotion', heard, whileOn);
        resolve(() => stop());
        heard(sample);
      },
      { ...whileOn, once: true },
    );
    document.addEventListener('visibilitychange', () => isHidden() && rest(), whileOn);
    const stopNow = () => stop();
    signal?.addEventListener('abort', stopNow, whileOn);
    host.life.addEventListener('abort', () => stop(channel.whyLost()), whileOn);
  });
}

function isHidden(): boolean {
  return document.visibilityState === 'hidden';
}

/** By how much the page's screen is turned against its device. */
function screenAngle(): number {
  // Safari has `screen.orientation` since 16.4.
  const { screen, orientation = 0 } = globalThis as {
    screen?: { readonly orientation?: { readonly angle: number } };
    orientation?: number;
  };
  return screen?.orientation?.angle ?? orientation;
}

/** Every browser of iPhones and iPads, and Safari. */
function isWebKit(): boolean {
  return navigator.vendor.startsWith('Apple');
}
