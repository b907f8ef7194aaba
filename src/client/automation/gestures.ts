import type { Point, Size } from '../../core/geometry.js';
import { createTouchTracker } from '../../core/touch.js';
import { argumentInvalid, checkNumber, checkWhole } from '../features/argument-checks.js';
import {
  type AutomationCallOptions,
  type PinchOptions,
  readMs,
  readOptions,
  type SwipeOptions,
  type TimedCallOptions,
} from './call-options.js';
import { type Pace, paceOf } from './pace.js';
import type { Action, Run } from './run.js';
import { checkPoint, onScreen } from './screen-point.js';

/** How often a finger moves, in ms: once for each frame of a common screen. */
const moveEveryMs = 16;

/** Between the two taps of a double tap, in ms: Android takes 40 to 300. */
const doubleTapGapMs = 100;

/** Fingers of one gesture, in px of a screen that must not turn meanwhile. */
class Hand {
  readonly #run: Run;
  readonly #screen: Size;
  readonly #tracker;

  constructor(run: Run, screen: Size) {
    this.#run = run;
    this.#screen = screen;
    this.#tracker = createTouchTracker((message) => {
      run.send(message);
      return true;
    });
    this.#tracker.setSpace(screen.width, screen.height);
  }

  async down(points: readonly Point[]): Promise<void> {
    await this.#run.untilFree();
    this.#run.checkTurned(this.#screen);
    for (const [finger, { x, y }] of points.entries()) this.#tracker.down(finger, x, y, 1);
  }

  up(points: readonly Point[]): void {
    this.#run.checkTurned(this.#screen);
    for (const [finger, { x, y }] of [...points.entries()].reverse())
      this.#tracker.up(finger, x, y);
  }

  /** Moves every finger along its path, evenly in time however late the browser's timers are. */
  async move(durationMs: number, paths: readonly ((progress: number) => Point)[]): Promise<void> {
    const startMs = performance.now();
    const passed = () => performance.now() - startMs;
    for (let progress = 0; progress < 1; ) {
      await this.#run.sleep(Math.min(moveEveryMs, Math.max(0, durationMs - passed())));
      this.#run.checkTurned(this.#screen);
      progress = Math.min(1, passed() / durationMs);
      for (const [finger, path] of paths.entries()) {
        const { x, y } = path(progress);
        this.#tracker.move(finger, x, y, 1);
      }
      if (!this.#run.isChannelFull) this.#tracker.flush();
    }
  }
}

/** What a gesture of one or more touches at the same place needs. */
interface Touching {
  readonly run: Run;
  readonly pace: Pace;
  /** Down and up again where it was aimed at. */
  touch(point: Point, durationMs: number): Promise<void>;
  readonly screen: Size;
}

function touching(
  options: AutomationCallOptions,
  act: (touching: Touching) => Promise<void>,
): Action {
  return async (run) => {
    const pace = paceOf(options.timing, run.host.random);
    const { screen } = run;
    const touch = async (point: Point, durationMs: number) => {
      const hand = new Hand(run, screen);
      const aimed = [pace.aim(point)];
      await hand.down(aimed);
      await run.sleep(durationMs);
      hand.up(aimed);
    };
    await act({ run, pace, screen, touch });
  };
}

export function tap(point: unknown, given?: unknown): Action {
  checkPoint('point', point);
  return touching(readOptions(given), ({ touch, pace, screen }) =>
    touch(onScreen('point', point, screen), pace.touchMs()),
  );
}

export function doubleTap(point: unknown, given?: unknown): Action {
  checkPoint('point', point);
  return touching(readOptions(given), async ({ run, touch, pace, screen }) => {
    const place = onScreen('point', point, screen);
    await touch(place, pace.touchMs());
    await run.sleep(pace.duration(doubleTapGapMs));
    await touch(place, pace.touchMs());
  });
}

export function longPress(point: unknown, given?: unknown): Action {
  checkPoint('point', point);
  const options = readOptions<TimedCallOptions>(given);
  const durationMs = readMs('durationMs', options.durationMs, 600);
  return touching(options, ({ touch, pace, screen }) =>
    // Never shorter: what is a long press is Android's to say, from 400 ms on.
    touch(onScreen('point', point, screen), Math.max(durationMs, pace.duration(durationMs))),
  );
}

