import type { ControlMessage } from '../../src/core/control.js';

/**
 * What clients say on ArmCloud's data channel, by the fact sheet's chapters 6.1 to 6.3: made-up values in the
 * documented shapes.
 */

interface ControlVector {
  readonly name: string;
  readonly message: ControlMessage;
  readonly frames: readonly string[];
}

const onePointer = [{ id: 0, x: 211.25, y: 97.5, pressure: 0.62 }];
const twoPointers = [
  { id: 0, x: 40, y: 50, pressure: 1 },
  { id: 3, x: 700.01, y: 1200.99, pressure: 0.5 },
];
const space = { width: 720, height: 1280 } as const;

const onePointerJson =
  '"widthPixels":720,"heightPixels":1280,"pointCount":1,"properties":[{"id":0,"toolType":1}],' +
  '"coords":[{"x":211.25,"y":97.5,"pressure":0.62,"size":0.06,"touchMajor":120,"touchMinor":95,"toolMajor":120,"toolMinor":95,"orientation":0}]}';
const twoPointersJson =
  '"widthPixels":720,"heightPixels":1280,"pointCount":2,"properties":[{"id":0,"toolType":1},{"id":3,"toolType":1}],' +
  '"coords":[{"x":40,"y":50,"pressure":1,"size":0.06,"touchMajor":120,"touchMinor":95,"toolMajor":120,"toolMinor":95,"orientation":0},' +
  '{"x":700.01,"y":1200.99,"pressure":0.5,"size":0.06,"touchMajor":120,"touchMinor":95,"toolMajor":120,"toolMinor":95,"orientation":0}]}';

