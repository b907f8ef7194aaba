import type { InputFrame } from '../../src/vendors/koophone/wire/input-frames.js';

/** Frames of the data channel `input`, by the layout of the fact sheet's chapter 6.5; made-up values. */

const bytes = (hex: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(hex.trim().split(/\s+/), (pair) => Number.parseInt(pair, 16));

export const inputFrames: readonly {
  readonly name: string;
  readonly frame: InputFrame;
  readonly bytes: Uint8Array<ArrayBuffer>;
}[] = [
  {
    name: 'a finger that lands',
    frame: {
      type: 'touch',
      timestampMs: 1500,
      action: 'down',
      pointers: [{ id: 0, x: 0.5, y: 0.25 }],
    },
    // length 24, type 205, time 1500, action 0, one finger: id 0, x 0.5, y 0.25
    bytes: bytes('00 00 00 18 cd 44 bb 80 00 00 00 01 00 00 00 00 3f 00 00 00 3e 80 00 00'),
  },
  {
    name: 'two fingers that move, in two corners',
    frame: {
      type: 'touch',
      timestampMs: 99_999,
      action: 'move',
      pointers: [
        { id: 0, x: 0, y: 1 },
        { id: 1, x: 1, y: 0.75 },
      ],
    },
    // length 36, type 205, time 99999, action 2, two fingers
    bytes: bytes(
      '00 00 00 24 cd 47 c3 4f 80 00 02 02 00 00 00 00 00 00 00 00 3f 80 00 00 00 00 00 01 3f 80 00 00 3f 40 00 00',
    ),
  },
  {
    name: 'a finger that lifts',
    frame: {
      type: 'touch',
      timestampMs: 0,
      action: 'up',
      pointers: [{ id: 7, x: 0.125, y: 0.5 }],
    },
    bytes: bytes('00 00 00 18 cd 00 00 00 00 00 01 01 00 00 00 07 3e 00 00 00 3f 00 00 00'),
  },
  {
    name: 'HOME, down',
    frame: { type: 'key', timestampMs: 1500, action: 'down', keyCode: 3, modifiers: 0 },
    // length 15, type 207, time 1500, action 0, key 3, no modifiers
    bytes: bytes('00 00 00 0f cf 44 bb 80 00 00 00 00 03 00 00'),
  },
  {
    name: 'a capital A, up',
    frame: { type: 'key', timestampMs: 1516, action: 'up', keyCode: 29, modifiers: 1 },
    bytes: bytes('00 00 00 0f cf 44 bd 80 00 00 01 00 1d 00 01'),
  },
  {
    name: 'a text message',
    frame: { type: 'text', message: { type: 'app_message', data: 'hé' } },
    // length 40, type 211, {"type":"app_message","data":"hé"} in UTF-8
    bytes: bytes(
      '00 00 00 28 d3 7b 22 74 79 70 65 22 3a 22 61 70 70 5f 6d 65 73 73 61 67 65 22 2c 22 64 61 74 61 22 3a 22 68 c3 a9 22 7d',
    ),
  },
  {
    name: 'the word for a camera that is on its way',
    frame: { type: 'text', message: { type: 'camera_track_added' } },
    bytes: bytes(
      '00 00 00 22 d3 7b 22 74 79 70 65 22 3a 22 63 61 6d 65 72 61 5f 74 72 61 63 6b 5f 61 64 64 65 64 22 7d',
    ),
  },
];

/** Types whose numbers are not known, and everything else that we pass over. */
export const ignoredInputFrames: readonly (readonly [name: string, bytes: Uint8Array])[] = [
  ['an unknown type', bytes('00 00 00 05 d2')],
];

export const brokenInputFrames: readonly (readonly [name: string, bytes: Uint8Array])[] = [
  ['nothing', bytes('00').subarray(1)],
  ['half a header', bytes('00 00 00 05')],
  ['a length that is not so', bytes('00 00 00 10 cf 44 bb 80 00 00 00 00 03 00 00')],
  ['no fingers', bytes('00 00 00 0c cd 44 bb 80 00 00 00 00')],
  [
    'more fingers than bytes',
    bytes('00 00 00 18 cd 44 bb 80 00 00 00 02 00 00 00 00 3f 00 00 00 3e 80 00 00'),
  ],
  [
    'an action that is none',
    bytes('00 00 00 18 cd 44 bb 80 00 00 03 01 00 00 00 00 3f 00 00 00 3e 80 00 00'),
  ],
  [
    'a finger beside the picture (x 2)',
    bytes('00 00 00 18 cd 44 bb 80 00 00 00 01 00 00 00 00 40 00 00 00 3e 80 00 00'),
  ],
  [
    'a finger at no number',
    bytes('00 00 00 18 cd 44 bb 80 00 00 00 01 00 00 00 00 7f c0 00 00 3e 80 00 00'),
  ],
  ['a key of a wrong length', bytes('00 00 00 0e cf 44 bb 80 00 00 00 00 03 00')],
  ['a key with a third edge', bytes('00 00 00 0f cf 44 bb 80 00 00 02 00 03 00 00')],
  ['text that is no JSON', bytes('00 00 00 06 d3 7b')],
  ['text that is no UTF-8', bytes('00 00 00 07 d3 c3 28')],
];
