import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TouchMessage } from '../../../src/core/control.js';
import { createTouchTracker } from '../../../src/core/touch.js';

const width = 720;
const height = 1280;

function setUp() {
  const sent: TouchMessage[] = [];
  const link = { isUp: true };
  const tracker = createTouchTracker((message) => {
    if (link.isUp) sent.push(message);
    return link.isUp;
  });
  tracker.setSpace(width, height);
  /** What was sent since the last look: action, actionIndex, then id@x,y of each finger. */
  const look = () =>
    sent
      .splice(0)
      .map(({ action, actionIndex, pointers }) =>
        [action, actionIndex, ...pointers.map(({ id, x, y }) => `${id}@${x},${y}`)].join(' '),
      );
  return { tracker, sent, link, look };
}

describe('one finger', () => {
  it('goes down, moves and goes up', () => {
    const { tracker, sent } = setUp();
    tracker.down(77, 10.5, 20, 0.4);
    tracker.move(77, 11, 22, 0.6);
    tracker.flush();
    tracker.up(77, 11, 22);
    const space = { type: 'touch', actionIndex: 0, width: 720, height: 1280 } as const;
    expect(sent).toEqual([
      { ...space, action: 'down', pointers: [{ id: 0, x: 10.5, y: 20, pressure: 0.4 }] },
      { ...space, action: 'move', pointers: [{ id: 0, x: 11, y: 22, pressure: 0.6 }] },
      { ...space, action: 'up', pointers: [{ id: 0, x: 11, y: 22, pressure: 0.6 }] },
    ]);
  });

  it('sends only the newest of the moves between two flushes', () => {
    const { tracker, look } = setUp();
    tracker.down(1, 0, 0, 1);
    for (let x = 1; x <= 50; x++) tracker.move(1, x, 2 * x, 1);
    tracker.flush();
    tracker.flush();
    expect(look()).toEqual(['down 0 0@0,0', 'move 0 0@50,100']);
  });

  it('moves to where it is lifted before it is lifted', () => {
    const { tracker, look } = setUp();
    tracker.down(1, 5, 5, 1);
    tracker.up(1, 9, 9);
    expect(look()).toEqual(['down 0 0@5,5', 'move 0 0@9,9', 'up 0 0@9,9']);
  });

  it('does not move when it stays', () => {
    const { tracker, look } = setUp();
    tracker.down(1, 5, 5, 1);
    tracker.move(1, 5, 5, 1);
    tracker.flush();
    tracker.up(1, 5, 5);
    expect(look()).toEqual(['down 0 0@5,5', 'up 0 0@5,5']);
  });

  it('stays on the screen, its last pixel included', () => {
    const { tracker, look } = setUp();
    tracker.down(1, -3, 1279.9, 1);
    tracker.up(1, 5000, 5000);
    expect(look()).toEqual(['down 0 0@0,1279', 'move 0 0@719,1279', 'up 0 0@719,1279']);
  });

  it('is cancelled, and its id is free again', () => {
    const { tracker, look } = setUp();
    tracker.down(1, 5, 5, 1);
    tracker.cancel(1);
    tracker.up(1, 5, 5);
    tracker.down(2, 6, 6, 1);
    expect(look()).toEqual(['down 0 0@5,5', 'cancel 0 0@5,5', 'down 0 0@6,6']);
  });
});