/** One message, the frames it takes, and back: every one of these is the same message when it is read. */
export const controlVectors: readonly ControlVector[] = [
  {
    name: 'the first finger goes down',
    message: { type: 'touch', action: 'down', actionIndex: 0, pointers: onePointer, ...space },
    frames: [`{"touchType":"gesture","action":0,${onePointerJson}`],
  },
  {
    name: 'a second finger goes down: Android’s 5 with index 1',
    message: {
      type: 'touch',
      action: 'pointer-down',
      actionIndex: 1,
      pointers: twoPointers,
      ...space,
    },
    frames: [`{"touchType":"gesture","action":261,${twoPointersJson}`],
  },
  {
    name: 'two fingers move',
    message: { type: 'touch', action: 'move', actionIndex: 0, pointers: twoPointers, ...space },
    frames: [`{"touchType":"gesture","action":2,${twoPointersJson}`],
  },
  {
    name: 'the first of two fingers is lifted: Android’s 6 with index 0',
    message: {
      type: 'touch',
      action: 'pointer-up',
      actionIndex: 0,
      pointers: twoPointers,
      ...space,
    },
    frames: [`{"touchType":"gesture","action":6,${twoPointersJson}`],
  },
  {
    name: 'the second of two fingers is lifted',
    message: {
      type: 'touch',
      action: 'pointer-up',
      actionIndex: 1,
      pointers: twoPointers,
      ...space,
    },
    frames: [`{"touchType":"gesture","action":262,${twoPointersJson}`],
  },
  {
    name: 'the last finger is lifted',
    message: { type: 'touch', action: 'up', actionIndex: 0, pointers: onePointer, ...space },
    frames: [`{"touchType":"gesture","action":1,${onePointerJson}`],
  },
  {
    name: 'the gesture is cancelled',
    message: { type: 'touch', action: 'cancel', actionIndex: 0, pointers: onePointer, ...space },
    frames: [`{"touchType":"gesture","action":3,${onePointerJson}`],
  },
  {
    name: 'one notch of the wheel towards what is further down',
    message: { type: 'scroll', x: 12.5, y: 640, notchesY: 1, ...space },
    frames: [
      '{"touchType":"gestureSwipe","swipe":-1,"widthPixels":720,"heightPixels":1280,"pointCount":1,"properties":[{"id":0,"toolType":1}],"coords":[{"x":12.5,"y":640,"pressure":1,"size":1}]}',
    ],
  },
  {
    name: 'one notch of the wheel towards what is further up',
    message: { type: 'scroll', x: 0, y: 0, notchesY: -1, ...space },
    frames: [
      '{"touchType":"gestureSwipe","swipe":1,"widthPixels":720,"heightPixels":1280,"pointCount":1,"properties":[{"id":0,"toolType":1}],"coords":[{"x":0,"y":0,"pressure":1,"size":1}]}',
    ],
  },
  {
    name: 'a key of the soft keyboard goes down',
    message: { type: 'key', action: 'down', keyCode: 66, metaState: 0, repeat: false },
    frames: ['{"touchType":"input","action":1,"keyCode":66,"text":""}'],
  },
  {
    name: 'a key of the soft keyboard goes up: 0, the reverse of a finger',
    message: { type: 'key', action: 'up', keyCode: 21, metaState: 0, repeat: false },
    frames: ['{"touchType":"input","action":0,"keyCode":21,"text":""}'],
  },
  {
    name: 'text',
    message: { type: 'text', text: 'Grüße, 手机 👋 "quoted"\n\\' },
    frames: ['{"touchType":"inputBox","text":"Grüße, 手机 👋 \\"quoted\\"\\n\\\\"}'],
  },
  {
    name: 'the clipboard',
    message: { type: 'clipboard', text: 'from the page' },
    frames: ['{"touchType":"clipboard","text":"from the page"}'],
  },
  {
    name: 'an empty clipboard',
    message: { type: 'clipboard', text: '' },
    frames: ['{"touchType":"clipboard","text":""}'],
  },
  {
    name: 'sound on',
    message: { type: 'media', kind: 'audio', isOpen: true },
    frames: ['{"touchType":"eventSdk","content":"{\\"type\\":\\"openAudio\\",\\"isOpen\\":true}"}'],
  },
  {
    name: 'picture off',
    message: { type: 'media', kind: 'video', isOpen: false },
    frames: ['{"touchType":"eventSdk","content":"{\\"type\\":\\"openVideo\\",\\"isOpen\\":false}"}'],
  },
  {
    name: 'both on',
    message: { type: 'media', kind: 'both', isOpen: true },
    frames: [
      '{"touchType":"eventSdk","content":"{\\"type\\":\\"openAudioAndVideo\\",\\"isOpen\\":true}"}',
    ],
  },
  {
    name: 'the keyboard of this computer',
    message: { type: 'keyboard-mode', mode: 'local' },
    frames: [
      '{"touchType":"eventSdk","content":"{\\"type\\":\\"keyBoardType\\",\\"isLocalKeyBoard\\":true}"}',
    ],
  },
  {
    name: 'the keyboard of the phone',
    message: { type: 'keyboard-mode', mode: 'phone' },
    frames: [
      '{"touchType":"eventSdk","content":"{\\"type\\":\\"keyBoardType\\",\\"isLocalKeyBoard\\":false}"}',
    ],
  },
  {
    name: 'the question for the screen’s size',
    message: { type: 'query', about: 'display' },
    frames: ['{"touchType":"eventSdk","content":"{\\"type\\":\\"updateUiH5\\"}"}'],
  },
  {
    name: 'the question for the text field',
    message: { type: 'query', about: 'input-state' },
    frames: ['{"touchType":"inputState"}'],
  },
  {
    name: 'the question for the camera',
    message: { type: 'query', about: 'camera-state' },
    frames: ['{"touchType":"eventSdk","content":"{\\"type\\":\\"cameraState\\"}"}'],
  },
];

