import { describe, expect, it } from 'vitest';
import type { JoystickControl } from '../../../../src/core/game/profile.js';
import { gameStage } from './game-stage.js';

const at = { x: 0.5, y: 0.25 };

describe('a tap', () => {
  it('is short, however long its key is held', () => {
    const stage = gameStage([{ kind: 'tap', ...at, sources: ['Space'] }]);
    expect(stage.press('Space')).toBe(true);
    expect(stage.look()).toEqual(['down 0@500,500']);
    expect(stage.pass(40)).toBe(true);
    expect(stage.look()).toEqual([]);
    expect(stage.pass(10)).toBe(false);
    expect(stage.look()).toEqual(['up 0@500,500']);
    stage.pass(500);
    stage.release('Space');
    expect(stage.look()).toEqual([]);
  });

  it('lasts as long as it should, also when its key is released before', () => {
    const stage = gameStage([{ kind: 'tap', ...at, sources: ['Space'], durationMs: 100 }]);
    stage.press('Space');
    stage.pass(10);
    stage.release('Space');
    stage.pass(80);
    expect(stage.look()).toEqual(['down 0@500,500']);
    stage.pass(10);
    expect(stage.look()).toEqual(['up 0@500,500']);
  });

  it('counts every press of a key that is faster than the tap', () => {
    const stage = gameStage([{ kind: 'tap', ...at, sources: ['Space', 'GamepadA'] }]);
    stage.press('Space');
    stage.release('Space');
    stage.press('Space');
    stage.press('GamepadA');
    stage.pass(100);
    expect(stage.look()).toEqual([
      'down 0@500,500',
      'up 0@500,500',
      'down 0@500,500',
      'up 0@500,500',
      'down 0@500,500',
      'up 0@500,500',
    ]);
  });

  it('ignores the repeats of a key that is held', () => {
    const stage = gameStage([{ kind: 'tap', ...at, sources: ['Space'] }]);
    for (let count = 0; count < 5; count++) expect(stage.press('Space')).toBe(true);
    stage.pass(100);
    expect(stage.look()).toHaveLength(2);
  });

  it('fires again and again while its key is held, and not more often than it should', () => {
    const stage = gameStage([{ kind: 'tap', ...at, sources: ['Space'], repeatPerSecond: 10 }]);
    stage.press('Space');
    expect(stage.pass(940)).toBe(true);
    expect(stage.look().filter((line) => line.startsWith('down'))).toHaveLength(10);
    stage.release('Space');
    expect(stage.pass(500)).toBe(false);
    expect(stage.look()).toEqual(['up 0@500,500']);
  });

  it('never fires before the finger of the time before was lifted', () => {
    const stage = gameStage([
      { kind: 'tap', ...at, sources: ['Space'], repeatPerSecond: 25, durationMs: 100 },
    ]);
    stage.press('Space');
    stage.pass(590);
    // 100 ms down and 20 ms up each.
    expect(stage.look().filter((line) => line.startsWith('down'))).toHaveLength(5);
  });

  it('fires until it is pressed again where that is wanted', () => {
    const stage = gameStage([
      { kind: 'tap', ...at, sources: ['KeyF'], repeatPerSecond: 10, toggle: true },
    ]);
    stage.press('KeyF');
    stage.release('KeyF');
    stage.pass(340);
    expect(stage.look().filter((line) => line.startsWith('down'))).toHaveLength(4);
    stage.press('KeyF');
    stage.release('KeyF');
    expect(stage.pass(500)).toBe(false);
    expect(stage.look()).toEqual(['up 0@500,500']);
  });
});

describe('a hold', () => {
  it('stays as long as its key', () => {
    const stage = gameStage([{ kind: 'hold', ...at, sources: ['KeyE'] }]);
    stage.press('KeyE');
    stage.press('KeyE');
    stage.pass(3000);
    expect(stage.look()).toEqual(['down 0@500,500']);
    expect(stage.release('KeyE')).toBe(true);
    expect(stage.release('KeyE')).toBe(false);
    expect(stage.look()).toEqual(['up 0@500,500']);
  });

  it('stays until the last of its sources is released', () => {
    const stage = gameStage([{ kind: 'hold', ...at, sources: ['KeyE', 'GamepadB'] }]);
    stage.press('KeyE');
    stage.press('GamepadB');
    stage.release('KeyE');
    expect(stage.look()).toEqual(['down 0@500,500']);
    stage.release('GamepadB');
    expect(stage.look()).toEqual(['up 0@500,500']);
  });

  it('stays until it is pressed again where that is wanted', () => {
    const stage = gameStage([{ kind: 'hold', ...at, sources: ['KeyC'], toggle: true }]);
    stage.press('KeyC');
    stage.release('KeyC');
    expect(stage.look()).toEqual(['down 0@500,500']);
    stage.press('KeyC');
    stage.release('KeyC');
    expect(stage.look()).toEqual(['up 0@500,500']);
  });
});

