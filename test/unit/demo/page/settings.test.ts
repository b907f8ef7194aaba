import { expect, it } from 'vitest';
import { idleTimeoutMs, readSettings, writeSettings } from '../../../../demo/page/settings.js';

const defaults = {
  fit: 'contain',
  rotation: '0',
  sound: 'on',
  clipboard: 'manual',
  idle: 'vendor',
  media: 'both',
};

const address = (text: string) => new URLSearchParams(text);

it.each([null, '', '{', 'null', '[]', '7', '{"fit":"<b>","rotation":45,"idle":null}'])(
  'settings that were kept as %j are the defaults',
  (kept) => {
    expect(readSettings(address(''), kept)).toEqual(defaults);
  },
);

it('The address goes before what was kept, unless it makes no sense', () => {
  const kept = JSON.stringify({ fit: 'cover', sound: 'muted', idle: '5' });
  expect(readSettings(address('fit=fill&sound=loud&phone=AC1'), kept)).toEqual({
    ...defaults,
    fit: 'fill',
    sound: 'muted',
    idle: '5',
  });
});

it('The address says only what is not the default, and can be read again', () => {
  const settings = { ...defaults, rotation: '90', media: 'video' } as const;
  const written = address('phone=AC1&fit=cover');
  const all = readSettings(address('rotation=90&media=video'), null);
  expect(all).toEqual(settings);
  writeSettings(all, written);
  expect(written.toString()).toBe('phone=AC1&rotation=90&media=video');
  expect(readSettings(written, null)).toEqual(settings);
});

it.each([
  ['the vendor’s own, where none is chosen', 'vendor', 120_000, 120_000],
  ['never, where neither has one', 'vendor', 0, 0],
  ['the chosen one, of a vendor without', '15', 0, 900_000],
  ['the chosen one, where it is shorter', '1', 120_000, 60_000],
  ['the vendor’s own, where it is shorter', '5', 120_000, 120_000],
] as const)('A session’s idle time is %s', (_, idle, vendorMs, expectedMs) => {
  expect(idleTimeoutMs(idle, vendorMs)).toBe(expectedMs);
});
