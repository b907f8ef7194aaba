import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { KeyMessage } from '../../../../src/core/control.js';
import { createGamepadKeys, createGamepadReader } from '../../../../src/core/game/gamepad.js';
import {
  gamepadButtonNames,
  gamepadKeyCode,
  isGameSource,
  sourceLabel,
} from '../../../../src/core/game/sources.js';

const limits = { deadZone: 0.2, threshold: 0.5, hysteresis: 0.1 };

function setUp() {
  const seen: string[] = [];
  const reader = createGamepadReader({
    press: (source) => seen.push(`+${source}`),
    release: (source) => seen.push(`-${source}`),
    lean: (stick, x, y) => seen.push(`${stick} ${x.toFixed(2)},${y.toFixed(2)}`),
  });
  const buttons = Array<number>(17).fill(0);
  const axes = [0, 0, 0, 0];
  return {
    reader,
    buttons,
    axes,
    read() {
      reader.read({ buttons, axes }, limits);
      return seen.splice(0);
    },
    seen: () => seen.splice(0),
  };
}

describe('a gamepad', () => {
  it('tells the edges of its buttons, once', () => {
    const { buttons, read } = setUp();
    expect(read()).toEqual([]);
    buttons[0] = 1;
    buttons[12] = 1;
    expect(read()).toEqual(['+GamepadA', '+GamepadUp']);
    expect(read()).toEqual([]);
    buttons[0] = 0;
    expect(read()).toEqual(['-GamepadA']);
  });

  it('has triggers that do not flicker at their threshold', () => {
    const { buttons, read } = setUp();
    const seen = [0.49, 0.5, 0.45, 0.41, 0.5, 0.39, 0.45, 0.49].map((value) => {
      buttons[7] = value;
      return read().join();
    });
    expect(seen).toEqual(['', '+GamepadR2', '', '', '', '-GamepadR2', '', '']);
  });

  it('is released at rest, however low its threshold', () => {
    const { reader, buttons, seen } = setUp();
    const low = { deadZone: 0.2, threshold: 0.05, hysteresis: 0.5 };
    buttons[6] = 0.06;
    reader.read({ buttons, axes: [] }, low);
    buttons[6] = 0;
    reader.read({ buttons, axes: [] }, low);
    expect(seen()).toEqual(['+GamepadL2', '-GamepadL2']);
  });

  it('has sticks with a dead zone, from whose rim they grow', () => {
    const { axes, read } = setUp();
    axes[0] = 0.19;
    expect(read()).toEqual([]);
    axes[0] = 0.4;
    expect(read()).toEqual(['GamepadLeftStick 0.25,0.00']);
    axes[0] = 0;
    expect(read()).toEqual(['GamepadLeftStick 0.00,0.00']);
    expect(read()).toEqual([]);
  });

  it('has sticks whose corners reach no further than their sides, and which press ways', () => {
    const { axes, read } = setUp();
    axes[2] = 1;
    axes[3] = -1;
    expect(read()).toEqual([
      '+GamepadRightStickRight',
      '+GamepadRightStickUp',
      'GamepadRightStick 0.71,-0.71',
    ]);
  });

  it('lets everything go, and presses anew what is still held', () => {
    const { reader, buttons, axes, read, seen } = setUp();
    buttons[9] = 1;
    axes[1] = 1;
    read();
    reader.release();
    expect(seen()).toEqual([
      '-GamepadStart',
      '-GamepadLeftStickDown',
      'GamepadLeftStick 0.00,0.00',
    ]);
    reader.release();
    expect(seen()).toEqual([]);
    expect(read()).toEqual([
      '+GamepadStart',
      '+GamepadLeftStickDown',
      'GamepadLeftStick 0.00,1.00',
    ]);
  });

  it('may have fewer buttons and axes than the standard', () => {
    const seen: string[] = [];
    const reader = createGamepadReader({
      press: (source) => seen.push(source),
      release: () => {},
      lean: () => {},
    });
    reader.read({ buttons: [0, 1], axes: [1] }, limits);
    expect(seen).toEqual(['GamepadB', 'GamepadLeftStickRight']);
  });
});

