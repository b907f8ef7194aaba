import { describe, expect, it } from 'vitest';
import { createGameControls } from '../../../../src/client/game/game-controls.js';
import { fakePad, gamePage } from './game-page.js';

const profile = {
  version: 1,
  portrait: [
    { kind: 'tap', x: 0.5, y: 0.5, sources: ['Space'] },
    { kind: 'hold', x: 0.25, y: 0.5, sources: ['KeyE', 'GamepadB'] },
    { kind: 'hold', x: 0.75, y: 0.5, sources: ['MouseLeft'] },
    { kind: 'hold', x: 0.75, y: 0.25, sources: ['MouseRight'] },
    {
      kind: 'joystick',
      x: 0.25,
      y: 0.75,
      radius: 0.1,
      up: ['KeyW'],
      right: ['KeyD'],
      stick: 'GamepadLeftStick',
    },
  ],
  landscape: [{ kind: 'hold', x: 0.5, y: 0.5, sources: ['KeyE'] }],
};

function setUp(options = {}) {
  const made = gamePage(options);
  made.controls.setProfile(profile);
  made.draw(1);
  return made;
}

type Made = ReturnType<typeof setUp>;

describe('the keys of a profile', () => {
  it('are fingers, and neither keys nor text; others are as ever', () => {
    const { root, look } = setUp();
    expect(root.key('down', 'e', 'KeyE')).toBe(true);
    expect(root.key('down', 'e', 'KeyE', { repeat: true })).toBe(true);
    expect(root.key('down', 'x', 'KeyX')).toBe(true);
    expect(root.key('up', 'e', 'KeyE')).toBe(true);
    expect(look()).toEqual(['down 0 0@180,640', 'text x', 'up 0 0@180,640']);
  });

  it('end in their time, also while the channel is full', () => {
    const { session, root, draw, look } = setUp();
    session.bufferedAmount = 50_000;
    root.key('down', ' ', 'Space');
    root.key('down', 'w', 'KeyW');
    draw(6);
    expect(look()).toEqual([
      'down 0 0@360,640',
      'pointer-down 1 0@360,640 1@180,960',
      // What a move is merged into says where the finger is.
      'move 0 0@360,640 1@180,888',
      'pointer-up 0 0@360,640 1@180,888',
    ]);
  });

  it.each([
    ['with Ctrl', 'KeyE', { ctrlKey: true }],
    ['with Alt', 'KeyE', { altKey: true }],
    ['with Command', 'KeyE', { metaKey: true }],
    ['during a composition', 'KeyE', { isComposing: true }],
  ])('are left to others %s', (_name, code, change) => {
    const { root, look } = setUp();
    root.key('down', 'e', code, change);
    expect(look().filter((line) => line.startsWith('down'))).toEqual([]);
  });

  it('go up with Command, under which macOS does not tell of them', () => {
    const { root, look } = setUp();
    root.key('down', 'e', 'KeyE');
    root.key('down', 'Meta', 'MetaLeft', { metaKey: true });
    root.key('up', 'Meta', 'MetaLeft');
    expect(look()).toEqual(['down 0 0@180,640', 'cancel 0 0@180,640']);
  });

  it('may be modifiers, which then make no shortcuts of the others', () => {
    const { controls, root, look } = setUp();
    const at = { x: 0.5, y: 0.5 };
    controls.setProfile({
      version: 1,
      portrait: [
        { kind: 'hold', ...at, sources: ['ControlLeft'] },
        { kind: 'hold', ...at, sources: ['KeyE'] },
        { kind: 'hold', ...at, sources: ['Tab'] },
      ],
    });
    expect(root.key('down', 'Control', 'ControlLeft', { ctrlKey: true })).toBe(true);
    expect(root.key('down', 'e', 'KeyE', { ctrlKey: true })).toBe(true);
    expect(look()).toHaveLength(2);
    expect(root.key('down', 'Tab', 'Tab')).toBe(true);
    // The way out of the view for those who have no mouse.
    expect(root.key('down', 'Tab', 'Tab', { shiftKey: true })).toBe(false);
  });

  it('type while a text field on the phone has the focus, unless the page wants otherwise', () => {
    const { session, controls, root, look } = setUp();
    root.key('down', 'e', 'KeyE');
    session.inputState = { isOpen: true };
    expect(root.key('up', 'e', 'KeyE')).toBe(true);
    root.key('down', 'e', 'KeyE');
    expect(look()).toEqual(['down 0 0@180,640', 'up 0 0@180,640', 'text e']);
    controls.configure({ gameKeys: 'always' });
    root.key('down', 'e', 'KeyE');
    expect(look()).toEqual(['down 0 0@180,640']);
  });

  it('are those of the layout that fits the screen', () => {
    const { root, controls, changes, look } = setUp();
    expect(controls.layout).toBe('portrait');
    root.key('down', 'e', 'KeyE');
    root.mapping = {
      toDevice: { a: 2, b: 0, c: 0, d: 2, e: 0, f: 0 },
      device: { width: 1280, height: 720 },
    };
    for (const changed of changes) changed();
    expect(controls.layout).toBe('landscape');
    root.key('up', 'e', 'KeyE');
    root.key('down', ' ', 'Space');
    root.key('down', 'e', 'KeyE');
    expect(look()).toEqual([
      'down 0 0@180,640',
      'cancel 0 0@180,640',
      'text  ',
      'down 0 0@640,360',
    ]);
  });

  it('are left to others while the phone takes no input, there is no picture, or they are off', () => {
    const { session, controls, root, look } = setUp();
    session.state = 'recovering';
    root.key('down', 'e', 'KeyE');
    session.state = 'live';
    session.role = 'watch';
    root.key('down', 'e', 'KeyE');
    session.role = 'control';
    controls.isEnabled = false;
    root.key('down', 'e', 'KeyE');
    controls.isEnabled = true;
    root.mapping = undefined;
    root.key('down', 'e', 'KeyE');
    expect(look()).toEqual(['text e', 'text e', 'text e']);
  });
});

