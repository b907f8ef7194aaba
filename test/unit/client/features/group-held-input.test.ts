import { describe, expect, it } from 'vitest';
import { HeldInput } from '../../../../src/client/features/group-held-input.js';
import { key, touch } from './group-stage.js';

describe('what followers hold down', () => {
  it('is nothing at first', () => {
    expect(new HeldInput().release()).toEqual([]);
  });

  it('takes a gesture from its down to its up, and has nothing to let go then', () => {
    const held = new HeldInput();
    const gesture = [
      touch('down', 1),
      touch('pointer-down', 1, 2),
      touch('move', 3, 4),
      touch('pointer-up', 3, 4),
      touch('up', 3),
    ];
    expect(gesture.map((message) => held.take(message))).toEqual([true, true, true, true, true]);
    expect(held.release()).toEqual([]);
  });

  it('takes nothing of a gesture whose down it did not see', () => {
    const held = new HeldInput();
    for (const action of ['pointer-down', 'move', 'pointer-up', 'up', 'cancel'] as const)
      expect(held.take(touch(action, 1, 2)), action).toBe(false);
    expect(held.take(touch('down', 1))).toBe(true);
  });

  it('lets a gesture go where its fingers are, once', () => {
    const held = new HeldInput();
    held.take(touch('down', 1));
    held.take(touch('pointer-down', 1, 2));
    held.take(touch('move', 3, 4));
    expect(held.release()).toEqual([touch('cancel', 3, 4)]);
    expect(held.release()).toEqual([]);
    expect(held.take(touch('move', 5, 6))).toBe(false);
  });

  it('does not let a finger go that has been lifted', () => {
    const held = new HeldInput();
    held.take(touch('down', 1));
    held.take(touch('pointer-down', 1, 2));
    held.take(touch('pointer-up', 1, 2));
    expect(held.release()).toEqual([touch('cancel', 1)]);
  });

  it('lets keys go that are down, and only those', () => {
    const held = new HeldInput();
    expect(held.take(key('down', 29))).toBe(true);
    expect(held.take(key('down', 29, true))).toBe(true);
    expect(held.take(key('down', 30))).toBe(true);
    expect(held.take(key('up', 30))).toBe(true);
    held.take(touch('down', 1));
    expect(held.release()).toEqual([touch('cancel', 1), key('up', 29)]);
    expect(held.release()).toEqual([]);
  });

  it('takes no repeat and no release of a key whose press it did not see', () => {
    const held = new HeldInput();
    expect(held.take(key('down', 29, true))).toBe(false);
    expect(held.take(key('up', 29))).toBe(false);
    expect(held.release()).toEqual([]);
  });

  it('takes everything that nobody can hold', () => {
    const held = new HeldInput();
    expect(held.take({ type: 'text', text: 'a' })).toBe(true);
    expect(held.take({ type: 'scroll', x: 1, y: 1, width: 2, height: 2, notchesY: 1 })).toBe(true);
    expect(held.release()).toEqual([]);
  });
});
