import { expect } from '@playwright/test';
import type { Emulator, PhoneHandle } from 'telepad/emulator';
import { centreOf, type Point } from './aim.js';

/** A virtual phone with what tests ask of it again and again. */
export class TestPhone {
  readonly phoneId: string;
  readonly handle: PhoneHandle;

  constructor(emulator: Emulator, phoneId: string) {
    this.phoneId = phoneId;
    this.handle = emulator.phone(phoneId);
  }

  state() {
    return this.handle.state();
  }

  get viewers(): number {
    return this.handle.viewers;
  }

  /** The middle of something that can be tapped, in device px; waits until it is there. */
  async target(name: string): Promise<Point> {
    await expect.poll(() => Object.keys(this.state().targets)).toContain(name);
    const rect = this.state().targets[name];
    if (!rect) throw new Error(`The phone has no ${name} any more.`);
    return centreOf(rect);
  }

  /**
   * The touch messages but for moves, from number `first` on: `pointer-down 1 of 0,1` is the action, its
   * index, and the ids of all fingers.
   */
  edges(first: number): readonly string[] {
    return this.state()
      .touches.slice(first)
      .filter(({ action }) => action !== 'move')
      .map(
        ({ action, actionIndex, pointers }) =>
          `${action} ${actionIndex} of ${pointers.map(({ id }) => id).join(',')}`,
      );
  }
}
