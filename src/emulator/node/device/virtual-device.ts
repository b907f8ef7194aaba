import type {
  ControlMessage,
  DisplayEvent,
  HoverMessage,
  InputStateEvent,
  KeyMessage,
  PhoneEvent,
  ScrollMessage,
  TouchMessage,
} from '../../../core/control.js';
import type { FeatureEvent, FeatureMessage } from '../../../core/features.js';
import { AndroidSystem } from './android/android-system.js';
import { FileStore } from './android/file-store.js';
import { PackageList } from './android/package-list.js';
import { Capture } from './capture.js';
import type { DeviceState, HoverRecord, KeyRecord, TouchRecord } from './device-state.js';
import { OperationMonitor } from './operation-monitor.js';
import { RecentList } from './recent-list.js';
import { Sensors } from './sensors.js';
import { TouchTracker } from './touch-tracker.js';
import { VideoFile } from './video-file.js';
import { WindowSystem } from './window-system.js';

export interface VirtualDeviceOptions {
  readonly phoneId: string;
  /** Ms since 1970. Everything that moves on the screen follows this clock and no other. */
  readonly now: () => number;
  /** The phone restarts, or begins as new: viewers lose their session. */
  readonly onRestart?: () => void;
}

/** What a phone tells its viewers. */
export type DeviceEvent = PhoneEvent | FeatureEvent;

/** One picture in I420 (BT.601, limited range). */
export interface DeviceFrame {
  readonly width: number;
  readonly height: number;
  /** Valid until the next `frame()`, which writes into the same buffer. */
  readonly data: Uint8ClampedArray;
}

/**
 * An Android-like phone without the phone: draws a screen with a few apps, and reacts to input as a real
 * one would. It opens no socket and starts no timer: whoever streams it asks for frames.
 */
