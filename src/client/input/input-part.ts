import type { ControlMessage } from '../../core/control.js';
import type { PointerMapping } from '../picture.js';

/** The element that takes input, and where the phone's screen lies on it. */
export interface InputSurface {
  readonly root: HTMLElement;
  /** Measures only when it must, unless `isFresh` is asked for. Undefined while there is no picture. */
  mapping(isFresh: boolean): PointerMapping | undefined;
  /** The page moved: the next `mapping` has to measure. */
  invalidate(): void;
}

/** What the parts of input share. */
export interface InputContext extends InputSurface {
  /** False while the phone cannot take input; then events are left to the page. */
  canControl(): boolean;
  /** Never throws; says whether the session took the message. */
  send(message: ControlMessage): boolean;
  /** Has every part's `flush` called soon: at most once per frame, and later while the channel is full. */
  schedule(): void;
  /** Aborted when input is detached. */
  readonly signal: AbortSignal;
}

export interface InputPart {
  /** Sends what was held back for merging. */
  flush?(): void;
  /** Lets go whatever is held on the phone. */
  release?(): void;
}
