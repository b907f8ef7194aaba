/**
 * Choices where ArmCloud's documents leave the language of its phones open. The defaults are what the fact
 * sheet's chapter 12 holds for right; another value is for the day when a real phone proves to be different.
 * The broker puts them into tickets (`Ticket.dialect`), so that no page needs to know them.
 */
export type ArmcloudDialectSettings = {
  /**
   * The name of this side's first answer: H5 SDK 1.5 says `re_answer`, 1.3 said `answer` (Q1).
   * @default 're_answer'
   */
  readonly answerKey?: 're_answer' | 'answer';
  /**
   * How several fingers are told (Q7). `android`: MotionEvent's own codes, for each finger that goes down or
   * up, with stable ids. `vendor`: as the vendor's client does, 261 for each further finger, not a word when
   * one of several is lifted, 1 when the last one is, ids by position, and 1 in place of a cancel.
   * @default 'android'
   */
  readonly pointerActions?: 'android' | 'vendor';
  /**
   * Whether one `keystroke` frame is a whole press of a system key, or only its way down (Q8).
   * @default 'once'
   */
  readonly keystroke?: 'once' | 'down-up';
  /**
   * Which `action` of an `input` frame is a key's way down (Q9).
   * @default 1
   */
  readonly inputDown?: 1 | 0;
  /**
   * Which of Android's bits name the modifiers of a shortcut: those of the left keys (8192 for Ctrl, the one
   * that is documented) or the general ones (4096 for Ctrl).
   * @default 'left'
   */
  readonly metaKeys?: 'left' | 'general';
  /**
   * Which tools a touch names. The vendor's client writes 1, a finger, for everything. `pen` tells pens and erasers, with
   * their tilt (assumed: Android's tool types and axes, in radians). `all` tells mice as well; Android's apps do not
   * scroll under the drag of a mouse, so that is for desktops on phones.
   * @default 'finger'
   */
  readonly toolTypes?: 'finger' | 'pen' | 'all';
  /**
   * Whether mice and pens that touch nothing are told. The vendor's client has no words for it. `android`: a gesture with
   * MotionEvent's own codes 9, 7 and 10 (assumed).
   * @default 'none'
   */
  readonly hover?: 'none' | 'android';
};

/**
 * What each setting may be; the first is its default. Brokers check their configuration with it. At the phone's
 * and the page's end a value that is not here counts as the default.
 */
export const dialectSettingValues = {
  answerKey: ['re_answer', 'answer'],
  pointerActions: ['android', 'vendor'],
  keystroke: ['once', 'down-up'],
  inputDown: [1, 0],
  metaKeys: ['left', 'general'],
  toolTypes: ['finger', 'pen', 'all'],
  hover: ['none', 'android'],
} as const satisfies {
  readonly [Name in keyof ArmcloudDialectSettings]-?: readonly ArmcloudDialectSettings[Name][];
};