describe('a swipe', () => {
  it('travels from here to there in its time', () => {
    const stage = gameStage([
      { kind: 'swipe', x: 0.1, y: 0.5, toX: 0.5, toY: 0.3, sources: ['KeyQ'], durationMs: 40 },
    ]);
    stage.press('KeyQ');
    stage.release('KeyQ');
    expect(stage.pass(100)).toBe(false);
    expect(stage.look()).toEqual([
      'down 0@100,1000',
      'move 0@200,900',
      'move 0@300,800',
      'move 0@400,700',
      'move 0@500,600',
      'up 0@500,600',
    ]);
  });
});

describe('a joystick', () => {
  const joystick: JoystickControl = {
    kind: 'joystick',
    x: 0.2,
    y: 0.4,
    radius: 0.1,
    up: ['KeyW', 'ArrowUp'],
    down: ['KeyS'],
    left: ['KeyA'],
    right: ['KeyD'],
    stick: 'GamepadLeftStick',
  };
  const diagonal = 70.71;

  it.each([
    [['KeyW'], 0, -100],
    [['KeyS'], 0, 100],
    [['KeyA'], -100, 0],
    [['KeyD'], 100, 0],
    [['KeyW', 'KeyA'], -diagonal, -diagonal],
    [['KeyW', 'KeyD'], diagonal, -diagonal],
    [['KeyS', 'KeyA'], -diagonal, diagonal],
    [['KeyS', 'KeyD'], diagonal, diagonal],
    [['KeyA', 'KeyD'], 0, 0],
    [['KeyW', 'KeyA', 'KeyD'], 0, -100],
    [['KeyW', 'ArrowUp'], 0, -100],
  ])('leans by %j as far as every other way', (keys, x, y) => {
    const stage = gameStage([joystick]);
    for (const key of keys) stage.press(key);
    stage.tracker.flush();
    const [pointer] = stage.sent.at(-1)?.pointers ?? [];
    expect(pointer?.x).toBeCloseTo(200 + x, 1);
    expect(pointer?.y).toBeCloseTo(800 + y, 1);
    for (const key of keys) stage.release(key);
    expect(stage.look().at(-1)).toMatch(/^up /);
  });

  it('comes down in its centre, turns, and lifts with the last key', () => {
    const stage = gameStage([joystick]);
    stage.press('KeyW');
    expect(stage.look()).toEqual(['down 0@200,800', 'move 0@200,700']);
    stage.press('KeyD');
    expect(stage.look()).toEqual(['move 0@271,729']);
    stage.release('KeyW');
    expect(stage.look()).toEqual(['move 0@300,800']);
    stage.release('KeyD');
    expect(stage.look()).toEqual(['up 0@300,800']);
  });

  it('leans as far as the stick, which keys outdo', () => {
    const stage = gameStage([joystick]);
    stage.touch.lean('GamepadLeftStick', 0.5, 0);
    expect(stage.look()).toEqual(['down 0@200,800', 'move 0@250,800']);
    stage.press('KeyS');
    expect(stage.look()).toEqual(['move 0@200,900']);
    stage.release('KeyS');
    expect(stage.look()).toEqual(['move 0@250,800']);
    stage.touch.lean('GamepadLeftStick', 0, 0);
    expect(stage.look()).toEqual(['up 0@250,800']);
  });

  it('travels where that is wanted: one radius in 80 ms', () => {
    const stage = gameStage([{ ...joystick, movement: 'smooth' }]);
    stage.press('KeyD');
    expect(stage.pass(40)).toBe(true);
    expect(stage.look()).toEqual([
      'down 0@200,800',
      'move 0@213,800',
      'move 0@225,800',
      'move 0@238,800',
      'move 0@250,800',
    ]);
    expect(stage.pass(40)).toBe(false);
    expect(stage.look().at(-1)).toBe('move 0@300,800');
    stage.release('KeyD');
    expect(stage.look()).toEqual(['up 0@300,800']);
  });

  it.each([
    // Turned clockwise by 90°, the screen's left edge is on top.
    [90, 'move 0@100,800'],
    [180, 'move 0@200,900'],
    [270, 'move 0@300,800'],
  ] as const)('goes by what the user sees in a view turned by %i°', (rotation, up) => {
    const stage = gameStage([joystick], { width: 1000, height: 2000, rotation });
    stage.press('KeyW');
    expect(stage.look().at(-1)).toBe(up);
  });
});

