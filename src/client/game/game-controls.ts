import { TelepadError } from '../../core/errors.js';
import type { GameScreen } from '../../core/game/finger.js';
import { createGameTouch } from '../../core/game/game-touch.js';
import { createGamepadKeys } from '../../core/game/gamepad.js';
import {
  type GameControl,
  type GameLayout,
  type GameProfile,
  layoutOf,
} from '../../core/game/profile.js';
import { readGameProfile } from '../../core/game/read-profile.js';
import type { Rotation } from '../../core/geometry.js';
import { Emitter } from '../emitter.js';
import type { InputContext } from '../input/input-part.js';
import { changeSettings, type GameOptions } from './game-options.js';
import { createGameOverlay, type GameOverlayMode } from './game-overlay.js';
import { type GamepadChange, watchGamepads } from './game-pads.js';
import { attachGameSources } from './game-sources.js';

/** Every event of game controls, with what its listener is given. */
export interface GameEvents {
  /** The user moved a control in the overlay. The profile is a new one, ready to be stored as JSON. */
  profilechange: (profile: GameProfile) => void;
  /** A gamepad came or went; browsers tell of one only when a button of it was pressed. */
  gamepad: (gamepad: GamepadChange) => void;
  /** The pointer was locked, or freed. */
  pointerlock: (isLocked: boolean) => void;
}

/** Keys, mouse and gamepad as fingers on the phone, or as its gamepad. One object for each view. */
export interface GameControls {
  /** The profile in force. Undefined until one is set: then only the gamepad plays, as Android keys. */
  readonly profile: GameProfile | undefined;
  /** Which of the profile's layouts is in force; undefined while there is no picture. */
  readonly layout: GameLayout | undefined;
  /** False leaves keyboard, mouse and gamepad alone; true by default. */
  isEnabled: boolean;
  /**
   * Shows the controls on the picture, as `::part(game-control)` and `::part(game-area)`. In the mode `edit` the user
   * drags them, or moves them by the arrow keys, and the phone takes no input. `hidden` by default.
   */
  overlay: GameOverlayMode;
  /** True while the mouse is a `MouseLock` camera. */
  readonly isPointerLocked: boolean;
  /**
   * Checks a profile, for example one that was stored, and gives a copy of it.
   * @throws TelepadError `argument_invalid`, which names what is wrong
   */
  readProfile(json: unknown): GameProfile;
  /**
   * Takes another profile, or none. What is held is let go.
   * @throws TelepadError `argument_invalid`; the profile before stays in force then
   */
  setProfile(profile: unknown): void;
  /**
   * Changes options; what is left out stays. What is held is let go.
   * @throws TelepadError `argument_invalid`
   */
  configure(options: GameOptions): void;
  /**
   * Locks the pointer for a `MouseLock` camera; call it from a click or a key. Escape frees it. Rejects with
   * `permission_denied` when the browser does not allow it.
   */
  lockPointer(): Promise<void>;
  unlockPointer(): void;
  /** Listens until the function it returns is called. */
  on<Name extends keyof GameEvents>(name: Name, listener: GameEvents[Name]): () => void;
}

/** Of the Keyboard Map specification, which the DOM library does not have yet. */
interface NavigatorWithKeyboard {
  readonly keyboard?: { getLayoutMap(): Promise<ReadonlyMap<string, string>> };
}

/** What game controls need of a `PhoneView`. */
export interface GameView {
  readonly video: HTMLVideoElement;
  readonly rotation: Rotation;
  onChange(listener: () => void): () => void;
}

