import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { codeOf, createStage, settle } from './features-stage.js';

describe('questions to the phone', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });

  afterEach(() => {
    vi.unstubAllGlobals();
    vi.useRealTimers();
  });

  it('run a shell command and tell what it printed', async () => {
    const { host, features } = createStage();
    const result = features.shell('getprop ro.product.model');
    await settle();
    expect(host.takeSent()).toEqual([{ type: 'shell', command: 'getprop ro.product.model' }]);
    host.tell({ type: 'shell-output', isSuccess: true, output: 'Demo phone' });
    expect(await result).toEqual({ isSuccess: true, output: 'Demo phone' });
  });

  it('tell that a command failed on the phone without an error', async () => {
    const { host, features } = createStage();
    const result = features.shell('false');
    await settle();
    host.tell({ type: 'shell-output', isSuccess: false, output: 'not found' });
    expect(await result).toEqual({ isSuccess: false, output: 'not found' });
  });

  it('run shell commands strictly one after the other', async () => {
    const { host, features } = createStage();
    const results = [features.shell('one'), features.shell('two')];
    await settle();
    expect(host.takeSent()).toHaveLength(1);
    host.tell({ type: 'shell-output', isSuccess: true, output: '1' });
    await settle();
    expect(host.takeSent()).toEqual([{ type: 'shell', command: 'two' }]);
    host.tell({ type: 'shell-output', isSuccess: true, output: '2' });
    expect((await Promise.all(results)).map(({ output }) => output)).toEqual(['1', '2']);
  });

  it('turn the phone in the queue of the shell, which answers', async () => {
    const { host, features } = createStage();
    const shell = features.shell('one');
    const turned = features.rotate('landscape');
    await settle();
    host.takeSent();
    host.tell({ type: 'shell-output', isSuccess: true, output: '1' });
    expect((await shell).output).toBe('1');
    expect(host.takeSent()).toEqual([{ type: 'rotation', orientation: 'landscape' }]);
    host.tell({ type: 'shell-output', isSuccess: true, output: '' });
    await turned;
    const refused = features.rotate('portrait').catch((error: Error) => error.message);
    await settle();
    host.tell({ type: 'shell-output', isSuccess: false, output: 'no permission' });
    expect(await refused).toContain('It says: no permission');
  });

  it('wait ten seconds for an answer unless told otherwise', async () => {
    const { features } = createStage();
    const result = codeOf(features.shell('sleep'));
    const short = codeOf(features.listApps({ timeoutMs: 50 }));
    await vi.advanceTimersByTimeAsync(50);
    expect(await short).toBe('phone_timeout');
    await vi.advanceTimersByTimeAsync(9949);
    expect(await Promise.race([result, 'waiting'])).toBe('waiting');
    await vi.advanceTimersByTimeAsync(1);
    expect(await result).toBe('phone_timeout');
  });

  it('do not mix up apps and properties, whose answers look alike', async () => {
    const { host, features } = createStage();
    const apps = features.listApps();
    const properties = features.getProperties();
    await settle();
    expect(host.takeSent()).toEqual([{ type: 'device-info-query', about: 'apps' }]);
    host.tell({ type: 'device-info', info: ['com.example.demo'] });
    await settle();
    expect(host.takeSent()).toEqual([{ type: 'device-info-query', about: 'properties' }]);
    host.tell({ type: 'device-info', info: { model: 'Demo' } });
    expect([await apps, await properties]).toEqual([['com.example.demo'], { model: 'Demo' }]);
  });

  it('play a video file into the camera, in a loop unless told otherwise', async () => {
    const { host, features } = createStage();
    const started = features.startVideoFile({ url: 'https://media.test/a.mp4', name: 'a.mp4' });
    await settle();
    expect(host.takeSent()).toEqual([
      {
        type: 'video-file',
        action: 'start',
        url: 'https://media.test/a.mp4',
        name: 'a.mp4',
        isLoop: true,
      },
    ]);
    host.tell({
      type: 'video-file',
      action: 'start',
      isSuccess: true,
      detail: undefined,
      status: 'unknown',
      path: undefined,
    });
    expect(await started).toBeUndefined();
  });

  it('say why the phone refused a video file', async () => {
    const { host, features } = createStage();
    const started = features.startVideoFile({ url: 'https://media.test/a.mp4', name: 'a.mp4' });
    await settle();
    host.tell({
      type: 'video-file',
      action: 'start',
      isSuccess: false,
      detail: '10405',
      status: 'unknown',
      path: undefined,
    });
    await expect(started).rejects.toMatchObject({
      code: 'phone_refused',
      message: 'The phone refused to start the video file. It says: 10405',
    });
  });

  it('take no answer to another video question for their own', async () => {
    const { host, features } = createStage();
    const status = features.videoFileStatus();
    const stopped = features.stopVideoFile();
    await settle();
    const answer = { type: 'video-file', isSuccess: true, detail: undefined } as const;
    host.tell({ ...answer, action: 'stop', status: 'unknown', path: undefined });
    host.tell({ ...answer, action: 'status', status: 'live', path: '/sdcard/a.mp4' });
    expect(await status).toEqual({ status: 'live', path: '/sdcard/a.mp4' });
    await settle();
    host.tell({ ...answer, action: 'stop', status: 'unknown', path: undefined });
    expect(await stopped).toBeUndefined();
  });

  it('end with the connection that they were asked on', async () => {
    const { host, features } = createStage();
    const result = codeOf(features.shell('reboot'));
    await settle();
    host.lose();
    expect(await result).toBe('connection_lost');
    expect(await codeOf(features.shell('again'))).toBe('not_connected');
    host.recover();
    const again = features.shell('again');
    await settle();
    host.tell({ type: 'shell-output', isSuccess: true, output: 'up' });
    expect((await again).output).toBe('up');
    expect(vi.getTimerCount()).toBe(0);
  });

  it('end with the session, those that still waited too', async () => {
    const { host, features } = createStage();
    const results = [codeOf(features.shell('one')), codeOf(features.shell('two'))];
    await settle();
    host.close();
    expect(await Promise.all(results)).toEqual(['session_closed', 'session_closed']);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('are checked before anything is sent', async () => {
    const { host, features } = createStage();
    const url = 'https://media.test/a.mp4';
    const wrong: Promise<unknown>[] = [
      features.shell(''),
      features.shell('x'.repeat(16_385)),
      features.shell(7 as unknown as string),
      features.shell('ls', { timeoutMs: 0 }),
      features.shell('ls', { timeoutMs: 600_001 }),
      features.rotate('sideways' as 'portrait'),
      features.rotate('portrait', { timeoutMs: 0 }),
      features.listApps({ timeoutMs: 1.5 }),
      features.getProperties({ timeoutMs: Number.NaN }),
      features.startVideoFile({ url: 'file:///a.mp4', name: 'a' }),
      features.startVideoFile({ url: `${url} b`, name: 'a' }),
      features.startVideoFile({ url, name: '' }),
      features.startVideoFile({ url, name: 'a', isLoop: 1 as unknown as boolean }),
      features.stopVideoFile({ timeoutMs: -1 }),
      features.videoFileStatus({ timeoutMs: Number.POSITIVE_INFINITY }),
    ];
    const codes = await Promise.all(wrong.map(codeOf));
    expect(codes).toEqual(wrong.map(() => 'argument_invalid'));
    expect(host.sent).toEqual([]);
  });
});
