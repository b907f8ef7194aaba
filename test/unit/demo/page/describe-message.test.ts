import { expect, it } from 'vitest';
import { describeMessage } from '../../../../demo/page/describe-message.js';
import type { ControlMessage } from '../../../../src/core/control.js';

const screen = { width: 720, height: 1280 };
const finger = (id: number, x: number, y: number) => ({ id, x, y, pressure: 1 });

it.each<[ControlMessage, string]>([
  [
    { type: 'touch', action: 'down', actionIndex: 0, pointers: [finger(0, 10.4, 20.6)], ...screen },
    'touch down 10, 21',
  ],
  [
    {
      type: 'touch',
      action: 'pointer-up',
      actionIndex: 1,
      pointers: [finger(0, 1, 2), finger(1, 3, 4)],
      ...screen,
    },
    'touch pointer-up 3, 4 · 2 fingers',
  ],
  [{ type: 'touch', action: 'cancel', actionIndex: 0, pointers: [], ...screen }, 'touch cancel'],
  [{ type: 'hover', action: 'move', x: 1, y: 2, ...screen }, 'hover move 1, 2'],
  [{ type: 'scroll', x: 1, y: 2, notchesY: 0.3333, ...screen }, 'scroll +0.33 at 1, 2'],
  [{ type: 'key', action: 'down', keyCode: 4, metaState: 0, repeat: false }, 'key 4 down'],
  [{ type: 'media', kind: 'audio', isOpen: false }, 'media'],
])('%j is shown as %j', (message, text) => {
  expect(describeMessage(message).text).toBe(text);
});

it('Nothing that was typed or copied is in the log', () => {
  const lines = [
    describeMessage({ type: 'text', text: 'hunter2' }),
    describeMessage({ type: 'clipboard', text: '😀' }),
    describeMessage({ type: 'key', action: 'down', keyCode: 36, metaState: 0, repeat: false }),
  ];
  expect(lines.map(({ text }) => text)).toEqual([
    'text, 7 characters',
    'clipboard, 1 character',
    'key of a character down',
  ]);
});