/** @throws TelepadError `not_supported` for a view that takes no input, `argument_invalid` for its options */
export function createGameControls(
  view: GameView,
  context: InputContext | undefined,
): GameControls {
  const stage = view.video.parentElement;
  if (!context || context.signal.aborted || !stage)
    throw new TelepadError(
      'not_supported',
      'There are no game controls: this view takes no input. Show the phone without `input: false`.',
    );
  const { root, session, signal, touch: fingers } = context;
  const page = root.ownerDocument;
  const window = page.defaultView ?? globalThis.window;
  const now = () => window.performance.now();
  const emitter = new Emitter<GameEvents>();

  let settings = changeSettings(context.options);
  let profile: GameProfile | undefined;
  let isEnabled = true;
  let overlayMode: GameOverlayMode = 'hidden';
  let inForce: { readonly screen: GameScreen; readonly layout: GameLayout } | undefined;
  let frame = 0;
  let wasLocked = false;
  let printed: ReadonlyMap<string, string> | undefined;

  const controlsInForce = (): readonly GameControl[] =>
    (inForce && profile?.[inForce.layout]) ?? [];

  /** Sees to it that the layout is that of the screen as it is now. */
  const screen = (): GameScreen | undefined => {
    const device = context.mapping(false)?.device;
    if (!device) return undefined;
    const before = inForce?.screen;
    const { width, height } = device;
    const { rotation } = view;
    fingers.setSpace(width, height);
    if (before?.width !== width || before.height !== height || before.rotation !== rotation) {
      inForce = { screen: { width, height, rotation }, layout: layoutOf(device) };
      touch.setControls(controlsInForce());
    }
    return inForce?.screen;
  };
  const touch = createGameTouch(fingers, () => inForce?.screen);
  const keys = createGamepadKeys(context.send);

  const isPlaying = () => isEnabled && !context.isPaused && context.canControl();
  const documentOrShadow = root.getRootNode() as Document | ShadowRoot;
  const isPointerLocked = () => documentOrShadow.pointerLockElement === root;

  const releaseAll = () => {
    touch.releaseAll();
    pads.release();
    keys.releaseAll();
  };

  /** What is noted goes out now if nothing waits, and otherwise together with what others noted. */
  const flush = () => {
    if (session.bufferedAmount > 0) context.schedule();
    else fingers.flush();
  };
  const settle = () => {
    flush();
    wake();
  };

  const lockKeys = () =>
    controlsInForce().flatMap((control) =>
      control.kind === 'camera' ? (control.lockKeys ?? []) : [],
    );
  const toggleLock = (source: string) => {
    if (!lockKeys().includes(source)) return false;
    if (isPointerLocked()) controls.unlockPointer();
    // The browser has told the user why, if it did not allow it.
    else controls.lockPointer().catch(() => {});
    return true;
  };

  const press = (source: string) => {
    if (!screen()) return false;
    const isTaken = toggleLock(source);
    return touch.press(source, now()) || isTaken;
  };

  attachGameSources(context, {
    canPlay: () => isPlaying() && screen() !== undefined,
    canTakeKeys: () => settings.gameKeys === 'always' || !session.inputState?.isOpen,
    has: (source) =>
      // A mouse that can be locked taps as ever while it is not.
      !(source === 'MouseLeft' && touch.has('MouseLock') && !isPointerLocked()) &&
      (touch.has(source) || lockKeys().includes(source)),
    press(source) {
      press(source);
      settle();
    },
    release(source) {
      const wasHeld = touch.release(source, now());
      if (wasHeld) settle();
      return wasHeld;
    },
    drag(source, x, y) {
      const toDevice = context.mapping(false)?.toDevice;
      if (!toDevice || !touch.has(source)) return;
      const { a, b, c, d } = toDevice;
      touch.drag(source, a * x + c * y, b * x + d * y, now());
      // The mouse moves more often than there are frames.
      context.schedule();
      wake();
    },
    isPointerLocked,
    releaseAll,
  });

  const isForProfile = () => settings.gamepad === 'profile';
  const pads = watchGamepads(
    window,
    signal,
    () => settings,
    {
      press(source) {
        if (isForProfile() && press(source)) return;
        // One push of the stick is not a finger and a key.
        const stick = /^Gamepad(Left|Right)Stick/.exec(source)?.[0];
        if (!(isForProfile() && stick && touch.has(stick))) keys.press(source);
      },
      release(source) {
        touch.release(source, now());
        keys.release(source);
      },
      lean(stick, x, y) {
        if (isForProfile() && screen()) touch.lean(stick, x, y);
      },
    },
    (change) => emitter.emit('gamepad', change),
    () => wake(),
  );

  const isViewFocused = () =>
    page.hasFocus() &&
    (settings.gamepadFocus === 'page' || root.contains(documentOrShadow.activeElement));
  const canPadsPlay = () =>
    settings.gamepad !== 'off' &&
    isPlaying() &&
    page.visibilityState === 'visible' &&
    isViewFocused();

  /** At every frame, as long as a gamepad plays or a finger is on its way. */
  const turn = () => {
    frame = 0;
    const isPadPlaying = canPadsPlay();
    const hasPad = isPadPlaying && pads.read();
    if (!isPadPlaying) pads.release();
    screen();
    const isBusy = touch.tick(now());
    flush();
    if (isBusy || hasPad) wake();
  };
  const wake = () => {
    if (!signal.aborted) frame ||= window.requestAnimationFrame(turn);
  };

  const overlay = createGameOverlay({
    stage,
    mapping: () => context.mapping(true),
    printed: () => printed,
    edited(index, control) {
      if (!profile || !inForce) return;
      const layout = profile[inForce.layout].map((before, at) => (at === index ? control : before));
      profile = { ...profile, [inForce.layout]: layout };
      touch.setControls(controlsInForce());
      show();
      emitter.emit('profilechange', profile);
    },
  });
  const show = () => {
    screen();
    overlay.show(overlayMode, controlsInForce(), inForce?.screen);
  };

  context.add({ release: releaseAll });
  const offs = [view.onChange(show), session.on('live', wake)];
  window.addEventListener('focus', wake, { signal });
  root.addEventListener('focusin', wake, { signal });
  page.addEventListener('visibilitychange', wake, { signal });
  page.addEventListener(
    'pointerlockchange',
    () => {
      if (isPointerLocked() === wasLocked) return;
      wasLocked = !wasLocked;
      emitter.emit('pointerlock', wasLocked);
    },
    { signal },
  );
  signal.addEventListener('abort', () => {
    window.cancelAnimationFrame(frame);
    for (const off of offs) off();
    controls.unlockPointer();
    overlay.remove();
    emitter.removeAll();
  });
  wake();
  // Only some browsers know it, and frames may not ask.
  (window.navigator as NavigatorWithKeyboard).keyboard?.getLayoutMap().then(
    (layoutMap) => {
      printed = layoutMap;
      show();
    },
    () => {},
  );

  const controls: GameControls = {
    get profile() {
      return profile;
    },
    get layout() {
      screen();
      return inForce?.layout;
    },
    get isEnabled() {
      return isEnabled;
    },
    set isEnabled(value) {
      isEnabled = value;
      releaseAll();
      if (!value) controls.unlockPointer();
      wake();
    },
    get overlay() {
      return overlayMode;
    },
    set overlay(value) {
      if (!['hidden', 'shown', 'edit'].includes(value))
        throw new TelepadError(
          'argument_invalid',
          'The overlay was not changed: it must be hidden, shown or edit.',
        );
      overlayMode = value;
      const isPaused = value === 'edit';
      // Nothing may be held while the phone takes no input.
      if (isPaused) fingers.releaseAll();
      releaseAll();
      context.isPaused = isPaused;
      show();
      wake();
    },
    get isPointerLocked() {
      return isPointerLocked();
    },
    readProfile: readGameProfile,
    setProfile(value) {
      const next = value === undefined || value === null ? undefined : readGameProfile(value);
      profile = next;
      pads.release();
      touch.setControls(controlsInForce());
      show();
      wake();
    },
    configure(options) {
      settings = changeSettings(options ?? {}, settings);
      releaseAll();
      wake();
    },
    async lockPointer() {
      root.focus({ preventScroll: true });
      try {
        // Some browsers answer by an event only; what they refuse is then told by nothing happening.
        await root.requestPointerLock();
      } catch (cause) {
        throw new TelepadError(
          'permission_denied',
          'The pointer was not locked: the browser allows it after a click or a key only.',
          { cause },
        );
      }
    },
    unlockPointer() {
      if (isPointerLocked()) page.exitPointerLock();
    },
    on: (name, listener) => emitter.on(name, listener),
  };
  return controls;
}
