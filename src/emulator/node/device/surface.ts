import type { KeyMessage } from '../../../core/control.js';
import type { FileStore } from './android/file-store.js';
import type { PackageList } from './android/package-list.js';
import type { Capture } from './capture.js';
import type { AppName, Language, Orientation } from './device-state.js';
import type { Point, Rect } from './rect.js';
import type { Context2D } from './screen.js';
import type { Sensors } from './sensors.js';
import type { Contact } from './touch-tracker.js';
import type { VideoFile } from './video-file.js';

/** Something that can be tapped. */
export interface Target {
  readonly bounds: Rect;
  /** `area` for large parts that take drags; they do not light up under a finger. */
  readonly kind: 'button' | 'area';
}

export type Targets = ReadonlyMap<string, Target>;

/** What is drawn on the screen and takes touches: an app, the navigation bar, the keyboard. */
export interface Surface {
  /** Draws itself; whatever is outside of `clip` is not seen. */
  draw(context: Context2D, clip: Rect): void;
  /** In the present layout. Where targets overlap, the smallest is meant. */
  targets(): Targets;
  /** A finger came down and went up on the target without wandering off. */
  tap(target: string, at: Point): void;
  /** A finger rests on the target; it will not be a tap. */
  longPress?(target: string, at: Point): void;
  /** True when it shows itself where fingers are, so that they need no ripples. */
  readonly hasOwnTouchFeedback?: boolean;
  /** All fingers that came down on this surface, taps included. */
  contact?(contact: Contact): void;
}

/** An app fills the screen between status bar and navigation bar. */
export interface App extends Surface {
  readonly name: AppName;
  /** True for a dark background: the bars above and below are then drawn in white. */
  readonly isDark: boolean;
  /** It comes to the foreground, the screen turned, or the soft keyboard came or went. */
  layout(bounds: Rect): void;
  /** Time goes on: let animations and long running things catch up. */
  advance?(now: number): void;
  /** It came to the foreground, and `layout` was called. */
  opened?(): void;
  /** It leaves the foreground. */
  close?(): void;
  /** The screen went off, or on again, while it is in the foreground. */
  sleep?(isAsleep: boolean): void;
  /** True when it did something with the key. */
  key?(message: KeyMessage): boolean;
  text?(text: string): void;
  wheel?(at: Point, notchesY: number): void;
  /** Back was pressed; true when that closed something within the app. */
  back?(): boolean;
  reset(): void;
}

/** What is in the phone besides its screen. */
export interface PhoneParts {
  readonly capture: Capture;
  readonly videoFile: VideoFile;
  readonly sensors: Sensors;
  readonly files: FileStore;
  readonly packages: PackageList;
  /** What `getprop` lists. */
  readonly properties: Map<string, string>;
}

/** What the phone lends to its surfaces. */
export interface Host {
  now(): number;
  /** As the phone's clock shows it: a time for `getHours()` and kin, not a moment. */
  wallTime(now: number): number;
  readonly orientation: Orientation;
  language: Language;
  clipboard: string;
  readonly phoneId: string;
  readonly parts: PhoneParts;
  readonly recents: readonly AppName[];
  /** The soft keyboard's place at the bottom of the app; undefined while it is hidden. */
  readonly keyboardBounds: Rect | undefined;
  invalidate(part?: Rect): void;
  /** Moves what is drawn of the rows from `top` to `bottom`; see `Screen.scroll`. */
  scroll(top: number, bottom: number, deltaY: number): void;
  isPressed(target: string): boolean;
  open(app: AppName): void;
  rotate(orientation: Orientation): void;
  forgetRecents(): void;
  /** The present app's text field got or lost the focus. */
  setInputOpen(isOpen: boolean): void;
  /** The user copied: sets the clipboard and tells the viewers. */
  copy(text: string): void;
}
