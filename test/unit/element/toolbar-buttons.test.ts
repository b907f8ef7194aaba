import { describe, expect, it } from 'vitest';
import { fittingButtonCount, toolbarButtons } from '../../../src/element/toolbar-buttons.js';

describe('the toolbar’s buttons', () => {
  it('stand in this order', () => {
    expect(toolbarButtons.map(({ command }) => command)).toEqual([
      'back',
      'home',
      'recents',
      'volume-down',
      'volume-up',
      'power',
      'rotate',
      'mute',
      'fullscreen',
    ]);
  });

  it('all fit from 402 px on', () => {
    expect(fittingButtonCount(9, 402)).toBe(9);
    expect(fittingButtonCount(9, 4000)).toBe(9);
  });

  it('give one place to "More" when the bar is shorter', () => {
    expect(fittingButtonCount(9, 401)).toBe(7);
    expect(fittingButtonCount(9, 336)).toBe(6);
    expect(fittingButtonCount(9, 200)).toBe(3);
  });

  it('need no "More" for the three of someone who only watches', () => {
    expect(fittingButtonCount(3, 150)).toBe(3);
  });

  it('all go behind "More" when there is room for nothing else', () => {
    expect(fittingButtonCount(9, 66)).toBe(0);
    expect(fittingButtonCount(9, 0)).toBe(0);
  });
});
