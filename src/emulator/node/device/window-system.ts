import type { KeyMessage, PhoneEvent } from '../../../core/control.js';
import { packageNameOf } from './android/package-list.js';
import { languageOf } from './android/system-properties.js';
import { AppList, isPackageName, isSystemScreen } from './apps/app-list.js';
import type { Apps } from './apps/apps.js';
import type { AppName, Language, Orientation } from './device-state.js';
import { Display, type DisplaySettings } from './display.js';
import { fillRect } from './draw.js';
import { keyCode } from './key-codes.js';
import { PointerRouter } from './pointer-router.js';
import { type Rect, rect, scaled, shifted } from './rect.js';
import type { Context2D, Screen } from './screen.js';
import type { App, Host, PhoneParts, Surface } from './surface.js';
import { BootScreen } from './system/boot-screen.js';
import { InputMethod, type KeyboardMode } from './system/input-method.js';
import { NavigationBar, type NavigationButton, navigationByKey } from './system/navigation-bar.js';
import { Overlays } from './system/overlays.js';
import { StatusBar } from './system/status-bar.js';
import { colours } from './theme.js';
import type { Contact } from './touch-tracker.js';
import { WallClock } from './wall-clock.js';

export interface WindowSystemOptions {
  readonly phoneId: string;
  /** Ms since 1970. */
  readonly now: () => number;
  readonly emit: (event: PhoneEvent) => void;
  readonly parts: PhoneParts;
}

/** The phone's window system: which app shows, what lies above it, and who gets the input. */
export class WindowSystem implements Host {
  readonly phoneId: string;
  readonly now: () => number;
  clipboard = '';
  tapCount = 0;
  readonly parts: PhoneParts;
  readonly #emit: (event: PhoneEvent) => void;
  readonly #apps: AppList;
  readonly #display = new Display();
  readonly #bootScreen = new BootScreen();
  readonly #statusBar = new StatusBar();
  readonly #navigationBar: NavigationBar;
  readonly #inputMethod: InputMethod;
  readonly #overlays = new Overlays();
  readonly #router: PointerRouter;
  readonly #wallClock: WallClock;
  #shownLanguage: Language = 'en';
  #app: App;
  #appBounds: Rect = rect(0, 0, 0, 0);
  #isAsleep = false;

