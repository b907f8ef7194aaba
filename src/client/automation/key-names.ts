import { androidKeyCode } from '../../core/key-code-table.js';
import { androidKeys, type Modifier } from '../../core/key-codes.js';
import { argumentInvalid, checkWhole } from '../features/argument-checks.js';

/** As `KeyboardEvent` calls them: `Control` is Ctrl, `Meta` is Command or the Windows key. */
export type PhoneModifier = Modifier;

/**
 * Android's names (`android.view.KeyEvent`, without `KEYCODE_`) of keys that a script may want, besides those of
 * `androidKeys`, letters, digits and function keys.
 */
const codes: Readonly<Record<string, number>> = {
  DPAD_UP: 19,
  DPAD_DOWN: 20,
  DPAD_LEFT: 21,
  DPAD_RIGHT: 22,
  DPAD_CENTER: 23,
  CAMERA: 27,
  CLEAR: 28,
  SPACE: 62,
  NOTIFICATION: 83,
  SEARCH: 84,
  MEDIA_PLAY_PAUSE: 85,
  MEDIA_STOP: 86,
  MEDIA_NEXT: 87,
  MEDIA_PREVIOUS: 88,
  PAGE_UP: 92,
  PAGE_DOWN: 93,
  FORWARD_DEL: 112,
  MOVE_HOME: 122,
  MOVE_END: 123,
  INSERT: 124,
  NUMPAD_ENTER: 160,
  SLEEP: 223,
  WAKEUP: 224,
  CUT: 277,
  COPY: 278,
  PASTE: 279,
  ...androidKeys,
};

/**
 * The key code of a number, of Android's name (`ENTER`, `KEYCODE_ENTER`, `A`, `7`, `F5`) or of a
 * `KeyboardEvent.code` (`KeyA`, `ArrowUp`).
 * @throws TelepadError `argument_invalid`
 */
export function readKey(key: unknown): number {
  if (typeof key !== 'string') {
    checkWhole('key', key, 1, 1000);
    return key as number;
  }
  const name = key.replace(/^KEYCODE_/, '');
  const code =
    (Object.hasOwn(codes, name) ? codes[name] : undefined) ??
    androidKeyCode(name) ??
    androidKeyCode(`Key${name}`) ??
    androidKeyCode(`Digit${name}`);
  if (code === undefined)
    throw argumentInvalid('key', 'an Android key code, or a name such as ENTER, A or ArrowUp');
  return code;
}
