import type { TouchAction } from '../../../../core/control.js';
import { keyCode, keyCodeOf } from '../key-codes.js';
import { writeFromShell } from './shell-files.js';
import { done, failed, type ShellCommand, type ShellPhone } from './shell-phone.js';

const swipeSteps = 10;

const input: ShellCommand = (words, phone) => {
  // A source may be named: `input touchscreen tap 1 2`.
  const [verb, ...rest] = words[0] === 'touchscreen' ? words.slice(1) : words;
  const numbers = rest.map(Number);
  const usage = failed(
    'Usage: input tap X Y | swipe X1 Y1 X2 Y2 [MS] | text TEXT | keyevent CODE …',
  );
  if (numbers.some((value) => !Number.isFinite(value)) && (verb === 'tap' || verb === 'swipe'))
    return usage;
  const [x1, y1, x2, y2] = numbers;
  if (verb === 'tap' && x1 !== undefined && y1 !== undefined) {
    touch(phone, 'down', x1, y1);
    touch(phone, 'up', x1, y1);
    return done();
  }
  if (verb === 'swipe' && x1 !== undefined && y1 !== undefined) {
    if (x2 === undefined || y2 === undefined) return usage;
    touch(phone, 'down', x1, y1);
    for (let step = 1; step <= swipeSteps; step += 1) {
      const share = step / swipeSteps;
      touch(phone, 'move', x1 + (x2 - x1) * share, y1 + (y2 - y1) * share);
    }
    touch(phone, 'up', x2, y2);
    return done();
  }
  if (verb === 'text' && rest.length > 0) {
    phone.input({ type: 'text', text: rest.join(' ').replaceAll('%s', ' ') });
    return done();
  }
  if (verb !== 'keyevent' || rest.length === 0) return usage;
  const codes = rest.filter((word) => !word.startsWith('--')).map(keyCodeOf);
  if (codes.some((code) => code === undefined)) return failed('Error: Invalid key code');
  for (const code of codes) press(phone, code ?? keyCode.home);
  return done();
};

function touch(phone: ShellPhone, action: TouchAction, x: number, y: number): void {
  const pointers = [{ id: 0, x, y, pressure: 1 }];
  phone.input({ type: 'touch', action, actionIndex: 0, pointers, ...phone.screen });
}

function press(phone: ShellPhone, code: number): void {
  const key = { type: 'key', keyCode: code, metaState: 0, repeat: false } as const;
  phone.input({ ...key, action: 'down' });
  phone.input({ ...key, action: 'up' });
}

/** `screencap -p PATH`: only into a file, because pictures are no text. */
const screencap: ShellCommand = (words, phone) => {
  const path = words.find((word) => !word.startsWith('-'));
  if (path === undefined) return failed('screencap: name a file');
  const problem = writeFromShell(path, phone.screenshot(), phone);
  return problem === undefined ? done() : failed(`Error opening file: ${path} (${problem})`);
};

export const inputCommands = { input, screencap } as const;
