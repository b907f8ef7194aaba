import type { TouchAction } from '../../../../../src/core/control.js';
import { readStrip, type StripFields, stripHeight } from '../../../../../src/core/strip.js';
import type { DeviceState } from '../../../../../src/emulator/node/device/device-state.js';
import {
  type DeviceEvent,
  VirtualDevice,
} from '../../../../../src/emulator/node/device/virtual-device.js';

const roundingSteps = 40;

export type Finger = readonly [id: number, x: number, y: number, pressure?: number];

/** A virtual device with a clock of its own, and hands to use it. */
export class PhoneDriver {
  /** Ms since 1970. */
  now = 1_700_000_000_000;
  readonly device: VirtualDevice;
  readonly events: DeviceEvent[] = [];

  constructor(options: { readonly onRestart?: () => void } = {}) {
    this.device = new VirtualDevice({ phoneId: 'TEST1', now: () => this.now, ...options });
    this.device.onPhoneEvent((event) => this.events.push(event));
  }

  get state(): DeviceState {
    return this.device.state();
  }

  wait(ms: number): void {
    this.now += ms;
  }

  touch(action: TouchAction, fingers: readonly Finger[], actionIndex = 0): void {
    const { width, height } = this.device.display();
    const pointers = fingers.map(([id, x, y, pressure = 1]) => ({ id, x, y, pressure }));
    this.device.apply({ type: 'touch', action, actionIndex, pointers, width, height });
  }

  tapAt(x: number, y: number): void {
    this.touch('down', [[0, x, y]]);
    this.touch('up', [[0, x, y]]);
  }

  /** The middle of a target. */
  spot(target: string): { readonly x: number; readonly y: number } {
    const bounds = this.state.targets[target];
    if (!bounds) throw new Error(`There is no target ${target} in ${this.state.app}.`);
    return { x: bounds.x + bounds.width / 2, y: bounds.y + bounds.height / 2 };
  }

  tap(target: string): void {
    const { x, y } = this.spot(target);
    this.tapAt(x, y);
  }

  open(app: string): void {
    if (this.state.app !== 'home') this.tap('nav:home');
    this.tap(`app:${app}`);
  }

  press(keyCode: number, metaState = 0): void {
    const key = { type: 'key', keyCode, metaState, repeat: false } as const;
    this.device.apply({ ...key, action: 'down' });
    this.device.apply({ ...key, action: 'up' });
  }

  type(text: string): void {
    this.device.apply({ type: 'text', text });
  }

  /** Draws a frame and copies what is below its strip. */
  picture(): Uint8ClampedArray {
    const { width, height, data } = this.device.frame();
    const top = stripHeight(width, height) * width;
    const luma = width * height;
    const copy = data.slice();
    copy.fill(0, 0, top);
    copy.fill(0, luma, luma + top / 4);
    copy.fill(0, (luma * 5) / 4, (luma * 5) / 4 + top / 4);
    return copy;
  }

  strip(): StripFields | undefined {
    const { width, height, data } = this.device.frame();
    return readStrip(data, width, height, 'luma');
  }
}

/**
 * How many bytes of two pictures differ; -1 when their sizes do. Edges that are drawn under another clip
 * may come out a few steps lighter or darker, which does not count.
 */
export function differences(a: Uint8ClampedArray, b: Uint8ClampedArray): number {
  if (a.length !== b.length) return -1;
  let count = 0;
  for (let index = 0; index < a.length; index += 1)
    if (Math.abs((a[index] ?? 0) - (b[index] ?? 0)) > roundingSteps) count += 1;
  return count;
}
