import type { PhoneEvent } from '../../src/core/control.js';

/**
 * What phones say on ArmCloud's data channel, by the fact sheet's chapters 6.4 and 8.5: made-up values in the
 * documented shapes.
 */

/** One event and its frame; each is the other, in both directions. */
export const phoneEventVectors: readonly {
  readonly name: string;
  readonly event: PhoneEvent;
  readonly text: string;
}[] = [
  {
    name: 'an upright screen',
    event: { type: 'display', width: 1080, height: 2340 },
    text: '{"key":"refreshUiType","data":"{\\"width\\":1080,\\"height\\":2340,\\"isVertical\\":true}"}',
  },
  {
    name: 'a screen on its side',
    event: { type: 'display', width: 1920, height: 1080 },
    text: '{"key":"refreshUiType","data":"{\\"width\\":1920,\\"height\\":1080,\\"isVertical\\":false}"}',
  },
  {
    name: 'a text field without the focus',
    event: { type: 'input-state', isOpen: false, enterKeyHint: 'enter' },
    text: '{"key":"inputState","data":"{\\"isOpen\\":false,\\"imeOptions\\":0}"}',
  },
  ...(
    [
      ['go', 2],
      ['search', 3],
      ['send', 4],
      ['next', 5],
      ['done', 6],
      ['previous', 7],
    ] as const
  ).map(
    ([enterKeyHint, imeOptions]) =>
      ({
        name: `a text field whose Enter key says ${enterKeyHint}`,
        event: { type: 'input-state', isOpen: true, enterKeyHint },
        text: `{"key":"inputState","data":"{\\"isOpen\\":true,\\"imeOptions\\":${imeOptions}}"}`,
      }) as const,
  ),
  {
    name: 'something copied',
    event: { type: 'clipboard', text: 'vom „Handy“\n👍' },
    text: '{"key":"clipboard","data":"{\\"content\\":\\"vom „Handy“\\\\n👍\\"}"}',
  },
  {
    name: 'nothing copied',
    event: { type: 'clipboard', text: '' },
    text: '{"key":"clipboard","data":"{\\"content\\":\\"\\"}"}',
  },
  {
    name: 'a word of an app',
    event: { type: 'app-message', text: 'level 3 done' },
    text: '{"key":"message","data":"level 3 done"}',
  },
  {
    name: 'a word of an app that looks like JSON stays text',
    event: { type: 'app-message', text: '{"score":7}' },
    text: '{"key":"message","data":"{\\"score\\":7}"}',
  },
];

/** Other ways to say it. */
export const otherPhoneEvents: readonly {
  readonly name: string;
  readonly text: string;
  readonly event: PhoneEvent;
}[] = [
  {
    name: 'a size written as text',
    text: '{"key":"refreshUiType","data":"{\\"width\\":\\"720\\",\\"height\\":\\"1280\\"}"}',
    event: { type: 'display', width: 720, height: 1280 },
  },
  {
    name: 'a direction that contradicts the size',
    text: '{"key":"refreshUiType","data":"{\\"width\\":720,\\"height\\":1280,\\"isVertical\\":false}"}',
    event: { type: 'display', width: 720, height: 1280 },
  },
  {
    name: 'data that is an object, not text',
    text: '{"key":"refreshUiType","data":{"width":720,"height":1280,"isVertical":true},"pad":"AC1"}',
    event: { type: 'display', width: 720, height: 1280 },
  },
  {
    name: 'Android’s flags in the high bits',
    text: '{"key":"inputState","data":"{\\"isOpen\\":true,\\"imeOptions\\":1107296259}"}',
    event: { type: 'input-state', isOpen: true, enterKeyHint: 'search' },
  },
  {
    name: 'an Enter key without an action',
    text: '{"key":"inputState","data":"{\\"isOpen\\":true,\\"imeOptions\\":1}"}',
    event: { type: 'input-state', isOpen: true, enterKeyHint: 'enter' },
  },
  {
    name: 'no word of the Enter key',
    text: '{"key":"inputState","data":"{\\"isOpen\\":true}"}',
    event: { type: 'input-state', isOpen: true, enterKeyHint: 'enter' },
  },
  {
    name: 'an Enter key that is no number',
    text: '{"key":"inputState","data":"{\\"isOpen\\":true,\\"imeOptions\\":\\"__proto__\\"}"}',
    event: { type: 'input-state', isOpen: true, enterKeyHint: 'enter' },
  },
  {
    name: 'a huge number for the Enter key',
    text: '{"key":"inputState","data":"{\\"isOpen\\":true,\\"imeOptions\\":1e300}"}',
    event: { type: 'input-state', isOpen: true, enterKeyHint: 'enter' },
  },
];

