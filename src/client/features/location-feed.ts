import type { Place } from '../../core/route.js';
import type { FeatureChannel } from './feature-channel.js';

/**
 * Tells the phone a place, where it is live. What follows by itself is no use of the phone.
 * @returns whether it was sent
 */
export function tellPlace(channel: FeatureChannel, { latitude, longitude }: Place): boolean {
  if (!channel.host.session.isLive) return false;
  try {
    channel.send({ type: 'location', latitude, longitude, timeMs: Date.now() }, false);
    return true;
  } catch {
    // The connection broke this moment: the next one is told.
    return false;
  }
}

/** A page's listener that throws disturbs nobody. */
export function tellListener<Value>(
  listener: ((value: Value) => void) | undefined,
  value: Value,
): void {
  try {
    listener?.(value);
  } catch (error) {
    console.error('Telepad: a listener of a location threw', error);
  }
}