/** Messages whose frames say less than they, or that take other than one frame. */
export const oneWayControlVectors: readonly ControlVector[] = [
  {
    name: 'back is pressed and released in one frame, when it goes down',
    message: { type: 'key', action: 'down', keyCode: 4, metaState: 0, repeat: false },
    frames: ['{"touchType":"keystroke","action":1,"keyCode":4,"text":""}'],
  },
  {
    name: 'back goes up without a word',
    message: { type: 'key', action: 'up', keyCode: 4, metaState: 0, repeat: false },
    frames: [],
  },
  {
    name: 'recents, held, is pressed again',
    message: { type: 'key', action: 'down', keyCode: 187, metaState: 0, repeat: true },
    frames: ['{"touchType":"keystroke","action":1,"keyCode":187,"text":""}'],
  },
  {
    name: 'Ctrl+A: left Ctrl, both as decimal text',
    message: { type: 'key', action: 'down', keyCode: 29, metaState: 0x1000, repeat: false },
    frames: ['{"touchType":"shortcutKey","metaState":"8192","keyCode":"29"}'],
  },
  {
    name: 'Ctrl+Shift+Z',
    message: { type: 'key', action: 'down', keyCode: 54, metaState: 0x1001, repeat: false },
    frames: ['{"touchType":"shortcutKey","metaState":"8256","keyCode":"54"}'],
  },
  {
    name: 'right Ctrl counts as Ctrl',
    message: { type: 'key', action: 'down', keyCode: 31, metaState: 0x5000, repeat: false },
    frames: ['{"touchType":"shortcutKey","metaState":"8192","keyCode":"31"}'],
  },
  {
    name: 'Caps lock is no modifier of a shortcut',
    message: { type: 'key', action: 'down', keyCode: 67, metaState: 0x100000, repeat: false },
    frames: ['{"touchType":"input","action":1,"keyCode":67,"text":""}'],
  },
  {
    name: 'the end of a shortcut goes without a word',
    message: { type: 'key', action: 'up', keyCode: 29, metaState: 0x1000, repeat: false },
    frames: [],
  },
  {
    name: 'Ctrl itself goes without a word',
    message: { type: 'key', action: 'down', keyCode: 113, metaState: 0x3000, repeat: false },
    frames: [],
  },
  { name: 'no text goes without a word', message: { type: 'text', text: '' }, frames: [] },
  {
    name: 'a wheel that has hardly turned goes without a word',
    message: { type: 'scroll', x: 1, y: 1, notchesY: 0.4, ...space },
    frames: [],
  },
  {
    name: 'a wheel turned by nothing that is a number goes without a word',
    message: { type: 'scroll', x: 1, y: 1, notchesY: Number.NaN, ...space },
    frames: [],
  },
  {
    name: 'hundredths of a pixel are kept, no more',
    message: {
      type: 'touch',
      action: 'move',
      actionIndex: 0,
      pointers: [{ id: 1, x: 1.23456, y: 9.999, pressure: 0.333333 }],
      width: 360,
      height: 640,
    },
    frames: [
      '{"touchType":"gesture","action":2,"widthPixels":360,"heightPixels":640,"pointCount":1,"properties":[{"id":1,"toolType":1}],' +
        '"coords":[{"x":1.23,"y":10,"pressure":0.33,"size":0.06,"touchMajor":120,"touchMinor":95,"toolMajor":120,"toolMinor":95,"orientation":0}]}',
    ],
  },
];

const pressOf = (keyCode: number, metaState = 0): readonly ControlMessage[] => [
  { type: 'key', action: 'down', keyCode, metaState, repeat: false },
  { type: 'key', action: 'up', keyCode, metaState, repeat: false },
];

