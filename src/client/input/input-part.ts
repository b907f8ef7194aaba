import type { ControlMessage, PointerTool } from '../../core/control.js';
import type { Affine } from '../../core/geometry.js';
import type { KeyRules } from '../../core/keyboard.js';
import type { PointerFacts } from '../../core/pointer-tool.js';
import type { TouchTracker } from '../../core/touch.js';
import type { PointerMapping } from '../picture.js';
import type { PhoneSession } from '../session.js';
import type { InputOptions } from './input-options.js';

/** The element that takes input, and where the phone's screen lies on it. */
export interface InputSurface {
  readonly root: HTMLElement;
  /** The picture in it: as large as the video, and moved, turned and scaled to where it is shown. */
  readonly stage: HTMLElement;
  /** Measures only when it must, unless `isFresh` is asked for. Undefined while there is no picture. */
  mapping(isFresh: boolean): PointerMapping | undefined;
  /** The page moved: the next `mapping` has to measure. */
  invalidate(): void;
}

/** What the parts of input share. */
export interface InputContext extends InputSurface {
  readonly session: PhoneSession;
  readonly options: InputOptions;
  /**
   * All fingers of this view, whoever put them down: the phone knows only one glass. Pointers have their DOM ids as
   * keys, which are not negative; a part that makes fingers of its own takes negative ones.
   */
  readonly touch: TouchTracker;
  /** What points, and how it is held; set by a part that is loaded later. Until then everything is a finger. */
  toolOf?(event: PointerFacts, toDevice: Affine): PointerTool | undefined;
  /** As `mapping`; `touch` then takes positions on that screen. */
  aim(isFresh: boolean): PointerMapping | undefined;
  /** True while the view is used for something else than the phone: it takes no input then. */
  isPaused?: boolean;
  /** False while the phone cannot take input; then events are left to the page. */
  canControl(): boolean;
  /** As `canControl`, and also while the session recovers: the session keeps text for later, and reports keys. */
  canType(): boolean;
  /** Never throws; says whether the session took the message. */
  send(message: ControlMessage): boolean;
  /**
   * Has every part's `flush` called: at once when `timeStamp`, that of an event, is some ms after the last time, and
   * with the next frame otherwise. Later while the channel is full.
   */
  schedule(timeStamp?: number): void;
  /** Adds a part of input that came later. */
  add(part: InputPart): void;
  /** What the keyboard goes by; parts that come later write into it. */
  readonly keyRules: KeyRules;
  /** Aborted when input is detached. */
  readonly signal: AbortSignal;
}

export interface InputPart {
  /** Sends what was held back for merging. */
  flush?(): void;
  /** Lets go whatever is held on the phone. */
  release?(): void;
}