export class VirtualDevice {
  readonly #options: VirtualDeviceOptions;
  readonly system: AndroidSystem;
  readonly capture: Capture;
  readonly #windows: WindowSystem;
  readonly #sensors = new Sensors();
  readonly #files: FileStore;
  readonly #videoFile: VideoFile;
  readonly #packages = new PackageList();
  readonly #properties = new Map<string, string>();
  readonly #monitor = new OperationMonitor((operation) =>
    this.#emit({ type: 'operation', operation: { ...operation } }),
  );
  readonly #tracker = new TouchTracker();
  readonly #listeners = new Set<(event: DeviceEvent) => void>();
  readonly #touches = new RecentList<TouchRecord>(2_000);
  readonly #hovers = new RecentList<HoverRecord>(500);
  readonly #keys = new RecentList<KeyRecord>(500);
  readonly #violations = new RecentList<string>(1_000);
  readonly #keysDown = new Set<number>();
  #hover: HoverRecord | undefined;
  #frameNumber = 0;
  #inputSequence = 0;
  #bootCount = 1;
  #bootedAtMs: number;

  constructor(options: VirtualDeviceOptions) {
    this.#options = options;
    this.#bootedAtMs = options.now();
    this.#files = new FileStore(options.now);
    this.capture = new Capture(options.now, (event) => this.#emit(event));
    this.#videoFile = new VideoFile(options.now);
    this.#windows = new WindowSystem({
      phoneId: options.phoneId,
      now: options.now,
      emit: (event) => this.#emit(event),
      parts: {
        capture: this.capture,
        videoFile: this.#videoFile,
        sensors: this.#sensors,
        files: this.#files,
        packages: this.#packages,
        properties: this.#properties,
      },
    });
    this.system = new AndroidSystem({
      phoneId: options.phoneId,
      now: options.now,
      windows: this.#windows,
      files: this.#files,
      packages: this.#packages,
      properties: this.#properties,
      input: (message) => this.apply(message),
      reportViolation: (text) => this.reportViolation(text),
      begin: (how) => this.#begin(how),
    });
  }

  /** True when nothing but the strip would change in the next frame. */
  get isStill(): boolean {
    this.#windows.advance();
    return !this.#windows.screen.isDamaged;
  }

  /** Obeys one message. Wrong input is noted as a violation and never throws. */
  apply(message: ControlMessage | FeatureMessage): void {
    this.#windows.advance();
    switch (message.type) {
      case 'touch':
        this.#touch(message);
        break;
      case 'hover':
        this.#hovered(message);
        break;
      case 'scroll':
        this.#scroll(message);
        break;
      case 'key':
        this.#key(message);
        break;
      case 'text':
        this.#inputSequence += 1;
        this.#windows.text(message.text);
        break;
      case 'clipboard':
        this.#windows.clipboard = message.text;
        break;
      case 'keyboard-mode':
        this.#windows.setKeyboardMode(message.mode);
        break;
      case 'location':
        this.#note(this.#sensors.locate(message));
        break;
      case 'sensor':
        this.#note(this.#sensors.sense(message, this.#options.now()));
        break;
      case 'save-screenshot':
        this.system.saveScreenshot();
        break;
      case 'shell':
        this.#emit({ type: 'shell-output', ...this.system.shell(message.command) });
        break;
      case 'rotation':
        this.#windows.rotate(message.orientation.endsWith('landscape') ? 'landscape' : 'portrait');
        this.#emit({ type: 'shell-output', isSuccess: true, output: '' });
        break;
      case 'device-info-query':
        this.#emit({ type: 'device-info', info: this.#deviceInfo(message.about) });
        break;
      case 'uninstall':
        for (const packageName of message.packageNames) this.#uninstall(packageName);
        break;
      case 'display-size':
        this.#note(this.#windows.resize(message.size), 'display-size: ');
        break;
      case 'operation-monitor':
        this.#monitor.isOn = message.isOpen;
        break;
      case 'video-file':
        this.#emit(this.#videoFile.apply(message));
        break;
      case 'media':
      case 'query':
      case 'quality':
      case 'capture':
        break;
    }
  }

  display(): DisplayEvent {
    const { width, height } = this.#windows.screen;
    return { type: 'display', width, height };
  }

  inputState(): InputStateEvent {
    return { type: 'input-state', isOpen: this.#windows.isInputOpen, enterKeyHint: 'enter' };
  }

  /**
   * Hears what viewers must be told: a new display after a rotation, a text field's focus, a copy.
   * @returns the remover
   */
  onPhoneEvent(listener: (event: DeviceEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Notes that someone sent what a real phone would not have been sent. */
  reportViolation(text: string): void {
    this.#violations.add(text);
  }

  /** Draws the next frame: its strip counts one further, the rest is redrawn where it changed. */
  frame(): DeviceFrame {
    this.#windows.advance();
    this.#frameNumber += 1;
    const { screen } = this.#windows;
    screen.render((context, clip) => this.#windows.draw(context, clip));
    screen.writeStrip({
      frameNumber: this.#frameNumber,
      timestampMs: this.#options.now(),
      inputSequence: this.#inputSequence,
    });
    return { width: screen.width, height: screen.height, data: screen.data };
  }

  /** A snapshot of everything, as plain JSON. */
  state(): DeviceState {
    this.#windows.advance();
    const { apps, screen } = this.#windows;
    const { field } = apps.notes.editor;
    const { width, height, density } = this.#windows.displaySettings;
    const { playing } = this.#videoFile;
    return {
      phoneId: this.#options.phoneId,
      app: this.#windows.appName,
      orientation: this.#windows.orientation,
      width: screen.width,
      height: screen.height,
      frameNumber: this.#frameNumber,
      inputSequence: this.#inputSequence,
      touches: this.#touches.items,
      hover: this.#hover ?? null,
      hovers: this.#hovers.items,
      violations: this.#violations.items,
      keys: this.#keys.items,
      keysDown: [...this.#keysDown],
      text: field.text,
      caret: field.caret,
      selection: field.selection,
      clipboard: this.#windows.clipboard,
      volume: this.#windows.volume,
      isAsleep: this.#windows.isAsleep,
      keyboardMode: this.#windows.keyboardMode,
      isInputOpen: this.#windows.isInputOpen,
      isKeyboardShown: this.#windows.keyboardBounds !== undefined,
      scrollOffset: apps.list.scrollOffset,
      selectedItem: apps.list.selectedItem ?? null,
      strokes: apps.paint.strokes,
      fingersDown: this.#tracker.fingersDown,
      tapCount: this.#windows.tapCount,
      language: this.#windows.language,
      recents: this.#windows.recents,
      foregroundPackage: this.#windows.foregroundPackage,
      capture: this.capture.state,
      videoFile: playing ? { name: playing.name, isLoop: playing.isLoop } : null,
      location: this.#sensors.location,
      locationTrace: this.#sensors.trace,
      sensors: this.#sensors.readings,
      shakeCount: this.#sensors.shakeCount,
      displaySize: { width, height },
      density,
      properties: Object.fromEntries(this.system.properties),
      packages: this.#packages.all,
      files: this.#files.records,
      screenshots: this.system.screenshotCount,
      isOperationMonitorOn: this.#monitor.isOn,
      operations: this.#monitor.records,
      bootCount: this.#bootCount,
      bootedAtMs: this.#bootedAtMs,
      isBooting: this.#windows.isBooting,
      targets: this.#windows.targets(),
    };
  }

  /** As if the phone were new. Frame numbers go on, because viewers may be watching. */
  reset(): void {
    this.#tracker.cancelAll();
    this.#touches.clear();
    this.#hovers.clear();
    this.#hover = undefined;
    this.#keys.clear();
    this.#violations.clear();
    this.#keysDown.clear();
    this.#inputSequence = 0;
    this.#bootCount = 1;
    this.#forget();
  }

  /** Everything that a user or a viewer put there. */
  #forget(): void {
    this.capture.reset();
    this.#videoFile.reset();
    this.#sensors.reset();
    this.#monitor.reset();
    this.system.reset();
    this.#windows.reset();
  }

  #begin(how: 'restart' | 'factory-reset'): void {
    this.#tracker.cancelAll();
    this.#keysDown.clear();
    this.#bootCount += 1;
    this.#bootedAtMs = this.#options.now();
    this.#videoFile.reset();
    if (how === 'factory-reset') this.#forget();
    this.#windows.restart();
    this.#options.onRestart?.();
  }

  #note(problem: string | undefined, prefix = ''): void {
    if (problem !== undefined) this.reportViolation(prefix + problem);
  }

  #uninstall(packageName: string): void {
    if (!this.system.uninstall(packageName))
      this.reportViolation(`uninstall: there is no package ${packageName} that could be removed`);
  }

  #deviceInfo(about: 'apps' | 'properties'): unknown {
    return about === 'apps' ? this.#packages.all : Object.fromEntries(this.system.properties);
  }

  #touch(message: TouchMessage): void {
    const { width, height } = this.#windows.screen;
    const scaled: TouchMessage = {
      ...message,
      width,
      height,
      pointers: message.pointers.map((pointer) => ({
        ...pointer,
        x: (pointer.x * width) / message.width,
        y: (pointer.y * height) / message.height,
      })),
    };
    this.#inputSequence += 1;
    this.#touches.add({
      sequence: this.#inputSequence,
      timeMs: this.#options.now(),
      action: message.action,
      actionIndex: message.actionIndex,
      pointers: scaled.pointers,
    });
    this.#monitor.touch(scaled, { width, height }, this.#options.now());
    const { contacts, violations } = this.#tracker.track(scaled);
    for (const violation of violations) this.#violations.add(violation);
    for (const contact of contacts) this.#windows.contact(contact);
  }

  #hovered({ type: _, width: fromWidth, height: fromHeight, ...over }: HoverMessage): void {
    const { width, height } = this.#windows.screen;
    const x = (over.x * width) / fromWidth;
    const y = (over.y * height) / fromHeight;
    const record: HoverRecord = { ...over, x, y };
    if ((over.action === 'enter') === (this.#hover !== undefined))
      this.reportViolation(
        `hover ${over.action}: ${this.#hover ? 'something is over the screen' : 'nothing is over the screen'}`,
      );
    if (this.#tracker.fingersDown.length > 0 && over.action !== 'exit')
      this.reportViolation(`hover ${over.action}: a finger is down`);
    this.#hovers.add(record);
    this.#hover = over.action === 'exit' ? undefined : record;
    this.#showHover();
  }

  /** Paint is the only app that shows it. */
  #showHover(): void {
    const { apps, appName, screen } = this.#windows;
    if (appName !== 'paint') return;
    const at = this.#hover;
    apps.paint.hover(at && { x: at.x / screen.scale, y: at.y / screen.scale });
  }

  #scroll(message: ScrollMessage): void {
    const { width, height } = this.#windows.screen;
    this.#inputSequence += 1;
    const { notchesY } = message;
    if (!Number.isFinite(notchesY)) {
      this.reportViolation(`scroll: ${notchesY} notches`);
      return;
    }
    const x = (message.x * width) / message.width;
    const y = (message.y * height) / message.height;
    this.#monitor.scroll({ ...message, x, y }, { width, height }, this.#options.now());
    this.#windows.wheel(x, y, notchesY);
  }

  #key(message: KeyMessage): void {
    const { action, keyCode, metaState, repeat } = message;
    this.#inputSequence += 1;
    this.#keys.add({ action, keyCode, metaState, repeat });
    if (action === 'down') this.#keysDown.add(keyCode);
    else this.#keysDown.delete(keyCode);
    this.#monitor.key(message, this.#windows.screen, this.#options.now());
    this.#windows.key(message);
  }

  #emit(event: DeviceEvent): void {
    for (const listener of [...this.#listeners]) listener(event);
  }
}