/** What the vendor's own client and its relatives send, where Telepad would say it otherwise. */
export const otherClientsControl: readonly {
  readonly name: string;
  readonly text: string;
  readonly messages: readonly ControlMessage[];
}[] = [
  {
    name: 'two fingers that land together: 261 without a 0 before',
    text: '{"touchType":"gesture","action":261,"widthPixels":393,"heightPixels":698.5,"pointCount":2,"properties":[{"id":0,"toolType":1},{"id":1,"toolType":1}],"coords":[{"x":10,"y":20,"pressure":0.7,"size":0.07,"touchMajor":141,"touchMinor":112,"toolMajor":141,"toolMinor":112,"orientation":0.006},{"x":30.5,"y":40,"pressure":0.55,"size":0.05}]}',
    messages: [
      {
        type: 'touch',
        action: 'pointer-down',
        actionIndex: 1,
        pointers: [
          { id: 0, x: 10, y: 20, pressure: 0.7 },
          { id: 1, x: 30.5, y: 40, pressure: 0.55 },
        ],
        width: 393,
        height: 698.5,
      },
    ],
  },
  {
    name: 'the last lift with the finger count of the last move',
    text: '{"touchType":"gesture","action":1,"widthPixels":100,"heightPixels":200,"pointCount":2,"properties":[{"id":0,"toolType":1},{"id":1,"toolType":1}],"coords":[{"x":1,"y":2,"pressure":0.6},{"x":3,"y":4,"pressure":0.6}]}',
    messages: [
      {
        type: 'touch',
        action: 'up',
        actionIndex: 0,
        pointers: [
          { id: 0, x: 1, y: 2, pressure: 0.6 },
          { id: 1, x: 3, y: 4, pressure: 0.6 },
        ],
        width: 100,
        height: 200,
      },
    ],
  },
  {
    name: 'a finger without a contact shape presses firmly',
    text: '{"touchType":"gesture","action":0,"widthPixels":100,"heightPixels":200,"pointCount":1,"properties":[{"id":0}],"coords":[{"x":1,"y":2}]}',
    messages: [
      {
        type: 'touch',
        action: 'down',
        actionIndex: 0,
        pointers: [{ id: 0, x: 1, y: 2, pressure: 1 }],
        width: 100,
        height: 200,
      },
    ],
  },
  {
    name: 'numbers written as text',
    text: '{"touchType":"gesture","action":"2","widthPixels":"100","heightPixels":"200","pointCount":"1","properties":[{"id":"4"}],"coords":[{"x":"1.5","y":"2"}]}',
    messages: [
      {
        type: 'touch',
        action: 'move',
        actionIndex: 0,
        pointers: [{ id: 4, x: 1.5, y: 2, pressure: 1 }],
        width: 100,
        height: 200,
      },
    ],
  },
  {
    name: 'index bits on an action that has no index',
    text: '{"touchType":"gesture","action":258,"widthPixels":100,"heightPixels":200,"pointCount":1,"properties":[{"id":0}],"coords":[{"x":1,"y":2}]}',
    messages: [
      {
        type: 'touch',
        action: 'move',
        actionIndex: 0,
        pointers: [{ id: 0, x: 1, y: 2, pressure: 1 }],
        width: 100,
        height: 200,
      },
    ],
  },
  {
    name: 'wheel down',
    text: '{"touchType":"gestureSwipe","coords":[{"pressure":1,"size":1,"x":55,"y":66}],"widthPixels":393,"heightPixels":699,"pointCount":1,"properties":[{"id":0,"toolType":1}],"swipe":-1}',
    messages: [{ type: 'scroll', x: 55, y: 66, width: 393, height: 699, notchesY: 1 }],
  },
  {
    name: 'a wheel frame is one notch, whatever it says',
    text: '{"touchType":"gestureSwipe","coords":[{"x":55,"y":66}],"widthPixels":393,"heightPixels":699,"swipe":1e300}',
    messages: [{ type: 'scroll', x: 55, y: 66, width: 393, height: 699, notchesY: -1 }],
  },
  {
    name: 'a keystroke with its code as text',
    text: '{"touchType":"keystroke","action":1,"keyCode":"25","text":""}',
    messages: pressOf(25),
  },
  {
    name: 'a keystroke with more fields than ours',
    text: '{"touchType":"keystroke","action":1,"keyCode":3,"text":"","pads":["AC1"],"__proto__":{"keyCode":4}}',
    messages: pressOf(3),
  },
  {
    name: 'a keystroke’s way up, after one that was a whole press',
    text: '{"touchType":"keystroke","action":0,"keyCode":3,"text":""}',
    messages: [],
  },
  {
    name: 'the statistics of H5 SDK 1.3',
    text: '{"touchType":"rtcStats","content":"{\\"framesPerSecond\\":25,\\"time\\":1735787045000}"}',
    messages: [],
  },
  {
    name: 'the first word of another stream type',
    text: '{"touchType":"eventSdk","content":"{\\"type\\":\\"PullStreamConnected\\"}"}',
    messages: [],
  },
  {
    name: 'a phone’s leave from a group room',
    text: '{"touchType":"kickOutUser","content":"[\\"AC1\\"]"}',
    messages: [],
  },
  {
    name: 'a group room’s opening',
    text: '{"touchType":"openGroupControl","content":"{\\"isOpen\\":true}"}',
    messages: [],
  },
  {
    name: 'the wish of forks for a key frame',
    text: '{"touchType":"requestIFrame"}',
    messages: [],
  },
  {
    name: 'the same wish as an event',
    text: '{"touchType":"eventSdk","content":"{\\"type\\":\\"requestIFrame\\"}"}',
    messages: [],
  },
  {
    name: 'a shortcut in decimal text: Ctrl, with the bit of the left key',
    text: '{"touchType":"shortcutKey","metaState":"8192","keyCode":"50"}',
    messages: pressOf(50, 0x3000),
  },
  {
    name: 'a shortcut in numbers, without a side',
    text: '{"touchType":"shortcutKey","metaState":4097,"keyCode":50}',
    messages: pressOf(50, 0x1001),
  },
  {
    name: 'a shortcut without a modifier',
    text: '{"touchType":"shortcutKey","keyCode":"66"}',
    messages: pressOf(66),
  },
  {
    name: 'a key of the IME with its code as text',
    text: '{"touchType":"input","action":"0","keyCode":"67","text":""}',
    messages: [{ type: 'key', action: 'up', keyCode: 67, metaState: 0, repeat: false }],
  },
  {
    name: 'text of the local IME',
    text: '{"touchType":"inputBox","action":1,"keyCode":1,"text":"hej"}',
    messages: [{ type: 'text', text: 'hej' }],
  },
  {
    name: 'text for a group of phones',
    text: '{"touchType":"inputBox","text":"hej","pads":["AC1","AC2"]}',
    messages: [{ type: 'text', text: 'hej' }],
  },
  {
    name: 'a content that is an object, not text',
    text: '{"touchType":"eventSdk","content":{"type":"openVideo","isOpen":true}}',
    messages: [{ type: 'media', kind: 'video', isOpen: true }],
  },
];