/** Well-formed, but no event of ours: passed over in silence. */
export const ignoredPhoneEvents: readonly string[] = [
  '{"key":"audioControl","data":"{\\"isOpen\\":true}"}',
  '{"key":"videoAndAudioControl","data":"{\\"isOpen\\":true,\\"isFront\\":false}"}',
  '{"key":"inputAdb","data":"{\\"isSuccess\\":true,\\"content\\":\\"x\\"}"}',
  '{"key":"callBack","data":"{\\"type\\":\\"definition\\",\\"data\\":\\"{\\\\\\"from\\\\\\":\\\\\\"540*960\\\\\\",\\\\\\"to\\\\\\":\\\\\\"720*1280\\\\\\"}\\"}"}',
  '{"key":"userjoin"}',
  '{"key":"initialized","data":null}',
  '{"key":"__proto__","data":"{}"}',
  '{"key":"","data":"{}"}',
];

/** Broken: counted and dropped. */
export const unreadablePhoneEvents: readonly (readonly [name: string, text: string])[] = [
  ['nothing', ''],
  ['no JSON', 'refreshUiType'],
  ['half a frame', '{"key":"clipboard","data":"'],
  ['a list', '["message","x"]'],
  ['a frame inside a string', '"{\\"key\\":\\"message\\",\\"data\\":\\"x\\"}"'],
  ['no key', '{"data":"{}"}'],
  ['a key that is no text', '{"key":7,"data":"{}"}'],
  ['a key in the prototype', '{"__proto__":{"key":"message","data":"x"}}'],
  ['an app’s word that is no text', '{"key":"message","data":{"a":1}}'],
  ['a size without data', '{"key":"refreshUiType"}'],
  ['a size with broken data', '{"key":"refreshUiType","data":"{\\"width\\":"}'],
  [
    'a size encoded once too often',
    '{"key":"refreshUiType","data":"\\"{\\\\\\"width\\\\\\":1,\\\\\\"height\\\\\\":1}\\""}',
  ],
  ['no height', '{"key":"refreshUiType","data":"{\\"width\\":720}"}'],
  ['no width at all', '{"key":"refreshUiType","data":"{\\"width\\":0,\\"height\\":1280}"}'],
  ['a negative height', '{"key":"refreshUiType","data":"{\\"width\\":720,\\"height\\":-1280}"}'],
  ['an infinite width', '{"key":"refreshUiType","data":"{\\"width\\":1e999,\\"height\\":1280}"}'],
  ['a width that is no number', '{"key":"refreshUiType","data":"{\\"width\\":\\"NaN\\",\\"height\\":1}"}'],
  [
    'a size in the prototype',
    '{"key":"refreshUiType","data":"{\\"__proto__\\":{\\"width\\":720,\\"height\\":1280}}"}',
  ],
  ['a text field that is open or not', '{"key":"inputState","data":"{\\"imeOptions\\":3}"}'],
  ['a text field that is 1', '{"key":"inputState","data":"{\\"isOpen\\":1}"}'],
  ['a copy of nothing', '{"key":"clipboard","data":"{}"}'],
  ['a copy of a number', '{"key":"clipboard","data":"{\\"content\\":7}"}'],
];
