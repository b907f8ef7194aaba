import { afterEach, describe, expect, it, vi } from 'vitest';
import { createStage } from './features-stage.js';

describe('the features of a session', () => {
  afterEach(() => {
    vi.restoreAllMocks();
    vi.unstubAllGlobals();
  });

  it('tell each thing that the phone says, by name', () => {
    const { host, features } = createStage();
    const heard: string[] = [];
    for (const name of [
      ...(['quality', 'capturerequest', 'shelloutput', 'deviceinfo'] as const),
      ...(['videofile', 'operation'] as const),
    ])
      features.on(name, (event: { readonly type: string }) => heard.push(`${name}: ${event.type}`));
    const size = { width: 1, height: 2 };
    host.tell({ type: 'quality', from: size, to: size });
    host.tell({ type: 'capture-request', kind: 'camera', isOpen: true, facing: 'user' });
    host.tell({ type: 'shell-output', isSuccess: true, output: '' });
    host.tell({ type: 'device-info', info: [] });
    host.tell({ type: 'operation', operation: {} });
    host.tell({
      type: 'video-file',
      action: 'stop',
      isSuccess: true,
      detail: undefined,
      status: 'unknown',
      path: undefined,
    });
    expect(heard).toEqual([
      'quality: quality',
      'capturerequest: capture-request',
      'shelloutput: shell-output',
      'deviceinfo: device-info',
      'operation: operation',
      'videofile: video-file',
    ]);
  });

  it('pass over frames that mean nothing, or are broken', () => {
    const { host, features } = createStage();
    const heard = vi.fn();
    features.on('operation', heard);
    host.receive('?');
    host.receive('-');
    expect(heard).not.toHaveBeenCalled();
  });

  it('tell nothing to a listener that was taken away, and all others whatever one throws', () => {
    const { host, features } = createStage();
    const report = vi.spyOn(console, 'error').mockReturnValue();
    const heard: string[] = [];
    const remove = features.on('operation', () => heard.push('removed'));
    features.on('operation', () => {
      throw new Error('a listener’s own');
    });
    features.on('operation', () => heard.push('kept'));
    remove();
    host.tell({ type: 'operation', operation: {} });
    expect(heard).toEqual(['kept']);
    expect(report).toHaveBeenCalledTimes(1);
  });

  it('tell nothing after the end of the session', () => {
    const { host, features } = createStage();
    const heard = vi.fn();
    features.on('operation', heard);
    host.close();
    host.tell({ type: 'operation', operation: {} });
    expect(heard).not.toHaveBeenCalled();
  });

  it('send nothing for somebody who only watches, but for the pause of what is watched', () => {
    const { host, features } = createStage();
    host.fake.role = 'watch';
    const refused = { code: 'watch_only' };
    const calls = [
      () => features.saveScreenshot(),
      () => features.setLocation({ latitude: 0, longitude: 0 }),
      () => features.uninstall(['com.example.demo']),
    ];
    for (const call of calls) expect(call).toThrowError(expect.objectContaining(refused));
    features.setMedia('audio', false);
    expect(host.sent).toEqual([]);
    expect(host.fake.sent).toEqual([{ type: 'media', kind: 'audio', isOpen: false }]);
  });
});