describe('the keys of a gamepad', () => {
  const setUpKeys = () => {
    const sent: KeyMessage[] = [];
    const keys = createGamepadKeys((message) => sent.push(message));
    return {
      keys,
      look: () => sent.splice(0).map(({ action, keyCode }) => `${action} ${keyCode}`),
    };
  };

  it('are the Android key codes of its buttons', () => {
    // android.view.KeyEvent: KEYCODE_BUTTON_A 96 … KEYCODE_BUTTON_MODE 110, KEYCODE_DPAD_UP 19 …
    expect(gamepadButtonNames.map((name) => [name, gamepadKeyCode(name)])).toEqual([
      ['GamepadA', 96],
      ['GamepadB', 97],
      ['GamepadX', 99],
      ['GamepadY', 100],
      ['GamepadL1', 102],
      ['GamepadR1', 103],
      ['GamepadL2', 104],
      ['GamepadR2', 105],
      ['GamepadSelect', 109],
      ['GamepadStart', 108],
      ['GamepadThumbL', 106],
      ['GamepadThumbR', 107],
      ['GamepadUp', 19],
      ['GamepadDown', 20],
      ['GamepadLeft', 21],
      ['GamepadRight', 22],
      ['GamepadMode', 110],
    ]);
    expect(gamepadKeyCode('GamepadLeftStickLeft')).toBe(21);
    expect(gamepadKeyCode('GamepadRightStickLeft')).toBeUndefined();
    expect(gamepadKeyCode('KeyA')).toBeUndefined();
  });

  it('go down with the first and up with the last of what is the same key', () => {
    const { keys, look } = setUpKeys();
    keys.press('GamepadUp');
    keys.press('GamepadLeftStickUp');
    keys.press('GamepadRightStickUp');
    keys.release('GamepadUp');
    expect(look()).toEqual(['down 19']);
    keys.release('GamepadLeftStickUp');
    keys.release('GamepadLeftStickUp');
    expect(look()).toEqual(['up 19']);
  });

  it('are all up in the end, whatever the gamepad did', () => {
    const value = fc.double({ min: 0, max: 1, noNaN: true });
    const reading = fc.record({
      buttons: fc.array(value, { maxLength: 20 }),
      axes: fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { maxLength: 6 }),
    });
    fc.assert(
      fc.property(fc.array(fc.option(reading, { nil: undefined })), (readings) => {
        const down = new Set<number>();
        const keys = createGamepadKeys(({ action, keyCode }) => {
          expect(down.has(keyCode)).toBe(action === 'up');
          if (action === 'down') down.add(keyCode);
          else down.delete(keyCode);
        });
        const leaning = new Set<string>();
        const reader = createGamepadReader({
          press: keys.press,
          release: keys.release,
          lean(stick, x, y) {
            expect(Math.hypot(x, y)).toBeLessThanOrEqual(1.000001);
            if (x || y) leaning.add(stick);
            else leaning.delete(stick);
          },
        });
        for (const each of readings) each ? reader.read(each, limits) : reader.release();
        reader.release();
        expect([...down, ...leaning]).toEqual([]);
      }),
    );
  });
});

describe('a source', () => {
  it.each([
    'KeyW',
    'Space',
    'Digit1',
    'Numpad5',
    'MouseForward',
    'GamepadMode',
    'GamepadRightStickDown',
  ])('can be %s', (name) => expect(isGameSource(name)).toBe(true));
  it.each([
    '',
    'w',
    'Key W',
    'Mouse',
    'MouseLock',
    'Gamepad',
    'GamepadLeftStick',
    7,
    null,
    'X'.repeat(33),
  ])('cannot be %s', (name) => expect(isGameSource(name)).toBe(false));
  it.each([
    ['KeyW', 'W'],
    ['Digit1', '1'],
    ['ArrowUp', '↑'],
    ['ShiftLeft', 'Shift Left'],
    ['MouseLeft', 'Mouse Left'],
    ['GamepadA', 'A'],
    ['GamepadLeftStick', 'Left Stick'],
    ['Space', 'Space'],
  ])('%s is shown as %s', (name, label) => expect(sourceLabel(name)).toBe(label));
  it('is shown by what the user’s keyboard has printed on it', () => {
    const german = new Map([
      ['KeyY', 'z'],
      ['Minus', 'ß'],
      ['Semicolon', 'ö'],
    ]);
    expect(
      ['KeyY', 'Minus', 'Semicolon', 'Space'].map((name) => sourceLabel(name, german)),
    ).toEqual(['Z', 'ß', 'Ö', 'Space']);
  });
});
