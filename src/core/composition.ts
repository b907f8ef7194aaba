import { androidKeys } from './key-codes.js';
import {
  controlBits,
  type Edit,
  editsBetween,
  type FieldContent,
  press,
  shiftBits,
} from './text-difference.js';

/** When what an input method composes goes to the phone: when it is committed, or letter by letter. */
export type CompositionMode = 'commit' | 'stream';

const keyCode = { home: 122, end: 123, z: 54, forwardDelete: 112 } as const;
const backspace = press(androidKeys.DEL);

/**
 * By `InputEvent.inputType`: what is told to the phone as a key, because how much it takes is the phone's to say, or
 * because it leaves nothing in a field.
 */
const orders: Readonly<Record<string, readonly Edit[]>> = {
  insertLineBreak: [press(androidKeys.ENTER)],
  insertParagraph: [press(androidKeys.ENTER)],
  deleteWordBackward: [press(androidKeys.DEL, 1, controlBits)],
  deleteWordForward: [press(keyCode.forwardDelete, 1, controlBits)],
  deleteSoftLineBackward: [press(keyCode.home, 1, shiftBits), backspace],
  deleteHardLineBackward: [press(keyCode.home, 1, shiftBits), backspace],
  deleteSoftLineForward: [press(keyCode.end, 1, shiftBits), backspace],
  deleteHardLineForward: [press(keyCode.end, 1, shiftBits), backspace],
  deleteEntireSoftLine: [press(keyCode.home), press(keyCode.end, 1, shiftBits), backspace],
  historyUndo: [press(keyCode.z, 1, controlBits)],
  historyRedo: [press(keyCode.z, 1, controlBits | shiftBits)],
};

/**
 * Follows a text field that input methods write into, and says what has to be done on the phone. It compares what the
 * field holds with what the phone has got of it, so it does not matter in which order a browser tells of a commit, nor
 * whether a keyboard inserts, replaces or deletes: nothing goes out twice, and nothing empty.
 */
export interface TextEntry {
  readonly isComposing: boolean;
  /** The field holds what has nothing to do with the phone's any more, as after a key or a tap that went there. */
  isStale: boolean;
  compositionStart(mode: CompositionMode): void;
  compositionEnd(content: FieldContent): void;
  /** True when the phone does it, so the field must not. */
  beforeInput(inputType: string, isCancelable: boolean): boolean;
  input(inputType: string, content: FieldContent): void;
  /** Sends what could not be sent before; nothing otherwise. */
  catchUp(content: FieldContent): void;
  /** The field was given this content, which the phone needs not have. */
  reset(content: FieldContent): void;
  /** False while an input method works in the field, or the phone has not got all of it. */
  canReset(content: FieldContent): boolean;
}

/**
 * @param send false when it cannot be sent now; it is then asked again with the next change, or by `catchUp`. Without
 * `canWait` nothing in the field would tell of it later
 */
export function createTextEntry(
  send: (edits: readonly Edit[], canWait: boolean) => boolean,
): TextEntry {
  /** What the phone has got. */
  let known: FieldContent = { text: '', caret: 0 };
  let composing: CompositionMode | undefined;

  const follow = (content: FieldContent) => {
    // Half a character: the other half comes with the next event.
    if (/[\ud800-\udbff]$/.test(content.text.slice(0, content.caret))) return;
    const edits = editsBetween(known, content);
    if (edits.length === 0 || send(edits, true)) known = content;
  };

  const entry: TextEntry = {
    get isComposing() {
      return composing !== undefined;
    },
    isStale: false,
    compositionStart(mode) {
      composing = mode;
    },
    compositionEnd(content) {
      if (composing === undefined) return;
      composing = undefined;
      follow(content);
    },
    beforeInput(inputType, isCancelable) {
      const order = orders[inputType];
      if (!order || !isCancelable || composing !== undefined) return false;
      send(order, false);
      entry.isStale = true;
      return true;
    },
    input(inputType, content) {
      const order = composing === undefined ? orders[inputType] : undefined;
      if (order) {
        send(order, false);
        known = content;
        entry.isStale = true;
      } else if (composing !== 'commit') follow(content);
    },
    catchUp(content) {
      if (composing !== 'commit') follow(content);
    },
    reset(content) {
      known = content;
      entry.isStale = false;
    },
    canReset: ({ text }) => composing === undefined && text === known.text,
  };
  return entry;
}
