import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { handlesOf, moveHandle } from '../../../../src/core/game/handles.js';
import type { GameControl } from '../../../../src/core/game/profile.js';
import { readGameProfile } from '../../../../src/core/game/read-profile.js';

const screen = { width: 1000, height: 2000 };
const controls: readonly GameControl[] = [
  { kind: 'tap', x: 0.1, y: 0.2, sources: ['Space'] },
  { kind: 'hold', x: 0.1, y: 0.2, sources: ['Space'] },
  { kind: 'swipe', x: 0.1, y: 0.2, toX: 0.5, toY: 0.6, sources: ['Space'] },
  { kind: 'joystick', x: 0.2, y: 0.8, radius: 0.1, up: ['KeyW'] },
  { kind: 'camera', x: 0.7, y: 0.5, width: 0.4, height: 0.3, sources: ['MouseLock'] },
];

describe('the handles of a control', () => {
  it('are its place, and where it ends or how large it is', () => {
    expect(controls.map((control) => handlesOf(control, screen))).toEqual([
      [{ part: 'place', x: 0.1, y: 0.2 }],
      [{ part: 'place', x: 0.1, y: 0.2 }],
      [
        { part: 'place', x: 0.1, y: 0.2 },
        { part: 'end', x: 0.5, y: 0.6 },
      ],
      [
        { part: 'place', x: 0.2, y: 0.8 },
        { part: 'size', x: 0.30000000000000004, y: 0.8 },
      ],
      [
        { part: 'place', x: 0.7, y: 0.5 },
        { part: 'size', x: 0.8999999999999999, y: 0.65 },
      ],
    ]);
  });

  it('move it, end it elsewhere, and size it', () => {
    const [tap, , swipe, joystick, camera] = controls as [
      GameControl,
      GameControl,
      GameControl,
      GameControl,
      GameControl,
    ];
    expect(moveHandle(tap, 'place', { x: 0.33333333, y: -4 }, screen)).toMatchObject({
      x: 0.3333,
      y: 0,
    });
    expect(moveHandle(swipe, 'end', { x: 1, y: 0 }, screen)).toMatchObject({ toX: 1, toY: 0 });
    expect(moveHandle(joystick, 'size', { x: 0.2, y: 0.9 }, screen)).toMatchObject({ radius: 0.2 });
    expect(moveHandle(camera, 'size', { x: 0.8, y: 0.6 }, screen)).toMatchObject({
      width: 0.2,
      height: 0.2,
    });
  });

  it('leave a profile that can be read, wherever they are dragged', () => {
    const number = fc.double({ min: -3, max: 3, noNaN: true });
    fc.assert(
      fc.property(fc.constantFrom(...controls), number, number, (control, x, y) => {
        for (const { part } of handlesOf(control, screen)) {
          const moved = moveHandle(control, part, { x, y }, screen);
          expect(readGameProfile({ version: 1, portrait: [moved] }).portrait).toEqual([moved]);
        }
      }),
    );
  });
});
