import { describe, expect, it } from 'vitest';
import { stageInput } from './input-stage.js';

const still = { deltaX: 0, deltaY: 0, deltaMode: 0, wheelDeltaX: 0, wheelDeltaY: 0 };
const wheel = { clientX: 100, clientY: 150, ctrlKey: false, ...still };
/** One notch down of a wheel, and a bit of a trackpad. */
const notch = { ...wheel, deltaY: 100, wheelDeltaY: -120 };
const stroke = { ...wheel, deltaY: 4, wheelDeltaY: -12 };

describe('a wheel with notches', () => {
  it('scrolls the phone and not the page, with whole notches', async () => {
    const { session, root } = await stageInput();
    expect(root.fire('wheel', notch)).toBe(true);
    expect(session.sent).toEqual([
      { type: 'scroll', x: 200, y: 300, width: 720, height: 1280, notchesY: 1 },
    ]);
    root.fire('wheel', { ...notch, clientX: 110, deltaY: 150, wheelDeltaY: -240 });
    root.fire('wheel', { ...notch, clientX: 120, deltaY: 150, wheelDeltaY: -240 });
    expect(session.sent).toHaveLength(1);
    root.window.drawFrame();
    expect(session.sent.slice(1)).toMatchObject([{ x: 240, notchesY: 3 }]);
  });

  it('scrolls at the place under the pointer in a view that is turned, too', async () => {
    const { root, look } = await stageInput();
    // An upright phone, shown turned counter-clockwise in 640 × 360 px.
    root.mapping = {
      toDevice: { a: 0, b: 2, c: -2, d: 0, e: 720, f: 0 },
      device: { width: 720, height: 1280 },
    };
    root.fire('wheel', notch);
    expect(look()).toEqual(['scroll 1 420,200']);
  });

  it('swipes sideways, for which there is no message', async () => {
    const { root, look } = await stageInput();
    root.fire('wheel', { ...wheel, clientX: 140, deltaX: 100, wheelDeltaX: -120 });
    root.window.pass(200);
    expect(look()).toEqual(['down 0 0@280,300', 'move 0 0@80,300', 'up 0 0@80,300']);
  });

  it('swipes where that is set', async () => {
    const { root, look } = await stageInput({ wheel: 'swipe' });
    root.fire('wheel', notch);
    expect(look()).toEqual(['down 0 0@200,448', 'move 0 0@200,248']);
  });
});

describe('a wheel over a phone that knows none', () => {
  it('swipes', async () => {
    const { session, root, look } = await stageInput();
    session.lacks = ['scroll'];
    root.fire('wheel', notch);
    expect(look()).toEqual(['down 0 0@200,448', 'move 0 0@200,248']);
  });
});

