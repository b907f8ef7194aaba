import { describe, expect, it } from 'vitest';
import { stageInput } from './input-stage.js';

const at = (clientX: number, clientY: number) => ({ clientX, clientY });

describe('fine samples', () => {
  const sample = (x: number, timeStamp: number) => ({
    ...at(x, 10),
    pointerId: 1,
    pointerType: 'mouse',
    timeStamp,
  });

  it('are taken as the device tells them', async () => {
    const { root, look } = await stageInput();
    root.pointer('down', 10, 10);
    root.window.pass(8);
    root.pointer('rawupdate', 11, 10);
    expect(look()).toEqual(['down 0 0@20,20', 'move 0 0@22,20']);
    // The pointermove of the frame brings nothing new.
    root.window.pass(8);
    root.pointer('move', 11, 10);
    expect(look()).toEqual([]);
  });

  it('keep the curve that the browser has merged', async () => {
    const { root, look } = await stageInput();
    root.pointer('down', 10, 10);
    root.window.pass(16);
    const samples = [sample(11, 1004), sample(12, 1008), sample(13, 1012), sample(14, 1016)];
    root.pointer('move', 14, 10, { getCoalescedEvents: () => samples });
    expect(look()).toEqual(['down 0 0@20,20', 'move 0 0@22,20', 'move 0 0@26,20']);
    root.window.drawFrame();
    expect(look()).toEqual(['move 0 0@28,20']);
  });

  it('are not asked for when the device was heard a moment ago', async () => {
    const { root, look } = await stageInput();
    root.pointer('down', 10, 10);
    root.window.pass(8);
    root.pointer('rawupdate', 20, 10);
    root.window.pass(8);
    root.pointer('move', 20, 10, { getCoalescedEvents: () => [sample(50, 1012)] });
    root.window.drawFrame();
    expect(look()).toEqual(['down 0 0@20,20', 'move 0 0@40,20']);
  });

  it('of a mouse without a button, and of an unknown pointer, are no finger’s', async () => {
    const { root, look } = await stageInput();
    root.pointer('rawupdate', 20, 10, { pointerId: 5, pointerType: 'touch' });
    root.pointer('down', 10, 10);
    look();
    root.window.pass(8);
    root.pointer('rawupdate', 20, 10, { buttons: 0 });
    expect(look()).toEqual([]);
  });
});

describe('the tool', () => {
  it('is a mouse, a finger, a pen or its eraser', async () => {
    const { session, root } = await stageInput();
    root.pointer('down', 10, 10);
    root.pointer('down', 20, 10, { pointerType: 'touch', pointerId: 2 });
    const pen = { pointerType: 'pen', pointerId: 3, pressure: 0.5, tiltX: 0, tiltY: 45 };
    root.pointer('down', 30, 10, pen);
    root.window.pass(8);
    root.pointer('move', 30, 10, { ...pen, buttons: 32, tiltY: -45 });
    const [mouse, finger, stylus] = lastPointers(session.sent);
    expect(mouse).toEqual({ id: 0, x: 20, y: 20, pressure: 1, toolType: 'mouse' });
    expect(finger).toEqual({ id: 1, x: 40, y: 20, pressure: 1 });
    expect(stylus).toMatchObject({ toolType: 'eraser', orientation: Math.PI });
  });
});

function lastPointers(messages: readonly object[]): readonly object[] {
  const last = messages.at(-1);
  return last && 'pointers' in last ? (last.pointers as object[]) : [];
}

