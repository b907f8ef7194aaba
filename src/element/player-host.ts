import type { UploadProgress } from '../client/device/upload-file.js';
import type { InputOptions } from '../client/input/input-options.js';
import type { PhoneSession } from '../client/session.js';
import type { PhoneView } from '../client/view.js';
import type { Fit, Rotation } from '../core/geometry.js';
import type { OverlayAction } from './describe-player.js';
import type { FirstStrings } from './strings.js';
import type { ViewCommand } from './toolbar-buttons.js';

/** As the attribute `clipboard` has it. */
export type ClipboardMode = NonNullable<InputOptions['clipboard']>;

/** Where a player's files go. */
export interface FileTarget {
  readonly url: string;
  readonly phoneId: string;
  readonly vendor?: string;
}

/** What becomes of a file that was dropped on the phone. */
export type UploadNews =
  | { readonly file: File; readonly state: 'running'; readonly progress: UploadProgress }
  | { readonly file: File; readonly state: 'done' }
  | { readonly file: File; readonly state: 'failed'; readonly error: unknown };

/** What the page has set. */
export interface PlayerSettings {
  readonly fit: Fit;
  readonly rotation: Rotation;
  readonly isMuted: boolean;
  readonly isReadonly: boolean;
  readonly hasControls: boolean;
  /** A phone is drawn around the picture. */
  readonly hasFrame: boolean;
  readonly isFullscreen: boolean;
  /** The page has said which phone to show. */
  readonly hasSource: boolean;
  readonly clipboard: ClipboardMode;
  readonly inputOptions: InputOptions | undefined;
  /** Where dropped files go; undefined where the page has named no broker. */
  readonly fileTarget: FileTarget | undefined;
}

/** What a user asks for in the player and the element decides. */
export interface PlayerListener {
  action(action: OverlayAction): void;
  command(command: ViewCommand): void;
  /** The browser plays picture or sound only after a gesture. */
  needsTap(kind: 'video' | 'audio'): void;
  readonly upload: (news: UploadNews) => void;
  /** @returns false where the page takes the file itself */
  readonly file: (file: File) => boolean;
}

/** The player, as its lazy part sees it. */
export interface MoreHost {
  /** Holds all texts, those of the lazy part too, from before anything here is shown. */
  readonly strings: FirstStrings;
  readonly stage: HTMLElement;
  session(): PhoneSession | undefined;
  view(): PhoneView | undefined;
  settings(): PlayerSettings;
  isWatching(): boolean;
  /**
   * Something to read; undefined when there is nothing any more.
   * @param isQuiet it is not worth being spoken
   */
  notice(text: string | undefined, isQuiet?: boolean): void;
  /** What is shown may look different now. */
  change(): void;
  readonly upload: (news: UploadNews) => void;
  /** @returns false where the page takes the file itself */
  readonly file: (file: File) => boolean;
  closeMenu(): void;
}
