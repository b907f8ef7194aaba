import type {
  ControlMessage,
  DisplayEvent,
  InputStateEvent,
  KeyMessage,
  PhoneEvent,
  ScrollMessage,
  TouchMessage,
} from '../../../core/control.js';
import type { DeviceState, KeyRecord, TouchRecord } from './device-state.js';
import { RecentList } from './recent-list.js';
import { Shell } from './shell.js';
import { TouchTracker } from './touch-tracker.js';

export interface VirtualDeviceOptions {
  readonly phoneId: string;
  /** Ms since 1970. Everything that moves on the screen follows this clock and no other. */
  readonly now: () => number;
}

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
  readonly #shell: Shell;
  readonly #tracker = new TouchTracker();
  readonly #listeners = new Set<(event: PhoneEvent) => void>();
  readonly #touches = new RecentList<TouchRecord>(2_000);
  readonly #keys = new RecentList<KeyRecord>(500);
  readonly #violations = new RecentList<string>(1_000);
  readonly #keysDown = new Set<number>();
  #frameNumber = 0;
  #inputSequence = 0;

  constructor(options: VirtualDeviceOptions) {
    this.#options = options;
    this.#shell = new Shell({
      phoneId: options.phoneId,
      now: options.now,
      emit: (event) => this.#emit(event),
    });
  }

  /** True when nothing but the strip would change in the next frame. */
  get isStill(): boolean {
    this.#shell.advance();
    return !this.#shell.screen.isDamaged;
  }

  /** Obeys one message. Wrong input is noted as a violation and never throws. */
  apply(message: ControlMessage): void {
    this.#shell.advance();
    switch (message.type) {
      case 'touch':
        this.#touch(message);
        break;
      case 'scroll':
        this.#scroll(message);
        break;
      case 'key':
        this.#key(message);
        break;
      case 'text':
        this.#inputSequence += 1;
        this.#shell.text(message.text);
        break;
      case 'clipboard':
        this.#shell.clipboard = message.text;
        break;
      case 'keyboard-mode':
        this.#shell.setKeyboardMode(message.mode);
        break;
      case 'media':
      case 'query':
        break;
    }
  }

  display(): DisplayEvent {
    const { width, height } = this.#shell.screen;
    return { type: 'display', width, height };
  }

  inputState(): InputStateEvent {
    return { type: 'input-state', isOpen: this.#shell.isInputOpen, enterKeyHint: 'enter' };
  }

  /**
   * Hears what viewers must be told: a new display after a rotation, a text field's focus, a copy.
   * @returns the remover
   */
  onPhoneEvent(listener: (event: PhoneEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Notes that someone sent what a real phone would not have been sent. */
  reportViolation(text: string): void {
    this.#violations.add(text);
  }

  /** Draws the next frame: its strip counts one further, the rest is redrawn where it changed. */
  frame(): DeviceFrame {
    this.#shell.advance();
    this.#frameNumber += 1;
    const { screen } = this.#shell;
    screen.render((context, clip) => this.#shell.draw(context, clip));
    screen.writeStrip({
      frameNumber: this.#frameNumber,
      timestampMs: this.#options.now(),
      inputSequence: this.#inputSequence,
    });
    return { width: screen.width, height: screen.height, data: screen.data };
  }

  /** A snapshot of everything, as plain JSON. */
  state(): DeviceState {
    this.#shell.advance();
    const { apps, screen } = this.#shell;
    const { field } = apps.notes.editor;
    return {
      phoneId: this.#options.phoneId,
      app: this.#shell.appName,
      orientation: this.#shell.orientation,
      width: screen.width,
      height: screen.height,
      frameNumber: this.#frameNumber,
      inputSequence: this.#inputSequence,
      touches: this.#touches.items,
      violations: this.#violations.items,
      keys: this.#keys.items,
      keysDown: [...this.#keysDown],
      text: field.text,
      caret: field.caret,
      selection: field.selection,
      clipboard: this.#shell.clipboard,
      volume: this.#shell.volume,
      isAsleep: this.#shell.isAsleep,
      keyboardMode: this.#shell.keyboardMode,
      isInputOpen: this.#shell.isInputOpen,
      isKeyboardShown: this.#shell.keyboardBounds !== undefined,
      scrollOffset: apps.list.scrollOffset,
      selectedItem: apps.list.selectedItem ?? null,
      strokes: apps.paint.strokes,
      fingersDown: this.#tracker.fingersDown,
      tapCount: this.#shell.tapCount,
      language: this.#shell.language,
      recents: this.#shell.recents,
      targets: this.#shell.targets(),
    };
  }

  /** As if the phone were new. Frame numbers go on, because viewers may be watching. */
  reset(): void {
    this.#tracker.cancelAll();
    this.#touches.clear();
    this.#keys.clear();
    this.#violations.clear();
    this.#keysDown.clear();
    this.#inputSequence = 0;
    this.#shell.reset();
  }

  #touch(message: TouchMessage): void {
    const { width, height } = this.#shell.screen;
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
    const { contacts, violations } = this.#tracker.track(scaled);
    for (const violation of violations) this.#violations.add(violation);
    for (const contact of contacts) this.#shell.contact(contact);
  }

  #scroll(message: ScrollMessage): void {
    const { width, height } = this.#shell.screen;
    this.#inputSequence += 1;
    const { notchesY } = message;
    if (!Number.isFinite(notchesY)) {
      this.reportViolation(`scroll: ${notchesY} notches`);
      return;
    }
    this.#shell.wheel(
      (message.x * width) / message.width,
      (message.y * height) / message.height,
      notchesY,
    );
  }

  #key(message: KeyMessage): void {
    const { action, keyCode, metaState, repeat } = message;
    this.#inputSequence += 1;
    this.#keys.add({ action, keyCode, metaState, repeat });
    if (action === 'down') this.#keysDown.add(keyCode);
    else this.#keysDown.delete(keyCode);
    this.#shell.key(message);
  }

  #emit(event: PhoneEvent): void {
    for (const listener of [...this.#listeners]) listener(event);
  }
}
