import { describe, expect, it } from 'vitest';
import type { FeatureMessage } from '../../../../../src/core/features.js';
import { encodeFeature } from '../../../../../src/vendors/armcloud/wire/feature-codec.js';

const place = { type: 'location', latitude: 0, longitude: 0, timeMs: 0 } as const;
const reading = { type: 'sensor', sensor: 'gravity', x: 0, y: 0, z: 9.81 } as const;
const file = {
  type: 'video-file',
  action: 'start',
  url: 'https://media.example.test/a.mp4',
  name: 'a.mp4',
  isLoop: false,
} as const;
const display = (width: number, height: number, density: number): FeatureMessage => ({
  type: 'display-size',
  size: { width, height, density },
});

describe('what ArmCloud would not take', () => {
  it.each<[name: string, message: FeatureMessage, finding: string]>([
    ['a place beyond the pole', { ...place, latitude: 90.01 }, 'latitude must be a number of'],
    ['no latitude', { ...place, latitude: Number.NaN }, 'latitude must be a number of'],
    ['a text', { ...place, latitude: '1' as unknown as number }, 'latitude must be a number of'],
    ['a place around the globe', { ...place, longitude: -181 }, 'longitude must be a number of'],
    ['a time before 1970', { ...place, timeMs: -1 }, 'timeMs must be a time in ms since 1970'],
    ['an endless reading', { ...reading, y: Number.POSITIVE_INFINITY }, 'must be finite numbers'],
    ['another sensor', { ...reading, sensor: 'light' as 'gravity' }, 'there is no such sensor'],
    ['no command', { type: 'shell', command: ' \n' }, 'the shell command is empty'],
    [
      'a command that no frame carries',
      { type: 'shell', command: 'x'.repeat(16_385) },
      'longer than 16384 characters',
    ],
    [
      'a phone on its head',
      { type: 'rotation', orientation: 'upside-down' as 'portrait' },
      'there is no such orientation',
    ],
    ['no package', { type: 'uninstall', packageNames: [] }, 'there is no package to uninstall'],
    [
      'a package that is none',
      { type: 'uninstall', packageNames: ['com.example.demo', 'rm -rf /'] },
      'a package name must look like com.example.app',
    ],
    ['a file of another kind', { ...file, url: 'file:///a.mp4' }, 'url must be http or https'],
    ['a file nowhere', { ...file, url: 'https://' }, 'url must be http or https'],
    ['a file without a name', { ...file, name: '' }, 'the video file needs a name'],
    ['a screen of nothing', display(0, 1280, 320), 'whole numbers of 1 to 8192 px'],
    ['a screen of halves', display(720.5, 1280, 320), 'whole numbers of 1 to 8192 px'],
    ['a screen of walls', display(720, 8193, 320), 'whole numbers of 1 to 8192 px'],
    ['a screen too coarse', display(720, 1280, 71), 'whole number of 72 to 1000 dots'],
    ['a screen too fine', display(720, 1280, 1001), 'whole number of 72 to 1000 dots'],
  ])('%s is refused with a reason', (_name, message, finding) => {
    expect(() => encodeFeature(message)).toThrow(
      expect.objectContaining({
        code: 'argument_invalid',
        message: expect.stringMatching(new RegExp(`^Nothing was sent to the phone: .*${finding}`)),
      }),
    );
  });

  it.each<FeatureMessage>([
    { ...place, latitude: -90, longitude: 180 },
    { type: 'shell', command: 'x'.repeat(16_384) },
    { ...file, url: 'HTTP://192.0.2.1:8080/a b'.replace(' ', '%20') },
    display(1, 8192, 72),
  ])('ends just there: %j', (message) => {
    expect(encodeFeature(message)).toContain('touchType');
  });
});
