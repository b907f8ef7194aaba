import { describe, expect, it } from 'vitest';
import { isLoopbackHost } from '../../../src/core/loopback-host.js';

describe('a host name', () => {
  it.each(['localhost', 'phone.localhost', '127.0.0.1', '127.8.9.10', '[::1]'])(
    '%s is this machine',
    (name) => expect(isLoopbackHost(name)).toBe(true),
  );

  it.each([
    '127.0.0.1.example.com',
    'localhost.example.com',
    'notlocalhost',
    '128.0.0.1',
    '[::2]',
    '',
  ])('%s is another one', (name) => expect(isLoopbackHost(name)).toBe(false));
});
