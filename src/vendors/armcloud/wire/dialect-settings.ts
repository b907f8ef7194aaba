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
   * that is documented), the general ones (4096), or both, as a real keyboard sets them.
   * @default 'left'
   */
  readonly metaKeys?: 'left' | 'general' | 'both';
};

export type CheckedDialectSettings = Required<ArmcloudDialectSettings>;

/** What each setting may be; the first is its default. */
export const dialectSettingValues = {
  answerKey: ['re_answer', 'answer'],
  pointerActions: ['android', 'vendor'],
  keystroke: ['once', 'down-up'],
  inputDown: [1, 0],
  metaKeys: ['left', 'general', 'both'],
} as const satisfies {
  readonly [Name in keyof CheckedDialectSettings]: readonly CheckedDialectSettings[Name][];
};

/** The settings of a ticket, with the defaults in. What is unknown or out of range counts as absent. */
export function readDialectSettings(
  settings: Readonly<Record<string, unknown>> = {},
): CheckedDialectSettings {
  const read = Object.entries<readonly unknown[]>(dialectSettingValues).map(([name, values]) => [
    name,
    values[Math.max(0, values.indexOf(settings[name]))],
  ]);
  return Object.fromEntries(read) as CheckedDialectSettings;
}