describe('the mouse', () => {
  it('has buttons that are held together, which browsers tell as moves', () => {
    const { root, look } = setUp();
    expect(root.pointer('down', 10, 10, { button: 2, buttons: 2 })).toBe(true);
    root.pointer('move', 10, 10, { button: 0, buttons: 3 });
    root.pointer('move', 10, 10, { button: 2, buttons: 1 });
    root.pointer('up', 10, 10, { button: 0, buttons: 0 });
    expect(look()).toEqual([
      'down 0 0@540,320',
      'pointer-down 1 0@540,320 1@540,640',
      'pointer-up 0 0@540,320 1@540,640',
      'up 0 1@540,640',
    ]);
  });

  it('is the browser’s beside the picture; and other pointers tap as ever', () => {
    const { root, look } = setUp();
    root.pointer('down', 500, 10, { button: 2, buttons: 2 });
    expect(look()).toEqual([]);
    root.pointer('down', 10, 10, { pointerType: 'touch', pointerId: 7 });
    expect(look()).toEqual(['down 0 0@20,20']);
  });

  it('taps as ever with its left button until it is locked for a camera, which then gets all of it', async () => {
    const { controls, page, root, draw, look } = setUp();
    controls.setProfile({
      version: 1,
      portrait: [
        { kind: 'hold', x: 0.25, y: 0.5, sources: ['MouseLeft'] },
        { kind: 'camera', x: 0.5, y: 0.5, width: 1, height: 1, sources: ['MouseLock'] },
      ],
    });
    const locks: boolean[] = [];
    controls.on('pointerlock', (isLocked) => locks.push(isLocked));
    root.pointer('down', 10, 10);
    root.pointer('up', 10, 10);
    expect(look()).toEqual(['down 0 0@20,20', 'up 0 0@20,20']);
    await controls.lockPointer();
    expect(controls.isPointerLocked).toBe(true);
    const still = { movementX: 0, movementY: 0 };
    root.pointer('move', 10, 10, { buttons: 0, movementX: 5, movementY: -5 });
    draw(1);
    root.pointer('down', 10, 10, still);
    expect(look()).toEqual([
      'down 0 0@360,640',
      'move 0 0@370,630',
      'pointer-down 1 0@370,630 1@180,640',
    ]);
    // The right button points at nothing now.
    expect(root.pointer('move', 10, 10, { button: 2, buttons: 3, ...still })).toBe(true);
    page.exitPointerLock();
    draw(30);
    expect(look()).toEqual(['pointer-up 1 0@370,630 1@180,640', 'up 0 0@370,630']);
    expect(locks).toEqual([true, false]);
  });

  it('rejects by name when the browser does not lock it', async () => {
    const { controls, root } = setUp();
    Object.assign(root, { requestPointerLock: () => Promise.reject(new Error('no gesture')) });
    await expect(controls.lockPointer()).rejects.toMatchObject({ code: 'permission_denied' });
  });
});

