import { setMaxListeners } from 'node:events';
import { describe, expect, it } from 'vitest';
import { attachInput } from '../../../../src/client/input/attach-input.js';
import type { InputOptions } from '../../../../src/client/input/input-options.js';
import { attachKeyboard } from '../../../../src/client/input/keyboard-input.js';
import { TelepadError } from '../../../../src/core/errors.js';
import { FakeRoot, FakeSession, inShort } from '../fake-page.js';

// Node warns of more than ten listeners on one signal; here they are meant.
setMaxListeners(20);

function setUp(options: InputOptions = {}) {
  const session = new FakeSession();
  const root = new FakeRoot();
  const detach = attachInput(session.asSession(), root.asSurface(), options, async () => ({
    attachMoreInput: () => [],
  }));
  // At once, although it is loaded later.
  detach.context.add(attachKeyboard(detach.context));
  return { session, root, detach, look: () => inShort(session.sent) };
}

describe('a pointer', () => {
  it('is captured, focuses the view, and is a finger in device px', () => {
    const { session, root } = setUp();
    expect(root.pointer('down', 100, 50)).toBe(true);
    expect(root.captured).toEqual([1]);
    expect(root.focusCount).toBe(1);
    expect(session.sent).toEqual([
      {
        type: 'touch',
        action: 'down',
        actionIndex: 0,
        pointers: [{ id: 0, x: 200, y: 100, pressure: 1 }],
        width: 720,
        height: 1280,
      },
    ]);
  });

  it('moves at once, and then some 125 times a second at most, to its newest position', () => {
    const { root, look } = setUp();
    root.pointer('down', 10, 10);
    // A mouse that tells its place a thousand times a second.
    for (let x = 11; x <= 30; x++) {
      root.pointer('move', x, 10);
      root.window.pass(1);
    }
    expect(look()).toEqual([
      'down 0 0@20,20',
      'move 0 0@22,20',
      'move 0 0@38,20',
      'move 0 0@54,20',
    ]);
    root.window.drawFrame();
    expect(look()).toEqual(['move 0 0@60,20']);
    root.window.drawFrame();
    expect([look(), root.window.waitingFrames]).toEqual([[], 0]);
  });

  it('waits for another frame when the budget was spent just before this one', () => {
    const { root, look } = setUp();
    root.pointer('down', 10, 10);
    root.pointer('move', 11, 10);
    root.window.pass(1);
    root.pointer('move', 12, 10);
    root.window.now -= 12;
    root.window.drawFrame();
    expect(look()).toEqual(['down 0 0@20,20', 'move 0 0@22,20']);
    root.window.drawFrame();
    expect(look()).toEqual(['move 0 0@24,20']);
  });

  it('does not move while the channel is full, but still goes up in order', () => {
    const { session, root, look } = setUp();
    root.pointer('down', 10, 10);
    session.bufferedAmount = 5000;
    for (let x = 11; x <= 30; x++) {
      root.pointer('move', x, 10);
      root.window.pass(10);
      root.window.drawFrame();
    }
    expect(look()).toEqual(['down 0 0@20,20']);
    root.pointer('down', 50, 60, { pointerId: 2 });
    root.pointer('up', 30, 10);
    expect(look()).toEqual([
      'move 0 0@60,20',
      'pointer-down 1 0@60,20 1@100,120',
      'pointer-up 0 0@60,20 1@100,120',
    ]);
    root.pointer('move', 70, 60, { pointerId: 2 });
    root.window.drawFrame();
    expect(look()).toEqual([]);
    session.bufferedAmount = 0;
    root.window.drawFrame();
    expect(look()).toEqual(['move 0 1@140,120']);
  });

  it('is measured at its down and after the page moved, and not in between', () => {
    const { root } = setUp();
    root.pointer('down', 10, 10);
    for (let x = 11; x <= 30; x++) root.pointer('move', x, 10);
    expect(root.measurements).toBe(1);
    root.window.dispatchEvent(new Event('scroll'));
    root.pointer('move', 40, 10);
    root.pointer('move', 41, 10);
    expect(root.measurements).toBe(2);
    root.window.dispatchEvent(new Event('resize'));
    root.pointer('up', 41, 10);
    expect(root.measurements).toBe(3);
  });

  it('starts on the picture only, and is clamped to it when it leaves', () => {
    const { root, look } = setUp();
    expect(root.pointer('down', 361, 10)).toBe(false);
    root.pointer('move', 100, 10);
    root.pointer('up', 100, 10);
    expect(look()).toEqual([]);
    root.pointer('down', 100, 10);
    root.pointer('up', 900, -40);
    expect(look()).toEqual(['down 0 0@200,20', 'move 0 0@719,0', 'up 0 0@719,0']);
  });

  it('with another button is not a finger', () => {
    const { root, look } = setUp();
    for (const button of [1, 2, 5]) root.pointer('down', 100, 10, { button });
    root.pointer('down', 100, 10, { pointerType: 'pen', button: 2, buttons: 2, pressure: 0 });
    expect(look()).toEqual([]);
  });

  it('with the right button is a finger where that is set', () => {
    const { root, look } = setUp({ rightButton: 'touch' });
    root.pointer('down', 10, 10, { button: 2, buttons: 2 });
    root.pointer('move', 20, 10, { buttons: 2 });
    root.pointer('up', 20, 10, { button: 2 });
    expect(look()).toEqual(['down 0 0@20,20', 'move 0 0@40,20', 'up 0 0@40,20']);
  });

  it('is left to the part that took it first', () => {
    const { root, look } = setUp();
    root.addEventListener('pointerdown', (event) => event.preventDefault(), { capture: true });
    root.pointer('down', 10, 10);
    expect(look()).toEqual([]);
  });

  it('goes up when its left button does, though another one stays down', () => {
    const { root, look } = setUp();
    root.pointer('down', 10, 10);
    root.pointer('move', 10, 10, { buttons: 3 });
    root.pointer('move', 10, 10, { buttons: 2 });
    root.pointer('up', 10, 10, { button: 2 });
    expect(look()).toEqual(['down 0 0@20,20', 'up 0 0@20,20']);
  });

  it('presses as hard as the pen says', () => {
    const { session, root } = setUp();
    root.pointer('down', 10, 10, { pointerType: 'pen', pressure: 0.25 });
    root.window.pass(8);
    root.pointer('move', 10, 10, { pointerType: 'pen', pressure: 0.75 });
    expect(session.sent).toMatchObject([
      { action: 'down', pointers: [{ pressure: 0.25 }] },
      { action: 'move', pointers: [{ pressure: 0.75 }] },
    ]);
  });

  it.each(['pointercancel', 'lostpointercapture'])('is cancelled by %s', (type) => {
    const { root, look } = setUp();
    root.pointer('down', 10, 10);
    root.fire(type, { pointerId: 1 });
    root.pointer('up', 10, 10);
    expect(look()).toEqual(['down 0 0@20,20', 'cancel 0 0@20,20']);
  });

  it('is not cancelled by the end of its capture after its up', () => {
    const { root, look } = setUp();
    root.pointer('down', 10, 10);
    root.pointer('up', 10, 10);
    root.fire('lostpointercapture', { pointerId: 1 });
    expect(look()).toEqual(['down 0 0@20,20', 'up 0 0@20,20']);
  });

  it('does nothing before there is a picture', () => {
    const { root, look } = setUp();
    root.mapping = undefined;
    expect(root.pointer('down', 10, 10)).toBe(false);
    expect(look()).toEqual([]);
  });
});

