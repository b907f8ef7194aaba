import type { GameOptions } from '../game/game-options.js';

/** How a view takes input. Everything has a default that suits most pages. */
export interface InputOptions extends GameOptions {
  /**
   * What the right mouse button does: `back` presses the phone's Back key, `touch` is a finger as the left button is,
   * `none` is nothing. The page's context menu does not open over the picture either way.
   * @default 'back'
   */
  readonly rightButton?: 'back' | 'touch' | 'none';
  /**
   * What the middle mouse button does: `home` presses the phone's Home key, `none` leaves it to the page.
   * @default 'home'
   */
  readonly middleButton?: 'home' | 'none';
  /**
   * Whether a drag with Ctrl (on a Mac with Command) is a pinch, and one with Shift a drag of two parallel fingers.
   * @default true
   */
  readonly desktopGestures?: boolean;
  /**
   * How the phone is scrolled. `scroll`: by the vendor's own message for wheels, as far as it has one; `swipe`: by a
   * finger that follows the wheel or the trackpad to the pixel; `auto`: wheels with notches by message, all others by
   * finger.
   * @default 'auto'
   */
  readonly wheel?: 'auto' | 'scroll' | 'swipe';
  /**
   * Whether a pinch on a trackpad, which browsers tell as the wheel with Ctrl, zooms the page or is a pinch on the phone.
   * @default 'page'
   */
  readonly trackpadPinch?: 'page' | 'phone';
  /**
   * When text that an input method composes goes to the phone. `commit`: once it is committed; meanwhile it is shown
   * over the picture. `stream`: letter by letter, with deletions where the input method changes its mind. `auto`: `stream`
   * on Android, whose keyboards compose every word, and `commit` elsewhere.
   * @default 'auto'
   */
  readonly composition?: 'auto' | 'commit' | 'stream';
  /**
   * Whether this device's own soft keyboard may correct and complete words. Off, because what is typed on a phone is
   * often a name or a password.
   * @default false
   */
  readonly autocorrect?: boolean;
  /**
   * Keys that are left to the page and the browser: modifiers `Ctrl`, `Alt`, `Shift`, `Meta`, or `Mod` for Ctrl or
   * Command, then the `KeyboardEvent.key` (letters in any case) or `*` for every key, joined by `+`: `F5`, `Ctrl+r`,
   * `Meta+*`, `Ctrl++`. Modifiers that are not named must be up, except Shift with keys that are no letters and have
   * no name, and with `*`. `defaults` stands for the usual list, so `['defaults', 'Ctrl+p']` adds to it. Otherwise
   * attaching the view fails with `argument_invalid`. Tab has an option of its own.
   * @default ['defaults']: reload, tabs, address bar, zoom, developer tools, Ctrl+V, and the lock keys
   */
  readonly passThroughKeys?: readonly string[];
  /**
   * Whether a phone in fullscreen gets the keys of browser and system, too: Escape, Alt+Tab, Ctrl+W, F5 and so on, where
   * the browser has the Keyboard Lock API. Holding Escape leaves fullscreen.
   * @default true
   */
  readonly keyboardLock?: boolean;
  /**
   * `phone`: Tab goes to the phone; Escape and then Tab moves the focus on. `page`: Tab always moves the focus on.
   * @default 'page'
   */
  readonly tabKey?: 'page' | 'phone';
  /**
   * How the clipboards of the phone and of this computer come together. `manual`: only by calls of `phoneClipboard`, for
   * buttons. `auto`: what was copied here is given to the phone when the view gets the focus, and what is copied on the
   * phone is written here while the page has the focus; each only where the browser says beforehand that it allows that
   * without asking, and otherwise as `manual`. `off`: nothing is even remembered.
   * @default 'manual'
   */
  readonly clipboard?: 'off' | 'manual' | 'auto';
  /**
   * Puts a file on the phone that was dropped on the picture: `createDeviceApi({ … }).upload` of `telepad/device` does,
   * or a function of your own. Files are given one after the other.
   * @default none: files are not taken
   */
  readonly dropFiles?: DropFiles;
  /**
   * Hears why something that was dropped or pasted did not reach the phone: what `dropFiles` rejected with, or a
   * TelepadError for a folder or for text. The file is absent for those.
   */
  readonly onDropError?: (error: unknown, file?: File) => void;
}

/** What `dropFiles` is given with each file. */
export interface DroppedFileOptions {
  /** The file is an APK by its name. */
  readonly install: boolean;
  /** Aborted when the view is closed. */
  readonly signal: AbortSignal;
  /** For the bar over the picture. */
  readonly onProgress: (progress: {
    readonly stage: 'sending' | 'placing';
    /** Of this stage, 0 to 1. */
    readonly fraction?: number | undefined;
  }) => void;
}

export type DropFiles = (file: File, options: DroppedFileOptions) => Promise<unknown>;
