import { describe, expect, it } from 'vitest';
import type { ControlMessage } from '../../../src/core/control.js';
import { Outbox } from '../../../src/core/outbox.js';

const text = (text: string): ControlMessage => ({ type: 'text', text });
const clipboard = (text: string): ControlMessage => ({ type: 'clipboard', text });
const key = (action: 'down' | 'up', keyCode = 66): ControlMessage => ({
  type: 'key',
  action,
  keyCode,
  metaState: 0,
  repeat: false,
});
const touch: ControlMessage = {
  type: 'touch',
  action: 'down',
  actionIndex: 0,
  pointers: [{ id: 0, x: 1, y: 2, pressure: 1 }],
  width: 720,
  height: 1280,
};

describe('what is held while the connection is down', () => {
  it('comes out once, in order', () => {
    const outbox = new Outbox();
    expect(['a', 'b', 'c'].map((each) => outbox.hold(text(each), 0))).toEqual([true, true, true]);
    expect(outbox.takeHeld(10)).toEqual({ due: [text('a'), text('b'), text('c')], tooOld: [] });
    expect(outbox.takeHeld(10)).toEqual({ due: [], tooOld: [] });
  });

  it('is text and clipboard, and never a key or a finger', () => {
    const outbox = new Outbox();
    expect(outbox.hold(key('down'), 0)).toBe(false);
    expect(outbox.hold(touch, 0)).toBe(false);
    expect(outbox.end()).toEqual([]);
  });

  it('is only the newest clipboard, at its own place among the texts', () => {
    const outbox = new Outbox();
    outbox.hold(clipboard('old'), 0);
    outbox.hold(text('a'), 1);
    outbox.hold(clipboard('new'), 2);
    outbox.hold(text('b'), 3);
    expect(outbox.takeHeld(4).due).toEqual([text('a'), clipboard('new'), text('b')]);
  });

  it('keeps the clipboard that it has when a newer one is too large', () => {
    const outbox = new Outbox();
    outbox.hold(clipboard('old'), 0);
    expect(outbox.hold(clipboard('x'.repeat(65_537)), 0)).toBe(false);
    expect(outbox.takeHeld(0).due).toEqual([clipboard('old')]);
  });

  it('has at most 65,536 characters, and what has been taken out makes room', () => {
    const outbox = new Outbox();
    expect(outbox.hold(text('x'.repeat(65_535)), 0)).toBe(true);
    expect(outbox.hold(text('xx'), 0)).toBe(false);
    expect(outbox.hold(text('y'), 0)).toBe(true);
    outbox.takeHeld(0);
    expect(outbox.hold(text('xx'), 0)).toBe(true);
  });

  it('has at most 4096 messages: more than a key types in a minute', () => {
    const outbox = new Outbox();
    const answers = Array.from({ length: 4097 }, () => outbox.hold(text('x'), 0));
    expect(answers.indexOf(false)).toBe(4096);
    expect(outbox.takeHeld(0).due).toHaveLength(4096);
  });

  it('is a long text as a whole, which comes out in parts that can be sent', () => {
    const outbox = new Outbox();
    outbox.hold(text('x'.repeat(30_000)), 0);
    expect(outbox.hold(text('y'.repeat(40_000)), 0)).toBe(false);
    const texts = outbox.takeHeld(0).due.map((each) => (each.type === 'text' ? each.text : ''));
    expect(texts.join('')).toBe('x'.repeat(30_000));
    expect(Math.max(...texts.map(({ length }) => length))).toBe(500);
  });

  it('is too old after a minute', () => {
    const outbox = new Outbox();
    outbox.hold(text('early'), 1000);
    outbox.hold(text('late'), 1001);
    expect(outbox.takeHeld(61_001)).toEqual({ due: [text('late')], tooOld: [text('early')] });
  });
});

describe('what was sent', () => {
  it('is proven up to a number', () => {
    const outbox = new Outbox();
    outbox.sent(text('a'));
    const number = outbox.sent(text('b'));
    outbox.sent(text('c'));
    expect([number, outbox.lastNumber]).toEqual([2, 3]);
    outbox.prove(number);
    expect(outbox.hasUnproven).toBe(true);
    expect(outbox.giveUp()).toEqual([text('c')]);
    expect([outbox.hasUnproven, outbox.giveUp()]).toEqual([false, []]);
  });

  it('counts fingers, but does not report them', () => {
    const outbox = new Outbox();
    expect([outbox.sent(touch), outbox.sent(text('a'))]).toEqual([1, 2]);
    expect(outbox.giveUp()).toEqual([text('a')]);
  });

  it('is reported as a key that was pressed and let go of, but not the release of one that was pressed for sure', () => {
    const outbox = new Outbox();
    outbox.prove(outbox.sent(key('down', 66)));
    const unknown = [key('down', 67), key('up', 66), key('up', 67), key('up', 67), text('a')];
    for (const message of unknown) outbox.sent(message);
    expect(outbox.giveUp()).toEqual([key('down', 67), key('up', 67), text('a')]);
  });

  it('is lost at the end, together with what still waited', () => {
    const outbox = new Outbox();
    outbox.hold(text('waits'), 0);
    outbox.sent(text('sent'));
    expect(outbox.end()).toEqual([text('sent'), text('waits')]);
    expect(outbox.end()).toEqual([]);
  });
});
