import type { FeatureChannel } from './feature-channel.js';
import type { FollowingFeatures } from './following-options.js';
import { loadPart } from './load-part.js';
import { createTurn, type SourceTurn } from './source-turn.js';

/** Safari's question to its user; other browsers have none. */
interface AskingMotionEvent {
  requestPermission?(): Promise<'granted' | 'denied'>;
}

function askForMotion(): Promise<'granted' | 'denied'> {
  const { DeviceMotionEvent: motion } = globalThis as { DeviceMotionEvent?: AskingMotionEvent };
  // It rejects outside of a click.
  return motion?.requestPermission?.().catch(() => 'denied' as const) ?? Promise.resolve('granted');
}

export function createFollowing(channel: FeatureChannel, location: SourceTurn): FollowingFeatures {
  const motion = createTurn();
  return {
    async followDeviceMotion(options = {}) {
      // Before anything is awaited: it must be in the click.
      const permission = askForMotion();
      const part = await loadPart(import('./follow-device-motion.js'));
      return part.followDeviceMotion(channel, motion, permission, options);
    },
    async followLocation(options = {}) {
      const part = await loadPart(import('./location-sources.js'));
      return part.followLocation(channel, location, options);
    },
    async playRoute(route, options = {}) {
      const part = await loadPart(import('./location-sources.js'));
      return part.playRoute(channel, location, route, options);
    },
  };
}
