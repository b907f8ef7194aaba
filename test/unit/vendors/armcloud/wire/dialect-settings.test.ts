import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { ControlMessage, TouchAction, TouchPointer } from '../../../../../src/core/control.js';
import { decodeControl } from '../../../../../src/vendors/armcloud/wire/decode-control.js';
import {
  type ArmcloudDialectSettings,
  dialectSettingValues,
} from '../../../../../src/vendors/armcloud/wire/dialect-settings.js';
import {
  encodeControl,
  type HeldPointers,
} from '../../../../../src/vendors/armcloud/wire/encode-control.js';

/** Frames of a sequence, from one encoder. */
function frames(messages: readonly ControlMessage[], settings?: ArmcloudDialectSettings) {
  const held: HeldPointers = new Map();
  return messages.map((message) => encodeControl(message, settings, held));
}

function key(action: 'down' | 'up', keyCode: number, metaState = 0): ControlMessage {
  return { type: 'key', action, keyCode, metaState, repeat: false };
}

const left = { id: 4, x: 10, y: 20, pressure: 1 };
const middle = { id: 0, x: 30, y: 40, pressure: 1 };
const right = { id: 7, x: 50, y: 60, pressure: 1 };

function touch(
  action: TouchAction,
  actionIndex: number,
  ...pointers: readonly TouchPointer[]
): ControlMessage {
  return { type: 'touch', action, actionIndex, pointers, width: 100, height: 200 };
}

const shape =
  '"pressure":1,"size":0.06,"touchMajor":120,"touchMinor":95,"toolMajor":120,"toolMinor":95,"orientation":0}';

/** A literal gesture frame: fingers as [id, x, y]. */
function gesture(action: number, ...fingers: readonly (readonly [number, number, number])[]) {
  const ids = fingers.map(([id]) => `{"id":${id},"toolType":1}`);
  const places = fingers.map(([, x, y]) => `{"x":${x},"y":${y},${shape}`);
  return [
    `{"touchType":"gesture","action":${action},"widthPixels":100,"heightPixels":200,"pointCount":${fingers.length},"properties":[${ids}],"coords":[${places}]}`,
  ];
}

/** Three fingers land one by one, the first is lifted, the others move and are lifted. */
const threeFingers = [
  touch('down', 0, left),
  touch('pointer-down', 1, left, middle),
  touch('pointer-down', 2, left, middle, right),
  touch('move', 0, { ...left, x: 11 }, middle, right),
  touch('pointer-up', 0, { ...left, x: 11 }, middle, right),
  touch('move', 0, { ...middle, y: 41 }, right),
  touch('pointer-up', 1, { ...middle, y: 41 }, right),
  touch('move', 0, { ...middle, y: 42 }),
  touch('up', 0, { ...middle, y: 42 }),
];

