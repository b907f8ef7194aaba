import { metaBitsOf, modifiers } from '../../core/key-codes.js';
import { argumentInvalid, checkOneOf } from '../features/argument-checks.js';
import { checkTypable, maxTextLength, sendText } from '../send-text.js';
import {
  type AutomationCallOptions,
  type PasteOptions,
  type PressOptions,
  readMs,
  readOptions,
} from './call-options.js';
import { readKey } from './key-names.js';
import { paceOf } from './pace.js';
import type { Action, Run } from './run.js';

const enter = 66;
const letterV = 50;
const pasteKey = 279;

/** A phone sets its clipboard by a service of its own, which must be through before the key asks for it (assumed). */
const clipboardMs = 100;

async function pressKey(
  run: Run,
  keyCode: number,
  metaState: number,
  holdMs: number,
): Promise<void> {
  const key = { type: 'key', keyCode, metaState, repeat: false } as const;
  run.send({ ...key, action: 'down' });
  if (holdMs > 0) await run.sleep(holdMs);
  run.send({ ...key, action: 'up' });
}

export function press(key: unknown, given?: unknown): Action {
  const keyCode = readKey(key);
  const options = readOptions<PressOptions>(given);
  const { modifiers: held = [], timing } = options;
  if (!Array.isArray(held)) throw argumentInvalid('modifiers', 'a list');
  for (const name of held) checkOneOf('modifiers', name, modifiers);
  const metaState = modifiers
    .filter((name) => held.includes(name))
    .reduce((state, name) => state | metaBitsOf(name, false), 0);
  const holdMs = readMs('holdMs', options.holdMs, 0, 0);
  return (run) => {
    const isHuman = timing === 'human' && options.holdMs === undefined;
    const pace = paceOf(timing, run.host.random);
    return pressKey(run, keyCode, metaState, isHuman ? pace.touchMs() : holdMs);
  };
}

export function pressing(keyCode: number): (given?: unknown) => Action {
  return (given) => press(keyCode, given);
}

/** @throws TelepadError `argument_invalid` */
function checkText(text: unknown): asserts text is string {
  if (typeof text !== 'string' || text.length > maxTextLength)
    throw argumentInvalid('text', `text of at most ${maxTextLength} characters`);
}

export function type(text: unknown, given?: unknown): Action {
  checkText(text);
  const { timing } = readOptions<AutomationCallOptions>(given);
  return async (run) => {
    const { session, random } = run.host;
    checkTypable(text, session);
    const { afterCharacterMs, touchMs } = paceOf(timing, random);
    for (const [index, line] of text.split(/\r\n|\r|\n/).entries()) {
      if (index > 0) {
        await pressKey(run, enter, 0, timing === 'human' ? touchMs() : 0);
        if (afterCharacterMs) await run.sleep(afterCharacterMs('\n'));
      }
      if (!afterCharacterMs) {
        await run.untilDrained();
        if (line) sendText(run, line, session);
        continue;
      }
      for (const { segment } of new Intl.Segmenter().segment(line)) {
        run.send({ type: 'text', text: segment });
        await run.sleep(afterCharacterMs(segment));
      }
    }
  };
}

export function paste(text: unknown, given?: unknown): Action {
  checkText(text);
  const options = readOptions<PasteOptions>(given);
  const { with: by = 'ctrl-v' } = options;
  checkOneOf('with', by, ['ctrl-v', 'paste-key']);
  return async (run) => {
    run.send({ type: 'clipboard', text });
    await run.sleep(clipboardMs);
    const [keyCode, metaState] =
      by === 'ctrl-v' ? [letterV, metaBitsOf('Control', false)] : [pasteKey, 0];
    await pressKey(run, keyCode, metaState, 0);
  };
}
