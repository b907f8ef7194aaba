import { describe, expect, it } from 'vitest';
import { PhoneDriver } from '../phone-driver.js';

describe('the home screen', () => {
  it.each([
    ['app:paint', 'paint'],
    ['app:notes', 'notes'],
    ['app:clock', 'clock'],
    ['app:settings', 'settings'],
    ['app:list', 'list'],
    ['home:clock', 'clock'],
  ])('opens with a tap on %s the app %s', (target, app) => {
    const phone = new PhoneDriver();
    phone.tap(target);
    expect(phone.state.app).toBe(app);
  });

  it('has its icons at these places', () => {
    const { targets } = new PhoneDriver().state;
    expect(targets['app:paint']).toEqual({ x: 0, y: 992, width: 144, height: 176 });
    expect(targets['app:list']).toEqual({ x: 576, y: 992, width: 144, height: 176 });
    expect(targets['nav:home']).toEqual({ x: 240, y: 1192, width: 240, height: 88 });
  });
});

describe('recents', () => {
  it('shows the apps that were used, the last one first, and opens them', () => {
    const phone = new PhoneDriver();
    for (const app of ['clock', 'paint', 'list', 'clock']) phone.open(app);
    phone.tap('nav:recents');
    expect(phone.state.recents).toEqual(['clock', 'list', 'paint']);
    expect(Object.keys(phone.state.targets)).toEqual(
      expect.arrayContaining(['recents:clock', 'recents:list', 'recents:paint']),
    );
    phone.tap('recents:paint');
    expect(phone.state.app).toBe('paint');
    expect(phone.state.recents).toEqual(['paint', 'clock', 'list']);
  });

  it('can be cleared', () => {
    const phone = new PhoneDriver();
    phone.open('clock');
    phone.tap('nav:recents');
    phone.tap('recents:clear');
    expect(phone.state.app).toBe('home');
    phone.tap('nav:recents');
    expect(Object.keys(phone.state.targets).filter((name) => name.startsWith('recents:'))).toEqual(
      [],
    );
  });
});
