import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TouchAction, TouchMessage } from '../../../../../src/core/control.js';
import { createTouchTracker } from '../../../../../src/core/touch.js';
import {
  decodeInputFrame,
  encodeTouchFrame,
} from '../../../../../src/vendors/koophone/wire/input-frames.js';
import {
  type HeldFingers,
  TouchReader,
  type TouchStep,
  touchSteps,
} from '../../../../../src/vendors/koophone/wire/touch-steps.js';

const size = { width: 720, height: 1280 };

function touch(action: TouchAction, actionIndex: number, ids: readonly number[]): TouchMessage {
  const pointers = ids.map((id) => ({ id, x: 72 * id, y: 128, pressure: 1 }));
  return { type: 'touch', action, actionIndex, pointers, ...size };
}

const place = (id: number) => ({ id, x: id / 10, y: 0.1 });

/** Over the wire and back. */
function travel(step: TouchStep): TouchStep {
  const frame = decodeInputFrame(encodeTouchFrame(step, 0));
  if (frame === undefined || frame === 'ignored' || frame.type !== 'touch')
    throw new Error('a frame of our own is broken');
  return frame;
}

/** The fingers that are down after these steps; throws at the first step that is out of balance. */
function balance(steps: readonly TouchStep[], down = new Set<number>()): Set<number> {
  for (const { action, pointers } of steps) {
    for (const { id } of pointers) {
      if (down.has(id) !== (action !== 'down')) throw new Error(`${action} of ${id}`);
      if (action === 'down') down.add(id);
      if (action === 'up') down.delete(id);
    }
  }
  return down;
}

describe("a gesture in KooPhone's three words", () => {
  it('names the finger that lands or lifts alone, and all that move', () => {
    const held: HeldFingers = new Map();
    expect(touchSteps(touch('down', 0, [0]), held)).toEqual([
      { action: 'down', pointers: [place(0)] },
    ]);
    expect(touchSteps(touch('pointer-down', 1, [0, 3]), held)).toEqual([
      { action: 'down', pointers: [place(3)] },
    ]);
    expect(touchSteps(touch('move', 0, [0, 3]), held)).toEqual([
      { action: 'move', pointers: [place(0), place(3)] },
    ]);
    expect(touchSteps(touch('pointer-up', 0, [0, 3]), held)).toEqual([
      { action: 'up', pointers: [place(0)] },
    ]);
    expect(touchSteps(touch('up', 0, [3]), held)).toEqual([{ action: 'up', pointers: [place(3)] }]);
    expect(held.size).toBe(0);
  });

  it('has no cancel: each finger goes up where it was', () => {
    const held: HeldFingers = new Map();
    touchSteps(touch('down', 0, [0]), held);
    touchSteps(touch('pointer-down', 1, [0, 1]), held);
    expect(touchSteps(touch('cancel', 0, []), held)).toEqual([
      { action: 'up', pointers: [place(0)] },
      { action: 'up', pointers: [place(1)] },
    ]);
  });

  it('is lifted by a cancel also where another connection began it', () => {
    const held: HeldFingers = new Map();
    touchSteps(touch('down', 0, [0]), held);
    expect(touchSteps(touch('cancel', 0, [0, 4]), held)).toEqual([
      { action: 'up', pointers: [place(0)] },
      { action: 'up', pointers: [place(4)] },
    ]);
    expect(held.size).toBe(0);
  });

  it('is clamped to the picture', () => {
    const beside = { id: 0, x: -5, y: 5000, pressure: 1 };
    const message = { ...touch('down', 0, [0]), pointers: [beside] };
    expect(touchSteps(message, new Map())[0]?.pointers).toEqual([{ id: 0, x: 0, y: 1 }]);
    const nowhere = { ...message, width: 0, height: 0, pointers: [{ ...beside, x: 0, y: 0 }] };
    expect(touchSteps(nowhere, new Map())[0]?.pointers).toEqual([{ id: 0, x: 0, y: 0 }]);
  });

  it('stays balanced whatever messages come', () => {
    const message = fc
      .record({
        action: fc.constantFrom<TouchAction>(
          'down',
          'pointer-down',
          'move',
          'pointer-up',
          'up',
          'cancel',
        ),
        actionIndex: fc.nat(3),
        ids: fc.uniqueArray(fc.nat(4), { maxLength: 4 }),
      })
      // What a cancel names is lifted in any case.
      .map(({ action, actionIndex, ids }) =>
        touch(action, actionIndex, action === 'cancel' ? [] : ids),
      );
    fc.assert(
      fc.property(fc.array(message, { maxLength: 30 }), (messages) => {
        const held: HeldFingers = new Map();
        const down = new Set<number>();
        for (const one of messages) {
          balance(touchSteps(one, held).map(travel), down);
          expect([...down].sort()).toEqual([...held.keys()].sort());
        }
        balance(touchSteps(touch('cancel', 0, []), held), down);
        expect(down.size).toBe(0);
      }),
      { numRuns: 2000 },
    );
  });

  it('arrives as the gesture that it was', () => {
    const finger = fc.tuple(
      fc.constantFrom('down', 'move', 'lift', 'cancel', 'release'),
      fc.nat(3),
      fc.nat(720),
    );
    fc.assert(
      fc.property(fc.array(finger, { maxLength: 40 }), (moves) => {
        const sent: TouchMessage[] = [];
        const tracker = createTouchTracker((message) => sent.push(message) > 0);
        tracker.setSpace(size.width, size.height);
        for (const [what, key, x] of moves) {
          if (what === 'down') tracker.down(key, x, 640, 1);
          else if (what === 'move') tracker.move(key, x, 320, 1);
          else if (what === 'lift') tracker.lift(key);
          else if (what === 'cancel') tracker.cancel(key);
          else tracker.releaseAll();
          tracker.flush();
        }
        const held: HeldFingers = new Map();
        const reader = new TouchReader();
        const read = sent
          .flatMap((message) => touchSteps(message, held))
          .flatMap((step) => reader.read(travel(step), size));
        // A cancel arrives as the fingers' ways up, the rest as it was.
        const expected = sent.flatMap(({ action, pointers }): readonly string[] =>
          action === 'cancel'
            ? pointers.map((_, index) =>
                index + 1 < pointers.length ? `pointer-up ${pointers.length - index}` : 'up 1',
              )
            : [`${action} ${pointers.length}`],
        );
        expect(read.map(({ action, pointers }) => `${action} ${pointers.length}`)).toEqual(
          expected,
        );
      }),
      { numRuns: 1000 },
    );
  });
});