export function swipe(from: unknown, to: unknown, given?: unknown): Action {
  checkPoint('from', from);
  checkPoint('to', to);
  const options = readOptions<SwipeOptions>(given);
  const durationMs = readMs('durationMs', options.durationMs, 300);
  const holdMs = readMs('holdMs', options.holdMs, 0, 0);
  return touching(options, async ({ run, pace, screen }) => {
    const start = pace.aim(onScreen('from', from, screen));
    const end = pace.aim(onScreen('to', to, screen));
    const hand = new Hand(run, screen);
    await hand.down([start]);
    if (holdMs > 0) await run.sleep(holdMs);
    await hand.move(pace.duration(durationMs), [pace.path(start, end)]);
    hand.up([end]);
  });
}

export function pinch(center: unknown, scale: unknown, given?: unknown): Action {
  checkPoint('center', center);
  checkNumber('scale', scale, 0.1, 10);
  const factor = scale as number;
  const options = readOptions<PinchOptions>(given);
  const durationMs = readMs('durationMs', options.durationMs, 400);
  const { angleDegrees = 45, spread = 0.5 } = options;
  checkNumber('angleDegrees', angleDegrees, -360, 360);
  checkNumber('spread', spread, 0.1, 1);
  return touching(options, async ({ run, pace, screen }) => {
    const middle = onScreen('center', center, screen);
    const widest = (Math.min(screen.width, screen.height) * spread) / 2;
    const angle = (angleDegrees * Math.PI) / 180;
    const [x, y] = [Math.cos(angle), Math.sin(angle)];
    const at = (radius: number, side: number): Point => ({
      x: middle.x + side * radius * x,
      y: middle.y + side * radius * y,
    });
    for (const { x, y } of [at(widest, -1), at(widest, 1)])
      if (!(x >= 0 && y >= 0 && x <= screen.width && y <= screen.height))
        throw argumentInvalid('spread', 'so small that both fingers stay on the screen');
    const [start, end] = factor > 1 ? [widest / factor, widest] : [widest, widest * factor];
    const starts = [-1, 1].map((side) => pace.aim(at(start, side)));
    const ends = [-1, 1].map((side) => pace.aim(at(end, side)));
    const hand = new Hand(run, screen);
    await hand.down(starts);
    await hand.move(
      pace.duration(durationMs),
      starts.map((from, finger) => pace.path(from, ends[finger] as Point)),
    );
    hand.up(ends);
  });
}

/** How far Android scrolls for a notch of a wheel: 64 dp, on a screen of some 360 dp. */
const notchShare = 64 / 360;

/** How far one drag goes, and how far it stays from the edges, where the system's own gestures begin: shares of the height. */
const dragShares = { most: 0.6, edge: 0.1 } as const;

/** A finger rests so long before it is lifted, in ms, that Android makes no fling of it. */
const restMs = 150;

/** For phones that know no wheel. */
async function drag(run: Run, pace: Pace, place: Point & Size, notches: number): Promise<void> {
  const { x, y, width, height } = place;
  const edge = dragShares.edge * height;
  const most = dragShares.most * height;
  for (let left = -notches * notchShare * Math.min(width, height); Math.abs(left) >= 1; ) {
    const way = Math.sign(left) * Math.min(Math.abs(left), most);
    // Where the finger can go all of its way.
    const least = edge + Math.max(0, -way);
    const start = { x, y: Math.min(Math.max(y, least), least + height - 2 * edge - Math.abs(way)) };
    const end = { x, y: start.y + way };
    const hand = new Hand(run, place);
    await hand.down([start]);
    await hand.move(pace.duration(300), [pace.path(start, end)]);
    await run.sleep(restMs);
    hand.up([end]);
    left -= way;
  }
}

/** Most notches that one wheel message may turn; more than a wheel turns between two frames comes as several. */
const notchesAtOnce = 10;

export function scroll(point: unknown, notches: unknown, given?: unknown): Action {
  checkPoint('point', point);
  checkWhole('notches', notches, -1000, 1000);
  const { timing } = readOptions(given);
  return async (run) => {
    const pace = paceOf(timing, run.host.random);
    const { screen } = run;
    const place = { ...onScreen('point', point, screen), ...screen };
    if (!run.host.session.supports('scroll')) return drag(run, pace, place, notches as number);
    for (let left = notches as number; left !== 0; ) {
      run.checkTurned(screen);
      await run.untilDrained();
      const most = timing === 'human' ? 1 : notchesAtOnce;
      const notchesY = Math.sign(left) * Math.min(Math.abs(left), most);
      run.send({ type: 'scroll', ...place, notchesY });
      left -= notchesY;
      if (left !== 0) await run.sleep(timing === 'human' ? pace.touchMs() : moveEveryMs);
    }
  };
}
