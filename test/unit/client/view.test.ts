import { describe, expect, it } from 'vitest';
import { attachView } from '../../../src/client/view.js';
import { FakeSession } from './fake-page.js';

describe('a view', () => {
  for (const container of [null, undefined, '#phone'])
    it(`in ${container}, which is no element, is refused in words`, () => {
      const session = new FakeSession();
      expect(() => attachView(session as never, container as never)).toThrow(
        expect.objectContaining({
          code: 'argument_invalid',
          message: 'The container is no element. Check what the page looked for.',
        }),
      );
      expect(session.viewers).toBe(0);
    });
});
