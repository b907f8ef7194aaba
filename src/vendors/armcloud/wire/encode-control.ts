import type {
  ControlMessage,
  KeyMessage,
  ScrollMessage,
  TouchMessage,
  TouchPointer,
} from '../../../core/control.js';
import { TelepadError } from '../../../core/errors.js';
import type { ArmcloudDialectSettings } from './dialect-settings.js';
import { eventSdkFrame, flatFrame } from './frames.js';
import { encodeMetaState, isModifierKey, isSystemKey } from './key-rules.js';
import { encodeMotionAction, hoverCodes, toolTypeCode } from './motion-action.js';

/** The fingers that a phone still believes down, in order of landing; for `pointerActions: 'vendor'` only. */
export type HeldPointers = Map<number, TouchPointer>;

/**
 * Control messages as ArmCloud writes them on the data channel (fact sheet 6.1 to 6.3). One message may
 * take several frames or, like the release of a key that ArmCloud presses in one go, none.
 */
export function encodeControl(
  message: ControlMessage,
  settings: ArmcloudDialectSettings = {},
  held: HeldPointers = new Map(),
): readonly string[] {
  switch (message.type) {
    case 'touch':
      return encodeTouch(message, settings, held);
    case 'hover':
      // The vendor's client has no words for it, and nothing depends on it.
      return settings.hover === 'android'
        ? [
            gestureFrame(
              hoverCodes[message.action],
              message,
              [{ ...message, id: 0, pressure: 0 }],
              settings.toolTypes,
            ),
          ]
        : [];
    case 'scroll':
      return encodeScroll(message);
    case 'key':
      return encodeKey(message, settings);
    case 'text':
      return message.text === '' ? [] : [flatFrame('inputBox', { text: message.text })];
    case 'clipboard':
      return [flatFrame('clipboard', { text: message.text })];
    case 'media':
      return [eventSdkFrame(mediaTypes[message.kind], { isOpen: message.isOpen })];
    case 'keyboard-mode':
      return [eventSdkFrame('keyBoardType', { isLocalKeyBoard: message.mode === 'local' })];
    case 'key-frame':
      // There is no word for it; an encoder that is told to start begins with a key frame (assumed).
      return [eventSdkFrame(mediaTypes.video, { isOpen: true })];
    case 'query':
      return [queries[message.about]];
    default:
      throw unsupported(message);
  }
}

const mediaTypes = { audio: 'openAudio', video: 'openVideo', both: 'openAudioAndVideo' } as const;

const queries = {
  display: eventSdkFrame('updateUiH5', {}),
  'input-state': flatFrame('inputState', {}),
  'camera-state': eventSdkFrame('cameraState', {}),
} as const;

function unsupported(message: never): TelepadError {
  const { type } = message as { type: string };
  return new TelepadError('not_supported', `ArmCloud has no message for "${type}".`);
}

/** The shape of a calm finger; the vendor's client draws these at random, function does not need it. */
const contact = {
  size: 0.06,
  touchMajor: 120,
  touchMinor: 95,
  toolMajor: 120,
  toolMinor: 95,
  orientation: 0,
} as const;

/** Hundredths of a device pixel are enough, and keep the frames short. */
function hundredths(value: number): number {
  return Math.round(value * 100) / 100;
}

function gestureFrame(
  action: number,
  { width, height }: { readonly width: number; readonly height: number },
  fingers: readonly TouchPointer[],
  told: ArmcloudDialectSettings['toolTypes'],
): string {
  return flatFrame('gesture', {
    action,
    widthPixels: width,
    heightPixels: height,
    pointCount: fingers.length,
    properties: fingers.map(({ id, toolType }) => ({
      id,
      toolType:
        told === 'all' || (told === 'pen' && toolType !== 'mouse') ? toolTypeCode(toolType) : 1,
    })),
    coords: fingers.map(({ x, y, pressure, tilt, orientation }) => ({
      x: hundredths(x),
      y: hundredths(y),
      pressure: hundredths(pressure),
      ...contact,
      ...((told === 'all' || told === 'pen') &&
        tilt !== undefined && {
          tilt: hundredths(tilt),
          orientation: hundredths(orientation ?? 0),
        }),
    })),
  });
}

function encodeTouch(
  message: TouchMessage,
  settings: ArmcloudDialectSettings,
  held: HeldPointers,
): readonly string[] {
  const { action, actionIndex, pointers } = message;
  let code = encodeMotionAction(action, actionIndex);
  let fingers = pointers;
  if (settings.pointerActions === 'vendor') {
    // A lifted finger stays in the frames until the last one is lifted: so does the vendor's finger count.
    if (action === 'down') held.clear();
    for (const pointer of pointers) held.set(pointer.id, pointer);
    if (action === 'pointer-up') return [];
    fingers = [...held.values()].map((pointer, id) => ({ ...pointer, id }));
    // Index 1 makes 261 of every further finger.
    code = encodeMotionAction(action === 'cancel' ? 'up' : action, 1);
  }
  return [gestureFrame(code, message, fingers, settings.toolTypes)];
}

/** More notches than a wheel can turn between two messages; a bound for what a page may ask for. */
const maxNotches = 100;

/** ArmCloud's wheel has no amount: one frame is one notch, -1 shows what is further down. */
function encodeScroll(message: ScrollMessage): readonly string[] {
  const frame = flatFrame('gestureSwipe', {
    swipe: message.notchesY > 0 ? -1 : 1,
    widthPixels: message.width,
    heightPixels: message.height,
    pointCount: 1,
    properties: [{ id: 0, toolType: 1 }],
    coords: [{ x: hundredths(message.x), y: hundredths(message.y), pressure: 1, size: 1 }],
  });
  const notches = Math.min(Math.round(Math.abs(message.notchesY)), maxNotches);
  return new Array<string>(notches || 0).fill(frame);
}

function encodeKey(
  { action, keyCode, metaState }: KeyMessage,
  { keystroke, inputDown, metaKeys }: ArmcloudDialectSettings,
): readonly string[] {
  const isDown = action === 'down';
  // Modifiers travel inside `shortcutKey`; ArmCloud has no message for holding one.
  if (isModifierKey(keyCode)) return [];
  const meta = encodeMetaState(metaState, metaKeys);
  if (meta !== 0) {
    if (!isDown) return [];
    return [flatFrame('shortcutKey', { metaState: String(meta), keyCode: String(keyCode) })];
  }
  const isSystem = isSystemKey(keyCode);
  if (isSystem && !isDown && keystroke !== 'down-up') return [];
  const isReversed = !isSystem && inputDown === 0;
  const fields = { action: isDown === isReversed ? 0 : 1, keyCode, text: '' };
  return [flatFrame(isSystem ? 'keystroke' : 'input', fields)];
}