describe('several fingers', () => {
  it('are told as Android’s MotionEvent does it, with ids that stay', () => {
    expect(frames(threeFingers)).toEqual([
      gesture(0, [4, 10, 20]),
      gesture(261, [4, 10, 20], [0, 30, 40]),
      gesture(517, [4, 10, 20], [0, 30, 40], [7, 50, 60]),
      gesture(2, [4, 11, 20], [0, 30, 40], [7, 50, 60]),
      gesture(6, [4, 11, 20], [0, 30, 40], [7, 50, 60]),
      gesture(2, [0, 30, 41], [7, 50, 60]),
      gesture(262, [0, 30, 41], [7, 50, 60]),
      gesture(2, [0, 30, 42]),
      gesture(1, [0, 30, 42]),
    ]);
  });

  it('are told as the vendor’s client does it where that is set', () => {
    expect(frames(threeFingers, { pointerActions: 'vendor' })).toEqual([
      gesture(0, [0, 10, 20]),
      gesture(261, [0, 10, 20], [1, 30, 40]),
      gesture(261, [0, 10, 20], [1, 30, 40], [2, 50, 60]),
      gesture(2, [0, 11, 20], [1, 30, 40], [2, 50, 60]),
      // A lift is not told, and the finger count stays.
      [],
      gesture(2, [0, 11, 20], [1, 30, 41], [2, 50, 60]),
      [],
      gesture(2, [0, 11, 20], [1, 30, 42], [2, 50, 60]),
      gesture(1, [0, 11, 20], [1, 30, 42], [2, 50, 60]),
    ]);
  });

  it('begin anew with the next first finger', () => {
    const sequence = [
      touch('down', 0, left),
      touch('pointer-down', 1, left, middle),
      touch('pointer-up', 1, left, middle),
      // The lifted finger lands again.
      touch('pointer-down', 1, left, { ...middle, x: 31 }),
      touch('cancel', 0, left, { ...middle, x: 31 }),
      touch('down', 0, right),
      touch('up', 0, right),
    ];
    expect(frames(sequence, { pointerActions: 'vendor' })).toEqual([
      gesture(0, [0, 10, 20]),
      gesture(261, [0, 10, 20], [1, 30, 40]),
      [],
      gesture(261, [0, 10, 20], [1, 31, 40]),
      // Whether phones know a cancel is open, a finger that stays down is worse than a tap.
      gesture(1, [0, 10, 20], [1, 31, 40]),
      gesture(0, [0, 50, 60]),
      gesture(1, [0, 50, 60]),
    ]);
    expect(frames(sequence).flat().slice(2, 5)).toEqual(
      [
        gesture(262, [4, 10, 20], [0, 30, 40]),
        gesture(261, [4, 10, 20], [0, 31, 40]),
        gesture(3, [4, 10, 20], [0, 31, 40]),
      ].flat(),
    );
  });

  it('are one finger as long as there is one', () => {
    const sequence = [
      touch('down', 0, middle),
      touch('move', 0, { ...middle, x: 31 }),
      touch('up', 0, { ...middle, x: 31 }),
    ];
    const expected = [gesture(0, [0, 30, 40]), gesture(2, [0, 31, 40]), gesture(1, [0, 31, 40])];
    expect(frames(sequence)).toEqual(expected);
    expect(frames(sequence, { pointerActions: 'vendor' })).toEqual(expected);
  });
});

describe('a system key', () => {
  const back = [key('down', 4), key('up', 4)];
  const down = '{"touchType":"keystroke","action":1,"keyCode":4,"text":""}';
  const up = '{"touchType":"keystroke","action":0,"keyCode":4,"text":""}';

  it('is one frame, or two where that is set', () => {
    expect(frames(back)).toEqual([[down], []]);
    expect(frames(back, { keystroke: 'down-up' })).toEqual([[down], [up]]);
  });

  it('is pressed once at the phone’s end either way', () => {
    expect([down, up].map((text) => decodeControl(text))).toEqual([back, []]);
  });
});

describe('a key of the soft keyboard', () => {
  const enter = [key('down', 66), key('up', 66)];
  const one = '{"touchType":"input","action":1,"keyCode":66,"text":""}';
  const zero = '{"touchType":"input","action":0,"keyCode":66,"text":""}';

  it('goes down with 1, or with 0 where that is set', () => {
    expect(frames(enter)).toEqual([[one], [zero]]);
    expect(frames(enter, { inputDown: 0 })).toEqual([[zero], [one]]);
  });

  it('is read by the same setting', () => {
    expect([one, zero].map((text) => decodeControl(text))).toEqual([[enter[0]], [enter[1]]]);
    expect([zero, one].map((text) => decodeControl(text, { inputDown: 0 }))).toEqual([
      [enter[0]],
      [enter[1]],
    ]);
  });
});

describe('a shortcut', () => {
  it('names its modifiers by the left keys, or in general where that is set', () => {
    const shortcut = [key('down', 29, 0x1001)];
    expect(frames(shortcut)).toEqual([
      ['{"touchType":"shortcutKey","metaState":"8256","keyCode":"29"}'],
    ]);
    expect(frames(shortcut, { metaKeys: 'general' })).toEqual([
      ['{"touchType":"shortcutKey","metaState":"4097","keyCode":"29"}'],
    ]);
  });
});

