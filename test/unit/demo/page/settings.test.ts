import { expect, it } from 'vitest';
import { readSettings, writeSettings } from '../../../../demo/page/settings.js';

const defaults = {
  fit: 'contain',
  rotation: '0',
  sound: 'on',
  clipboard: 'manual',
  idle: '0',
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