describe('the other buttons of a mouse', () => {
  const press = { buttons: 0 };

  it('are Back and Home, and keep the browser from acting on them', async () => {
    const { root, look } = await stageInput();
    expect(root.pointer('down', 10, 10, { ...press, button: 2 })).toBe(true);
    expect(root.pointer('down', 10, 10, { ...press, button: 1 })).toBe(true);
    expect(root.pointer('down', 10, 10, { ...press, button: 3 })).toBe(true);
    expect(root.focusCount).toBe(3);
    const back = ['key down 4', 'key up 4'];
    expect(look()).toEqual([...back, 'key down 3', 'key up 3', ...back]);
    for (const type of ['pointerup', 'mousedown', 'mouseup', 'auxclick'])
      expect(root.fire(type, { ...at(10, 10), button: 3 })).toBe(true);
    // Forward has no key on a phone; it does not leave the page either.
    expect(root.pointer('down', 10, 10, { ...press, button: 4 })).toBe(true);
    expect(look()).toEqual([]);
  });

  it('do nothing where that is set', async () => {
    const { root, look } = await stageInput({ rightButton: 'none', middleButton: 'none' });
    for (const button of [1, 2])
      expect(root.pointer('down', 10, 10, { ...press, button })).toBe(false);
    expect(look()).toEqual([]);
  });

  it('are the page’s beside the picture, and those of a pen are no keys', async () => {
    const { root, look } = await stageInput();
    expect(root.pointer('down', 361, 10, { ...press, button: 2 })).toBe(false);
    root.pointer('down', 10, 10, { button: 2, pointerType: 'pen', pressure: 0 });
    expect(look()).toEqual([]);
  });

  it('press nothing while a finger is down', async () => {
    const { root, look } = await stageInput();
    root.pointer('down', 10, 10, { pointerType: 'touch', pointerId: 7 });
    look();
    expect(root.pointer('down', 20, 20, { ...press, button: 2 })).toBe(true);
    expect(look()).toEqual([]);
  });

  it('are the left one with Ctrl on a Mac, unless the right one is a finger', async () => {
    const mac = await stageInput({}, 'MacIntel');
    mac.root.pointer('down', 10, 10, { ctrlKey: true });
    expect(mac.look()).toEqual(['key down 4', 'key up 4']);
    const touching = await stageInput({ rightButton: 'touch' }, 'MacIntel');
    touching.root.pointer('down', 10, 10, { ctrlKey: true });
    expect(touching.look()).toEqual(['down 0 0@20,20']);
  });

  it('open no context menu over the picture, and one beside it and for watchers', async () => {
    const { session, root } = await stageInput();
    expect(root.fire('contextmenu', at(10, 10))).toBe(true);
    expect(root.fire('contextmenu', at(361, 10))).toBe(false);
    session.role = 'watch';
    expect(root.fire('contextmenu', at(10, 10))).toBe(false);
    expect(root.pointer('down', 10, 10, { ...press, button: 2 })).toBe(false);
  });
});

describe('hovering', () => {
  const over = { buttons: 0, tiltX: 0, tiltY: 0 };

  it('enters, moves within the budget and leaves', async () => {
    const { session, root, look } = await stageInput();
    root.pointer('move', 10, 10, over);
    expect(session.sent).toEqual([
      {
        type: 'hover',
        action: 'enter',
        x: 20,
        y: 20,
        width: 720,
        height: 1280,
        toolType: 'mouse',
      },
    ]);
    look();
    for (let x = 11; x <= 20; x++) {
      root.pointer('move', x, 10, over);
      root.window.pass(1);
    }
    expect(look()).toEqual(['hover move 22,20', 'hover move 38,20']);
    root.fire('pointerleave', { pointerId: 1 });
    root.window.drawFrame();
    expect(look()).toEqual(['hover move 40,20', 'hover exit 40,20']);
  });

  it('ends before a finger comes down, beside the picture, and with a release', async () => {
    const { root, look } = await stageInput();
    root.pointer('move', 10, 10, over);
    root.pointer('down', 10, 10);
    root.pointer('up', 10, 10);
    root.pointer('move', 10, 10, over);
    root.pointer('move', 400, 10, over);
    root.pointer('move', 10, 10, over);
    root.window.dispatchEvent(new Event('blur'));
    const enter = 'hover enter 20,20';
    const exit = 'hover exit 20,20';
    expect(look()).toEqual([
      enter,
      exit,
      'down 0 0@20,20',
      'up 0 0@20,20',
      enter,
      exit,
      enter,
      exit,
    ]);
  });

  it('is not for fingers, and not while one is down', async () => {
    const { root, look } = await stageInput();
    root.pointer('move', 10, 10, { ...over, pointerType: 'touch' });
    root.pointer('down', 10, 10, { pointerType: 'touch', pointerId: 2 });
    root.pointer('move', 20, 20, over);
    expect(look()).toEqual(['down 0 0@20,20']);
  });
});
