/** Colours and sizes that all of the phone's screens share. */
export const colours = {
  surface: '#fbf8ff',
  container: '#efebf6',
  containerHigh: '#e5e0ef',
  text: '#1c1b20',
  textSoft: '#625e6b',
  outline: '#cdc7d8',
  primary: '#5b53c6',
  onPrimary: '#ffffff',
  primarySoft: '#e3dfff',
  onPrimarySoft: '#2a2370',
  danger: '#b3413a',
  dangerSoft: '#ffdad5',
  pressed: 'rgba(40, 32, 90, 0.12)',
  black: '#000000',
} as const;

/** One colour per finger, and for the avatars of lists. */
export const fingerColours = [
  '#4a5be0',
  '#e8593a',
  '#1f9d6b',
  '#b445c9',
  '#e0a100',
  '#0f97b5',
  '#d63a72',
  '#6c8a1d',
  '#8a5a3c',
  '#50617d',
] as const;

export function fingerColour(id: number): string {
  const count = fingerColours.length;
  return fingerColours[((Math.trunc(id) % count) + count) % count] ?? fingerColours[0];
}

export const statusBarHeight = 48;
export const navigationBarHeight = 88;
/** How far a finger may wander, in px, before its touch is a drag and no longer a tap. */
export const touchSlop = 20;
export const longPressMs = 500;
