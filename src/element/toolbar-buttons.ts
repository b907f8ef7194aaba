import type { IconName } from './icons.js';
import type { FirstStringKey } from './strings.js';

/** What a toolbar button does: presses a key of the phone, changes how the phone is shown, or moves a clipboard. */
export type DeviceCommand = 'back' | 'home' | 'recents' | 'volume-down' | 'volume-up' | 'power';
export type ViewCommand = 'rotate' | 'mute' | 'fullscreen';
export type ClipboardCommand = 'copy-from-phone' | 'paste-to-phone';
export type ToolbarCommand = DeviceCommand | ViewCommand | ClipboardCommand;

/** What stands behind "More", besides what did not fit. */
export type MoreCommand =
  | 'keyboard'
  | 'screenshot'
  | 'copy-screenshot'
  | 'record'
  | 'picture-in-picture'
  | 'files'
  | 'camera'
  | 'microphone';

export type PhoneCommand = ToolbarCommand | MoreCommand;

export interface ToolbarButton {
  readonly command: ToolbarCommand;
  readonly group: 'navigation' | 'hardware' | 'view' | 'clipboard';
  readonly icon: IconName;
  readonly label: FirstStringKey;
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
  { command: 'copy-from-phone', group: 'clipboard', icon: 'copy', label: 'copyFromPhone' },
  { command: 'paste-to-phone', group: 'clipboard', icon: 'paste', label: 'pasteToPhone' },
];

/** Along the toolbar, in CSS px: a button, as large as a finger wants it, and what padding and dividers take. */
const buttonPitch = 44;
const toolbarRest = 24;

/** How many of `count` buttons stand in the bar before "More"; the others are behind it. */
export function fittingButtonCount(count: number, toolbarLength: number): number {
  const places = Math.floor((toolbarLength - toolbarRest) / buttonPitch);
  return Math.min(count, Math.max(0, places - 1));
}
