import { describe, expect, it } from 'vitest';
import { differences, PhoneDriver } from '../phone-driver.js';

describe('the clock', () => {
  it('is never still, and shows every millisecond', () => {
    const phone = new PhoneDriver();
    phone.open('clock');
    phone.wait(500);
    const first = phone.picture();
    expect(phone.device.isStill).toBe(true);
    phone.wait(1);
    expect(phone.device.isStill).toBe(false);
    expect(differences(first, phone.picture())).toBeGreaterThan(50);
  });
});
