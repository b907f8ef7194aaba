import type { GameProfile, GamepadChange } from 'telepad';
import { expect, test } from '../fixtures.js';
import type { Point } from '../harness/aim.js';
import type { PhoneOnPage } from '../harness/phone-page.js';

// One opened phone serves many checks.
test.describe.configure({ timeout: 120_000 });

/** Inside the sheet of Paint, in 0..1 of the upright phone. */
const profile: GameProfile = {
  version: 1,
  portrait: [
    { kind: 'tap', x: 0.25, y: 0.3, sources: ['Space', 'GamepadA'], durationMs: 30 },
    { kind: 'hold', x: 0.75, y: 0.3, sources: ['KeyE', 'GamepadR2'] },
    {
      kind: 'joystick',
      x: 0.3,
      y: 0.7,
      radius: 0.15,
      up: ['KeyW'],
      down: ['KeyS'],
      left: ['KeyA'],
      right: ['KeyD'],
      stick: 'GamepadLeftStick',
    },
    { kind: 'swipe', x: 0.2, y: 0.5, toX: 0.8, toY: 0.4, sources: ['KeyQ'], durationMs: 100 },
    {
      kind: 'camera',
      x: 0.7,
      y: 0.7,
      width: 0.4,
      height: 0.3,
      sources: ['MouseRight', 'MouseLock'],
      lockKeys: ['Backquote'],
    },
  ],
  landscape: [{ kind: 'hold', x: 0.25, y: 0.6, sources: ['KeyE'] }],
};
const screen = { width: 720, height: 1280 };

/** Turns the game controls of the view on, and writes down what they tell. */
async function play(shown: PhoneOnPage, wanted: unknown): Promise<void> {
  await shown.page.evaluate(
    async ([name, wanted]) => {
      const element = document.getElementById(name) as HTMLElementTagNameMap['telepad-phone'];
      const view = window.probe.get(name).view ?? element.view;
      const controls = await view?.gameControls();
      if (!controls) throw new Error('There is no view.');
      controls.setProfile(wanted);
      window.game = { controls, profiles: [], gamepads: [] };
      controls.on('profilechange', (profile) => window.game.profiles.push(profile));
      controls.on('gamepad', (change) => window.game.gamepads.push(change));
    },
    [shown.name, wanted] as const,
  );
}

declare global {
  interface Window {
    game: {
      readonly controls: import('telepad').GameControls;
      readonly profiles: GameProfile[];
      readonly gamepads: GamepadChange[];
    };
    pad: { buttons: number[]; axes: number[]; isConnected: boolean; mapping: string };
  }
}

async function openPaint(shown: PhoneOnPage): Promise<void> {
  await shown.live();
  await shown.openApp('paint');
  await expect.poll(() => shown.phone.state().fingersDown).toEqual([]);
}

/** From where to where the newest stroke in Paint goes, in whole px. */
function lastStroke(shown: PhoneOnPage): { readonly from: Point; readonly to: Point } | undefined {
  const points = shown.phone.state().strokes.at(-1)?.points;
  const [first, last] = [points?.[0], points?.at(-1)];
  const whole = ({ x, y }: Point) => ({ x: Math.round(x), y: Math.round(y) });
  return first && last && { from: whole(first), to: whole(last) };
}

async function expectStroke(shown: PhoneOnPage, from: Point, to: Point): Promise<void> {
  await expect.poll(() => lastStroke(shown)).toEqual({ from, to });
}

const at = (x: number, y: number) => ({
  x: Math.round(x * screen.width),
  y: Math.round(y * screen.height),
});

async function expectNothingHeld(shown: PhoneOnPage): Promise<void> {
  await expect
    .poll(() => [shown.phone.state().fingersDown, shown.phone.state().keysDown])
    .toEqual([[], []]);
  expect(shown.phone.state().violations).toEqual([]);
}

