import { describe, expect, it } from 'vitest';
import { VideoFile } from '../../../../../src/emulator/node/device/video-file.js';

const start = {
  type: 'video-file',
  action: 'start',
  url: 'https://media.example.test/clips/a.mp4?key=1',
  name: 'holiday.mp4',
  isLoop: true,
} as const;
const stop = { type: 'video-file', action: 'stop' } as const;
const status = { type: 'video-file', action: 'status' } as const;

function open() {
  const clock = { now: 1_000 };
  return { clock, file: new VideoFile(() => clock.now) };
}

describe('a video file in the camera’s place', () => {
  it('plays until it is stopped', () => {
    const { clock, file } = open();
    expect(file.apply(status)).toEqual({
      type: 'video-file',
      action: 'status',
      isSuccess: true,
      detail: undefined,
      status: 'offline',
      path: undefined,
    });
    expect(file.apply(start)).toEqual({
      type: 'video-file',
      action: 'start',
      isSuccess: true,
      detail: undefined,
      status: 'unknown',
      path: undefined,
    });
    clock.now += 60_000;
    expect(file.apply(status)).toMatchObject({
      status: 'live',
      path: '/sdcard/Movies/holiday.mp4',
    });
    expect(file.apply(stop)).toMatchObject({ action: 'stop', isSuccess: true });
    expect(file.apply(stop)).toMatchObject({ isSuccess: false, detail: 'not playing' });
  });

  it('is the only one', () => {
    const { file } = open();
    file.apply(start);
    expect(file.apply({ ...start, name: 'other.mp4' })).toMatchObject({
      action: 'start',
      isSuccess: false,
      detail: '10405',
    });
    expect(file.playing?.name).toBe('holiday.mp4');
  });

  it('ends by itself when it does not loop', () => {
    const { clock, file } = open();
    file.apply({ ...start, isLoop: false });
    clock.now += 9_999;
    expect(file.apply(status)).toMatchObject({ status: 'live' });
    clock.now += 1;
    expect(file.apply(status)).toMatchObject({ status: 'offline' });
    expect(file.apply(start)).toMatchObject({ isSuccess: true });
  });

  it('is named after its address when it has no name, and never leaves its folder', () => {
    const { file } = open();
    file.apply({ ...start, name: '' });
    expect(file.playing?.name).toBe('a.mp4');
    file.apply(stop);
    file.apply({ ...start, name: '../../data/x.mp4' });
    expect(file.apply(status).path).toBe('/sdcard/Movies/x.mp4');
  });

  it('is fetched over HTTP', () => {
    const { file } = open();
    expect(file.apply({ ...start, url: 'file:///etc/passwd' })).toMatchObject({
      isSuccess: false,
      detail: 'no such file',
    });
  });
});
