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
      'copy-from-phone',
      'paste-to-phone',
    ]);
  });

  it('all fit from 464 px on, with "More" at the end', () => {
    expect(fittingButtonCount(9, 464)).toBe(9);
    expect(fittingButtonCount(9, 4000)).toBe(9);
  });

  it('go behind "More" from the end when the bar is shorter', () => {
    expect(fittingButtonCount(9, 463)).toBe(8);
    expect(fittingButtonCount(9, 336)).toBe(6);
    expect(fittingButtonCount(9, 200)).toBe(3);
  });

  it('all go behind "More" when there is room for nothing else', () => {
    expect(fittingButtonCount(9, 111)).toBe(0);
    expect(fittingButtonCount(9, 0)).toBe(0);
  });
});
