import { expect, it } from 'vitest';
import { statusOf } from '../../../../demo/page/card-status.js';

const running = { status: 'running', isOnline: true, isStreaming: false } as const;

it.each([
  [undefined, false, 'unknown'],
  [running, false, 'online'],
  [{ ...running, isStreaming: true }, false, 'in-use'],
  [{ ...running, isStreaming: true }, true, 'open'],
  [undefined, true, 'open'],
  [{ status: 'not-ready', isOnline: false, isStreaming: false }, false, 'resting'],
  [{ status: 'faulty', isOnline: false, isStreaming: false }, false, 'offline'],
] as const)('%j, open here: %j, is shown as %s', (found, isOpenHere, status) => {
  expect(statusOf(found, isOpenHere)).toBe(status);
});