describe('the keyboard', () => {
  it('types and presses, and keeps from the browser only what the phone took', () => {
    const { root, look } = setUp();
    expect(root.key('down', 'a', 'KeyA')).toBe(true);
    expect(root.key('up', 'a', 'KeyA')).toBe(false);
    expect(root.key('down', 'Enter', 'Enter')).toBe(true);
    expect(root.key('up', 'Enter', 'Enter')).toBe(true);
    expect(root.key('down', 'Tab', 'Tab')).toBe(false);
    expect(root.key('down', 'v', 'KeyV', { ctrlKey: true })).toBe(false);
    expect(look()).toEqual(['text a', 'key down 66', 'key up 66']);
  });

  it('pastes text', () => {
    const { root, look } = setUp();
    const clipboardData = { getData: (type: string) => (type === 'text/plain' ? 'a\nb 👋' : '') };
    expect(root.fire('paste', { clipboardData })).toBe(true);
    expect(root.fire('paste', { clipboardData: { getData: () => '' } })).toBe(false);
    expect(look()).toEqual(['text a\nb 👋']);
  });

  it('goes by Mac rules on a Mac', () => {
    const session = new FakeSession();
    const root = new FakeRoot();
    const { context } = attachInput(session.asSession(), root.asSurface(), {}, async () => ({
      attachMoreInput: () => [],
    }));
    root.window.navigator.platform = 'MacIntel';
    context.add(attachKeyboard(context));
    root.key('down', '@', 'KeyL', { altKey: true });
    expect(inShort(session.sent)).toEqual(['text @']);
  });
});

