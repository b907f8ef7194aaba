import type {
  ControlMessage,
  HoverMessage,
  KeyMessage,
  MediaMessage,
  PointerTool,
  ScrollMessage,
  TouchMessage,
} from '../../../core/control.js';
import {
  asArray,
  asBoolean,
  asNestedObject,
  asNumber,
  asObject,
  asString,
  asWholeNumber,
  type JsonObject,
  parseJson,
} from '../../../core/json.js';
import type { ArmcloudDialectSettings } from './dialect-settings.js';
import { decodeMetaState } from './key-rules.js';
import { decodeMotionAction, hoverCodes, toolOfCode } from './motion-action.js';

/**
 * What clients of several generations say that asks nothing of a phone: statistics (H5 SDK 1.3), words of
 * group rooms and of other stream types, and the key frame request of forks (fact sheet 6.2).
 */
const harmless: ReadonlySet<unknown> = new Set([
  'rtcStats',
  'kickOutUser',
  'openGroupControl',
  'PullStreamConnected',
  'requestIFrame',
]);

/**
 * Reads what a client of ArmCloud wrote, this one or the vendor's own; an empty list when it asks nothing,
 * `undefined` when it is unknown or broken. Used at the phone's end. `decodeClientFrame` reads the further
 * features as well.
 */
export function decodeControl(
  text: string,
  settings: ArmcloudDialectSettings = {},
): readonly ControlMessage[] | undefined {
  const frame = asObject(parseJson(text));
  if (harmless.has(frame?.touchType)) return [];
  switch (asString(frame?.touchType)) {
    case 'gesture':
      return list(frame && (decodeHover(frame) ?? decodeTouch(frame)));
    case 'gestureSwipe':
      return list(frame && decodeScroll(frame));
    case 'keystroke':
      // What 0 does is not documented (fact sheet Q8); the frame before it was a whole press.
      return press(frame?.keyCode, 0)?.filter(() => asNumber(frame?.action) !== 0);
    case 'shortcutKey':
      return press(frame?.keyCode, frame?.metaState ?? 0);
    case 'input':
      return list(frame && decodeInputKey(frame, settings.inputDown === 0 ? 0 : 1));
    case 'inputBox':
      return decodeText('text', frame?.text);
    case 'clipboard':
      return decodeText('clipboard', frame?.text);
    case 'inputState':
      return [{ type: 'query', about: 'input-state' }];
    case 'eventSdk': {
      const content = asNestedObject(frame?.content);
      return harmless.has(content?.type) ? [] : list(decodeEventSdk(content));
    }
    default:
      return undefined;
  }
}

function list(message: ControlMessage | undefined): readonly ControlMessage[] | undefined {
  return message && [message];
}

function decodeText(
  type: 'text' | 'clipboard',
  value: unknown,
): readonly ControlMessage[] | undefined {
  const text = asString(value);
  return text === undefined ? undefined : [{ type, text }];
}

/** Bounds of what is read; Android's own codes are far below. */
const maxKeyCode = 0xffff;
const maxMetaState = 0x7fffffff;
/** Android's `MAX_POINTER_ID`. */
const maxPointerId = 31;

/** One `keystroke` or `shortcutKey` is a whole press (assumed, fact sheet Q8). */
function press(code: unknown, mask: unknown): readonly ControlMessage[] | undefined {
  const keyCode = asWholeNumber(code, maxKeyCode);
  const metaState = asWholeNumber(mask, maxMetaState);
  if (keyCode === undefined || metaState === undefined) return undefined;
  const key = {
    type: 'key',
    keyCode,
    metaState: decodeMetaState(metaState),
    repeat: false,
  } as const;
  return [
    { ...key, action: 'down' },
    { ...key, action: 'up' },
  ];
}

function decodeInputKey(frame: JsonObject, down: number): KeyMessage | undefined {
  const keyCode = asWholeNumber(frame.keyCode, maxKeyCode);
  const action = asNumber(frame.action);
  if (keyCode === undefined || (action !== 0 && action !== 1)) return undefined;
  return {
    type: 'key',
    action: action === down ? 'down' : 'up',
    keyCode,
    metaState: 0,
    repeat: false,
  };
}

