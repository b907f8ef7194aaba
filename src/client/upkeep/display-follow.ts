import type { UpkeepHost } from './upkeep-host.js';
import type { UpkeepPart } from './upkeep-part.js';

/** Chromium shows a black frame of 2 × 2 px for a track that has ended. */
const leastSide = 3;

/**
 * Where the phone tells no size of its screen, the picture's counts, also after the phone has turned: at once where a
 * view shows it, and within a second where none does.
 */
export function createDisplayFollow(host: UpkeepHost): UpkeepPart {
  const { session, life } = host;
  const watched = new WeakSet<HTMLVideoElement>();

  const follow = (width = 0, height = 0) => {
    const { display, isLive } = session;
    if (!isLive || Math.min(width, height) < leastSide) return;
    if (width !== display?.width || height !== display.height)
      host.assumeDisplay?.({ width, height });
  };

  const watch = () => {
    for (const video of host.videos) {
      if (watched.has(video)) continue;
      watched.add(video);
      video.addEventListener('resize', () => follow(video.videoWidth, video.videoHeight), {
        signal: life,
      });
    }
  };

  watch();
  return {
    resume: watch,
    look({ video }) {
      watch();
      follow(video?.width, video?.height);
    },
  };
}
