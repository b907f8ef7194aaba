import { describe, expect, it } from 'vitest';
import { readStrip } from '../../../../../src/core/strip.js';
import { keyCode } from '../../../../../src/emulator/node/device/key-codes.js';
import { VirtualDevice } from '../../../../../src/emulator/node/device/virtual-device.js';
import { differences, PhoneDriver } from './phone-driver.js';

describe('the frames of a virtual device', () => {
  it('carry a strip with their number, the time and the last input', () => {
    const phone = new PhoneDriver();
    phone.now = 1_773_308_487_386;
    expect(phone.strip()).toEqual({ frameNumber: 1, timestampMs: 7_087_834, inputSequence: 0 });
    phone.tapAt(10, 100);
    phone.wait(33);
    expect(phone.strip()).toEqual({ frameNumber: 2, timestampMs: 7_087_867, inputSequence: 2 });
    expect(phone.state.frameNumber).toBe(2);
  });

  it('are I420 pictures of the screen, with a colourless strip', () => {
    const { width, height, data } = new PhoneDriver().device.frame();
    expect([width, height, data.length]).toEqual([720, 1280, 1_382_400]);
    const chroma = data.subarray(921_600);
    expect(
      new Set([...chroma.subarray(0, 8 * 360), ...chroma.subarray(230_400, 230_400 + 2_880)]),
    ).toEqual(new Set([128]));
  });

  it('change where the screen is tapped, and are still again when the ripple is gone', () => {
    const phone = new PhoneDriver();
    const before = phone.picture();
    expect(phone.device.isStill).toBe(true);
    phone.touch('down', [[0, 360, 600]]);
    phone.wait(100);
    expect(phone.device.isStill).toBe(false);
    expect(differences(before, phone.picture())).toBe(0);
    phone.wait(100);
    const lit = phone.picture();
    expect(lit[600 * 720 + 360]).not.toBe(before[600 * 720 + 360]);
    expect(lit[300 * 720 + 360]).toBe(before[300 * 720 + 360]);
    phone.touch('up', [[0, 360, 600]]);
    phone.wait(300);
    expect(differences(before, phone.picture())).toBe(0);
    phone.wait(1);
    expect(phone.device.isStill).toBe(true);
  });

  it('are the same for the same input at the same times', () => {
    const run = (): Uint8ClampedArray => {
      const phone = new PhoneDriver();
      phone.open('notes');
      phone.type('again');
      phone.wait(40);
      return phone.picture();
    };
    expect(differences(run(), run())).toBe(0);
  });
});

describe('touches on a virtual device', () => {
  it('are recorded in px of the screen, whatever size they were measured on', () => {
    const phone = new PhoneDriver();
    phone.device.apply({
      type: 'touch',
      action: 'down',
      actionIndex: 0,
      pointers: [{ id: 0, x: 50, y: 75.5, pressure: 0.25 }],
      width: 100,
      height: 200,
    });
    expect(phone.state.touches).toEqual([
      {
        sequence: 1,
        timeMs: phone.now,
        action: 'down',
        actionIndex: 0,
        pointers: [{ id: 0, x: 360, y: 483.2, pressure: 0.25 }],
      },
    ]);
    expect(phone.state.fingersDown).toEqual([0]);
  });

  it('that are wrong become violations, with the reported ones', () => {
    const phone = new PhoneDriver();
    phone.touch('move', [[3, 10, 10]]);
    phone.device.reportViolation('a frame that is not JSON');
    expect(phone.state.violations).toEqual([
      'touch move: pointer 3 is not down',
      'a frame that is not JSON',
    ]);
    expect(phone.state.inputSequence).toBe(1);
  });

  it('of a space without size are a violation and nothing else', () => {
    const phone = new PhoneDriver();
    const pointers = [{ id: 0, x: 1, y: 1, pressure: 1 }];
    phone.device.apply({
      type: 'touch',
      action: 'down',
      actionIndex: 0,
      pointers,
      width: 0,
      height: 0,
    });
    expect(phone.state.violations).toEqual([
      'touch down: pointer 0 has no position',
      'touch down: it lists no pointer',
    ]);
    expect(phone.state.fingersDown).toEqual([]);
  });

  it('count as taps only when they end where they began', () => {
    const phone = new PhoneDriver();
    phone.tapAt(300, 700);
    phone.touch('down', [[0, 300, 700]]);
    phone.touch('move', [[0, 300, 760]]);
    phone.touch('up', [[0, 300, 760]]);
    phone.touch('down', [[0, 300, 700]]);
    phone.touch('cancel', [[0, 300, 700]]);
    expect(phone.state.tapCount).toBe(1);
    expect(phone.state.app).toBe('home');
  });

  it('are remembered up to 2,000', () => {
    const phone = new PhoneDriver();
    phone.touch('down', [[0, 100, 700]]);
    for (let move = 0; move < 4_500; move += 1) phone.touch('move', [[0, 100, 700 + (move % 2)]]);
    expect(phone.state.touches).toHaveLength(2_000);
    expect(phone.state.touches[0]?.sequence).toBe(2_502);
    expect(phone.state.touches.at(-1)?.sequence).toBe(4_501);
  });
});

