import { describe, expect, it } from 'vitest';
import type { GameProfile } from '../../../../src/core/game/profile.js';
import { readGameProfile } from '../../../../src/core/game/read-profile.js';

const full: GameProfile = {
  version: 1,
  name: 'A game',
  portrait: [
    { kind: 'tap', x: 0.5, y: 0.5, label: 'Jump', sources: ['Space', 'GamepadA'], durationMs: 60 },
    { kind: 'hold', x: 0, y: 1, sources: ['MouseLeft'], toggle: true },
  ],
  landscape: [
    {
      kind: 'joystick',
      x: 0.2,
      y: 0.7,
      radius: 0.15,
      up: ['KeyW'],
      down: ['KeyS'],
      left: ['KeyA'],
      right: ['KeyD'],
      stick: 'GamepadLeftStick',
      movement: 'smooth',
    },
    {
      kind: 'swipe',
      x: 0.1,
      y: 0.1,
      toX: 0.9,
      toY: 0.9,
      sources: ['GamepadRightStickUp'],
      repeatPerSecond: 2,
      toggle: true,
    },
    {
      kind: 'camera',
      x: 0.7,
      y: 0.5,
      width: 0.5,
      height: 0.9,
      sources: ['MouseLock', 'GamepadRightStick'],
      sensitivity: 1.5,
      lockKeys: ['Backquote'],
    },
  ],
};

const tap = { kind: 'tap', x: 0.5, y: 0.5, sources: ['Space'] };
const joystick = { kind: 'joystick', x: 0.5, y: 0.5, radius: 0.1, up: ['KeyW'] };
const withTap = (change: object) => ({ version: 1, portrait: [{ ...tap, ...change }] });

describe('a game profile', () => {
  it('is the same after a trip through JSON', () => {
    expect(readGameProfile(JSON.parse(JSON.stringify(full)))).toEqual(full);
  });

  it('is a copy, so that a page cannot change it under our hands', () => {
    const from = { version: 1, portrait: [{ ...tap, sources: ['Space'] }] };
    const read = readGameProfile(from);
    from.portrait[0]?.sources.push('KeyX');
    from.portrait.length = 0;
    expect(read.portrait).toEqual([tap]);
  });

  it('may leave out a layout, and fields that are undefined', () => {
    expect(readGameProfile({ version: 1, landscape: [{ ...tap, label: undefined }] })).toEqual({
      version: 1,
      portrait: [],
      landscape: [tap],
    });
  });

  const sources =
    'must be a list of 1 to 8 names of keys, such as KeyW, of mouse buttons, such as MouseLeft, or of parts of a gamepad, such as GamepadA';
  it.each([
    [null, 'it must be an object'],
    ['{}', 'it must be an object'],
    [[], 'it must be an object'],
    [{}, 'version must be 1'],
    [{ version: 2 }, 'version must be 1'],
    [{ version: 1, portrai: [] }, 'portrai is not known there'],
    [{ version: 1, name: '' }, 'name must be text of 1 to 100 characters'],
    [{ version: 1, portrait: {} }, 'portrait must be a list of up to 64 controls'],
    [
      { version: 1, landscape: Array(65).fill(tap) },
      'landscape must be a list of up to 64 controls',
    ],
    [{ version: 1, portrait: [tap, 7] }, 'portrait[1] must be an object'],
    [
      withTap({ kind: 'press' }),
      'portrait[0].kind must be one of: tap, hold, swipe, joystick, camera',
    ],
    [withTap({ x: 1.01 }), 'portrait[0].x must be a number from 0 to 1'],
    [withTap({ y: '0.5' }), 'portrait[0].y must be a number from 0 to 1'],
    [withTap({ x: Number.NaN }), 'portrait[0].x must be a number from 0 to 1'],
    [withTap({ raduis: 1 }), 'portrait[0].raduis is not known there'],
    [withTap({ sources: [] }), `portrait[0].sources ${sources}`],
    [withTap({ sources: 'Space' }), `portrait[0].sources ${sources}`],
    [withTap({ sources: ['MouseWheel'] }), `portrait[0].sources ${sources}`],
    [withTap({ sources: ['GamepadLeftStick'] }), `portrait[0].sources ${sources}`],
    [withTap({ sources: ['space bar'] }), `portrait[0].sources ${sources}`],
    [withTap({ sources: Array(9).fill('KeyA') }), `portrait[0].sources ${sources}`],
    [withTap({ durationMs: 5 }), 'portrait[0].durationMs must be a number from 10 to 2000'],
    [withTap({ repeatPerSecond: 26 }), 'portrait[0].repeatPerSecond must be a number from 1 to 25'],
    [withTap({ toggle: 1 }), 'portrait[0].toggle must be true or false'],
    [withTap({ toggle: true }), 'portrait[0].toggle needs repeatPerSecond'],
    [withTap({ label: 'x'.repeat(33) }), 'portrait[0].label must be text of 1 to 32 characters'],
    [
      { version: 1, portrait: [{ ...joystick, up: undefined }] },
      'portrait[0] needs up, down, left, right or stick',
    ],
    [
      { version: 1, portrait: [{ ...joystick, radius: 0.6 }] },
      'portrait[0].radius must be a number from 0.01 to 0.5',
    ],
    [
      { version: 1, portrait: [{ ...joystick, stick: 'left' }] },
      'portrait[0].stick must be one of: GamepadLeftStick, GamepadRightStick',
    ],
    [
      { version: 1, portrait: [{ ...full.landscape[2], sources: ['KeyW'] }] },
      'portrait[0].sources must be a list of 1 to 8 of: MouseLock, a mouse button, GamepadLeftStick, GamepadRightStick',
    ],
    [
      JSON.parse('{"version":1,"portrait":[{"__proto__":{"kind":"tap"}}]}'),
      'portrait[0].kind must be one of: tap, hold, swipe, joystick, camera',
    ],
  ])('is refused by naming what is wrong: %#', (json, problem) => {
    expect(() => readGameProfile(json)).toThrow(
      expect.objectContaining({
        code: 'argument_invalid',
        message: `The game profile was not taken: ${problem}.`,
      }),
    );
  });
});
