import { describe, expect, it } from 'vitest';
import { differences, PhoneDriver } from '../phone-driver.js';

describe('the recorder app', () => {
  it('holds the microphone while it is in front and listens', () => {
    const phone = new PhoneDriver();
    phone.open('recorder');
    expect(phone.state.capture.microphone.isOpen).toBe(true);
    phone.tap('recorder:listen');
    expect(phone.state.capture.microphone.isOpen).toBe(false);
    phone.tap('recorder:listen');
    phone.tap('nav:home');
    const request = { type: 'capture-request', kind: 'microphone', facing: undefined } as const;
    expect(phone.events).toEqual([
      { ...request, isOpen: true },
      { ...request, isOpen: false },
      { ...request, isOpen: true },
      { ...request, isOpen: false },
    ]);
  });

  it('shows how loud it is, and is still in silence', () => {
    const phone = new PhoneDriver();
    phone.open('recorder');
    for (let step = 0; step < 10; step += 1) {
      phone.wait(100);
      phone.picture();
    }
    phone.wait(100);
    expect(phone.device.isStill).toBe(true);
    const silent = phone.picture();
    phone.device.capture.addSamples(new Int16Array(480).fill(12_000));
    phone.wait(100);
    expect(differences(phone.picture(), silent)).toBeGreaterThan(500);
  });
});