describe('whatever is held', () => {
  const ways: readonly (readonly [string, (made: ReturnType<typeof setUp>) => void])[] = [
    ['the window loses the focus', ({ root }) => root.window.dispatchEvent(new Event('blur'))],
    [
      'the user is about to leave the page',
      ({ root }) => root.window.dispatchEvent(new Event('beforeunload')),
    ],
    ['the user leaves', ({ root }) => root.window.dispatchEvent(new Event('pagehide'))],
    [
      'the page is hidden',
      ({ root }) => root.ownerDocument.dispatchEvent(new Event('visibilitychange')),
    ],
    ['the session is about to lose its connection', ({ session }) => session.emit('release')],
    ['input is detached', ({ detach }) => detach()],
  ];
  it.each(ways)('is released when %s', (_name, happen) => {
    const made = setUp();
    const { root, look } = made;
    root.pointer('down', 10, 10);
    root.pointer('down', 20, 20, { pointerId: 2 });
    root.key('down', 'ArrowUp', 'ArrowUp');
    look();
    happen(made);
    root.pointer('move', 30, 30);
    root.pointer('up', 30, 30);
    root.key('up', 'ArrowUp', 'ArrowUp');
    root.window.drawFrame();
    expect(look()).toEqual(['cancel 0 0@20,20 1@40,40', 'key up 19']);
  });

  it('on the keyboard is released when the view loses the focus; fingers stay', () => {
    const { root, look } = setUp();
    root.pointer('down', 10, 10);
    root.key('down', 'ArrowUp', 'ArrowUp');
    const inside = {};
    root.children.add(inside);
    root.fire('focusout', { relatedTarget: inside });
    expect(look()).toEqual(['down 0 0@20,20', 'key down 19']);
    root.fire('focusout', { relatedTarget: null });
    root.pointer('up', 10, 10);
    expect(look()).toEqual(['key up 19', 'up 0 0@20,20']);
  });
});

describe('a session that takes no input', () => {
  it.each(['watch', 'recovering', 'negotiating'] as const)(
    '(%s) leaves events to the page',
    (why) => {
      const { session, root, look } = setUp();
      if (why === 'watch') session.role = why;
      else session.state = why;
      session.hasBeenLive = why === 'watch';
      expect(root.pointer('down', 10, 10)).toBe(false);
      expect(root.key('down', 'a', 'KeyA')).toBe(false);
      expect(root.fire('paste', { clipboardData: { getData: () => 'x' } })).toBe(false);
      root.window.drawFrame();
      expect(look()).toEqual([]);
    },
  );

  it('recovers: takes the keyboard, whose text waits, and leaves the rest to the page', () => {
    const { session, root, look } = setUp();
    session.state = 'recovering';
    expect(root.pointer('down', 10, 10)).toBe(false);
    expect(root.key('down', ' ', 'Space')).toBe(true);
    expect(root.key('down', 'Enter', 'Enter')).toBe(true);
    expect(root.fire('paste', { clipboardData: { getData: () => 'x' } })).toBe(true);
    expect(look()).toEqual(['text  ', 'key down 66', 'text x']);
    session.state = 'closed';
    expect(root.key('down', 'a', 'KeyA')).toBe(false);
  });

  it('leaves touch scrolling and the tab order to the page once it says that it only watches', () => {
    const { session, root } = setUp();
    const look = () => [
      root.stage.style.touchAction,
      root.stage.style.pointerEvents,
      root.tabIndex,
    ];
    expect(look()).toEqual(['none', 'auto', 0]);
    session.role = 'watch';
    session.move('preparing');
    expect(look()).toEqual(['', 'none', -1]);
    expect(root.style.touchAction).toBeUndefined();
  });

  it('breaks no handler, and starts no gesture in its middle', () => {
    const { session, root, look } = setUp();
    session.failure = new TelepadError('not_connected', 'There is no connection.');
    root.pointer('down', 10, 10);
    root.key('down', 'a', 'KeyA');
    session.failure = undefined;
    root.pointer('move', 20, 20);
    root.window.drawFrame();
    root.pointer('up', 20, 20);
    expect(look()).toEqual([]);
    root.pointer('down', 30, 30);
    expect(look()).toEqual(['down 0 0@60,60']);
  });
});

describe('what is loaded later', () => {
  it('is asked for again when the view gets the focus, if it did not load, and never twice', async () => {
    const root = new FakeRoot();
    let attempts = 0;
    let attached = 0;
    const load = async () => {
      attempts += 1;
      if (attempts === 1) throw new Error('offline');
      return {
        attachMoreInput: () => {
          attached += 1;
          return [];
        },
      };
    };
    attachInput(new FakeSession().asSession(), root.asSurface(), {}, load);
    await Promise.resolve();
    await Promise.resolve();
    for (let focus = 0; focus < 3; focus++) {
      root.fire('focusin');
      await Promise.resolve();
      await Promise.resolve();
    }
    expect([attempts, attached]).toEqual([2, 1]);
  });
});

describe('detaching', () => {
  it('leaves no listener and no frame behind, also the second time', () => {
    const { session, root, detach, look } = setUp();
    root.pointer('down', 10, 10);
    root.pointer('move', 20, 20);
    detach();
    detach();
    look();
    expect(session.listenerCount).toBe(0);
    expect(root.window.waitingFrames).toBe(0);
    root.pointer('down', 10, 10);
    root.key('down', 'a', 'KeyA');
    root.window.dispatchEvent(new Event('blur'));
    expect(look()).toEqual([]);
  });
});