/** Unknown or broken: read as nothing, and never an exception. */
export const unreadableControl: readonly (readonly [name: string, text: string])[] = [
  ['nothing', ''],
  ['no JSON', 'gesture'],
  ['half a frame', '{"touchType":"gesture","action":0'],
  ['a list', '[{"touchType":"inputState"}]'],
  ['null', 'null'],
  ['a frame inside a string', '"{\\"touchType\\":\\"inputState\\"}"'],
  ['no touchType', '{"action":1,"keyCode":4}'],
  ['an unknown touchType', '{"touchType":"levitate","content":"[\\"AC1\\"]"}'],
  ['a touchType of the prototype', '{"touchType":"__proto__"}'],
  ['another one', '{"touchType":"constructor"}'],
  ['a touchType in the prototype', '{"__proto__":{"touchType":"inputState"}}'],
  ['a touchType that is no text', '{"touchType":["inputState"]}'],
  ...(
    [
      ['no action', '"action":null'],
      ['an action that Android does not have', '"action":4'],
      ['the action of a scroll', '"action":8'],
      ['a fractional action', '"action":0.5'],
      ['a negative action', '"action":-256'],
      ['an action beyond its bits', '"action":65536'],
      ['a huge action', '"action":1e300'],
      ['no width', '"widthPixels":0'],
      ['no height', '"heightPixels":0'],
      ['a negative height', '"heightPixels":-200'],
      ['an infinite width', '"widthPixels":1e999'],
      ['fewer fingers than counted', '"pointCount":2'],
      ['no count', '"pointCount":null'],
      ['a finger without an id', '"properties":[{}]'],
      ['a fractional id', '"properties":[{"id":0.5}]'],
      ['a negative id', '"properties":[{"id":-1}]'],
      ['an id beyond Android’s 31', '"properties":[{"id":32}]'],
      ['more ids than fingers', '"properties":[{"id":0},{"id":1}]'],
      ['no place', '"coords":[{"x":null,"y":2}]'],
      ['a place that is no number', '"coords":[{"x":"NaN","y":2}]'],
      ['a place at infinity', '"coords":[{"x":1,"y":-1e999}]'],
      ['a finger that is no object', '"coords":[7]'],
      ['no fingers', '"pointCount":0,"properties":[],"coords":[]'],
      ['fingers that are no list', '"coords":{"0":{"x":1,"y":2},"length":1}'],
    ] as const
  ).map(
    ([name, fields]) =>
      [
        `a gesture with ${name}`,
        // The last of two fields with one name counts.
        `{"touchType":"gesture","action":0,"widthPixels":100,"heightPixels":200,"pointCount":1,"properties":[{"id":0}],"coords":[{"x":1,"y":2}],${fields}}`,
      ] as const,
  ),
  ...(
    [
      ['no direction', '"swipe":0'],
      ['a direction that is no number', '"swipe":"down"'],
      ['no place', '"coords":[]'],
      ['half a place', '"coords":[{"x":1}]'],
      ['the other half', '"coords":[{"y":1}]'],
      ['no size', '"widthPixels":null'],
      ['a negative size', '"heightPixels":-1'],
    ] as const
  ).map(
    ([name, fields]) =>
      [
        `a wheel with ${name}`,
        `{"touchType":"gestureSwipe","swipe":1,"widthPixels":100,"heightPixels":200,"coords":[{"x":1,"y":2}],${fields}}`,
      ] as const,
  ),
  ['a keystroke without a code', '{"touchType":"keystroke","action":1}'],
  ['a keystroke with a name', '{"touchType":"keystroke","keyCode":"HOME"}'],
  ['a keystroke with a negative code', '{"touchType":"keystroke","keyCode":-4}'],
  ['a keystroke with a fraction', '{"touchType":"keystroke","keyCode":3.5}'],
  ['a keystroke with a huge code', '{"touchType":"keystroke","keyCode":1e300}'],
  ['a shortcut with a huge mask', '{"touchType":"shortcutKey","metaState":"1e300","keyCode":"29"}'],
  ['a shortcut with a negative mask', '{"touchType":"shortcutKey","metaState":-1,"keyCode":29}'],
  ['an IME key without an action', '{"touchType":"input","keyCode":66}'],
  ['an IME key with another action', '{"touchType":"input","action":2,"keyCode":66}'],
  ['text that is no text', '{"touchType":"inputBox","text":{"length":3}}'],
  ['a clipboard without text', '{"touchType":"clipboard"}'],
  ['an event without content', '{"touchType":"eventSdk"}'],
  ['an event with broken content', '{"touchType":"eventSdk","content":"{\\"type\\":"}'],
  [
    'an event encoded once too often',
    '{"touchType":"eventSdk","content":"\\"{\\\\\\"type\\\\\\":\\\\\\"updateUiH5\\\\\\"}\\""}',
  ],
  ['an event that we do not know', '{"touchType":"eventSdk","content":"{\\"type\\":\\"localScreenshot\\"}"}'],
  ['an event of the prototype', '{"touchType":"eventSdk","content":"{\\"type\\":\\"toString\\"}"}'],
  ['media without on or off', '{"touchType":"eventSdk","content":"{\\"type\\":\\"openVideo\\"}"}'],
  [
    'media that is "true"',
    '{"touchType":"eventSdk","content":"{\\"type\\":\\"openAudio\\",\\"isOpen\\":\\"true\\"}"}',
  ],
  ['a keyboard without a choice', '{"touchType":"eventSdk","content":"{\\"type\\":\\"keyBoardType\\"}"}'],
];
