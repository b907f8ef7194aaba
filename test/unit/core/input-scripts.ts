import type { CompositionMode } from '../../../src/core/composition.js';

/**
 * One event of a text field, in the order in which a browser fires them, with what the field holds when it does; `|` is
 * the caret. A `beforeinput` that is cancelled keeps what follows up to the next `input` from happening.
 */
export type FieldStep =
  | readonly [type: 'compositionstart' | 'compositionend', value: string]
  | readonly [type: 'beforeinput', inputType: string, how?: 'cannot be cancelled']
  | readonly [type: 'input', inputType: string, value: string];

export interface InputScript {
  readonly name: string;
  readonly mode: CompositionMode;
  readonly steps: readonly FieldStep[];
  /** What the phone is told, one after the other: text, or `KEYCODE×times`. */
  readonly sent: readonly string[];
  /** What the phone's field holds in the end; it was empty. */
  readonly text: string;
}

const composing = (value: string): readonly FieldStep[] => [
  ['beforeinput', 'insertCompositionText', 'cannot be cancelled'],
  ['input', 'insertCompositionText', value],
];
const typed = (value: string): readonly FieldStep[] => [
  ['beforeinput', 'insertText'],
  ['input', 'insertText', value],
];

/**
 * The orders are those of the UI Events and Input Events specifications and of what the browsers are known to do; no
 * platform is asked here. Each script ends with nothing composed.
 */
