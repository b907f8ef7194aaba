import type { SensorMessage, SensorName } from '../../core/features.js';
import { aborted } from '../session-errors.js';
import { checkNumber, checkOneOf, checkWhole } from './argument-checks.js';
import type { FeatureChannel } from './feature-channel.js';
import type { SourceTurn } from './source-turn.js';

const sensors: readonly SensorName[] = ['gyroscope', 'gravity', 'acceleration'];

/** The vendor's own rhythm and strength of a shake (fact sheet, U26). */
const shakeIntervalMs = 10;
const shakeRange = { min: -5, max: 10 } as const;

/** Far beyond what sensors of phones report. */
const maxReading = 10_000;

/** What the phone feels: its place, its movement. */
export interface SensingFeatures {
  /**
   * Where the phone believes to be: degrees, latitude -90 to 90, longitude -180 to 180. It takes the place of
   * `followLocation` and `playRoute`.
   */
  setLocation(location: { readonly latitude: number; readonly longitude: number }): void;
  /** One reading of a sensor, in Android's axes and units: rad/s, m/s². */
  sendSensor(reading: Omit<SensorMessage, 'type'>): void;
  /**
   * Shakes the phone. Resolves when it has been shaken; rejects when `signal`, a lost connection or the session's end
   * stops it.
   * @param durationMs 1 to 60,000. @default 1500
   */
  shake(durationMs?: number, options?: { readonly signal?: AbortSignal }): Promise<void>;
}

export function createSensing(channel: FeatureChannel, turn: SourceTurn): SensingFeatures {
  function shakeOnce(): void {
    const axis = () => shakeRange.min + Math.random() * (shakeRange.max - shakeRange.min);
    const vector = { x: axis(), y: axis(), z: axis() };
    for (const sensor of sensors) channel.send({ type: 'sensor', sensor, ...vector });
  }

  return {
    setLocation({ latitude, longitude }) {
      checkNumber('latitude', latitude, -90, 90);
      checkNumber('longitude', longitude, -180, 180);
      channel.send({ type: 'location', latitude, longitude, timeMs: Date.now() });
      turn.take();
    },
    sendSensor({ sensor, x, y, z }) {
      checkOneOf('sensor', sensor, sensors);
      for (const [axis, value] of Object.entries({ x, y, z }))
        checkNumber(axis, value, -maxReading, maxReading);
      channel.send({ type: 'sensor', sensor, x, y, z });
    },
    async shake(durationMs = 1500, { signal } = {}) {
      checkWhole('durationMs', durationMs, 1, 60_000);
      if (signal?.aborted) throw aborted();
      const end = performance.now() + durationMs;
      let timer: ReturnType<typeof setInterval> | undefined;
      const settled = new AbortController();
      try {
        await new Promise<void>((resolve, reject) => {
          const tick = () => {
            if (performance.now() >= end) return resolve();
            try {
              shakeOnce();
            } catch (error) {
              reject(error);
            }
          };
          const stopped = { signal: settled.signal };
          signal?.addEventListener('abort', () => reject(aborted()), stopped);
          channel.host.life.addEventListener('abort', () => reject(channel.whyLost()), stopped);
          // The readings are no use of the phone by themselves, but whoever shakes it uses it.
          channel.host.session.keepAwake();
          timer = setInterval(tick, shakeIntervalMs);
          tick();
        });
      } finally {
        clearInterval(timer);
        settled.abort();
      }
    },
  };
}
