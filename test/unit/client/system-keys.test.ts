import { expect, it } from 'vitest';
import { pressKey } from '../../../src/client/system-keys.js';
import { TelepadError } from '../../../src/core/errors.js';
import { FakeSession } from './fake-page.js';

it('a system key is pressed and released', () => {
  const session = new FakeSession();
  pressKey(session.asSession(), 187);
  expect(session.sent).toEqual([
    { type: 'key', action: 'down', keyCode: 187, metaState: 0, repeat: false },
    { type: 'key', action: 'up', keyCode: 187, metaState: 0, repeat: false },
  ]);
});

it('a system key says when the session does not take it', () => {
  const session = new FakeSession();
  session.failure = new TelepadError('watch_only', 'This user may only watch.');
  expect(() => pressKey(session.asSession(), 3)).toThrow(session.failure);
});