describe('a camera', () => {
  const camera = {
    kind: 'camera',
    x: 0.5,
    y: 0.5,
    width: 0.4,
    height: 0.2,
    sources: ['MouseLock', 'MouseRight', 'GamepadRightStick'],
    sensitivity: 2,
  } as const;

  it('drags one finger, and lifts it when the mouse rests', () => {
    const stage = gameStage([camera]);
    stage.drag('MouseLock', 10, -5);
    stage.drag('MouseLock', 10, 0);
    expect(stage.look()).toEqual(['down 0@500,1000', 'move 0@540,990']);
    expect(stage.pass(190)).toBe(true);
    expect(stage.look()).toEqual([]);
    expect(stage.pass(10)).toBe(false);
    expect(stage.look()).toEqual(['up 0@540,990']);
  });

  it('comes down in the centre again when it would leave its area, and loses no way', () => {
    const stage = gameStage([camera]);
    stage.drag('MouseLock', 90, 0);
    expect(stage.look()).toEqual(['down 0@500,1000', 'move 0@680,1000']);
    stage.drag('MouseLock', 30, 0);
    expect(stage.look()).toEqual(['up 0@680,1000', 'down 0@500,1000', 'move 0@560,1000']);
    stage.drag('MouseLock', -5000, 0);
    expect(stage.look()).toEqual(['up 0@560,1000', 'down 0@500,1000', 'move 0@300,1000']);
  });

  it('is held as long as its button, however long the mouse rests', () => {
    const stage = gameStage([camera]);
    stage.press('MouseRight');
    stage.drag('MouseRight', 5, 5);
    stage.pass(1000);
    expect(stage.look()).toEqual(['down 0@500,1000', 'move 0@510,1010']);
    stage.release('MouseRight');
    expect(stage.look()).toEqual(['up 0@510,1010']);
  });

  it('follows a stick as long as that leans', () => {
    const stage = gameStage([camera]);
    stage.touch.lean('GamepadRightStick', 0.5, 0);
    stage.pass(110);
    // 0.5 of the way, twice the shorter side in a second: 10 px in each of ten frames after the first.
    expect(stage.look().at(-1)).toBe('move 0@600,1000');
    stage.touch.lean('GamepadRightStick', 0, 0);
    expect(stage.pass(200)).toBe(false);
    expect(stage.look()).toEqual(['up 0@600,1000']);
  });
});

describe('controls together', () => {
  it('have a finger each, beside those of the user, in one stream', () => {
    const stage = gameStage([
      { kind: 'hold', x: 0.1, y: 0.1, sources: ['KeyE'] },
      { kind: 'tap', x: 0.9, y: 0.9, sources: ['Space'] },
    ]);
    stage.tracker.down(1, 300, 300, 1);
    stage.press('KeyE');
    stage.press('Space');
    stage.tracker.up(1, 300, 300);
    stage.pass(60);
    stage.release('KeyE');
    expect(stage.look()).toEqual([
      'down 0@300,300',
      'pointer-down 0@300,300 1@100,200',
      'pointer-down 0@300,300 1@100,200 2@900,1800',
      'pointer-up 0@300,300 1@100,200 2@900,1800',
      'pointer-up 1@100,200 2@900,1800',
      'up 1@100,200',
    ]);
  });

  it('that share a key act at once', () => {
    const stage = gameStage([
      { kind: 'hold', x: 0.1, y: 0.1, sources: ['KeyE'] },
      { kind: 'hold', x: 0.2, y: 0.1, sources: ['KeyE'] },
    ]);
    stage.press('KeyE');
    expect(stage.look().at(-1)).toBe('pointer-down 0@100,200 1@200,200');
  });

  it('take nothing that they do not know', () => {
    const stage = gameStage([{ kind: 'hold', x: 0.1, y: 0.1, sources: ['KeyE'] }]);
    expect(stage.touch.has('KeyE')).toBe(true);
    expect(stage.touch.has('KeyA')).toBe(false);
    expect(stage.press('KeyA')).toBe(false);
    expect(stage.release('KeyA')).toBe(false);
    expect(stage.look()).toEqual([]);
  });

  it('let go when other controls take their place', () => {
    const stage = gameStage([{ kind: 'hold', x: 0.1, y: 0.1, sources: ['KeyE'] }]);
    stage.press('KeyE');
    stage.touch.setControls([{ kind: 'hold', x: 0.5, y: 0.1, sources: ['KeyE'] }]);
    expect(stage.release('KeyE')).toBe(false);
    stage.press('KeyE');
    expect(stage.look()).toEqual(['down 0@100,200', 'cancel 0@100,200', 'down 0@500,200']);
  });

  it('go on after a message did not go out', () => {
    const stage = gameStage([
      { kind: 'joystick', x: 0.2, y: 0.4, radius: 0.1, up: ['KeyW'], left: ['KeyA'] },
    ]);
    stage.link.isUp = false;
    stage.press('KeyW');
    stage.link.isUp = true;
    stage.press('KeyA');
    expect(stage.look()).toEqual(['down 0@200,800', 'move 0@129,729']);
    stage.release('KeyW');
    stage.release('KeyA');
    expect(stage.look().at(-1)).toMatch(/^up /);
  });
});
