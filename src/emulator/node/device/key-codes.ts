/** Constants of Android's KeyEvent that the phone knows (API reference of android.view.KeyEvent). */
export const keyCode = {
  home: 3,
  back: 4,
  dpadUp: 19,
  dpadDown: 20,
  dpadLeft: 21,
  dpadRight: 22,
  volumeUp: 24,
  volumeDown: 25,
  power: 26,
  a: 29,
  c: 31,
  v: 50,
  x: 52,
  tab: 61,
  enter: 66,
  backspace: 67,
  escape: 111,
  forwardDelete: 112,
  moveHome: 122,
  moveEnd: 123,
  numpadEnter: 160,
  volumeMute: 164,
  recents: 187,
  cut: 277,
  copy: 278,
  paste: 279,
} as const;

const metaShift = 0x1 | 0x40 | 0x80;
const metaAlt = 0x2 | 0x10 | 0x20;
const metaControl = 0x1000 | 0x2000 | 0x4000;
const metaMeta = 0x10000 | 0x20000 | 0x40000;
const metaCapsLock = 0x100000;

/** Plain and shifted character by key code, of an American keyboard. */
const characters: ReadonlyMap<number, string> = new Map([
  ...[...'0)1!2@3#4$5%6^7&8*9('.matchAll(/../g)].map(([pair], digit) => [7 + digit, pair] as const),
  ...[...'abcdefghijklmnopqrstuvwxyz'].map(
    (letter, index) => [29 + index, letter + letter.toUpperCase()] as const,
  ),
  ...[...'0123456789/*-+.,'].map((numpad, index) => [144 + index, numpad + numpad] as const),
  [17, '**'],
  [18, '##'],
  [55, ',<'],
  [56, '.>'],
  [61, '\t\t'],
  [62, '  '],
  [68, '`~'],
  [69, '-_'],
  [70, '=+'],
  [71, '[{'],
  [72, ']}'],
  [73, '\\|'],
  [74, ';:'],
  [75, '\'"'],
  [76, '/?'],
  [77, '@@'],
  [81, '++'],
  [161, '=='],
]);

export function hasControl(metaState: number): boolean {
  return (metaState & metaControl) !== 0;
}

export function hasShift(metaState: number): boolean {
  return (metaState & metaShift) !== 0;
}

/** What a key types; undefined for keys that type nothing, alone or with these modifiers. */
export function characterOf(code: number, metaState: number): string | undefined {
  if ((metaState & (metaControl | metaAlt | metaMeta)) !== 0) return undefined;
  const pair = characters.get(code);
  if (pair === undefined) return undefined;
  const isLetter = code >= 29 && code <= 54;
  const isShifted = (metaState & metaShift) !== 0;
  const isCapital = isLetter && (metaState & metaCapsLock) !== 0;
  return isShifted !== isCapital ? pair[1] : pair[0];
}

/** Android's names (without `KEYCODE_`) that differ from ours. */
const androidNames: Readonly<Record<string, number>> = {
  APP_SWITCH: keyCode.recents,
  DEL: keyCode.backspace,
  DPAD_DOWN: keyCode.dpadDown,
  DPAD_LEFT: keyCode.dpadLeft,
  DPAD_RIGHT: keyCode.dpadRight,
  DPAD_UP: keyCode.dpadUp,
  FORWARD_DEL: keyCode.forwardDelete,
  MOVE_END: keyCode.moveEnd,
  MOVE_HOME: keyCode.moveHome,
  SPACE: 62,
  VOLUME_DOWN: keyCode.volumeDown,
  VOLUME_MUTE: keyCode.volumeMute,
  VOLUME_UP: keyCode.volumeUp,
};

/** A key code by number, or by Android's name for it: `66`, `ENTER` and `KEYCODE_ENTER` are the same. */
export function keyCodeOf(name: string): number | undefined {
  if (/^\d{1,4}$/.test(name)) return Number(name);
  const plain = name.toUpperCase().replace(/^KEYCODE_/, '');
  if (/^[A-Z]$/.test(plain)) return keyCode.a + plain.charCodeAt(0) - 65;
  if (/^\d$/.test(plain)) return 7 + Number(plain);
  const own = Object.entries(keyCode).find(([each]) => each.toUpperCase() === plain);
  return androidNames[plain] ?? own?.[1];
}