describe('several fingers', () => {
  it('keep their ids when the first one lifts, and a new one takes the free id', () => {
    const { tracker, look } = setUp();
    tracker.down(100, 1, 1, 1);
    tracker.down(200, 2, 2, 1);
    tracker.down(300, 3, 3, 1);
    tracker.up(100, 1, 1);
    tracker.move(300, 4, 4, 1);
    tracker.flush();
    tracker.down(400, 5, 5, 1);
    tracker.up(300, 4, 4);
    tracker.up(400, 5, 5);
    tracker.up(200, 2, 2);
    expect(look()).toEqual([
      'down 0 0@1,1',
      'pointer-down 1 0@1,1 1@2,2',
      'pointer-down 2 0@1,1 1@2,2 2@3,3',
      'pointer-up 0 0@1,1 1@2,2 2@3,3',
      'move 0 1@2,2 2@4,4',
      'pointer-down 0 0@5,5 1@2,2 2@4,4',
      'pointer-up 2 0@5,5 1@2,2 2@4,4',
      'pointer-up 0 0@5,5 1@2,2',
      'up 0 1@2,2',
    ]);
  });

  it('move in one message', () => {
    const { tracker, look } = setUp();
    tracker.down(1, 1, 1, 1);
    tracker.down(2, 2, 2, 1);
    look();
    tracker.move(2, 20, 20, 1);
    tracker.move(1, 10, 10, 1);
    tracker.flush();
    expect(look()).toEqual(['move 0 0@10,10 1@20,20']);
  });

  it('have moved before another one comes or goes', () => {
    const { tracker, look } = setUp();
    tracker.down(1, 1, 1, 1);
    tracker.move(1, 9, 9, 1);
    tracker.down(2, 2, 2, 1);
    tracker.move(1, 8, 8, 1);
    tracker.up(2, 2, 2);
    expect(look()).toEqual([
      'down 0 0@1,1',
      'move 0 0@9,9',
      'pointer-down 1 0@9,9 1@2,2',
      'move 0 0@8,8 1@2,2',
      'pointer-up 1 0@8,8 1@2,2',
    ]);
  });

  it('go on when the browser takes one of them away', () => {
    const { tracker, look } = setUp();
    tracker.down(1, 1, 1, 1);
    tracker.down(2, 2, 2, 1);
    look();
    tracker.cancel(1);
    tracker.up(2, 2, 2);
    expect(look()).toEqual(['pointer-up 0 0@1,1 1@2,2', 'up 0 1@2,2']);
  });

  it('are ten at most', () => {
    const { tracker, sent } = setUp();
    for (let key = 0; key < 10; key++) tracker.down(key, key, key, 1);
    expect(sent.at(-1)).toMatchObject({ action: 'pointer-down', actionIndex: 9 });
    expect(sent.at(-1)?.pointers.map(({ id }) => id)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    sent.length = 0;
    tracker.down(10, 50, 50, 1);
    tracker.move(10, 51, 51, 1);
    tracker.flush();
    tracker.up(10, 51, 51);
    expect(sent).toEqual([]);
  });

  it('are all released by one cancel, and what they do afterwards is ignored', () => {
    const { tracker, look } = setUp();
    tracker.down(1, 1, 1, 1);
    tracker.down(2, 2, 2, 1);
    tracker.move(2, 3, 3, 1);
    look();
    tracker.releaseAll();
    tracker.releaseAll();
    tracker.move(1, 9, 9, 1);
    tracker.flush();
    tracker.up(1, 9, 9);
    tracker.up(2, 9, 9);
    expect(look()).toEqual(['cancel 0 0@1,1 1@3,3']);
  });
});

describe('unknown fingers', () => {
  it('are ignored, and so is a second down of a known one', () => {
    const { tracker, look } = setUp();
    tracker.move(1, 1, 1, 1);
    tracker.flush();
    tracker.up(1, 1, 1);
    tracker.cancel(1);
    tracker.releaseAll();
    expect(look()).toEqual([]);
    tracker.down(1, 1, 1, 1);
    tracker.down(1, 2, 2, 1);
    expect(look()).toEqual(['down 0 0@1,1']);
    expect([tracker.has(1), tracker.has(2)]).toEqual([true, false]);
  });
});

describe('another space', () => {
  it('of the same orientation keeps the fingers at their place', () => {
    const { tracker, sent, look } = setUp();
    tracker.down(1, 360, 320, 1);
    tracker.setSpace(1080, 1920);
    tracker.down(2, 1, 1, 1);
    expect(sent.map((message) => [message.width, message.height])).toEqual([
      [720, 1280],
      [1080, 1920],
    ]);
    expect(look()).toEqual(['down 0 0@360,320', 'pointer-down 1 0@540,480 1@1,1']);
  });

  it('of the other orientation cancels them in the space that they were in', () => {
    const { tracker, sent } = setUp();
    tracker.down(1, 360, 320, 1);
    tracker.setSpace(1280, 720);
    tracker.up(1, 1, 1);
    tracker.down(2, 1279, 1, 1);
    expect(sent.map(({ action, width, height }) => [action, width, height])).toEqual([
      ['down', 720, 1280],
      ['cancel', 720, 1280],
      ['down', 1280, 720],
    ]);
  });
});

describe('a link that does not deliver', () => {
  it('makes the tracker forget the fingers, so that no stream starts in its middle', () => {
    const { tracker, link, look } = setUp();
    link.isUp = false;
    tracker.down(1, 1, 1, 1);
    link.isUp = true;
    tracker.move(1, 2, 2, 1);
    tracker.flush();
    tracker.up(1, 2, 2);
    tracker.down(2, 3, 3, 1);
    link.isUp = false;
    tracker.up(2, 4, 4);
    link.isUp = true;
    tracker.down(3, 5, 5, 1);
    tracker.up(3, 5, 5);
    expect(look()).toEqual(['down 0 0@3,3', 'down 0 0@5,5', 'up 0 0@5,5']);
  });
});

/** Reads a stream as Android does; throws at the first message that Android would not have made. */
function replay(messages: readonly TouchMessage[]): number[] {
  let onGlass: number[] = [];
  for (const { action, actionIndex, pointers, ...space } of messages) {
    const ids = pointers.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.every((id) => id >= 0 && id <= 9)).toBe(true);
    for (const { x, y } of pointers) {
      expect(x >= 0 && x <= space.width - 1).toBe(true);
      expect(y >= 0 && y <= space.height - 1).toBe(true);
    }
    const actor = ids[actionIndex];
    const others = ids.filter((id) => id !== actor);
    switch (action) {
      case 'down':
      case 'pointer-down':
        expect(others).toEqual(onGlass);
        expect(action).toBe(onGlass.length === 0 ? 'down' : 'pointer-down');
        onGlass = ids;
        break;
      case 'up':
      case 'pointer-up':
        expect(ids).toEqual(onGlass);
        expect(action).toBe(onGlass.length === 1 ? 'up' : 'pointer-up');
        onGlass = others;
        break;
      default:
        expect(ids).toEqual(onGlass);
        expect(ids.length).toBeGreaterThan(0);
        expect(actionIndex).toBe(0);
        if (action === 'cancel') onGlass = [];
    }
  }
  return onGlass;
}

