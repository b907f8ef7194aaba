import { checkBoolean, checkNumber, checkWhole } from './argument-checks.js';
import { checkMayFeed } from './check-may-feed.js';
import type { FeatureChannel } from './feature-channel.js';
import type {
  RouteEnd,
  RouteOptions,
  RoutePlayback,
  RoutePosition,
  RouteSource,
} from './following-options.js';
import { tellListener, tellPlace } from './location-feed.js';
import { readRoute } from './route-source.js';
import type { SourceTurn } from './source-turn.js';

/** `PhoneFeatures.playRoute`. */
export async function playRoute(
  channel: FeatureChannel,
  turn: SourceTurn,
  source: RouteSource,
  options: RouteOptions,
): Promise<RoutePlayback> {
  const { speed = 1, metersPerSecond, loop = false, updateIntervalMs = 1000 } = options;
  const { signal, onPosition } = options;
  checkNumber('speed', speed, 0.01, 1000);
  if (metersPerSecond !== undefined) checkNumber('metersPerSecond', metersPerSecond, 0.01, 100_000);
  checkBoolean('loop', loop);
  checkWhole('updateIntervalMs', updateIntervalMs, 50, 60_000);
  checkMayFeed(channel, signal);
  const route = await readRoute(source, metersPerSecond);
  checkMayFeed(channel, signal);

  const { session, life } = channel.host;
  const { durationMs, meters } = route;
  const over = new AbortController();
  let state: RoutePlayback['state'] = 'playing';
  /** On the route's own clock, up to the last look. */
  let elapsedMs = 0;
  let lookedAt = performance.now();
  let timer: ReturnType<typeof setInterval> | undefined;
  let settle: (why: RouteEnd) => void;
  const ended = new Promise<RouteEnd>((resolve) => {
    settle = resolve;
  });

  function look(): void {
    const now = performance.now();
    if (state === 'playing') elapsedMs += (now - lookedAt) * speed;
    lookedAt = now;
    if (elapsedMs < durationMs) return;
    elapsedMs = loop && durationMs > 0 ? elapsedMs % durationMs : durationMs;
  }

  function position(): RoutePosition {
    return { ...route.at(elapsedMs), progress: durationMs > 0 ? elapsedMs / durationMs : 1 };
  }

  function tick(): void {
    look();
    const here = position();
    tellPlace(channel, here);
    tellListener(onPosition, here);
    if (here.progress === 1) end('finished');
  }

  function end(why: RouteEnd): void {
    if (state === 'ended') return;
    state = 'ended';
    clearInterval(timer);
    over.abort();
    settle(why);
  }

  turn.take(() => end('replaced'));
  life.addEventListener('abort', () => end('closed'), { signal: over.signal });
  signal?.addEventListener('abort', () => end('stopped'), { signal: over.signal });
  // The places that follow are no use of the phone by themselves, but whoever starts them uses it.
  session.keepAwake();
  timer = setInterval(tick, updateIntervalMs);
  tick();

  return {
    get state() {
      return state;
    },
    get position() {
      look();
      return position();
    },
    durationMs,
    meters,
    pause() {
      if (state !== 'playing') return;
      look();
      state = 'paused';
      clearInterval(timer);
    },
    resume() {
      if (state !== 'paused') return;
      lookedAt = performance.now();
      state = 'playing';
      timer = setInterval(tick, updateIntervalMs);
    },
    stop: () => end('stopped'),
    ended,
  };
}
