import type { EnterKeyHint, PhoneEvent } from '../../../core/control.js';
import {
  asBoolean,
  asNestedObject,
  asNumber,
  asObject,
  asString,
  parseJson,
} from '../../../core/json.js';
import { phoneFrame } from './frames.js';

/** By the number of Android's `imeOptions` action (fact sheet 8.5): 0, unspecified, and 1, none, are a plain Enter. */
const enterKeyHints: readonly EnterKeyHint[] = [
  'enter',
  'enter',
  'go',
  'search',
  'send',
  'next',
  'done',
  'previous',
];

/** What a phone says on its data channel (fact sheet 6.4): `{key, data}`, where `data` is JSON text. */
export function encodePhoneEvent(event: PhoneEvent): string {
  switch (event.type) {
    case 'display':
      return phoneFrame('refreshUiType', {
        width: event.width,
        height: event.height,
        isVertical: event.height >= event.width,
      });
    case 'input-state':
      return phoneFrame('inputState', {
        isOpen: event.isOpen,
        imeOptions: enterKeyHints.indexOf(event.enterKeyHint),
      });
    case 'clipboard':
      return phoneFrame('clipboard', { content: event.text });
    case 'app-message':
      return JSON.stringify({ key: 'message', data: event.text });
  }
}

/** `ignored` for frames that are well-formed but not for here; `undefined` for broken ones. */
export function decodePhoneEvent(text: string): PhoneEvent | 'ignored' | undefined {
  const message = asObject(parseJson(text));
  const key = asString(message?.key);
  if (!message || key === undefined) return undefined;
  if (key === 'message') {
    const appText = asString(message.data);
    return appText === undefined ? undefined : { type: 'app-message', text: appText };
  }
  const data = asNestedObject(message.data);
  switch (key) {
    case 'refreshUiType': {
      // isVertical is not read: where it disagrees, width and height are right (assumed, sheet Q13).
      const width = asNumber(data?.width);
      const height = asNumber(data?.height);
      if (!width || !height || width < 0 || height < 0) return undefined;
      return { type: 'display', width, height };
    }
    case 'inputState': {
      const isOpen = asBoolean(data?.isOpen);
      if (isOpen === undefined) return undefined;
      // Android keeps flags in the high bits.
      const action = (asNumber(data?.imeOptions) ?? 0) & 0xff;
      return { type: 'input-state', isOpen, enterKeyHint: enterKeyHints[action] ?? 'enter' };
    }
    case 'clipboard': {
      const content = asString(data?.content);
      return content === undefined ? undefined : { type: 'clipboard', text: content };
    }
    default:
      return 'ignored';
  }
}