/** Of the headless shell the pointer's lock ends in a flood of events when the machine is busy. */
const isHeadlessShell = () =>
  /headless-shell/.test(test.info().project.use.launchOptions?.executablePath ?? '');

/** In the page: what a browser would do, by the same events of the mouse. */
function pretendPointerLock(): void {
  const roots = new Set<Node>();
  const setLocked = (element: Element | null) => {
    for (const root of roots)
      Object.defineProperty(root, 'pointerLockElement', { value: element, configurable: true });
    document.dispatchEvent(new Event('pointerlockchange'));
  };
  Element.prototype.requestPointerLock = async function (this: Element) {
    roots.add(this.getRootNode());
    setLocked(this);
  };
  document.exitPointerLock = () => setLocked(null);
}

test('keys and mouse of a profile are fingers in Paint, and other keys are keys as ever', async ({
  openElement,
  page,
  phone,
}) => {
  const shown = await openElement();
  await openPaint(shown);
  await play(shown, profile);
  const { keyboard, mouse } = page;

  await test.step('tap', async () => {
    await keyboard.press('Space');
    await expectStroke(shown, at(0.25, 0.3), at(0.25, 0.3));
    await expectNothingHeld(shown);
  });

  await test.step('hold, whose repeats are no further fingers', async () => {
    const before = phone.state().touches.length;
    await keyboard.down('KeyE');
    await keyboard.down('KeyE');
    await keyboard.down('KeyE');
    await expect.poll(() => phone.state().fingersDown).toEqual([0]);
    await keyboard.up('KeyE');
    await expectNothingHeld(shown);
    await expect.poll(() => phone.edges(before)).toEqual(['down 0 of 0', 'up 0 of 0']);
    expect(lastStroke(shown)?.from).toEqual(at(0.75, 0.3));
  });

  await test.step('joystick and a real finger at once, in one stream', async () => {
    const before = phone.state().touches.length;
    await keyboard.down('KeyW');
    await keyboard.down('KeyD');
    const diagonal = Math.round(0.15 * screen.width * Math.SQRT1_2);
    const { x, y } = at(0.3, 0.7);
    await expectStroke(shown, { x, y }, { x: x + diagonal, y: y - diagonal });
    await shown.click(at(0.5, 0.35));
    await keyboard.up('KeyW');
    await expect
      .poll(() => phone.state().strokes.at(-2)?.points.at(-1)?.x)
      .toBeCloseTo(x + 0.15 * screen.width, 0);
    await keyboard.up('KeyD');
    await expectNothingHeld(shown);
    await expect
      .poll(() => phone.edges(before))
      .toEqual(['down 0 of 0', 'pointer-down 1 of 0,1', 'pointer-up 1 of 0,1', 'up 0 of 0']);
  });

  await test.step('swipe', async () => {
    await keyboard.press('KeyQ');
    await expectStroke(shown, at(0.2, 0.5), at(0.8, 0.4));
    await expectNothingHeld(shown);
  });

  await test.step('camera, dragged with the right button', async () => {
    const { x, y } = shown.clientPoint(at(0.5, 0.3));
    const scale = 660 / screen.height;
    await mouse.move(x, y);
    await mouse.down({ button: 'right' });
    await mouse.move(x + 30, y + 20, { steps: 3 });
    const centre = at(0.7, 0.7);
    await expectStroke(shown, centre, {
      x: Math.round(centre.x + 30 / scale),
      y: Math.round(centre.y + 20 / scale),
    });
    // Beyond the area's right edge: up, and down in the centre again.
    await mouse.move(x + 120, y + 20, { steps: 3 });
    await mouse.up({ button: 'right' });
    await expectNothingHeld(shown);
    const { strokes } = phone.state();
    const last = strokes.at(-1)?.points[0];
    expect([Math.round(last?.x ?? 0), Math.round(last?.y ?? 0)]).toEqual([centre.x, centre.y]);
  });

  await test.step('camera, with the pointer locked', async () => {
    const before = phone.state().strokes.length;
    if (isHeadlessShell()) await page.evaluate(pretendPointerLock);
    await keyboard.press('Backquote');
    await expect.poll(() => page.evaluate(() => window.game.controls.isPointerLocked)).toBe(true);
    const { x, y } = shown.clientPoint(at(0.5, 0.3));
    await mouse.move(x + 20, y + 10, { steps: 4 });
    await expect.poll(() => phone.state().strokes.length).toBeGreaterThan(before);
    await keyboard.press('Backquote');
    await expect.poll(() => page.evaluate(() => window.game.controls.isPointerLocked)).toBe(false);
    await expectNothingHeld(shown);
    await expect
      .poll(() => phone.state().strokes[before]?.points[0]?.x)
      .toBeCloseTo(0.7 * screen.width, 0);
  });

  await test.step('none of those was a key or text to the phone; another key is one', async () => {
    await expect.poll(() => phone.state().keys).toEqual([]);
    await keyboard.press('ArrowUp');
    await expect
      .poll(() => phone.state().keys.map(({ action, keyCode }) => `${action} ${keyCode}`))
      .toEqual(['down 19', 'up 19']);
  });

  await test.step('what is held goes up with the focus, and its repeats do not bring it back', async () => {
    await keyboard.down('KeyE');
    await keyboard.down('KeyA');
    await expect.poll(() => phone.state().fingersDown).toEqual([0, 1]);
    await page.evaluate(() => window.dispatchEvent(new Event('blur')));
    await expectNothingHeld(shown);
    await keyboard.down('KeyE');
    await keyboard.up('KeyE');
    await keyboard.up('KeyA');
    await expectNothingHeld(shown);
    const count = phone.state().keys.length;
    expect(count).toBe(2);
  });

  await test.step('its keys type while a text field has the focus', async () => {
    await shown.tap('nav:home');
    await shown.openApp('notes');
    await expect.poll(() => phone.state().isInputOpen).toBe(true);
    await expect
      .poll(() => page.evaluate(() => window.probe.get('phone').session.inputState?.isOpen))
      .toBe(true);
    await keyboard.type('we');
    await expect.poll(() => phone.state().text).toBe('we');
    await page.evaluate(() => window.game.controls.configure({ gameKeys: 'always' }));
    await keyboard.type('weX');
    await expect.poll(() => phone.state().text).toBe('weX');
    await expectNothingHeld(shown);
  });
});