describe('the reader at the other end', () => {
  it('makes a valid stream of what any client sends', () => {
    const step = fc.record({
      action: fc.constantFrom('down', 'up', 'move'),
      pointers: fc.array(fc.record({ id: fc.nat(14), x: fc.constant(0.5), y: fc.constant(0.5) }), {
        maxLength: 12,
      }),
    }) as fc.Arbitrary<TouchStep>;
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        const reader = new TouchReader();
        const messages = [
          ...steps.flatMap((one) => reader.read(one, size)),
          ...reader.cancel(size),
          ...reader.cancel(size),
        ];
        let down = 0;
        for (const { action, pointers } of messages) {
          if (action === 'down') expect(down).toBe(0);
          if (action === 'down' || action === 'pointer-down') down += 1;
          expect(pointers).toHaveLength(down);
          expect(down).toBeLessThanOrEqual(10);
          if (action === 'pointer-up' || action === 'pointer-down') expect(down).toBeGreaterThan(1);
          if (action === 'up' || action === 'pointer-up') down -= 1;
          if (action === 'cancel') down = 0;
          if (action === 'up') expect(down).toBe(0);
        }
        expect(down).toBe(0);
      }),
      { numRuns: 1000 },
    );
  });

  it('places fingers in the picture that there is', () => {
    const reader = new TouchReader();
    const [message] = reader.read(
      { action: 'down', pointers: [{ id: 900, x: 0.5, y: 0.25 }] },
      { width: 1280, height: 720 },
    );
    expect(message).toEqual({
      type: 'touch',
      action: 'down',
      actionIndex: 0,
      pointers: [{ id: 0, x: 640, y: 180, pressure: 1 }],
      width: 1280,
      height: 720,
    });
  });
});
