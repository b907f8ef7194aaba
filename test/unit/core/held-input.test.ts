import { describe, expect, it } from 'vitest';
import type { KeyMessage, TouchAction, TouchMessage } from '../../../src/core/control.js';
import { HeldInput } from '../../../src/core/held-input.js';

const touch = (action: TouchAction, ids: readonly number[], actionIndex = 0): TouchMessage => ({
  type: 'touch',
  action,
  actionIndex,
  pointers: ids.map((id) => ({ id, x: id * 10, y: 5, pressure: 1 })),
  width: 720,
  height: 1280,
});
const key = (action: 'down' | 'up', keyCode: number, repeat = false): KeyMessage => ({
  type: 'key',
  action,
  keyCode,
  metaState: 1,
  repeat,
});

describe('what a phone may believe to be held', () => {
  it('is a gesture until its end has arrived', () => {
    const input = new HeldInput();
    input.take(touch('down', [0]), 1);
    expect([input.held, input.hasUnproven]).toEqual([[touch('cancel', [0])], false]);
    input.take(touch('up', [0]), 2);
    expect([input.held, input.hasUnproven]).toEqual([[], true]);
    expect(input.unsettled).toEqual([touch('cancel', [0])]);
    input.prove(1);
    expect(input.unsettled).toHaveLength(1);
    input.prove(2);
    expect([input.unsettled, input.hasUnproven]).toEqual([[], false]);
  });

  it('is let go with the fingers that are left on the glass', () => {
    const input = new HeldInput();
    input.take(touch('down', [0]), 1);
    input.take(touch('pointer-down', [0, 1], 1), 2);
    input.take(touch('pointer-up', [0, 1], 0), 3);
    expect(input.held).toEqual([touch('cancel', [1])]);
  });

  it('is the next gesture when one follows', () => {
    const input = new HeldInput();
    input.take(touch('down', [0]), 1);
    input.take(touch('up', [0]), 2);
    input.take(touch('down', [3]), 3);
    input.prove(2);
    expect(input.held).toEqual([touch('cancel', [3])]);
  });

  it('is each key by itself, as it was pressed', () => {
    const input = new HeldInput();
    input.take(key('down', 66), 1);
    input.take(key('down', 66, true), 2);
    input.take(key('down', 67), 3);
    input.take(key('up', 66), 4);
    expect(input.held).toEqual([key('up', 67)]);
    expect(input.unsettled).toEqual([key('up', 66), key('up', 67)]);
    input.prove(4);
    expect(input.unsettled).toEqual([key('up', 67)]);
  });

  it('is nothing for releases of what was never held, and for other messages', () => {
    const input = new HeldInput();
    input.take(touch('up', [0]), 1);
    input.take(touch('cancel', [0]), 2);
    input.take(key('up', 66), 3);
    input.take({ type: 'text', text: 'a' }, 4);
    expect([input.unsettled, input.hasUnproven]).toEqual([[], false]);
  });
});
