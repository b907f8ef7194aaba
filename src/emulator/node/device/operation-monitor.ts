import type { KeyMessage, ScrollMessage, TouchMessage } from '../../../core/control.js';
import { RecentList } from './recent-list.js';

/** One operation on the phone; the names are those of the vendors' records (fact sheet 6.4). */
export interface OperationRecord {
  /** Ms since 1970. */
  readonly actionTime: number;
  /** Android's MotionEvent action with its pointer index, or its KeyEvent action: 0 down, 1 up. */
  readonly actionType: number;
  /** 0 for what is no key. */
  readonly keyCode: number;
  /** Px of the screen as it was then. */
  readonly simulateWidth: number;
  readonly simulateHeight: number;
  /** As wheel messages have it: -1 when the page moves up (a wheel turned down), 1 when it moves down; else 0. */
  readonly swipe: -1 | 0 | 1;
  readonly touchType: 'gesture' | 'gestureSwipe' | 'keystroke';
  /** Px of the screen. */
  readonly x: number;
  readonly y: number;
}

interface Screen {
  readonly width: number;
  readonly height: number;
}

const motionActions: Readonly<Record<TouchMessage['action'], number>> = {
  down: 0,
  up: 1,
  move: 2,
  cancel: 3,
  'pointer-down': 5,
  'pointer-up': 6,
};

/** While it is on, tells each touch, key and wheel notch. */
export class OperationMonitor {
  readonly #tell: (operation: OperationRecord) => void;
  readonly #records = new RecentList<OperationRecord>(500);
  isOn = false;

  constructor(tell: (operation: OperationRecord) => void) {
    this.#tell = tell;
  }

  get records(): readonly OperationRecord[] {
    return this.#records.items;
  }

  /** @param message in px of the screen, as are the others */
  touch({ action, actionIndex, pointers }: TouchMessage, screen: Screen, now: number): void {
    const { x = 0, y = 0 } = pointers[actionIndex] ?? {};
    const actionType = (motionActions[action] ?? 0) | (actionIndex << 8);
    this.#add({ touchType: 'gesture', actionType, keyCode: 0, swipe: 0, x, y }, screen, now);
  }

  scroll({ x, y, notchesY }: ScrollMessage, screen: Screen, now: number): void {
    const swipe = notchesY > 0 ? -1 : 1;
    this.#add({ touchType: 'gestureSwipe', actionType: 0, keyCode: 0, swipe, x, y }, screen, now);
  }

  key({ action, keyCode }: KeyMessage, screen: Screen, now: number): void {
    const actionType = action === 'down' ? 0 : 1;
    this.#add({ touchType: 'keystroke', actionType, keyCode, swipe: 0, x: 0, y: 0 }, screen, now);
  }

  reset(): void {
    this.isOn = false;
    this.#records.clear();
  }

  #add(
    what: Omit<OperationRecord, 'actionTime' | 'simulateWidth' | 'simulateHeight'>,
    { width, height }: Screen,
    now: number,
  ): void {
    if (!this.isOn) return;
    const record = { actionTime: now, simulateWidth: width, simulateHeight: height, ...what };
    this.#records.add(record);
    this.#tell(record);
  }
}
