import { describe, expect, it } from 'vitest';
import { stageInput } from './input-stage.js';

const ctrl = { ctrlKey: true };
const shift = { shiftKey: true };

describe('a drag with Ctrl', () => {
  it('is a pinch with the screen’s centre in the middle, and shows its fingers', async () => {
    const { root, look } = await stageInput();
    expect(root.pointer('down', 100, 100, ctrl)).toBe(true);
    expect(root.stage.parts.map(({ attributes }) => attributes.part)).toEqual([
      'touch-point',
      'touch-point',
    ]);
    root.window.pass(8);
    root.pointer('move', 50, 100, ctrl);
    expect(root.stage.parts.map(({ style }) => [style.left, style.top])).toEqual([
      [`${(100 * 100) / 720}%`, `${(100 * 200) / 1280}%`],
      [`${(100 * 620) / 720}%`, `${(100 * 1080) / 1280}%`],
    ]);
    root.pointer('up', 50, 100, ctrl);
    expect(look()).toEqual([
      'down 0 0@200,200',
      'pointer-down 1 0@200,200 1@520,1080',
      'move 0 0@100,200 1@620,1080',
      'pointer-up 1 0@100,200 1@620,1080',
      'up 0 0@100,200',
    ]);
    expect(root.stage.parts).toEqual([]);
  });

  it('ends when the key goes up, and what the mouse does then is nobody’s', async () => {
    const { root, look } = await stageInput();
    root.pointer('down', 100, 100, ctrl);
    look();
    const keyUp = (properties: object) =>
      root.window.dispatchEvent(
        Object.assign(new Event('keyup'), { ctrlKey: false, ...properties }),
      );
    keyUp({ key: 'a', ctrlKey: true });
    expect(look()).toEqual([]);
    keyUp({ key: 'Control' });
    root.pointer('move', 50, 100);
    root.pointer('up', 50, 100);
    root.window.drawFrame();
    expect(look()).toEqual(['pointer-up 1 0@200,200 1@520,1080', 'up 0 0@200,200']);
    expect(root.stage.parts).toEqual([]);
  });

  it('ends at the first move that knows of the key no more', async () => {
    const { root, look } = await stageInput();
    root.pointer('down', 100, 100, ctrl);
    look();
    root.pointer('move', 50, 100);
    expect(look()).toEqual(['pointer-up 1 0@200,200 1@520,1080', 'up 0 0@200,200']);
  });

  it.each(['pointercancel', 'lostpointercapture'])('is cancelled by %s', async (type) => {
    const { root, look } = await stageInput();
    root.pointer('down', 100, 100, ctrl);
    look();
    root.fire(type, { pointerId: 1 });
    expect(look()).toEqual(['pointer-up 1 0@200,200 1@520,1080', 'cancel 0 0@200,200']);
  });

  it('is released with everything else', async () => {
    const { root, look } = await stageInput();
    root.pointer('down', 100, 100, ctrl);
    look();
    root.window.dispatchEvent(new Event('blur'));
    root.pointer('move', 50, 100, ctrl);
    root.pointer('up', 50, 100, ctrl);
    expect(look()).toEqual(['cancel 0 0@200,200 1@520,1080']);
    expect(root.stage.parts).toEqual([]);
  });

  it('is one with Command on a Mac', async () => {
    const { root, look } = await stageInput({}, 'MacIntel');
    root.pointer('down', 100, 100, { metaKey: true });
    expect(look()).toHaveLength(2);
  });
});

describe('a drag with Shift', () => {
  it('is one of two parallel fingers, with the second where there is more room', async () => {
    const { root, look } = await stageInput();
    root.pointer('down', 100, 100, shift);
    root.window.pass(8);
    root.pointer('move', 100, 200, shift);
    root.pointer('up', 100, 200, shift);
    root.pointer('down', 300, 100, shift);
    expect(look()).toEqual([
      'down 0 0@200,200',
      'pointer-down 1 0@200,200 1@344,200',
      'move 0 0@200,400 1@344,400',
      'pointer-up 1 0@200,400 1@344,400',
      'up 0 0@200,400',
      'down 0 0@600,200',
      'pointer-down 1 0@600,200 1@456,200',
    ]);
  });
});

describe('desktop gestures', () => {
  it('are plain drags where they are off, and with a real finger', async () => {
    const off = await stageInput({ desktopGestures: false });
    off.root.pointer('down', 100, 100, ctrl);
    expect(off.look()).toEqual(['down 0 0@200,200']);
    const on = await stageInput();
    on.root.pointer('down', 100, 100, { ...ctrl, pointerType: 'touch' });
    expect(on.look()).toEqual(['down 0 0@200,200']);
  });

  it('begin on the picture only', async () => {
    const { root, look } = await stageInput();
    expect(root.pointer('down', 361, 100, ctrl)).toBe(false);
    expect(look()).toEqual([]);
  });
});
