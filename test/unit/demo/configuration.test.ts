import { describe, expect, it } from 'vitest';
import { readConfiguration } from '../../../demo/configuration.js';

function refused(message: string) {
  return expect.objectContaining({ name: 'ConfigurationError', message });
}

describe("the demo's port", () => {
  it.each([
    [[], 0],
    [['--port', '8080'], 8080],
    [['--port=1'], 1],
    [['--port', '65535'], 65_535],
  ])('of %j is %i', (args, port) => {
    expect(readConfiguration(args, {}).port).toBe(port);
  });

  it.each(['0', '65536', '-1', '80.5', 'http', '', '0x50', '1e3'])('is not %j', (port) => {
    expect(() => readConfiguration([`--port=${port}`], {})).toThrow(
      refused('--port must be a number of 1 to 65535, such as --port 8080.'),
    );
  });

  it.each([[['--prot', '8080']], [['8080']], [['--port']], [['--port', '--help']]])(
    'is the only option: %j',
    (args) => {
      expect(() => readConfiguration(args, {})).toThrow(
        refused('The demo knows one option only: npm start -- --port 8080.'),
      );
    },
  );
});

it('The demo’s accounts are those of the environment', () => {
  expect(readConfiguration([], {}).accounts).toEqual({});
  expect(() => readConfiguration([], { KOOPHONE_REGION: 'ap-southeast-1' })).toThrow(
    expect.objectContaining({ name: 'ConfigurationError' }),
  );
});