test('a gamepad is Android keys, and fingers where the profile says so', async ({
  openByApi,
  page,
  phone,
}) => {
  // A headless browser has no gamepad that can be driven: the page's own list of them is replaced.
  await page.addInitScript(() => {
    window.pad = {
      buttons: Array(17).fill(0),
      axes: [0, 0, 0, 0],
      isConnected: false,
      mapping: 'standard',
    };
    const pad = () => ({
      index: 0,
      id: 'Pad of a test',
      connected: window.pad.isConnected,
      mapping: window.pad.mapping,
      timestamp: 0,
      axes: window.pad.axes,
      buttons: window.pad.buttons.map((value) => ({
        value,
        pressed: value > 0,
        touched: value > 0,
      })),
    });
    navigator.getGamepads = () => (window.pad.isConnected ? [pad() as unknown as Gamepad] : []);
    window.addEventListener('plug', () => {
      const type = window.pad.isConnected ? 'gamepadconnected' : 'gamepaddisconnected';
      const event = Object.assign(new Event(type), { gamepad: pad() });
      window.dispatchEvent(event);
    });
  });
  const plug = (change: Partial<Window['pad']>) =>
    page.evaluate((change) => {
      Object.assign(window.pad, change);
      window.dispatchEvent(new Event('plug'));
    }, change);
  const press = (button: number, value: number) =>
    page.evaluate(
      ([button, value]) => {
        window.pad.buttons[button] = value;
      },
      [button, value] as const,
    );
  const push = (axes: readonly number[]) =>
    page.evaluate((axes) => {
      window.pad.axes = [...axes];
    }, axes);
  const keysSince = (first: number) =>
    phone
      .state()
      .keys.slice(first)
      .map(({ action, keyCode }) => `${action} ${keyCode}`);

  const shown = await openByApi();
  await openPaint(shown);
  await play(shown, undefined);

  await test.step('keys, from the moment it is plugged in', async () => {
    await press(0, 1);
    await plug({ isConnected: true });
    await expect.poll(() => keysSince(0)).toEqual(['down 96']);
    await press(0, 0);
    await press(7, 0.6);
    await expect.poll(() => keysSince(1)).toEqual(['up 96', 'down 105']);
    await press(7, 0.45);
    await push([-0.9, 0, 0, 0]);
    await expect.poll(() => keysSince(3)).toEqual(['down 21']);
    await press(7, 0.2);
    await push([0, 0, 0, 0]);
    await expect.poll(() => keysSince(4).sort()).toEqual(['up 105', 'up 21']);
  });

  await test.step('goes up when it is unplugged, and when the window loses the focus', async () => {
    await press(3, 1);
    await expect.poll(() => phone.state().keysDown).toEqual([100]);
    await plug({ isConnected: false });
    await expect.poll(() => phone.state().keysDown).toEqual([]);
    await press(3, 0);
    await plug({ isConnected: true });
    await press(12, 1);
    await expect.poll(() => phone.state().keysDown).toEqual([19]);
    await page.evaluate(() => {
      window.pad.buttons[12] = 0;
      window.dispatchEvent(new Event('blur'));
    });
    await expectNothingHeld(shown);
  });

  await test.step('fingers by the profile, and keys for the rest', async () => {
    await page.evaluate((profile) => window.game.controls.setProfile(profile), profile);
    const first = phone.state().keys.length;
    await press(0, 1);
    await expectStroke(shown, at(0.25, 0.3), at(0.25, 0.3));
    await press(0, 0);
    await push([1, 0, 0, 0]);
    const centre = at(0.3, 0.7);
    await expectStroke(shown, centre, { x: centre.x + 0.15 * screen.width, y: centre.y });
    await push([0, 0, 0, 0]);
    await press(9, 1);
    await expect.poll(() => keysSince(first)).toEqual(['down 108']);
    await press(9, 0);
    await expectNothingHeld(shown);
  });

  await test.step('is named and ignored without a standard mapping, unless the page has one', async () => {
    await plug({ isConnected: false });
    await plug({ isConnected: true, mapping: '' });
    const first = phone.state().keys.length;
    await page.evaluate(() =>
      window.game.controls.configure({
        gamepad: 'keys',
        gamepadMappings: [{ id: 'of a test', buttons: [5, -1], axes: [] }],
      }),
    );
    await press(5, 1);
    await expect.poll(() => keysSince(first)).toEqual(['down 96']);
    await press(5, 0);
    await expectNothingHeld(shown);
    const { gamepads } = await page.evaluate(() => window.game);
    expect(gamepads.map(({ isConnected, isUsable }) => [isConnected, isUsable])).toEqual([
      [true, true],
      [false, true],
      [true, true],
      [false, true],
      [true, false],
    ]);
    expect(gamepads[0]).toMatchObject({ index: 0, id: 'Pad of a test' });
  });
});

