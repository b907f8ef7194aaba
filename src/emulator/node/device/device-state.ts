import type { HoverMessage, KeyMessage, TouchAction, TouchPointer } from '../../../core/control.js';
import type { EmulatedPackage } from '../../../core/ports/emulator.js';
import type { FileRecord } from './android/file-store.js';
import type { CaptureState } from './capture.js';
import type { OperationRecord } from './operation-monitor.js';
import type { Point, Rect } from './rect.js';
import type { LocationState, SensorState, TracePoint } from './sensors.js';

export const builtInApps = [
  'home',
  'recents',
  'paint',
  'notes',
  'clock',
  'settings',
  'list',
  'camera',
  'recorder',
  'gallery',
  'sensors',
] as const;
/** The phone's own apps. */
export type BuiltInApp = (typeof builtInApps)[number];
/** A package that was installed; its name always has a dot. */
export type PackageName = `${string}.${string}`;
export type AppName = BuiltInApp | PackageName;
export type Orientation = 'portrait' | 'landscape';
export type Language = 'en' | 'zh';

export interface TouchRecord {
  /** The input sequence number of this message; 1 is the first input since the start or `reset()`. */
  readonly sequence: number;
  readonly timeMs: number;
  readonly action: TouchAction;
  readonly actionIndex: number;
  /** In px of the phone's screen as it was then. */
  readonly pointers: readonly TouchPointer[];
}

/** A mouse or a pen over the screen, in px of the screen as it was then. */
export type HoverRecord = Omit<HoverMessage, 'type' | 'width' | 'height'>;

export type KeyRecord = Pick<KeyMessage, 'action' | 'keyCode' | 'metaState' | 'repeat'>;

export interface PaintStroke {
  readonly pointerId: number;
  /** CSS colour. */
  readonly colour: string;
  readonly points: readonly (Point & { readonly pressure: number })[];
}

/** Everything a test may want to know of a virtual phone; plain JSON. */
export interface DeviceState {
  readonly phoneId: string;
  readonly app: AppName;
  readonly orientation: Orientation;
  readonly width: number;
  readonly height: number;
  /** Of the last frame that was drawn; 0 before the first. */
  readonly frameNumber: number;
  /** How many touch, key, text and scroll messages were applied. */
  readonly inputSequence: number;
  /** The last 2,000, oldest first. */
  readonly touches: readonly TouchRecord[];
  /** What is over the screen and touches nothing; null when nothing is. */
  readonly hover: HoverRecord | null;
  /** The last 500, oldest first. They are no part of `inputSequence`. */
  readonly hovers: readonly HoverRecord[];
  /** Input that a real phone would not have got, in words; the last 1,000. */
  readonly violations: readonly string[];
  /** The last 500, oldest first. */
  readonly keys: readonly KeyRecord[];
  /** Key codes that went down and have not come up. */
  readonly keysDown: readonly number[];
  /** Of Notes. */
  readonly text: string;
  /** Of Notes: the insertion point, in UTF-16 units from the start of `text`. */
  readonly caret: number;
  /** Of Notes: the selected part of `text`; equal ends when nothing is selected. */
  readonly selection: { readonly start: number; readonly end: number };
  readonly clipboard: string;
  /** 0..15 */
  readonly volume: number;
  readonly isAsleep: boolean;
  readonly keyboardMode: 'local' | 'phone';
  /** A text field has the focus. */
  readonly isInputOpen: boolean;
  /** The soft keyboard is on the screen. */
  readonly isKeyboardShown: boolean;
  /** Of List, in px from its top. */
  readonly scrollOffset: number;
  /** Of List: the number of the row that was tapped last. */
  readonly selectedItem: number | null;
  /** Of Paint, oldest first. */
  readonly strokes: readonly PaintStroke[];
  /** Pointer ids. */
  readonly fingersDown: readonly number[];
  /** Touches that came down and went up again on the same spot. */
  readonly tapCount: number;
  readonly language: Language;
  /** The apps that were used, the last one first. */
  readonly recents: readonly AppName[];
  /** The package of `app`, as Android names it. */
  readonly foregroundPackage: string;
  /** What apps hold, and what viewers send for it. */
  readonly capture: CaptureState;
  /** The video file that plays into the camera. */
  readonly videoFile: { readonly name: string; readonly isLoop: boolean } | null;
  readonly location: LocationState | null;
  /** The last 200 places that the phone was told, the oldest first. */
  readonly locationTrace: readonly TracePoint[];
  /** The last reading of each sensor. */
  readonly sensors: SensorState;
  /** A series of jolts is one shake. */
  readonly shakeCount: number;
  /** The screen's size with the phone upright in px, and its dots per inch, as `wm size` and `wm density` tell. */
  readonly displaySize: { readonly width: number; readonly height: number };
  readonly density: number;
  /** What `getprop` lists. */
  readonly properties: Readonly<Record<string, string>>;
  readonly packages: readonly EmulatedPackage[];
  /** In the phone's storage, the newest first. */
  readonly files: readonly FileRecord[];
  /** Pictures of the screen that the phone has kept. */
  readonly screenshots: number;
  readonly isOperationMonitorOn: boolean;
  /** What the operation monitor told; the last 500, oldest first. */
  readonly operations: readonly OperationRecord[];
  /** 1 for the start; each restart adds one. */
  readonly bootCount: number;
  /** Ms since 1970. */
  readonly bootedAtMs: number;
  /** The screen is dark because the phone starts anew. */
  readonly isBooting: boolean;
  /**
   * What can be tapped at present, by name, in px of the screen: `nav:home`, `app:notes`, `notes:field`,
   * `key:a`, `settings:landscape`, `paint:canvas`, `list:row:3` and so on.
   */
  readonly targets: Readonly<Record<string, Rect>>;
}
