/** The vendor-neutral language between a session and a phone, both directions. */

/** Android's MotionEvent actions without the pointer index, which travels beside them. */
export type TouchAction = 'down' | 'pointer-down' | 'move' | 'pointer-up' | 'up' | 'cancel';

export interface TouchPointer {
  /** Android pointer id, 0..9; stays with a finger from its down to its up. */
  readonly id: number;
  /** Position in `TouchMessage.width` × `TouchMessage.height`; fractions allowed. */
  readonly x: number;
  readonly y: number;
  /** 0..1; 1 is a firm finger, also for mice. */
  readonly pressure: number;
}

export interface TouchMessage {
  readonly type: 'touch';
  readonly action: TouchAction;
  /** Which of `pointers` went down or up; 0 for the other actions. */
  readonly actionIndex: number;
  /** Every finger on the glass, the lifted one included in its `pointer-up` or `up`. */
  readonly pointers: readonly TouchPointer[];
  /** The coordinate space: the phone's screen in px in its present orientation. */
  readonly width: number;
  readonly height: number;
}

export interface ScrollMessage {
  readonly type: 'scroll';
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** Wheel notches. Positive shows what is further down, as DOM deltaY > 0 does. */
  readonly notchesY: number;
}

/** One edge of a key. `keyCode` and `metaState` are Android KeyEvent constants. */
export interface KeyMessage {
  readonly type: 'key';
  readonly action: 'down' | 'up';
  readonly keyCode: number;
  readonly metaState: number;
  /** True for the repeats of a key that is held. */
  readonly repeat: boolean;
}

/** Text for the focused field of the phone. */
export interface TextMessage {
  readonly type: 'text';
  readonly text: string;
}

/** Sets the phone's clipboard. */
export interface ClipboardMessage {
  readonly type: 'clipboard';
  readonly text: string;
}

/** Starts or stops what the phone sends. */
export interface MediaMessage {
  readonly type: 'media';
  readonly kind: 'audio' | 'video' | 'both';
  readonly isOpen: boolean;
}

/** Whose keyboard types: `local` keeps the phone's soft keyboard away. */
export interface KeyboardModeMessage {
  readonly type: 'keyboard-mode';
  readonly mode: 'local' | 'phone';
}

/** Asks the phone to say again what it said unasked before. */
export interface QueryMessage {
  readonly type: 'query';
  readonly about: 'display' | 'input-state' | 'camera-state';
}

export type ControlMessage =
  | TouchMessage
  | ScrollMessage
  | KeyMessage
  | TextMessage
  | ClipboardMessage
  | MediaMessage
  | KeyboardModeMessage
  | QueryMessage;

/** The HTML `enterkeyhint` values that Android's IME actions map to. */
export type EnterKeyHint = 'enter' | 'go' | 'search' | 'send' | 'next' | 'done' | 'previous';

/** The phone's screen: its size in px in the present orientation. */
export interface DisplayEvent {
  readonly type: 'display';
  readonly width: number;
  readonly height: number;
}

/** A text field on the phone gained or lost the focus. */
export interface InputStateEvent {
  readonly type: 'input-state';
  readonly isOpen: boolean;
  readonly enterKeyHint: EnterKeyHint;
}

/** Something was copied on the phone. */
export interface PhoneClipboardEvent {
  readonly type: 'clipboard';
  readonly text: string;
}

/** Any text that an app on the phone sent to the page. */
export interface AppMessageEvent {
  readonly type: 'app-message';
  readonly text: string;
}

/** What a phone tells a session. */
export type PhoneEvent = DisplayEvent | InputStateEvent | PhoneClipboardEvent | AppMessageEvent;
