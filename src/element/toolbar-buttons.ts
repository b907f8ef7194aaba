import type { IconName } from './icons.js';
import type { PhoneStringKey } from './strings.js';

/** What a toolbar button does: presses a key of the phone, or changes how the phone is shown. */
export type DeviceCommand = 'back' | 'home' | 'recents' | 'volume-down' | 'volume-up' | 'power';
export type ViewCommand = 'rotate' | 'mute' | 'fullscreen';
export type ToolbarCommand = DeviceCommand | ViewCommand;

export interface ToolbarButton {
  readonly command: ToolbarCommand;
  readonly group: 'navigation' | 'hardware' | 'view';
  readonly icon: IconName;
  readonly label: PhoneStringKey;
}

/** In the order in which they stand; what does not fit is folded away from the end. */
export const toolbarButtons: readonly ToolbarButton[] = [
  { command: 'back', group: 'navigation', icon: 'back', label: 'back' },
  { command: 'home', group: 'navigation', icon: 'home', label: 'home' },
  { command: 'recents', group: 'navigation', icon: 'recents', label: 'recents' },
  { command: 'volume-down', group: 'hardware', icon: 'volume-down', label: 'volumeDown' },
  { command: 'volume-up', group: 'hardware', icon: 'volume-up', label: 'volumeUp' },
  { command: 'power', group: 'hardware', icon: 'power', label: 'power' },
  { command: 'rotate', group: 'view', icon: 'rotate', label: 'rotate' },
  { command: 'mute', group: 'view', icon: 'sound', label: 'mute' },
  { command: 'fullscreen', group: 'view', icon: 'enter-fullscreen', label: 'enterFullscreen' },
];

/** Along the toolbar, in CSS px: a button with its gap, and what padding and dividers take. */
const buttonPitch = 42;
const toolbarRest = 24;

/**
 * How many of `count` buttons stand in the bar; the others are folded behind "More", which takes a
 * place itself.
 */
export function fittingButtonCount(count: number, toolbarLength: number): number {
  const places = Math.floor((toolbarLength - toolbarRest) / buttonPitch);
  return places >= count ? count : Math.max(0, places - 1);
}
