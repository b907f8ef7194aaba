import { describe, expect, it } from 'vitest';
import type { TouchAction } from '../../../../../src/core/control.js';
import {
  TouchTracker,
  type TrackedTouch,
} from '../../../../../src/emulator/node/device/touch-tracker.js';
import type { Finger } from './phone-driver.js';

function tracked(
  tracker: TouchTracker,
  action: TouchAction,
  fingers: readonly Finger[],
  actionIndex = 0,
): TrackedTouch {
  return tracker.track({
    type: 'touch',
    action,
    actionIndex,
    pointers: fingers.map(([id, x, y, pressure = 1]) => ({ id, x, y, pressure })),
    width: 720,
    height: 1280,
  });
}

/** Contacts as short texts, such as `down 0 at 10,20`. */
function told(result: TrackedTouch): readonly string[] {
  return result.contacts.map(({ phase, id, x, y }) => `${phase} ${id} at ${x},${y}`);
}

function withFingers(...fingers: readonly Finger[]): TouchTracker {
  const tracker = new TouchTracker();
  for (const [index] of fingers.entries())
    tracked(tracker, index === 0 ? 'down' : 'pointer-down', fingers.slice(0, index + 1), index);
  return tracker;
}

describe('a tidy touch stream', () => {
  it('of one finger goes down, moves and goes up', () => {
    const tracker = new TouchTracker();
    expect(tracked(tracker, 'down', [[0, 10, 20]])).toEqual({
      contacts: [{ phase: 'down', id: 0, x: 10, y: 20, pressure: 1 }],
      violations: [],
    });
    expect(tracked(tracker, 'move', [[0, 15, 25, 0.5]])).toEqual({
      contacts: [{ phase: 'move', id: 0, x: 15, y: 25, pressure: 0.5 }],
      violations: [],
    });
    expect(tracked(tracker, 'up', [[0, 15, 25, 0.5]])).toEqual({
      contacts: [{ phase: 'up', id: 0, x: 15, y: 25, pressure: 0.5 }],
      violations: [],
    });
    expect(tracker.fingersDown).toEqual([]);
  });

  it('of two fingers keeps their ids, whichever is lifted first', () => {
    const tracker = withFingers([0, 10, 10], [1, 50, 50]);
    expect(tracker.fingersDown).toEqual([0, 1]);
    const move = tracked(tracker, 'move', [
      [0, 10, 10],
      [1, 60, 60],
    ]);
    expect(told(move)).toEqual(['move 1 at 60,60']);
    const lift = tracked(tracker, 'pointer-up', [
      [0, 10, 10],
      [1, 60, 60],
    ]);
    expect(told(lift)).toEqual(['up 0 at 10,10']);
    expect(tracker.fingersDown).toEqual([1]);
    const back = tracked(
      tracker,
      'pointer-down',
      [
        [0, 1, 2],
        [1, 60, 60],
      ],
      0,
    );
    expect(told(back)).toEqual(['down 0 at 1,2']);
    const all = [move, lift, back];
    expect(all.flatMap(({ violations }) => violations)).toEqual([]);
  });

  it('of ten fingers is accepted, and cancel lifts them all', () => {
    const ten = Array.from({ length: 10 }, (_, id): Finger => [id, id * 10, 5]);
    const tracker = withFingers(...ten);
    expect(tracker.fingersDown).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    const { contacts, violations } = tracked(tracker, 'cancel', ten);
    expect(contacts.map(({ phase }) => phase)).toEqual(Array(10).fill('cancel'));
    expect(violations).toEqual([]);
    expect(tracker.fingersDown).toEqual([]);
  });

  it('may reach the very edges of the screen', () => {
    const tracker = new TouchTracker();
    expect(tracked(tracker, 'down', [[0, 0, 0]]).violations).toEqual([]);
    expect(tracked(tracker, 'move', [[0, 720, 1280]]).violations).toEqual([]);
  });
});