describe('a trackpad', () => {
  it('is followed by a finger to the pixel, which rests before it is lifted', async () => {
    const { root, look } = await stageInput();
    for (let turn = 0; turn < 6; turn++) {
      expect(root.fire('wheel', stroke)).toBe(true);
      root.window.pass(16);
    }
    expect(look()).toEqual([
      // Less might be a tap.
      'down 0 0@200,448',
      'move 0 0@200,424',
      'move 0 0@200,416',
      'move 0 0@200,408',
      'move 0 0@200,400',
    ]);
    root.window.pass(130);
    expect(look()).toEqual([]);
    root.window.pass(10);
    expect(look()).toEqual(['up 0 0@200,400']);
    expect(root.window.waitingTimers).toBe(0);
  });

  it('rests from when the phone has been told where the finger went, or it would be a fling', async () => {
    const { session, root, look } = await stageInput({ wheel: 'swipe' });
    session.bufferedAmount = 5000;
    root.fire('wheel', notch);
    root.window.pass(400);
    expect(look()).toEqual(['down 0 0@200,448']);
    session.bufferedAmount = 0;
    root.window.drawFrame();
    expect(look()).toEqual(['move 0 0@200,248']);
    root.window.pass(100);
    expect(look()).toEqual([]);
    root.window.pass(100);
    expect(look()).toEqual(['up 0 0@200,248']);
  });

  it('goes on as one also where a stroke looks like a notch', async () => {
    const { root, look } = await stageInput();
    root.fire('wheel', { ...stroke, deltaX: 9, deltaY: 30 });
    look();
    root.window.pass(16);
    root.fire('wheel', notch);
    expect(look()).toEqual(['move 0 0@182,188']);
    root.window.pass(1000);
    look();
    root.fire('wheel', notch);
    expect(look()).toEqual(['scroll 1 200,300']);
  });

  it('scrolls by message where that is set', async () => {
    const { root, look } = await stageInput({ wheel: 'scroll' });
    for (let turn = 0; turn < 30; turn++) {
      root.fire('wheel', { ...stroke, deltaX: 1 });
      root.window.pass(16);
    }
    expect(look()).toEqual(['scroll 1 200,300']);
  });

  it('starts anew without a fling where the finger would leave the picture', async () => {
    const { root, look } = await stageInput();
    root.fire('wheel', { ...stroke, deltaY: 300 });
    expect(look()).toEqual([
      'down 0 0@200,448',
      'move 0 0@200,38.4',
      'cancel 0 0@200,38.4',
      'down 0 0@200,448',
      'move 0 0@200,257.6',
    ]);
  });

  it('gives way to a real finger, and waits for it', async () => {
    const { root, look } = await stageInput();
    root.fire('wheel', { ...stroke, deltaY: 20 });
    look();
    root.pointer('down', 10, 10, { pointerType: 'touch' });
    expect(look()).toEqual(['cancel 0 0@200,408', 'down 0 0@20,20']);
    expect(root.fire('wheel', { ...stroke, deltaY: 20 })).toBe(true);
    root.window.pass(500);
    root.pointer('up', 10, 10, { pointerType: 'touch' });
    expect(look()).toEqual(['up 0 0@20,20']);
  });

  it('is released with everything else', async () => {
    const { root, look } = await stageInput();
    root.fire('wheel', { ...stroke, deltaY: 20 });
    look();
    root.window.dispatchEvent(new Event('blur'));
    root.window.pass(500);
    expect([look(), root.window.waitingTimers]).toEqual([['cancel 0 0@200,408'], 0]);
  });
});

describe('a pinch on a trackpad', () => {
  const apart = { ...wheel, ctrlKey: true, deltaY: -10 };

  it('zooms the page unless it is told to be the phone’s', async () => {
    const { root, look } = await stageInput();
    expect(root.fire('wheel', apart)).toBe(false);
    expect(look()).toEqual([]);
  });

  it('is one on the phone where that is set', async () => {
    const { session, root, look } = await stageInput({ trackpadPinch: 'phone' });
    expect(root.fire('wheel', apart)).toBe(true);
    const spans = () =>
      session.sent.map((message) => {
        if (message.type !== 'touch') return message.type;
        const [first, second] = message.pointers;
        return `${message.action} ${Math.round((second?.x ?? Number.NaN) - (first?.x ?? 0))}`;
      });
    expect(spans()).toEqual(['down NaN', 'pointer-down 216', 'move 239']);
    session.sent.length = 0;
    root.window.pass(16);
    // Past the greatest distance it starts anew.
    for (let turn = 0; turn < 5; turn++) {
      root.fire('wheel', { ...apart, deltaY: -100 });
      root.window.pass(16);
    }
    expect(spans()).toEqual([
      'move 307',
      'move 394',
      'move 505',
      'pointer-up 505',
      'cancel NaN',
      'down NaN',
      'pointer-down 216',
      'move 277',
      'move 356',
    ]);
    look();
    root.window.pass(150);
    expect(look().map((line) => line.split(' ')[0])).toEqual(['pointer-up', 'up']);
  });
});

describe('a turn that is not the phone’s', () => {
  it.each([
    ['beside the picture', { clientX: 361 }],
    ['with Ctrl, which zooms the page', { ctrlKey: true }],
  ])('is left to the page %s', async (_name, change) => {
    const { root, look } = await stageInput();
    for (const event of [notch, stroke])
      expect(root.fire('wheel', { ...event, ...change })).toBe(false);
    root.window.drawFrame();
    expect(look()).toEqual([]);
  });

  it('is left to the page of one who watches', async () => {
    const { session, root } = await stageInput();
    session.role = 'watch';
    expect(root.fire('wheel', notch)).toBe(false);
  });
});
