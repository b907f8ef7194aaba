/** The vendor-neutral language between a session and a phone, both directions. */

/** Android's MotionEvent actions without the pointer index, which travels beside them. */
export type TouchAction = 'down' | 'pointer-down' | 'move' | 'pointer-up' | 'up' | 'cancel';

/** What touches the screen, as Android's MotionEvent tells it apart. */
export type ToolType = 'finger' | 'stylus' | 'mouse' | 'eraser';

/** The tool, and how a pen is held. Everything is left out for a finger. */
export interface PointerTool {
  /** @default 'finger' */
  readonly toolType?: ToolType;
  /** Radians between the pen and the screen's normal: 0 is upright, π/2 flat (`AXIS_TILT`). Of pens only. */
  readonly tilt?: number;
  /**
   * Radians, -π..π: where a pen's tip points to on the phone's screen. 0 is up, π/2 to the right, -π/2 to the left
   * (`AXIS_ORIENTATION`). Of pens only.
   */
  readonly orientation?: number;
}

export interface TouchPointer extends PointerTool {
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

/**
 * A mouse or a pen over the screen that touches nothing. Decoration: a vendor without words for it sends nothing, and
 * says nothing.
 */
export interface HoverMessage extends PointerTool {
  readonly type: 'hover';
  readonly action: 'enter' | 'move' | 'exit';
  /** Position in `width` × `height`, as that of a touch. */
  readonly x: number;
  readonly y: number;
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
  /** A release has that of its press: where a vendor presses shortcuts in one go, another one is not sent. */
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

/** Asks the phone for a picture that can be decoded without those before it. */
export interface KeyFrameMessage {
  readonly type: 'key-frame';
}

export type ControlMessage =
  | TouchMessage
  | HoverMessage
  | ScrollMessage
  | KeyMessage
  | TextMessage
  | ClipboardMessage
  | MediaMessage
  | KeyboardModeMessage
  | QueryMessage
  | KeyFrameMessage;

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