/** The coordinate space of a gesture or a wheel frame. */
function decodeSpace(frame: JsonObject): { width: number; height: number } | undefined {
  const width = asNumber(frame.widthPixels) ?? 0;
  const height = asNumber(frame.heightPixels) ?? 0;
  return width > 0 && height > 0 ? { width, height } : undefined;
}

function decodeTouch(frame: JsonObject): TouchMessage | undefined {
  const motion = decodeMotionAction(asNumber(frame.action));
  const space = decodeSpace(frame);
  const properties = asArray(frame.properties) ?? [];
  const coords = asArray(frame.coords) ?? [];
  if (!motion || !space || properties.length !== coords.length) return undefined;
  if (asNumber(frame.pointCount) !== coords.length) return undefined;
  const pointers = coords.flatMap((value, index) => {
    const coord = asObject(value);
    const property = asObject(properties[index]);
    const id = asWholeNumber(property?.id, maxPointerId);
    const x = asNumber(coord?.x);
    const y = asNumber(coord?.y);
    if (id === undefined || x === undefined || y === undefined) return [];
    const tool = decodeTool(property, coord);
    return [{ id, x, y, pressure: asNumber(coord?.pressure) ?? 1, ...tool }];
  });
  if (pointers.length === 0 || pointers.length !== coords.length) return undefined;
  return { type: 'touch', ...motion, pointers, ...space };
}

/** A finger's is not told: its orientation is that of the fingertip. */
function decodeTool(
  property: JsonObject | undefined,
  coord: JsonObject | undefined,
): PointerTool | undefined {
  const toolType = toolOfCode(property?.toolType);
  const tilt = asNumber(coord?.tilt);
  if (!toolType || tilt === undefined) return toolType && { toolType };
  return { toolType, tilt, orientation: asNumber(coord?.orientation) ?? 0 };
}

/** Undefined for a touch. */
function decodeHover(frame: JsonObject): HoverMessage | undefined {
  const action = (['enter', 'move', 'exit'] as const).find(
    (name) => hoverCodes[name] === frame.action,
  );
  const space = decodeSpace(frame);
  const coord = asObject(asArray(frame.coords)?.[0]);
  const x = asNumber(coord?.x);
  const y = asNumber(coord?.y);
  if (!action || !space || x === undefined || y === undefined) return undefined;
  const tool = decodeTool(asObject(asArray(frame.properties)?.[0]), coord);
  return { type: 'hover', action, x, y, ...space, ...tool };
}

function decodeScroll(frame: JsonObject): ScrollMessage | undefined {
  const space = decodeSpace(frame);
  const swipe = asNumber(frame.swipe);
  const coord = asObject(asArray(frame.coords)?.[0]);
  const x = asNumber(coord?.x);
  const y = asNumber(coord?.y);
  if (!space || !swipe || x === undefined || y === undefined) return undefined;
  return { type: 'scroll', x, y, ...space, notchesY: swipe > 0 ? -1 : 1 };
}

function decodeEventSdk(content: JsonObject | undefined): ControlMessage | undefined {
  switch (asString(content?.type)) {
    case 'openAudio':
      return decodeMedia('audio', content);
    case 'openVideo':
      return decodeMedia('video', content);
    case 'openAudioAndVideo':
      return decodeMedia('both', content);
    case 'updateUiH5':
      return { type: 'query', about: 'display' };
    case 'cameraState':
      return { type: 'query', about: 'camera-state' };
    case 'keyBoardType': {
      const isLocal = asBoolean(content?.isLocalKeyBoard);
      if (isLocal === undefined) return undefined;
      return { type: 'keyboard-mode', mode: isLocal ? 'local' : 'phone' };
    }
    default:
      return undefined;
  }
}

function decodeMedia(
  kind: MediaMessage['kind'],
  content: JsonObject | undefined,
): MediaMessage | undefined {
  const isOpen = asBoolean(content?.isOpen);
  return isOpen === undefined ? undefined : { type: 'media', kind, isOpen };
}
