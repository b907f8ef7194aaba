import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { GameControl } from '../../../../src/core/game/profile.js';
import { gameStage } from './game-stage.js';

const keys = ['KeyW', 'KeyA', 'KeyS', 'KeyD', 'Space', 'MouseRight', 'GamepadA', 'Unmapped'];

const place = fc.record({ x: fc.double({ min: 0, max: 1, noNaN: true }), y: fc.constant(0.4) });
const sources = fc.uniqueArray(fc.constantFrom(...keys.slice(0, -1)), {
  minLength: 1,
  maxLength: 3,
});
const repeat = fc.option(
  fc.record({ repeatPerSecond: fc.integer({ min: 1, max: 25 }), toggle: fc.boolean() }),
  { nil: undefined },
);
const control: fc.Arbitrary<GameControl> = fc.oneof(
  fc
    .tuple(place, sources, repeat)
    .map(([at, sources, repeat]) => ({ kind: 'tap' as const, ...at, sources, ...repeat })),
  fc
    .tuple(place, sources, fc.boolean())
    .map(([at, sources, toggle]) => ({ kind: 'hold' as const, ...at, sources, toggle })),
  fc.tuple(place, sources, repeat).map(([at, sources, repeat]) => ({
    kind: 'swipe' as const,
    ...at,
    toX: 1 - at.x,
    toY: 0.9,
    sources,
    ...repeat,
  })),
  fc
    .tuple(place, sources, sources, fc.constantFrom('smooth' as const, 'immediate' as const))
    .map(([at, up, left, movement]) => ({
      kind: 'joystick' as const,
      ...at,
      radius: 0.2,
      up,
      left,
      stick: 'GamepadLeftStick' as const,
      movement,
    })),
  place.map((at) => ({
    kind: 'camera' as const,
    ...at,
    width: 0.3,
    height: 0.3,
    sources: ['MouseLock', 'MouseRight', 'GamepadRightStick'] as const,
  })),
);
const controls = fc.array(control, { maxLength: 14 });

const axis = fc.double({ min: -0.7, max: 0.7, noNaN: true });
const step = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...keys).map((key) => ({ do: 'press', key }) as const) },
  {
    weight: 3,
    arbitrary: fc.constantFrom(...keys).map((key) => ({ do: 'release', key }) as const),
  },
  fc
    .tuple(fc.constantFrom('GamepadLeftStick', 'GamepadRightStick'), axis, axis)
    .map(([stick, x, y]) => ({ do: 'lean', stick, x, y }) as const),
  fc
    .tuple(fc.constantFrom('MouseLock', 'MouseRight'), fc.integer({ min: -900, max: 900 }))
    .map(([source, x]) => ({ do: 'drag', source, x }) as const),
  fc.integer({ min: 10, max: 300 }).map((ms) => ({ do: 'pass', ms }) as const),
  fc.integer({ min: 1, max: 3 }).map((finger) => ({ do: 'finger', finger }) as const),
  fc.constant({ do: 'focus is lost' } as const),
  fc.constant({ do: 'the tracker lets go' } as const),
  fc.boolean().map((isUp) => ({ do: 'link', isUp }) as const),
  controls.map((controls) => ({ do: 'profile', controls }) as const),
);

/** Follows a stream as Android does; throws at what it would not take. */
function replay(stage: ReturnType<typeof gameStage>): ReadonlySet<number> {
  let down = new Set<number>();
  for (const { action, actionIndex, pointers } of stage.sent) {
    const ids = pointers.map(({ id }) => id);
    const acting = ids[actionIndex] ?? -1;
    for (const { x, y } of pointers) {
      expect(x >= 0 && x <= 999 && y >= 0 && y <= 1999).toBe(true);
    }
    if (action === 'down' || action === 'pointer-down') {
      expect(down.has(acting)).toBe(false);
      expect(down.size === 0).toBe(action === 'down');
      down.add(acting);
    }
    expect(new Set(ids)).toEqual(down);
    if (action === 'up') expect(down.size).toBe(1);
    if (action === 'up' || action === 'cancel') down = new Set();
    if (action === 'pointer-up') down.delete(acting);
  }
  return down;
}

describe('whatever is pressed, pushed, moved and lost', () => {
  it('is one stream that Android takes, and ends with all fingers up', () => {
    fc.assert(
      fc.property(controls, fc.array(step, { maxLength: 60 }), (first, steps) => {
        const stage = gameStage(first);
        for (const each of steps) {
          switch (each.do) {
            case 'press':
              stage.press(each.key);
              break;
            case 'release':
              stage.release(each.key);
              break;
            case 'lean':
              stage.touch.lean(each.stick, each.x, each.y);
              break;
            case 'drag':
              stage.drag(each.source, each.x, each.x / 2);
              break;
            case 'pass':
              stage.pass(each.ms);
              break;
            case 'finger':
              if (stage.tracker.has(each.finger)) stage.tracker.up(each.finger, 5, 5);
              else stage.tracker.down(each.finger, 4, 4, 1);
              break;
            case 'focus is lost':
              stage.touch.releaseAll();
              break;
            case 'the tracker lets go':
              stage.tracker.releaseAll();
              break;
            case 'link':
              // A connection that is lost takes its fingers with it.
              if (!each.isUp) stage.tracker.releaseAll();
              stage.link.isUp = each.isUp;
              break;
            case 'profile':
              stage.touch.setControls(each.controls);
              break;
          }
        }
        stage.touch.releaseAll();
        for (const finger of [1, 2, 3]) stage.tracker.up(finger, 5, 5);
        expect(replay(stage).size).toBe(0);
        const count = stage.sent.length;
        expect(stage.pass(1000)).toBe(false);
        expect(stage.sent).toHaveLength(count);
      }),
      { numRuns: 300 },
    );
  });

  it('ends with all fingers up when everything is released and nothing is left on', () => {
    fc.assert(
      fc.property(
        controls,
        fc.array(
          fc.tuple(fc.constantFrom(...keys), fc.boolean(), fc.integer({ min: 0, max: 99 })),
          {
            maxLength: 60,
          },
        ),
        (first, steps) => {
          const stage = gameStage(
            first.map((control) => ('toggle' in control ? { ...control, toggle: false } : control)),
          );
          for (const [key, isPress, ms] of steps) {
            if (isPress) stage.press(key);
            else stage.release(key);
            stage.pass(ms);
          }
          for (const key of keys) stage.release(key);
          expect(stage.pass(1000)).toBe(false);
          expect(replay(stage).size).toBe(0);
        },
      ),
      { numRuns: 200 },
    );
  });
});