describe('the buttons of a virtual device', () => {
  it('are recorded as they came', () => {
    const phone = new PhoneDriver();
    phone.device.apply({ type: 'key', action: 'down', keyCode: 29, metaState: 1, repeat: false });
    phone.device.apply({ type: 'key', action: 'down', keyCode: 29, metaState: 1, repeat: true });
    expect(phone.state.keysDown).toEqual([29]);
    phone.device.apply({ type: 'key', action: 'up', keyCode: 29, metaState: 0, repeat: false });
    expect(phone.state.keys).toEqual([
      { action: 'down', keyCode: 29, metaState: 1, repeat: false },
      { action: 'down', keyCode: 29, metaState: 1, repeat: true },
      { action: 'up', keyCode: 29, metaState: 0, repeat: false },
    ]);
    expect(phone.state.keysDown).toEqual([]);
    expect(phone.state.inputSequence).toBe(3);
  });

  it.each([
    ['home', keyCode.home, 'home'],
    ['back', keyCode.back, 'home'],
    ['Escape', keyCode.escape, 'home'],
    ['recents', keyCode.recents, 'recents'],
  ] as const)('go from an app by %s', (_, code, app) => {
    const phone = new PhoneDriver();
    phone.open('clock');
    expect(phone.state.app).toBe('clock');
    phone.press(code);
    expect(phone.state.app).toBe(app);
  });

  it.each([
    ['nav:home', 'home'],
    ['nav:back', 'home'],
    ['nav:recents', 'recents'],
  ])('are on the screen too: %s', (target, app) => {
    const phone = new PhoneDriver();
    phone.open('list');
    phone.tap(target);
    expect(phone.state.app).toBe(app);
  });

  it('change the volume within 0 to 15 and show it for a while', () => {
    const phone = new PhoneDriver();
    phone.device.frame();
    phone.press(keyCode.volumeUp);
    expect(phone.state.volume).toBe(9);
    for (let press = 0; press < 20; press += 1) phone.press(keyCode.volumeUp);
    expect(phone.state.volume).toBe(15);
    phone.press(keyCode.volumeMute);
    phone.press(keyCode.volumeDown);
    expect(phone.state.volume).toBe(0);
    const shown = phone.picture();
    phone.wait(1_800);
    expect(differences(shown, phone.picture())).toBeGreaterThan(10_000);
  });

  it('turn the screen off and on; a touch that wakes it does nothing else', () => {
    const phone = new PhoneDriver();
    phone.press(keyCode.power);
    expect(phone.state.isAsleep).toBe(true);
    expect(phone.state.targets).toEqual({});
    const dark = phone.picture();
    expect(dark.subarray(16 * 720, 921_600).every((luma) => luma === 16)).toBe(true);
    phone.tapAt(360, 1_000);
    expect(phone.state.isAsleep).toBe(false);
    expect(phone.state.app).toBe('home');
    phone.press(keyCode.power);
    phone.press(keyCode.home);
    expect(phone.state.isAsleep).toBe(true);
    phone.press(keyCode.power);
    expect(phone.state.isAsleep).toBe(false);
  });
});

