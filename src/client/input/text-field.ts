import { type CompositionMode, createTextEntry } from '../../core/composition.js';
import type { Edit, FieldContent } from '../../core/text-difference.js';
import { maxTextLength, sendText } from '../send-text.js';
import type { InputContext } from './input-part.js';

/**
 * What lies before the caret for a soft keyboard: some of them delete nothing, and so tell nothing, where there is
 * nothing. Spaces mean nothing to corrections and to capitals at the start of a sentence.
 */
const softFiller = ' '.repeat(16);

/** A soft keyboard always finds so much to delete. */
const minKeptLength = 4;

/** More than this is not kept for an input method to look back on. */
const maxKeptLength = 500;

/** iOS zooms into fields with a smaller font. */
const font = '16px/1.5 system-ui, sans-serif';

const hidden = {
  inlineSize: '1px',
  padding: '0',
  opacity: '0',
  background: 'transparent',
  boxShadow: 'none',
};
/** While something is composed that the phone does not show yet. */
const shown = {
  inlineSize: 'min(20em, 90%)',
  padding: '0 .5em',
  opacity: '1',
  background: 'var(--telepad-composition-background, Canvas)',
  boxShadow: '0 1px 6px rgb(0 0 0 / .4)',
};

/** The field that input methods write into, and that has the focus for the view. */
export interface TextField {
  readonly element: HTMLTextAreaElement;
  /** It has the focus. */
  readonly isFocused: boolean;
  /** There is something before the caret. */
  readonly hasText: boolean;
  /** The keyboard on the screen types: everything goes through the field. */
  isSoft: boolean;
  /** The phone has got keys or taps beside the field, which then has nothing to do with the phone's any more. */
  forget(): void;
  /** Has the input method commit what it composes. */
  finish(): void;
  /** Takes the focus away and gives it back: so browsers open and close the keyboard on the screen. */
  refocus(): void;
  /** Puts it where the user looks, in px of the view. */
  moveTo(x: number, y: number): void;
}

/** @param modeOf how the next composition goes to the phone */
export function createTextField(context: InputContext, modeOf: () => CompositionMode): TextField {
  const { root, session, signal, options } = context;
  const element = root.ownerDocument.createElement('textarea');
  const isFocused = () => (root.getRootNode() as Document | ShadowRoot).activeElement === element;

  const type = (text: string) => {
    try {
      sendText(context, text, session);
    } catch (error) {
      options.onDropError?.(error);
    }
  };
  const send = (edits: readonly Edit[], canWait: boolean) => {
    // A session that recovers keeps text, and no keys: then all of it waits here, or is refused and told to be lost.
    if (canWait && !session.isLive && edits.some(({ type }) => type === 'press')) return false;
    if (!context.canType()) return true;
    for (const edit of edits) {
      if (edit.type === 'text') type(edit.text);
      else pressTimes(context, edit);
    }
    return true;
  };
  const entry = createTextEntry(send);
  const content = (): FieldContent => ({ text: element.value, caret: element.selectionEnd });

  const tidy = () => {
    const filler = field.isSoft ? softFiller : '';
    const isLong = element.value.length > maxKeptLength;
    const isShort = field.isSoft && element.selectionEnd < minKeptLength;
    if (!(entry.isStale || isLong || isShort) || !entry.canReset(content())) return;
    if (element.value !== filler) element.value = filler;
    element.setSelectionRange(filler.length, filler.length);
    entry.reset(content());
  };

  const field: TextField & { isSoft: boolean } = {
    element,
    get isFocused() {
      return isFocused();
    },
    get hasText() {
      return element.selectionEnd > 0;
    },
    isSoft: false,
    forget() {
      entry.isStale = true;
      tidy();
    },
    finish() {
      if (entry.isComposing) field.refocus();
    },
    refocus() {
      if (!isFocused()) return;
      element.blur();
      element.focus({ preventScroll: true });
    },
    moveTo(x, y) {
      element.style.left = `${Math.max(0, Math.min(x, root.clientWidth - 40))}px`;
      element.style.top = `${Math.max(0, Math.min(y, root.clientHeight - 40))}px`;
    },
  };

  element.rows = 1;
  // The view itself is the tab stop.
  element.tabIndex = -1;
  element.maxLength = maxTextLength;
  element.spellcheck = false;
  element.autocapitalize = 'none';
  element.setAttribute('autocomplete', 'off');
  element.setAttribute('autocorrect', options.autocorrect ? 'on' : 'off');
  element.setAttribute('part', 'composition');
  Object.assign(element.style, hidden, {
    position: 'absolute',
    left: '0',
    top: '0',
    blockSize: '1.5em',
    boxSizing: 'border-box',
    minInlineSize: '0',
    minBlockSize: '0',
    maxInlineSize: 'none',
    transition: 'none',
    margin: '0',
    border: '0',
    borderRadius: '4px',
    outline: 'none',
    resize: 'none',
    overflow: 'hidden',
    whiteSpace: 'pre',
    font,
    color: 'var(--telepad-composition-color, CanvasText)',
    // Taps are for the phone; and what nobody can select cannot be typed into in Safari.
    pointerEvents: 'none',
    userSelect: 'text',
    webkitUserSelect: 'text',
  });

  const listen = <Name extends keyof HTMLElementEventMap>(
    name: Name,
    listener: (event: HTMLElementEventMap[Name]) => void,
  ) => element.addEventListener(name, listener, { signal });

  const end = () => {
    Object.assign(element.style, hidden);
    entry.compositionEnd(content());
  };
  listen('compositionstart', () => {
    const mode = modeOf();
    entry.compositionStart(mode);
    if (mode === 'commit') Object.assign(element.style, shown);
  });
  listen('compositionend', () => {
    end();
    // The next composition may begin before the browser has finished with this one.
    setTimeout(tidy);
  });
  listen('beforeinput', (event) => {
    if (entry.beforeInput(event.inputType, event.cancelable)) event.preventDefault();
    tidy();
  });
  listen('input', (event) => {
    entry.input((event as InputEvent).inputType, content());
    tidy();
  });
  listen('focusout', () => {
    end();
    field.forget();
  });
  const offs = [session.on('live', () => entry.catchUp(content()))];
  signal.addEventListener('abort', () => {
    for (const off of offs) off();
    element.remove();
  });
  root.append(element);
  return field;
}

function pressTimes(context: InputContext, edit: Extract<Edit, { type: 'press' }>): void {
  const { keyCode, metaState, times } = edit;
  for (let count = 0; count < times; count += 1)
    for (const action of ['down', 'up'] as const)
      context.send({ type: 'key', action, keyCode, metaState, repeat: false });
}