describe('a gamepad', () => {
  it('is read at every frame from when it is there until it is not', () => {
    const { root, plug, draw, look } = setUp();
    draw(1);
    expect(root.window.waitingFrames).toBe(0);
    const pad = fakePad();
    plug(pad);
    pad.buttons[0] = { value: 1 };
    pad.buttons[1] = { value: 1 };
    draw(1);
    pad.axes = [0.9, 0, 0, 0.9];
    draw(1);
    expect(look()).toEqual([
      'key down 96',
      'down 0 0@180,640',
      'pointer-down 1 0@180,640 1@180,960',
      'move 0 0@180,640 1@243.52941176470588,960',
    ]);
    plug(pad, false);
    expect(look()).toEqual([
      'key up 96',
      'pointer-up 0 0@180,640 1@243.52941176470588,960',
      'up 0 1@243.52941176470588,960',
    ]);
    draw(2);
    expect(root.window.waitingFrames).toBe(0);
  });

  it('is keys only, or nothing, where the page wants that', () => {
    const { controls, plug, draw, look } = setUp({ gamepad: 'keys' });
    const pad = fakePad();
    plug(pad);
    pad.buttons[1] = { value: 1 };
    pad.axes = [0, -1];
    draw(1);
    expect(look()).toEqual(['key down 97', 'key down 19']);
    controls.configure({ gamepad: 'off' });
    draw(3);
    expect(look()).toEqual(['key up 97', 'key up 19']);
  });

  it('is the first that can be used, or the one that is asked for', () => {
    const { controls, plug, draw, look } = setUp();
    const heard: unknown[] = [];
    controls.on('gamepad', (change) => heard.push(change));
    const strange = fakePad({ index: 0, id: 'strange', mapping: '' });
    const first = fakePad({ index: 1 });
    const second = fakePad({ index: 2 });
    for (const pad of [strange, first, second]) {
      plug(pad);
      pad.buttons[pad.index] = { value: 1 };
    }
    expect(heard).toEqual([
      { index: 0, id: 'strange', isConnected: true, isUsable: false },
      { index: 1, id: 'A pad', isConnected: true, isUsable: true },
      { index: 2, id: 'A pad', isConnected: true, isUsable: true },
    ]);
    draw(1);
    expect(look()).toEqual(['down 0 0@180,640']);
    controls.configure({ gamepadIndex: 2 });
    draw(1);
    expect(look()).toEqual(['cancel 0 0@180,640', 'key down 99']);
    controls.configure({
      gamepadIndex: 0,
      gamepadMappings: [{ id: 'stra', buttons: [-1, -1, -1, 0], axes: [] }],
    });
    draw(1);
    expect(look()).toEqual(['key up 99', 'key down 100']);
  });

  const silences: readonly (readonly [string, (made: Made) => unknown])[] = [
    ['the page has no focus', ({ page }) => Object.assign(page, { isFocused: false })],
    ['the page is hidden', ({ page }) => Object.assign(page, { visibilityState: 'hidden' })],
    ['the session recovers', ({ session }) => Object.assign(session, { state: 'recovering' })],
    ['the controls are off', ({ controls }) => Object.assign(controls, { isEnabled: false })],
    [
      'another view has the focus and that matters',
      ({ controls }) => controls.configure({ gamepadFocus: 'view' }),
    ],
    [
      'a policy forbids gamepads',
      ({ gamepads }) => {
        gamepads.list = () => {
          throw new Error('SecurityError');
        };
      },
    ],
  ];
  it.each(silences)('is neither heard nor read while %s', (_name, happen) => {
    const made = setUp();
    const pad = fakePad();
    made.plug(pad);
    pad.buttons[1] = { value: 1 };
    made.draw(1);
    made.look();
    happen(made);
    made.draw(2);
    expect(made.look()).toEqual([expect.stringMatching(/^(up|cancel) 0 0@180,640$/)]);
    made.draw(5);
    expect(made.look()).toEqual([]);
    expect(made.root.window.waitingFrames).toBe(0);
  });

  it('plays on when the view has the focus again', () => {
    const { page, root, plug, draw, look } = setUp({ gamepadFocus: 'view' });
    const pad = fakePad();
    plug(pad);
    pad.buttons[1] = { value: 1 };
    draw(2);
    expect(look()).toEqual([]);
    page.activeElement = root;
    root.fire('focusin');
    draw(1);
    expect(look()).toEqual(['down 0 0@180,640']);
  });
});

