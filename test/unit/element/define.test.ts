import { describe, expect, it } from 'vitest';
import { defineTelepadPhone } from '../../../src/element/define.js';

describe('registering the element', () => {
  it('does nothing where there is no DOM, so that a server can render pages with it', () => {
    const connect = () => {
      throw new Error('Nothing may connect here.');
    };
    expect(defineTelepadPhone(connect)).toBeUndefined();
  });
});
