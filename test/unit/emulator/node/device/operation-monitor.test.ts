import { describe, expect, it } from 'vitest';
import { PhoneDriver } from './phone-driver.js';

const common = {
  actionTime: 1_700_000_000_000,
  simulateWidth: 720,
  simulateHeight: 1_280,
  keyCode: 0,
  swipe: 0,
};

describe('the operation monitor', () => {
  it('tells each touch, key and wheel notch while it is on', () => {
    const phone = new PhoneDriver();
    phone.tapAt(10, 600);
    phone.device.apply({ type: 'operation-monitor', isOpen: true });
    phone.device.apply({
      type: 'touch',
      action: 'down',
      actionIndex: 0,
      pointers: [{ id: 0, x: 50, y: 100, pressure: 1 }],
      width: 360,
      height: 640,
    });
    phone.touch(
      'pointer-down',
      [
        [0, 100, 200],
        [1, 300, 400],
      ],
      1,
    );
    phone.press(66);
    phone.device.apply({ type: 'scroll', x: 5, y: 600, width: 720, height: 1_280, notchesY: 2 });
    phone.device.apply({ type: 'scroll', x: 5, y: 600, width: 720, height: 1_280, notchesY: -1 });
    phone.device.apply({ type: 'operation-monitor', isOpen: false });
    phone.press(66);
    expect(phone.state.operations).toEqual([
      { ...common, touchType: 'gesture', actionType: 0, x: 100, y: 200 },
      { ...common, touchType: 'gesture', actionType: 5 | (1 << 8), x: 300, y: 400 },
      { ...common, touchType: 'keystroke', actionType: 0, keyCode: 66, x: 0, y: 0 },
      { ...common, touchType: 'keystroke', actionType: 1, keyCode: 66, x: 0, y: 0 },
      { ...common, touchType: 'gestureSwipe', actionType: 0, swipe: -1, x: 5, y: 600 },
      { ...common, touchType: 'gestureSwipe', actionType: 0, swipe: 1, x: 5, y: 600 },
    ]);
    expect(phone.events).toEqual(
      phone.state.operations.map((operation) => ({ type: 'operation', operation })),
    );
  });
});