test('the controls lie on the picture where they touch it, and can be dragged there', async ({
  openByApi,
  page,
  phone,
}) => {
  const shown = await openByApi({ view: { rotation: 90 } });
  await openPaint(shown);
  await play(shown, profile);
  const centreOf = async (label: RegExp | string) => {
    const box = await shown.root.getByText(label, { exact: true }).boundingBox();
    return box && { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  };
  const expectLabel = async (label: string, device: Point) => {
    const client = shown.clientPoint(device);
    const centre = await centreOf(label);
    expect(Math.abs((centre?.x ?? 0) - client.x)).toBeLessThan(1.5);
    expect(Math.abs((centre?.y ?? 0) - client.y)).toBeLessThan(1.5);
  };

  await page.evaluate(() => {
    window.game.controls.overlay = 'shown';
  });
  await expectLabel('E R2', at(0.75, 0.3));
  await expectLabel('Space A', at(0.25, 0.3));
  // Text is upright in a picture that is turned.
  const box = await shown.root.getByText('Space A', { exact: true }).boundingBox();
  expect(box && box.width > box.height).toBe(true);

  await test.step('what is only shown takes no taps', async () => {
    await shown.click(at(0.75, 0.3));
    await expectStroke(shown, at(0.75, 0.3), at(0.75, 0.3));
  });

  await test.step('a drag and arrow keys move a control, and the phone sees nothing of it', async () => {
    await page.evaluate(() => {
      window.game.controls.overlay = 'edit';
    });
    const before = phone.state().inputSequence;
    const from = shown.clientPoint(at(0.75, 0.3));
    const to = shown.clientPoint(at(0.5, 0.6));
    await page.mouse.move(from.x, from.y);
    await page.mouse.down();
    await page.mouse.move(to.x, to.y, { steps: 3 });
    await page.mouse.up();
    await expectLabel('E R2', at(0.5, 0.6));
    // In this view the phone's top is on the right.
    await page.keyboard.press('ArrowRight');
    await expectLabel('E R2', at(0.5, 0.59));
    await expect(page.getByRole('button', { name: 'Hold E R2: 50 %, 59 %' })).toBeFocused();
    await page.keyboard.press('Space');
    await shown.click(at(0.5, 0.45));
    const profiles = await page.evaluate(() => window.game.profiles);
    expect(profiles.at(-1)?.portrait[1]).toMatchObject({
      kind: 'hold',
      sources: ['KeyE', 'GamepadR2'],
    });
    expect(profiles.at(-1)?.portrait[1]?.x).toBeCloseTo(0.5, 2);
    expect(profiles.at(-1)?.portrait[1]?.y).toBeCloseTo(0.59, 2);
    await expect.poll(() => phone.state().inputSequence).toBe(before);
  });

  await test.step('it touches there from then on', async () => {
    await page.evaluate(() => {
      window.game.controls.overlay = 'hidden';
      window.probe.get('phone').view?.focus();
    });
    await page.keyboard.down('KeyE');
    await expect.poll(() => lastStroke(shown)?.from.y).toBeCloseTo(0.59 * screen.height, -1);
    await page.keyboard.up('KeyE');
    // Up, as the user sees it, is the phone's left.
    await page.keyboard.down('KeyW');
    const centre = at(0.3, 0.7);
    await expectStroke(shown, centre, { x: centre.x - 0.15 * screen.width, y: centre.y });
    await page.keyboard.up('KeyW');
    await expectNothingHeld(shown);
  });

  await test.step('a phone that turns has the other layout', async () => {
    await shown.tap('nav:home');
    await shown.openApp('settings');
    await shown.tap('settings:landscape');
    await expect.poll(() => page.evaluate(() => window.game.controls.layout)).toBe('landscape');
    await page.keyboard.down('KeyE');
    await expect.poll(() => phone.state().fingersDown).toEqual([0]);
    const [finger] = phone.state().touches.at(-1)?.pointers ?? [];
    expect([finger?.x, finger?.y]).toEqual([0.25 * 1280, 0.6 * 720]);
    await page.keyboard.up('KeyE');
    await expectNothingHeld(shown);
  });
});

test('a view without input has no game controls', async ({ openByApi, page }) => {
  const shown = await (await openByApi({ view: { input: false } })).live();
  const outcome = await page.evaluate(
    (name) =>
      window.probe
        .get(name)
        .view?.gameControls()
        .then(
          () => 'there',
          ({ code, message }) => `${code}: ${message}`,
        ),
    shown.name,
  );
  expect(outcome).toBe(
    'not_supported: There are no game controls: this view takes no input. Show the phone without `input: false`.',
  );
});