  constructor(options: WindowSystemOptions) {
    this.phoneId = options.phoneId;
    this.now = options.now;
    this.#emit = options.emit;
    this.parts = options.parts;
    this.#wallClock = new WallClock(() => this.parts.properties.get('persist.sys.timezone'));
    this.#apps = new AppList(this, options.parts.packages);
    this.#app = this.apps.home;
    const windows = this;
    this.#navigationBar = new NavigationBar({
      get isDark() {
        return windows.#app.isDark;
      },
      isPressed: (target) => this.isPressed(target),
      navigate: (button) => this.#navigate(button),
    });
    this.#inputMethod = new InputMethod({
      isPressed: (target) => this.isPressed(target),
      invalidate: (part) => this.invalidate(part),
      typeText: (text) => this.text(text),
      typeKey: (code) => this.#typeKey(code),
    });
    this.#router = new PointerRouter(() => this.#touchable(), {
      changed: (bounds) => this.invalidate(bounds),
      tapped: () => {
        this.tapCount += 1;
      },
    });
    this.#layout();
  }

  get apps(): Apps {
    return this.#apps.own;
  }

  get screen(): Screen {
    return this.#display.screen;
  }

  get orientation(): Orientation {
    return this.#display.orientation;
  }

  /** Upright. */
  get displaySettings(): DisplaySettings {
    return this.#display.settings;
  }

  get isBooting(): boolean {
    return this.#bootScreen.isShown;
  }

  get language(): Language {
    return languageOf(this.parts.properties);
  }

  set language(language: Language) {
    this.parts.properties.set('persist.sys.locale', language === 'zh' ? 'zh-CN' : 'en-US');
  }

  get recents(): readonly AppName[] {
    return this.#apps.recents;
  }

  get appName(): AppName {
    return this.#app.name;
  }

  get foregroundPackage(): string {
    const { name } = this.#app;
    return isPackageName(name) ? name : packageNameOf(name);
  }

  get volume(): number {
    return this.#overlays.volume.level;
  }

  get isAsleep(): boolean {
    return this.#isAsleep;
  }

  get isInputOpen(): boolean {
    return this.#inputMethod.isOpen;
  }

  get keyboardMode(): KeyboardMode {
    return this.#inputMethod.mode;
  }

  get keyboardBounds(): Rect | undefined {
    return this.#inputMethod.keyboardBounds;
  }

  /** Every target that a tap would reach at present, in px of the screen. */
  targets(): Record<string, Rect> {
    const targets: Record<string, Rect> = {};
    for (const surface of [...this.#touchable()].reverse())
      for (const [name, { bounds }] of surface.targets())
        targets[name] = scaled(bounds, this.screen.scale);
    return targets;
  }

  invalidate(part?: Rect): void {
    this.screen.invalidate(part);
  }

  scroll(top: number, bottom: number, deltaY: number): void {
    this.screen.scroll(top, bottom, deltaY);
    // What floats above was carried along: wipe it there, and draw it again where it belongs.
    for (const floating of this.#overlays.bounds) {
      this.invalidate(floating);
      this.invalidate(shifted(floating, deltaY));
    }
  }

  wallTime(now: number): number {
    return this.#wallClock.at(now);
  }

  isPressed(target: string): boolean {
    return this.#router.isPressed(target);
  }

  open(name: AppName): void {
    const next = this.#apps.named(name);
    if (!next || name === this.#app.name) return;
    if (!isSystemScreen(this.#app.name)) this.apps.recents.remember(this.#app, this.#appBounds);
    this.#app.close?.();
    this.#router.cancel();
    this.#app = next;
    this.#apps.use(name);
    this.#layout();
    this.#app.opened?.();
  }

  /** Takes an app off the screen and forgets what was in it. */
  stop(name: AppName): void {
    if (name === this.#app.name) this.open('home');
    this.#apps.forget(name);
  }

  rotate(orientation: Orientation): void {
    if (orientation === this.orientation) return;
    this.#display.rotate(orientation);
    this.#screenChanged();
  }

  /**
   * Gives the screen another size; null gives it its own back.
   * @returns what is wrong; then nothing changes
   */
  resize(size: DisplaySettings | null): string | undefined {
    const { width, height } = this.screen;
    const { density } = this.#display.settings;
    const problem = this.#display.resize(size);
    if (problem !== undefined) return problem;
    const isSame =
      width === this.screen.width &&
      height === this.screen.height &&
      density === this.#display.settings.density;
    if (!isSame) this.#screenChanged();
    return undefined;
  }

  /** Something was installed or removed: the home screen shows it. */
  packagesChanged(): void {
    if (this.#app.name === 'home') this.#layout();
  }

  forgetRecents(): void {
    this.#apps.forgetRecents();
  }

  setInputOpen(isOpen: boolean): void {
    if (!this.#inputMethod.setOpen(isOpen)) return;
    if (this.keyboardMode === 'phone') this.#layout();
    this.#emit({ type: 'input-state', isOpen, enterKeyHint: 'enter' });
  }

  copy(text: string): void {
    this.clipboard = text;
    this.#emit({ type: 'clipboard', text });
  }

  setKeyboardMode(mode: KeyboardMode): void {
    if (this.#inputMethod.setMode(mode) && this.isInputOpen) this.#layout();
  }

  /** @param touch in px of the screen */
  contact(touch: Contact): void {
    if (this.isBooting) return;
    const now = this.now();
    const { scale } = this.screen;
    const contact = { ...touch, x: touch.x / scale, y: touch.y / scale };
    if (this.#isAsleep) {
      // The touch that wakes a phone does nothing else.
      if (contact.phase === 'down') this.#setAsleep(false);
      return;
    }
    this.#router.contact(contact, now);
    if (contact.phase === 'down' && !this.#router.surfaceOf(contact.id)?.hasOwnTouchFeedback)
      this.#overlays.ripples.press(contact.id, contact, now);
    else if (!this.#router.isTap(contact.id)) this.#overlays.ripples.release(contact.id, now);
  }

  key(message: KeyMessage): void {
    if (this.isBooting || (message.action === 'down' && this.#systemKey(message))) return;
    if (!this.#isAsleep) this.#app.key?.(message);
  }

  text(text: string): void {
    if (!this.#isAsleep && !this.isBooting) this.#app.text?.(text);
  }

  /** @param x in px of the screen, as is `y` */
  wheel(x: number, y: number, notchesY: number): void {
    const { scale } = this.screen;
    if (!this.#isAsleep && !this.isBooting)
      this.#app.wheel?.({ x: x / scale, y: y / scale }, notchesY);
  }

  /** Lets time go on: animations, flings, long presses, clocks. */
  advance(): void {
    const now = this.now();
    if (this.#bootScreen.advance(now)) this.invalidate();
    this.#router.advance(now);
    if (this.#isAsleep || this.isBooting) return;
    if (this.#shownLanguage !== this.language) {
      this.#shownLanguage = this.language;
      this.invalidate();
    }
    this.#app.advance?.(now);
    const changed = [this.#statusBar.advance(this.wallTime(now)), ...this.#overlays.advance(now)];
    for (const part of changed) if (part) this.invalidate(part);
  }

  draw(context: Context2D, clip: Rect): void {
    if (this.isBooting) {
      this.#bootScreen.draw(context, clip, this.screen.bounds);
      return;
    }
    if (this.#isAsleep) {
      fillRect(context, clip, colours.black);
      return;
    }
    const { isDark } = this.#app;
    this.#app.draw(context, clip);
    if (this.keyboardBounds) this.#inputMethod.keyboard.draw(context, clip);
    this.#statusBar.draw(context, clip, isDark);
    this.#navigationBar.draw(context, clip);
    this.#overlays.draw(context, clip, isDark);
  }

  /** The screen goes dark for a moment, and apps begin anew. Viewers are told what that changes for them. */
  restart(): void {
    this.#beginAnew();
    this.#bootScreen.begin(this.now());
  }

  /** As if the phone were new. Viewers are told what that changes for them. */
  reset(): void {
    this.#beginAnew();
    this.#bootScreen.end();
    this.setKeyboardMode('phone');
    this.#overlays.volume.reset();
    this.tapCount = 0;
    this.resize(null);
    this.rotate('portrait');
  }

  #beginAnew(): void {
    this.open('home');
    this.#router.cancel();
    this.#apps.reset();
    this.#setAsleep(false);
    this.#overlays.clear();
    this.clipboard = '';
    this.invalidate();
  }

  #screenChanged(): void {
    this.#router.cancel();
    this.#overlays.ripples.clear();
    this.#layout();
    const { width, height } = this.screen;
    this.#emit({ type: 'display', width, height });
  }

  #touchable(): readonly Surface[] {
    if (this.#isAsleep || this.isBooting) return [];
    const keyboard = this.keyboardBounds ? [this.#inputMethod.keyboard] : [];
    return [this.#navigationBar, ...keyboard, this.#app];
  }

  #layout(): void {
    const { bounds } = this.screen;
    const top = this.#statusBar.layout(bounds);
    const bottom = this.#navigationBar.layout(bounds);
    this.#overlays.volume.layout(bounds);
    const y = top.y + top.height;
    this.#appBounds = rect(bounds.x, y, bounds.width, bottom.y - y);
    this.#inputMethod.keyboard.layout(this.#appBounds);
    this.#app.layout(this.#appBounds);
    this.invalidate();
  }

  #navigate(button: NavigationButton): void {
    if (button === 'nav:home') this.open('home');
    else if (button === 'nav:recents') this.open('recents');
    else if (!this.#app.back?.()) this.open('home');
  }

  #typeKey(code: number): void {
    const key = { type: 'key', keyCode: code, metaState: 0, repeat: false } as const;
    this.#app.key?.({ ...key, action: 'down' });
    this.#app.key?.({ ...key, action: 'up' });
  }

  /** True when the key was the phone's own business and no app's. */
  #systemKey({ keyCode: code, repeat }: KeyMessage): boolean {
    if (code === keyCode.power) {
      if (!repeat) this.#setAsleep(!this.#isAsleep);
      return true;
    }
    if (this.#overlays.volume.key(code, this.now())) {
      if (this.#overlays.volume.bounds) this.invalidate(this.#overlays.volume.bounds);
      return true;
    }
    const button = navigationByKey.get(code);
    if (button === undefined) return false;
    if (!repeat && !this.#isAsleep) this.#navigate(button);
    return true;
  }

  #setAsleep(isAsleep: boolean): void {
    if (isAsleep === this.#isAsleep) return;
    this.#isAsleep = isAsleep;
    this.#app.sleep?.(isAsleep);
    this.#router.cancel();
    this.#overlays.clear();
    this.invalidate();
  }
}