describe('whatever game controls hold', () => {
  const ways: readonly (readonly [string, (made: Made) => unknown])[] = [
    ['the window loses the focus', ({ root }) => root.window.dispatchEvent(new Event('blur'))],
    ['the view loses the focus', ({ root }) => root.fire('focusout', { relatedTarget: null })],
    ['the user leaves', ({ root }) => root.window.dispatchEvent(new Event('pagehide'))],
    [
      'the page is hidden',
      ({ page }) => {
        page.visibilityState = 'hidden';
        page.dispatchEvent(new Event('visibilitychange'));
      },
    ],
    ['the session is about to lose its connection', ({ session }) => session.emit('release')],
    ['another profile comes', ({ controls }) => controls.setProfile(profile)],
    ['the profile goes', ({ controls }) => controls.setProfile(undefined)],
    [
      'the controls are turned off',
      ({ controls }) => Object.assign(controls, { isEnabled: false }),
    ],
    ['input is detached', ({ detach }) => detach()],
  ];
  it.each(ways)('is let go when %s', (_name, happen) => {
    const made = setUp();
    const { root, plug, draw, look } = made;
    const pad = fakePad();
    plug(pad);
    pad.buttons[0] = { value: 1 };
    root.key('down', 'e', 'KeyE');
    root.key('down', 'w', 'KeyW');
    root.key('down', ' ', 'Space');
    draw(1);
    const before = look();
    expect(before).toContain('key down 96');
    expect(before.join()).toContain('2@360,640');
    happen(made);
    pad.buttons[0] = { value: 0 };
    draw(10);
    root.key('down', 'e', 'KeyE', { repeat: true });
    root.key('up', 'e', 'KeyE');
    root.key('up', 'w', 'KeyW');
    draw(3);
    const after = look().filter((line) => !line.startsWith('move') && !line.startsWith('text'));
    expect(after).toContain('key up 96');
    expect(after.filter((line) => /down/.test(line))).toEqual([]);
    expect(after.filter((line) => /^(up|cancel)/.test(line))).toHaveLength(1);
  });

  it('is nothing at all once input is detached, nor is anything left behind', () => {
    const { session, root, detach, changes, plug, look } = setUp();
    plug(fakePad());
    detach();
    expect(session.listenerCount).toBe(0);
    expect(changes.size).toBe(0);
    expect(root.window.waitingFrames).toBe(0);
    root.key('down', 'e', 'KeyE');
    root.fire('focusin');
    plug(fakePad());
    expect(root.window.waitingFrames).toBe(0);
    expect(look()).toEqual([]);
  });
});

describe('game controls', () => {
  it('keep the profile before when another one is wrong', () => {
    const { controls, root, look } = setUp();
    expect(() => controls.setProfile({ version: 1, portrait: [{}] })).toThrow(
      expect.objectContaining({ code: 'argument_invalid' }),
    );
    expect(controls.profile?.portrait).toHaveLength(5);
    root.key('down', 'e', 'KeyE');
    expect(look()).toEqual(['down 0 0@180,640']);
  });

  it.each([
    [{ gamepad: 'both' }, 'gamepad must be one of: profile, keys, off'],
    [
      { gamepadIndex: 0.5 },
      'gamepadIndex must be one of: first, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15',
    ],
    [{ gamepadThreshold: 0 }, 'gamepadThreshold must be a number from 0.05 to 1'],
    [
      { gamepadMappings: [{ id: 'x', buttons: ['0'], axes: [] }] },
      'gamepadMappings must be a list of objects with id, buttons and axes',
    ],
    [{ gameKeys: true }, 'gameKeys must be one of: unless-typing, always'],
  ])('refuse an option that cannot be: %j', (options, problem) => {
    const { controls } = setUp();
    expect(() => controls.configure(options as never)).toThrow(
      expect.objectContaining({
        code: 'argument_invalid',
        message: `The game controls were not changed: ${problem}.`,
      }),
    );
    expect(() => gamePage(options as never)).toThrow(problem);
  });

  it('go back to any gamepad', () => {
    const { controls, plug, draw, look } = setUp({ gamepadIndex: 3 });
    const pad = fakePad();
    plug(pad);
    pad.buttons[0] = { value: 1 };
    draw(1);
    expect(look()).toEqual([]);
    controls.configure({ gamepadIndex: 'first' });
    draw(1);
    expect(look()).toEqual(['key down 96']);
  });

  it('are not there for a view that takes no input', () => {
    const { view } = setUp();
    expect(() => createGameControls(view, undefined)).toThrow(
      expect.objectContaining({ code: 'not_supported' }),
    );
  });
});
