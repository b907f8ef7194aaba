import type { ControlMessage } from 'telepad';

/** A message to the phone as the log shows it. What was typed or copied is private: only how long it was is told. */
export interface MessageLine {
  readonly text: string;
  /** Lines of the same kind that follow each other are one, with a count: a finger moves sixty times a second. */
  readonly kind: string;
}

export function describeMessage(message: ControlMessage): MessageLine {
  const place = (at: { readonly x: number; readonly y: number } | undefined) =>
    at ? ` ${Math.round(at.x)}, ${Math.round(at.y)}` : '';
  switch (message.type) {
    case 'touch': {
      const { action, actionIndex, pointers } = message;
      const fingers = pointers.length > 1 ? ` · ${pointers.length} fingers` : '';
      return {
        text: `touch ${action}${place(pointers[actionIndex])}${fingers}`,
        kind: `touch ${action}`,
      };
    }
    case 'hover':
      return { text: `hover ${message.action}${place(message)}`, kind: `hover ${message.action}` };
    case 'scroll': {
      const { notchesY } = message;
      const notches = `${notchesY > 0 ? '+' : ''}${Number(notchesY.toFixed(2))}`;
      return { text: `scroll ${notches} at${place(message)}`, kind: 'scroll' };
    }
    case 'key':
      return {
        text: `key ${isTyped(message.keyCode) ? 'of a character' : message.keyCode} ${message.action}`,
        kind: `key ${message.action}`,
      };
    case 'text':
    case 'clipboard': {
      const length = [...message.text].length;
      return {
        text: `${message.type}, ${length} ${length === 1 ? 'character' : 'characters'}`,
        kind: `${message.type} ${length}`,
      };
    }
    default:
      return { text: message.type, kind: message.type };
  }
}

/** Android's codes of digits, letters and what stands between them on a keyboard: passwords are made of these. */
function isTyped(keyCode: number): boolean {
  return [
    [7, 18],
    [29, 56],
    [62, 62],
    [68, 77],
    [81, 81],
    [144, 163],
  ].some(([first = 0, last = 0]) => keyCode >= first && keyCode <= last);
}