describe('a tool', () => {
  const pen = { id: 0, x: 10, y: 20, pressure: 0.5, toolType: 'stylus', tilt: 0.5 } as const;
  const held = [
    touch('move', 0, { ...pen, orientation: -1.234 }),
    touch('move', 0, { ...pen, toolType: 'eraser', tilt: 0, orientation: 0 }),
    touch('move', 0, { ...left, toolType: 'mouse' }),
    touch('move', 0, left),
  ];
  const tools = (settings?: ArmcloudDialectSettings) =>
    frames(held, settings)
      .flat()
      .map((frame) => {
        const { properties, coords } = JSON.parse(frame);
        return [properties[0].toolType, coords[0].tilt, coords[0].orientation];
      });
  const finger = [1, undefined, 0];

  it('is a finger, as with the vendor’s client, unless it is to be told', () => {
    expect(tools()).toEqual([finger, finger, finger, finger]);
    expect(frames(held)).toEqual(
      frames(held.map((message) => ({ ...message, pointers: bare(message) }) as ControlMessage)),
    );
  });

  it('is told with its tilt in Android’s words where that is set, mice only with all', () => {
    const pens = [
      [2, 0.5, -1.23],
      [4, 0, 0],
    ];
    expect(tools({ toolTypes: 'pen' })).toEqual([...pens, finger, finger]);
    expect(tools({ toolTypes: 'all' })).toEqual([...pens, [3, undefined, 0], finger]);
  });

  it('is read at the phone’s end', () => {
    const [stylus, eraser, mouse, fingertip] = frames(held, { toolTypes: 'all' }).map(([frame]) =>
      decodeControl(frame ?? ''),
    );
    expect(stylus).toEqual([touch('move', 0, { ...pen, orientation: -1.23 })]);
    expect([eraser, mouse, fingertip]).toEqual(held.slice(1).map((message) => [message]));
  });

  /** The pointers without what is told of their tools. */
  function bare(message: ControlMessage) {
    return message.type === 'touch'
      ? message.pointers.map(({ id, x, y, pressure }) => ({ id, x, y, pressure }))
      : [];
  }
});

describe('what touches nothing', () => {
  const over = (action: 'enter' | 'move' | 'exit'): ControlMessage => ({
    type: 'hover',
    action,
    x: 1.256,
    y: 2,
    width: 100,
    height: 200,
    toolType: 'mouse',
  });
  const passing = [over('enter'), over('move'), over('exit')];

  it('is not told, and that is no error', () => {
    expect(frames(passing)).toEqual([[], [], []]);
  });

  it('is told with MotionEvent’s codes where that is set, and read at the phone’s end', () => {
    const told = frames(passing, { hover: 'android', toolTypes: 'all' }).flat();
    expect(told[0]).toBe(
      `{"touchType":"gesture","action":9,"widthPixels":100,"heightPixels":200,"pointCount":1,"properties":[{"id":0,"toolType":3}],"coords":[{"x":1.26,"y":2,${shape.replace('"pressure":1', '"pressure":0')}]}`,
    );
    expect(told.map((frame) => decodeControl(frame))).toEqual(
      passing.map((message) => [{ ...message, x: 1.26 }]),
    );
  });
});

describe('a setting', () => {
  it('has these values, the default first', () => {
    expect(dialectSettingValues).toEqual({
      answerKey: ['re_answer', 'answer'],
      pointerActions: ['android', 'vendor'],
      keystroke: ['once', 'down-up'],
      inputDown: [1, 0],
      metaKeys: ['left', 'general'],
      toolTypes: ['finger', 'pen', 'all'],
      hover: ['none', 'android'],
    });
  });

  it('counts as its default when it is something else', () => {
    const nonsense = {
      pointerActions: 'toString',
      keystroke: true,
      inputDown: '0',
      metaKeys: 0,
      toolTypes: 2,
      hover: true,
    } as unknown as ArmcloudDialectSettings;
    const messages = [...threeFingers, key('up', 4), key('down', 66), key('down', 29, 0x1000)];
    expect(frames(messages, nonsense)).toEqual(frames(messages));
  });

  it('that is the default changes nothing', () => {
    const defaults = Object.fromEntries(
      Object.entries(dialectSettingValues).map(([name, [value]]) => [name, value]),
    );
    const messages = [...threeFingers, key('up', 4), key('down', 66), key('down', 29, 0x1000)];
    expect(frames(messages, defaults)).toEqual(frames(messages));
  });
});

describe('the vendor’s README', () => {
  it('names each setting with its values, the default first', () => {
    const readme = readFileSync('src/vendors/armcloud/README.md', 'utf8');
    for (const [name, [first, second]] of Object.entries(dialectSettingValues)) {
      const line = readme.split('\n').find((row) => row.includes(`\`dialect.${name}\``)) ?? '';
      const [before, after] = [line.indexOf(String(first)), line.lastIndexOf(String(second))];
      expect([name, before >= 0, after > before]).toEqual([name, true, true]);
    }
  });
});