describe('a wrong touch message', () => {
  const one: Finger = [0, 10, 10];
  const two: Finger = [1, 50, 50];

  it.each<
    [
      string,
      readonly Finger[],
      TouchAction,
      readonly Finger[],
      number,
      string[],
      string[],
      number[],
    ]
  >([
    [
      'a move without a finger',
      [],
      'move',
      [one],
      0,
      ['touch move: pointer 0 is not down'],
      [],
      [],
    ],
    ['an up without a finger', [], 'up', [one], 0, ['touch up: pointer 0 is not down'], [], []],
    ['a cancel without a finger', [], 'cancel', [], 0, ['touch cancel: no finger is down'], [], []],
    [
      'a second finger without a first',
      [],
      'pointer-down',
      [two],
      0,
      ['touch pointer-down: no first finger is down'],
      ['down 1 at 50,50'],
      [1],
    ],
    [
      'a second first finger',
      [one],
      'down',
      [two],
      0,
      ['touch down: fingers 0 are down already', 'touch down: pointer 0 is down, but not listed'],
      ['down 1 at 50,50'],
      [0, 1],
    ],
    [
      'a finger that is down already',
      [one],
      'down',
      [[0, 30, 30]],
      0,
      ['touch down: fingers 0 are down already', 'touch down: pointer 0 is down already'],
      ['cancel 0 at 10,10', 'down 0 at 30,30'],
      [0],
    ],
    [
      'an up that ends two fingers',
      [one, two],
      'up',
      [two],
      0,
      [
        'touch up: pointer 0 is down, but not listed',
        'touch up: fingers 0, 1 were down, and up ends them all',
      ],
      ['up 0 at 10,10', 'up 1 at 50,50'],
      [],
    ],
    [
      'a pointer-up for the last finger',
      [one],
      'pointer-up',
      [one],
      0,
      ['touch pointer-up: the last finger goes with up, not with pointer-up'],
      ['up 0 at 10,10'],
      [],
    ],
    [
      'a pointer-up of an unknown finger',
      [one, two],
      'pointer-up',
      [one, two, [5, 1, 1]],
      2,
      ['touch pointer-up: pointer 5 is not down'],
      [],
      [0, 1],
    ],
    [
      'a move that leaves a finger out',
      [one, two],
      'move',
      [[1, 60, 50]],
      0,
      ['touch move: pointer 0 is down, but not listed'],
      ['move 1 at 60,50'],
      [0, 1],
    ],
    [
      'an action index beyond the list',
      [one],
      'move',
      [[0, 20, 10]],
      3,
      ['touch move: action index 3 points at no pointer of its list'],
      ['move 0 at 20,10'],
      [0],
    ],
    [
      'a pointer listed twice',
      [one],
      'move',
      [
        [0, 20, 10],
        [0, 90, 90],
      ],
      0,
      ['touch move: pointer 0 is listed twice'],
      ['move 0 at 20,10'],
      [0],
    ],
    [
      'a position that is none',
      [one],
      'move',
      [[0, Number.NaN, 10]],
      0,
      ['touch move: pointer 0 has no position', 'touch move: it lists no pointer'],
      [],
      [0],
    ],
    [
      'an up without pointers',
      [one],
      'up',
      [],
      0,
      ['touch up: it lists no pointer'],
      ['up 0 at 10,10'],
      [],
    ],
    [
      'a position outside of the screen',
      [],
      'down',
      [[0, 721, 10]],
      0,
      ['touch down: pointer 0 is at 721, 10, outside of 720 × 1280'],
      ['down 0 at 721,10'],
      [0],
    ],
    [
      'an id that Android does not give out',
      [],
      'down',
      [[10, 1, 1]],
      0,
      ['touch down: pointer id 10 is not an integer from 0 to 9'],
      ['down 10 at 1,1'],
      [10],
    ],
    [
      'a pressure beyond 1',
      [],
      'down',
      [[0, 1, 1, 2]],
      0,
      ['touch down: pointer 0 has pressure 2, not 0 to 1'],
      ['down 0 at 1,1'],
      [0],
    ],
  ])(
    'such as %s is reported, and obeyed as far as it makes sense',
    (_, down, action, fingers, index, violations, contacts, left) => {
      const tracker = withFingers(...down);
      const result = tracked(tracker, action, fingers, index);
      expect(result.violations).toEqual(violations);
      expect(told(result)).toEqual(contacts);
      expect(tracker.fingersDown).toEqual(left);
    },
  );
});
