import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ControlMessage } from '../../../../src/core/control.js';
import { fakePad, gamePage } from './game-page.js';

const controls = [
  {
    kind: 'tap',
    x: 0.5,
    y: 0.5,
    sources: ['Space', 'GamepadA'],
    repeatPerSecond: 12,
    toggle: true,
  },
  { kind: 'hold', x: 0.25, y: 0.5, sources: ['KeyE', 'MouseLeft'] },
  { kind: 'hold', x: 0.25, y: 0.6, sources: ['KeyC'], toggle: true },
  {
    kind: 'joystick',
    x: 0.25,
    y: 0.75,
    radius: 0.1,
    up: ['KeyW'],
    right: ['KeyD'],
    stick: 'GamepadLeftStick',
    movement: 'smooth',
  },
  {
    kind: 'camera',
    x: 0.7,
    y: 0.5,
    width: 0.4,
    height: 0.4,
    sources: ['MouseRight', 'GamepadRightStick'],
  },
];
const profiles = [
  { version: 1, portrait: controls },
  { version: 1, portrait: controls.slice(2), landscape: controls },
  undefined,
];

const codes = ['Space', 'KeyE', 'KeyC', 'KeyW', 'KeyD', 'ArrowUp'];
const unit = fc.double({ min: -1, max: 1, noNaN: true });
const step = fc.oneof(
  fc.record({ do: fc.constant('down' as const), code: fc.constantFrom(...codes) }),
  fc.record({ do: fc.constant('up' as const), code: fc.constantFrom(...codes) }),
  fc.record({
    do: fc.constant('mouse' as const),
    buttons: fc.integer({ min: 0, max: 3 }),
    x: fc.integer({ min: 0, max: 400 }),
  }),
  fc.record({ do: fc.constant('button' as const), index: fc.nat(16), value: fc.nat(1) }),
  fc.record({ do: fc.constant('axes' as const), axes: fc.tuple(unit, unit, unit, unit) }),
  fc.record({ do: fc.constant('draw' as const), frames: fc.integer({ min: 1, max: 12 }) }),
  fc.record({ do: fc.constant('profile' as const), profile: fc.constantFrom(...profiles) }),
  fc.record({ do: fc.constant('turn' as const) }),
  fc.record({ do: fc.constant('plug' as const) }),
  fc.record({
    do: fc.constant('lose' as const),
    how: fc.constantFrom('blur', 'focus of the view', 'connection', 'edit', 'off'),
  }),
);

/** What the phone holds after these, which must be a stream that it takes. */
function held(messages: readonly ControlMessage[]): readonly (string | number)[] {
  let fingers = new Set<number>();
  const keys = new Set<number>();
  for (const message of messages) {
    if (message.type === 'key') {
      if (message.action === 'down') keys.add(message.keyCode);
      else keys.delete(message.keyCode);
    }
    if (message.type !== 'touch') continue;
    const ids = message.pointers.map(({ id }) => id);
    const acting = ids[message.actionIndex] ?? -1;
    if (message.action === 'down' || message.action === 'pointer-down') {
      expect(fingers.has(acting)).toBe(false);
      fingers.add(acting);
    }
    expect(new Set(ids)).toEqual(fingers);
    if (message.action === 'pointer-up') fingers.delete(acting);
    if (message.action === 'up' || message.action === 'cancel') fingers = new Set();
  }
  return [...[...fingers].map((id) => `finger ${id}`), ...keys];
}

describe('whatever keyboard, mouse and gamepad do, and whatever is lost meanwhile', () => {
  it('leaves nothing held once the page has lost the focus', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 50 }), (steps) => {
        const made = gamePage();
        const { root, session, changes, page } = made;
        made.controls.setProfile(profiles[0]);
        const pad = fakePad();
        made.plug(pad);
        let buttons = 0;
        for (const each of steps) {
          switch (each.do) {
            case 'down':
              root.key('down', each.code, each.code);
              break;
            case 'up':
              root.key('up', each.code, each.code);
              break;
            case 'mouse': {
              const type = buttons === 0 && each.buttons ? 'down' : each.buttons ? 'move' : 'up';
              const changed = [0, 0, 2, 0][buttons ^ each.buttons];
              const button = buttons === each.buttons ? -1 : changed;
              if (type !== 'up' || buttons)
                root.pointer(type, each.x, 100, { button, buttons: each.buttons });
              buttons = each.buttons;
              break;
            }
            case 'button':
              pad.buttons[each.index] = { value: each.value };
              break;
            case 'axes':
              pad.axes = [...each.axes];
              break;
            case 'draw':
              made.draw(each.frames);
              break;
            case 'profile':
              made.controls.setProfile(each.profile);
              break;
            case 'turn': {
              const { width, height } = root.mapping?.device ?? { width: 720, height: 1280 };
              root.mapping = {
                toDevice: { a: 2, b: 0, c: 0, d: 2, e: 0, f: 0 },
                device: { width: height, height: width },
              };
              for (const changed of changes) changed();
              break;
            }
            case 'plug':
              made.plug(pad, !pad.connected);
              break;
            case 'lose':
              if (each.how === 'blur') root.window.dispatchEvent(new Event('blur'));
              if (each.how === 'focus of the view') root.fire('focusout', { relatedTarget: null });
              if (each.how === 'connection') session.emit('release');
              if (each.how === 'edit') {
                made.controls.overlay = 'edit';
                made.controls.overlay = 'hidden';
              }
              if (each.how === 'off') made.controls.isEnabled = !made.controls.isEnabled;
              break;
          }
        }
        page.isFocused = false;
        root.window.dispatchEvent(new Event('blur'));
        made.draw(50);
        expect(held(session.sent)).toEqual([]);
        expect(root.window.waitingFrames).toBe(0);
      }),
      { numRuns: 300 },
    );
  });
});