describe('a virtual device', () => {
  it('turns when it is told to, and answers', () => {
    const phone = new PhoneDriver();
    phone.device.apply({ type: 'rotation', orientation: 'reverse-landscape' });
    expect(phone.events).toEqual([
      { type: 'display', width: 1280, height: 720 },
      { type: 'shell-output', isSuccess: true, output: '' },
    ]);
    phone.device.apply({ type: 'rotation', orientation: 'portrait' });
    expect(phone.state.orientation).toBe('portrait');
  });

  it('knows what hovers over it, and what is wrong with it', () => {
    const device = new VirtualDevice({ phoneId: 'TEST1', now: () => 0 });
    const over = { type: 'hover', x: 10, y: 20, width: 360, height: 640 } as const;
    device.apply({ ...over, action: 'move' });
    expect(device.state().violations).toEqual(['hover move: nothing is over the screen']);
    device.reset();
    device.apply({ ...over, action: 'enter', toolType: 'stylus', tilt: 1 });
    const hover = { action: 'enter', x: 20, y: 40, toolType: 'stylus', tilt: 1 };
    expect(device.state()).toMatchObject({ hover, hovers: [hover], inputSequence: 0 });
    device.apply({ ...over, action: 'exit' });
    expect(device.state().hover).toBeNull();
    device.apply({
      type: 'touch',
      action: 'down',
      actionIndex: 0,
      pointers: [{ id: 0, x: 1, y: 1, pressure: 1 }],
      width: 720,
      height: 1280,
    });
    device.apply({ ...over, action: 'enter' });
    expect(device.state().violations).toEqual(['hover enter: a finger is down']);
  });

  it('starts at home in portrait', () => {
    const { device } = new PhoneDriver();
    expect(device.display()).toEqual({ type: 'display', width: 720, height: 1280 });
    expect(device.inputState()).toEqual({
      type: 'input-state',
      isOpen: false,
      enterKeyHint: 'enter',
    });
    const { targets, ...state } = device.state();
    expect(state).toEqual({
      phoneId: 'TEST1',
      app: 'home',
      orientation: 'portrait',
      width: 720,
      height: 1280,
      frameNumber: 0,
      inputSequence: 0,
      touches: [],
      hover: null,
      hovers: [],
      violations: [],
      keys: [],
      keysDown: [],
      text: '',
      caret: 0,
      selection: { start: 0, end: 0 },
      clipboard: '',
      volume: 8,
      isAsleep: false,
      keyboardMode: 'phone',
      isInputOpen: false,
      isKeyboardShown: false,
      scrollOffset: 0,
      selectedItem: null,
      strokes: [],
      fingersDown: [],
      tapCount: 0,
      language: 'en',
      recents: [],
      foregroundPackage: 'com.telepad.home',
      capture: {
        camera: {
          isOpen: false,
          facing: 'environment',
          frames: 0,
          lastWidth: 0,
          lastHeight: 0,
        },
        microphone: { isOpen: false, level: 0, peak: 0, samples: 0 },
      },
      videoFile: null,
      location: null,
      locationTrace: [],
      sensors: { gyroscope: null, gravity: null, acceleration: null },
      shakeCount: 0,
      displaySize: { width: 720, height: 1280 },
      density: 320,
      properties: expect.objectContaining({ 'ro.serialno': 'TEST1' }),
      packages: expect.arrayContaining([
        { packageName: 'com.telepad.notes', label: 'Notes', version: '1.0', isSystem: true },
      ]),
      files: [],
      screenshots: 0,
      isOperationMonitorOn: false,
      operations: [],
      bootCount: 1,
      bootedAtMs: 1_700_000_000_000,
      isBooting: false,
    });
    expect(Object.keys(targets).sort()).toEqual([
      'app:camera',
      'app:clock',
      'app:gallery',
      'app:list',
      'app:notes',
      'app:paint',
      'app:recorder',
      'app:sensors',
      'app:settings',
      'home:clock',
      'nav:back',
      'nav:home',
      'nav:recents',
    ]);
  });

  it('tells a state that is plain JSON', () => {
    const phone = new PhoneDriver();
    phone.open('paint');
    phone.touch('down', [[0, 300, 600]]);
    expect(JSON.parse(JSON.stringify(phone.state))).toEqual(phone.state);
  });

  it('ignores what is the business of others, and stops telling a removed listener', () => {
    const phone = new PhoneDriver();
    phone.device.apply({ type: 'media', kind: 'video', isOpen: true });
    phone.device.apply({ type: 'query', about: 'display' });
    expect(phone.events).toEqual([]);
    expect(phone.state.inputSequence).toBe(0);
    const heard: unknown[] = [];
    const remove = phone.device.onPhoneEvent((event) => heard.push(event));
    phone.open('notes');
    remove();
    phone.tap('nav:home');
    expect(heard).toEqual([{ type: 'input-state', isOpen: true, enterKeyHint: 'enter' }]);
  });

  it('is as new after a reset, and tells viewers what that changed', () => {
    const phone = new PhoneDriver();
    const { targets } = phone.state;
    phone.open('settings');
    phone.tap('settings:landscape');
    phone.tap('settings:chinese');
    phone.open('notes');
    phone.type('gone');
    phone.device.apply({ type: 'clipboard', text: 'gone too' });
    phone.device.apply({ type: 'shell', command: 'echo x > /sdcard/x; setprop debug.x 1' });
    phone.device.apply({ type: 'operation-monitor', isOpen: true });
    const file = { type: 'video-file', action: 'start', url: 'https://x.test/a.mp4' } as const;
    phone.device.apply({ ...file, name: '', isLoop: true });
    phone.device.apply({ type: 'sensor', sensor: 'gravity', x: 1, y: 2, z: 3 });
    phone.device.apply({
      type: 'display-size',
      size: { width: 540, height: 960, density: 240 },
    });
    phone.press(keyCode.volumeUp);
    phone.touch('down', [[0, 640, 300]]);
    phone.device.frame();
    phone.events.length = 0;

    phone.device.reset();
    expect(phone.state).toEqual({ ...new PhoneDriver().state, frameNumber: 1, targets });
    expect(phone.events).toEqual([
      { type: 'input-state', isOpen: false, enterKeyHint: 'enter' },
      { type: 'display', width: 720, height: 1280 },
    ]);
    const { width, height, data } = phone.device.frame();
    expect(readStrip(data, width, height, 'luma')).toMatchObject({
      frameNumber: 2,
      inputSequence: 0,
    });
    expect(differences(phone.picture(), new PhoneDriver().picture())).toBe(0);
  });
});