export const inputScripts: readonly InputScript[] = [
  {
    name: 'Chrome: pinyin, of which a candidate is chosen',
    mode: 'commit',
    steps: [
      ['compositionstart', '|'],
      ...composing('n|'),
      ...composing('ni|'),
      ...composing("ni'hao|"),
      ...composing('你好|'),
      ['compositionend', '你好|'],
    ],
    sent: ['你好'],
    text: '你好',
  },
  {
    name: 'Chrome: Japanese, converted to one candidate and the next, in two words',
    mode: 'commit',
    steps: [
      ['compositionstart', '|'],
      ...composing('n|'),
      ...composing('に|'),
      ...composing('にほn|'),
      ...composing('にほん|'),
      ...composing('日本|'),
      ...composing('二本|'),
      ...composing('日本|'),
      ['compositionend', '日本|'],
      ['compositionstart', '日本|'],
      ...composing('日本ご|'),
      ...composing('日本語|'),
      ['compositionend', '日本語|'],
    ],
    sent: ['日本', '語'],
    text: '日本語',
  },
  {
    name: 'Firefox: the same, where the last input comes after the end of the composition',
    mode: 'commit',
    steps: [
      ['compositionstart', '|'],
      ...composing('に|'),
      ...composing('日|'),
      ['beforeinput', 'insertCompositionText', 'cannot be cancelled'],
      ['compositionend', '日本|'],
      ['input', 'insertCompositionText', '日本|'],
    ],
    sent: ['日本'],
    text: '日本',
  },
  {
    name: 'Safari: what was composed is deleted and inserted anew before the composition ends',
    mode: 'commit',
    steps: [
      ['compositionstart', '|'],
      ...composing('に|'),
      ...composing('日|'),
      ['beforeinput', 'deleteCompositionText', 'cannot be cancelled'],
      ['input', 'deleteCompositionText', '|'],
      ['beforeinput', 'insertFromComposition', 'cannot be cancelled'],
      ['input', 'insertFromComposition', '日|'],
      ['compositionend', '日|'],
    ],
    sent: ['日'],
    text: '日',
  },
  {
    name: 'a composition that is given up',
    mode: 'commit',
    steps: [
      ['compositionstart', '|'],
      ...composing('にほ|'),
      ...composing('|'),
      ['compositionend', '|'],
    ],
    sent: [],
    text: '',
  },
  {
    name: 'Chrome: Hangul, whose next syllable begins as the one before ends',
    mode: 'commit',
    steps: [
      ['compositionstart', '|'],
      ...composing('ㅎ|'),
      ...composing('하|'),
      ...composing('한|'),
      ['compositionend', '한|'],
      ['compositionstart', '한|'],
      ...composing('한ㄱ|'),
      ...composing('한그|'),
      ...composing('한글|'),
      ['compositionend', '한글|'],
    ],
    sent: ['한', '글'],
    text: '한글',
  },
  {
    name: 'Chrome: Hangul whose last consonant moves on to the next syllable',
    mode: 'stream',
    steps: [
      ['compositionstart', '|'],
      ...composing('ㅎ|'),
      ...composing('하|'),
      ...composing('한|'),
      ...composing('하|'),
      ['compositionend', '하|'],
      ['compositionstart', '하|'],
      ...composing('하나|'),
      ['compositionend', '하나|'],
    ],
    sent: ['ㅎ', '67×1', '하', '67×1', '한', '67×1', '하', '나'],
    text: '하나',
  },
  {
    name: 'Safari on iOS: Hangul without a composition, each syllable replaced',
    mode: 'commit',
    steps: [
      ...typed('ㅎ|'),
      ['beforeinput', 'deleteContentBackward'],
      ['input', 'deleteContentBackward', '|'],
      ...typed('하|'),
      ['beforeinput', 'deleteContentBackward'],
      ['input', 'deleteContentBackward', '|'],
      ...typed('한|'),
    ],
    sent: ['ㅎ', '67×1', '하', '67×1', '한'],
    text: '한',
  },
  {
    name: 'Chrome on a Mac: a dead key',
    mode: 'commit',
    steps: [
      ['compositionstart', '|'],
      ...composing('´|'),
      ...composing('é|'),
      ['compositionend', 'é|'],
    ],
    sent: ['é'],
    text: 'é',
  },
  {
    name: 'Chrome on Windows: a dead key with a letter that takes no accent',
    mode: 'commit',
    steps: [...typed('´|'), ...typed('´x|')],
    sent: ['´', 'x'],
    text: '´x',
  },
  {
    name: 'Vietnamese Telex by a keyboard that replaces what it typed',
    mode: 'commit',
    steps: [
      ...typed('t|'),
      ...typed('ti|'),
      ...typed('tie|'),
      ['beforeinput', 'insertReplacementText'],
      ['input', 'insertReplacementText', 'tiê|'],
      ...typed('tiên|'),
      ['beforeinput', 'insertReplacementText'],
      ['input', 'insertReplacementText', 'tiến|'],
      ...typed('tiếng|'),
    ],
    sent: ['t', 'i', 'e', '67×1', 'ê', 'n', '67×2', 'ến', 'g'],
    text: 'tiếng',
  },
  {
    name: 'Gboard: a word letter by letter, its correction, and the next word',
    mode: 'stream',
    steps: [
      ['compositionstart', '|'],
      ...composing('t|'),
      ...composing('te|'),
      ...composing('teh|'),
      ...composing('the|'),
      ['compositionend', 'the|'],
      ...typed('the |'),
      ['compositionstart', 'the |'],
      ...composing('the q|'),
      ['compositionend', 'the q|'],
    ],
    sent: ['t', 'e', 'h', '67×2', 'he', ' ', 'q'],
    text: 'the q',
  },
  {
    name: 'Gboard: a swiped word, and another in its place',
    mode: 'stream',
    steps: [
      ['compositionstart', '|'],
      ...composing('hello|'),
      ...composing('jello|'),
      ['compositionend', 'jello|'],
      ...typed('jello |'),
    ],
    sent: ['hello', '67×5', 'jello', ' '],
    text: 'jello ',
  },
  {
    name: 'Gboard: Backspace into a word that was committed, which is composed again',
    mode: 'stream',
    steps: [
      ['compositionstart', '|'],
      ...composing('cats|'),
      ['compositionend', 'cats|'],
      ...typed('cats |'),
      ['beforeinput', 'deleteContentBackward', 'cannot be cancelled'],
      ['input', 'deleteContentBackward', 'cats|'],
      ['compositionstart', 'cats|'],
      ...composing('cat|'),
      ['compositionend', 'cat|'],
    ],
    sent: ['cats', ' ', '67×1', '67×1'],
    text: 'cat',
  },
  {
    name: 'Gboard: a whole word is deleted',
    mode: 'stream',
    steps: [
      ...typed('one two|'),
      ['beforeinput', 'deleteWordBackward', 'cannot be cancelled'],
      ['input', 'deleteWordBackward', 'one |'],
    ],
    sent: ['one two', 'Ctrl 67×1'],
    // What Ctrl and Backspace delete is Android's to say.
    text: 'one two',
  },
  {
    name: 'iOS: autocorrection, and a full stop for two spaces',
    mode: 'commit',
    steps: [
      ...typed('t|'),
      ...typed('te|'),
      ...typed('teh|'),
      ['beforeinput', 'insertReplacementText'],
      ['input', 'insertReplacementText', 'the|'],
      ...typed('the |'),
      ['beforeinput', 'insertReplacementText'],
      ['input', 'insertReplacementText', 'the. |'],
    ],
    sent: ['t', 'e', 'h', '67×2', 'he', ' ', '67×1', '. '],
    text: 'the. ',
  },
  {
    name: 'iOS: dictation, that is changed as it is understood',
    mode: 'commit',
    steps: [
      ['input', 'insertDictationResult', 'right|'],
      ['input', 'insertReplacementText', 'write a|'],
      ['input', 'insertReplacementText', 'write a letter|'],
    ],
    sent: ['right', '67×5', 'write a', ' letter'],
    text: 'write a letter',
  },
  {
    name: 'Windows: an emoji of which each half comes by itself',
    mode: 'commit',
    steps: [...typed('\ud83d|'), ...typed('😀|')],
    sent: ['😀'],
    text: '😀',
  },
  {
    name: 'an emoji panel: a family, then a flag',
    mode: 'commit',
    steps: [...typed('👨‍👩‍👧‍👦|'), ...typed('👨‍👩‍👧‍👦🇯🇵|')],
    sent: ['👨‍👩‍👧‍👦', '🇯🇵'],
    text: '👨‍👩‍👧‍👦🇯🇵',
  },
  {
    name: 'a line break, which is the phone’s Enter',
    mode: 'commit',
    steps: [
      ...typed('a|'),
      ['beforeinput', 'insertLineBreak'],
      ['input', 'insertLineBreak', 'a\n|'],
    ],
    sent: ['a', '66×1'],
    text: 'a\n',
  },
  {
    name: 'a line break that cannot be cancelled',
    mode: 'stream',
    steps: [
      ...typed('a|'),
      ['beforeinput', 'insertParagraph', 'cannot be cancelled'],
      ['input', 'insertParagraph', 'a\n|'],
      ...typed('a\nb|'),
    ],
    sent: ['a', '66×1', 'b'],
    text: 'a\nb',
  },
  {
    name: 'forward deletion, and a selection that is replaced',
    mode: 'commit',
    steps: [
      ...typed('abc|'),
      ['input', '', 'a|bc'],
      ['beforeinput', 'deleteContentForward'],
      ['input', 'deleteContentForward', 'a|c'],
      ['input', 'insertText', 'Z|'],
    ],
    sent: ['abc', '21×2', '112×1', '67×1', '112×1', 'Z'],
    text: 'Z',
  },
  {
    name: 'to the start of the line and to its end, undo and redo',
    mode: 'commit',
    steps: [
      ['beforeinput', 'deleteSoftLineBackward'],
      ['beforeinput', 'deleteSoftLineForward'],
      ['beforeinput', 'deleteWordForward'],
      ['beforeinput', 'historyUndo'],
      ['beforeinput', 'historyRedo'],
    ],
    sent: [
      ...['Shift 122×1', '67×1', 'Shift 123×1', '67×1', 'Ctrl 112×1'],
      ...['Ctrl 54×1', 'Ctrl Shift 54×1'],
    ],
    text: '',
  },
];