const keys = fc.integer({ min: 0, max: 13 });
const coordinates = fc.double({ min: -100, max: 1500, noNaN: true });
const steps = fc.oneof(
  { weight: 4, arbitrary: fc.tuple(fc.constant('down' as const), keys, coordinates, coordinates) },
  { weight: 6, arbitrary: fc.tuple(fc.constant('move' as const), keys, coordinates, coordinates) },
  { weight: 3, arbitrary: fc.tuple(fc.constant('up' as const), keys, coordinates, coordinates) },
  fc.tuple(fc.constant('cancel' as const), keys),
  fc.tuple(fc.constant('flush' as const)),
  fc.tuple(fc.constant('releaseAll' as const)),
  fc.tuple(fc.constant('space' as const), fc.constantFrom([720, 1280], [1080, 1920], [1280, 720])),
);

describe('any sequence of events', () => {
  it('is a valid Android stream that ends with nothing on the glass', () => {
    fc.assert(
      fc.property(fc.array(steps, { maxLength: 120 }), (sequence) => {
        const { tracker, sent } = setUp();
        for (const step of sequence) {
          if (step[0] === 'down') tracker.down(step[1], step[2], step[3], 1);
          else if (step[0] === 'move') tracker.move(step[1], step[2], step[3], 1);
          else if (step[0] === 'up') tracker.up(step[1], step[2], step[3]);
          else if (step[0] === 'cancel') tracker.cancel(step[1]);
          else if (step[0] === 'space') tracker.setSpace(step[1][0] ?? 1, step[1][1] ?? 1);
          else tracker[step[0]]();
        }
        tracker.releaseAll();
        expect(replay(sent)).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  it('gives every finger that is down the same id until it lifts', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(keys, fc.boolean()), { maxLength: 80 }), (events) => {
        const { tracker, sent } = setUp();
        // Each finger has its own x, so that it can be told apart in every message.
        const ids = new Map<number, number>();
        for (const [key, isDown] of events) {
          const x = 10 * key + 1;
          if (isDown) tracker.down(key, x, 7, 1);
          else tracker.up(key, x, 7);
          for (const message of sent.splice(0)) {
            for (const pointer of message.pointers) {
              const known = ids.get(pointer.x);
              if (known === undefined) ids.set(pointer.x, pointer.id);
              else expect(pointer.id).toBe(known);
            }
            if (message.action === 'up' || message.action === 'pointer-up')
              ids.delete(message.pointers[message.actionIndex]?.x ?? -1);
          }
        }
      }),
      { numRuns: 300 },
    );
  });
});
