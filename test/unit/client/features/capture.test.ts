import { getEventListeners } from 'node:events';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { CaptureChange } from '../../../../src/client/features/feature-events.js';
import type { CaptureMessage, CaptureRequestEvent } from '../../../../src/core/features.js';
import { FakeCaptureTrack, type FakeConnection, type FakeSender } from './fake-connection.js';
import { codeOf, createStage as createFeatureStage, settle } from './features-stage.js';

type Request = Omit<CaptureRequestEvent, 'type'>;

function createStage() {
  const stage = createFeatureStage();
  const { host, features } = stage;
  const changes: string[] = [];
  const errors: CaptureChange['error'][] = [];
  features.on('capture', ({ kind, state, error }) => {
    changes.push(`${kind} ${state}${error ? ` ${error.code}` : ''}`);
    if (error) errors.push(error);
  });
  return {
    ...stage,
    changes,
    errors,
    /** An app on the phone opens or closes something. */
    app(request: Partial<Request>): void {
      host.tell({
        type: 'capture-request',
        kind: 'camera',
        isOpen: true,
        facing: undefined,
        ...request,
      });
    },
    /** What the phone was told since the last time: `camera open`. */
    told: () =>
      host
        .takeSent()
        .filter((message): message is CaptureMessage => message.type === 'capture')
        .map(({ kind, isOpen }) => `${kind} ${isOpen ? 'open' : 'closed'}`),
  };
}

const notAllowed = () => new DOMException('denied', 'NotAllowedError');
const notFound = () => new DOMException('none', 'NotFoundError');
const busy = () => new DOMException('in use', 'NotReadableError');

describe('the camera and the microphone of this computer', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });

  afterEach(() => {
    vi.unstubAllGlobals();
    vi.useRealTimers();
  });

  it('are given to an app that opens them, and taken away when it closes them', async () => {
    const { host, features, app, told, changes, connection, devices } = createStage();
    features.followCaptureRequests();
    expect(host.fake.sent).toEqual([{ type: 'query', about: 'camera-state' }]);
    expect(devices.asked).toEqual([]);
    app({ facing: 'user' });
    expect(told()).toEqual(['camera closed', 'camera open']);
    await settle();
    expect(devices.asked).toEqual([
      { video: { width: { ideal: 1280 }, height: { ideal: 720 }, facingMode: 'user' } },
    ]);
    expect(host.offers).toEqual([{ type: 'offer', sdp: 'offer 1' }]);
    expect(changes).toEqual(['camera starting']);
    connection.answer();
    await settle();
    expect(changes).toEqual(['camera starting', 'camera on']);
    expect(connection.sending('video')).toEqual(['video 1']);
    expect(features.captureState('camera')).toBe('on');
    expect(host.idleHolds).toBe(1);

    app({ isOpen: false });
    await settle();
    expect(told()).toEqual(['camera closed']);
    expect(changes.at(-1)).toBe('camera off');
    expect(connection.sending('video')).toEqual([]);
    expect(devices.running).toEqual([]);
    expect(host.idleHolds).toBe(0);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('need no second negotiation when an app opens them again', async () => {
    const { host, features, app, connection } = createStage();
    features.followCaptureRequests();
    app({});
    await settle();
    connection.answer();
    await settle();
    app({ isOpen: false });
    app({});
    await settle();
    expect(host.offers).toHaveLength(1);
    expect(connection.sending('video')).toEqual(['video 2']);
  });

  it('are asked for at once, and offered at once, when an app opens both', async () => {
    const { host, features, app, told, changes, connection, devices } = createStage();
    features.followCaptureRequests();
    app({ kind: 'both', facing: 'environment' });
    await settle();
    expect(devices.asked).toEqual([
      {
        video: { width: { ideal: 1280 }, height: { ideal: 720 }, facingMode: 'environment' },
        audio: {},
      },
    ]);
    expect(told()).toEqual([
      ...['camera closed', 'camera open', 'microphone closed', 'microphone open'],
    ]);
    expect(host.offers).toHaveLength(1);
    connection.answer();
    await settle();
    expect(changes.slice(2).sort()).toEqual(['camera on', 'microphone on']);
    expect([connection.sending('video'), connection.sending('audio')]).toEqual([
      ['video 1'],
      ['audio 1'],
    ]);
    app({ kind: 'both', isOpen: false });
    await settle();
    expect(devices.running).toEqual([]);
  });

  it('tell the phone and the page when their user does not allow them; the rest goes on', async () => {
    const { host, features, app, told, changes, connection, devices } = createStage();
    features.followCaptureRequests();
    devices.refusals.push(notAllowed());
    app({});
    await settle();
    expect(changes).toEqual(['camera starting', 'camera failed permission_denied']);
    expect(told()).toEqual(['camera closed', 'camera open', 'camera closed']);
    expect(host.offers).toEqual([]);
    expect(connection.transceivers.map(({ direction }) => direction)).toEqual([
      'recvonly',
      'recvonly',
    ]);
    features.setLocation({ latitude: 1, longitude: 2 });
    app({ kind: 'microphone' });
    await settle();
    connection.answer();
    await settle();
    expect(features.captureState('microphone')).toBe('on');
  });

  it('are not asked for again one by one when both were refused together', async () => {
    const { features, app, changes, devices, permissions } = createStage();
    features.followCaptureRequests();
    devices.refusals.push(notAllowed());
    app({ kind: 'both' });
    await settle();
    expect(devices.asked).toHaveLength(1);
    expect(permissions.query).toHaveBeenCalledTimes(2);
    expect(changes.slice(2)).toEqual([
      'camera failed permission_denied',
      'microphone failed permission_denied',
    ]);
  });

  it('open alone when only the other is blocked, or is not there', async () => {
    const { features, app, connection, devices, permissions } = createStage();
    features.followCaptureRequests();
    permissions.query.mockImplementation((async ({ name }: { name: string }) => ({
      state: name === 'camera' ? 'granted' : 'denied',
    })) as never);
    devices.refusals.push(notAllowed());
    app({ kind: 'both' });
    await settle();
    connection.answer();
    await settle();
    expect(features.captureState('camera')).toBe('on');
    expect(features.captureState('microphone')).toBe('failed');
    app({ kind: 'both', isOpen: false });
    devices.refusals.push(notFound(), undefined, notFound());
    app({ kind: 'both' });
    await settle();
    expect(features.captureState('camera')).toBe('on');
    expect(features.captureState('microphone')).toBe('failed');
  });

  it('say what is wrong when there is no device, and on pages that may have none', async () => {
    const { features, app, errors, devices } = createStage();
    features.followCaptureRequests();
    devices.refusals.push(notFound());
    app({});
    await settle();
    expect(errors[0]).toMatchObject({ code: 'media_device_failed', retryable: true });
    expect(errors[0]?.message).toContain('(NotFoundError)');
    vi.stubGlobal('navigator', {});
    app({});
    await settle();
    expect(errors[1]).toMatchObject({ code: 'media_device_failed', retryable: false });
    expect(errors[1]?.message).toContain('https');
  });

  it('turn to the side that an app asks for, without a negotiation', async () => {
    const { host, features, app, connection, devices } = createStage();
    features.followCaptureRequests();
    app({ facing: 'user' });
    await settle();
    connection.answer();
    await settle();
    app({ facing: 'environment' });
    await settle();
    expect(devices.asked[1]).toMatchObject({ video: { facingMode: 'environment' } });
    expect(connection.sending('video')).toEqual(['video 2']);
    expect(devices.running).toEqual(['video 2']);
    expect(host.offers).toHaveLength(1);
  });

  it('are only announced again when an app asks for what is being sent', async () => {
    const { features, app, told, connection, devices } = createStage();
    features.followCaptureRequests();
    app({ facing: 'user' });
    await settle();
    connection.answer();
    await settle();
    told();
    app({ facing: 'user' });
    await settle();
    expect(told()).toEqual(['camera open']);
    expect(devices.asked).toHaveLength(1);
  });

  it('are closed at once when an app closed them before they were there', async () => {
    const { host, features, app, told, changes, devices } = createStage();
    let open: () => void = () => {};
    devices.gate = new Promise((resolve) => {
      open = resolve;
    });
    features.followCaptureRequests();
    app({});
    app({ isOpen: false });
    open();
    await settle();
    expect(devices.tracks).toHaveLength(1);
    expect(devices.running).toEqual([]);
    expect(changes).toEqual(['camera starting', 'camera off']);
    expect(told()).toEqual(['camera closed', 'camera open', 'camera closed']);
    expect(host.offers).toEqual([]);
  });

  it('come from what the page chose', async () => {
    const { features, app, connection, devices } = createStage();
    const canvas = new FakeCaptureTrack('video', 'canvas');
    const wishes: unknown[] = [];
    features.followCaptureRequests({
      camera: {
        track: (wish) => {
          wishes.push(wish);
          return canvas.asTrack();
        },
      },
      microphone: { deviceId: 'headset' },
    });
    app({ kind: 'both', facing: 'user' });
    await settle();
    connection.answer();
    await settle();
    expect(wishes).toEqual([{ kind: 'camera', facing: 'user' }]);
    expect(connection.sending('video')).toEqual(['canvas']);
    expect(devices.asked).toEqual([{ audio: { deviceId: { exact: 'headset' } } }]);
    app({ kind: 'both', isOpen: false });
    expect(canvas.readyState).toBe('ended');
  });

  it('take no track of the wrong kind, nor one that has ended', async () => {
    const { features, app, errors } = createStage();
    const sound = new FakeCaptureTrack('audio', 'sound');
    features.followCaptureRequests({ camera: { track: () => sound.asTrack() } });
    app({});
    await settle();
    expect(errors.map((error) => error?.code)).toEqual(['media_device_failed']);
    expect(sound.readyState).toBe('ended');
    const ended = new FakeCaptureTrack('video', 'ended');
    ended.stop();
    features.followCaptureRequests({ camera: { track: () => ended.asTrack() } });
    app({});
    await settle();
    expect(errors.map((error) => error?.code)).toEqual([
      ...['media_device_failed', 'media_device_failed'],
    ]);
  });

  it('may be switched off and on for apps while the session runs', async () => {
    const { features, app, connection, devices } = createStage();
    features.followCaptureRequests({ isMicrophoneEnabled: false });
    app({ kind: 'both' });
    await settle();
    connection.answer();
    await settle();
    expect(features.captureState('microphone')).toBe('off');
    expect(devices.asked).toHaveLength(1);
    features.setCaptureEnabled('microphone', true);
    await settle();
    connection.answer();
    await settle();
    expect(features.captureState('microphone')).toBe('on');
    features.setCaptureEnabled('camera', false);
    await settle();
    expect(features.captureState('camera')).toBe('off');
    expect(devices.running).toEqual(['audio 1']);
    app({ isOpen: false });
    features.setCaptureEnabled('camera', true);
    await settle();
    expect(features.captureState('camera')).toBe('off');
  });

  it('are not given to apps any more when following is stopped', async () => {
    const { features, app, connection, devices } = createStage();
    const stop = features.followCaptureRequests();
    app({});
    await settle();
    connection.answer();
    await settle();
    stop();
    app({ kind: 'microphone' });
    await settle();
    expect(devices.running).toEqual([]);
    expect(devices.asked).toHaveLength(1);
    stop();
  });

  it('are given at once when new options allow what an app wants already', async () => {
    const { features, app, changes } = createStage();
    features.followCaptureRequests({ isCameraEnabled: false });
    app({});
    await settle();
    expect(changes).toEqual([]);
    const stop = features.followCaptureRequests();
    await settle();
    expect(changes).toEqual(['camera starting']);
    stop();
    features.followCaptureRequests();
    await settle();
    expect(changes).toEqual(['camera starting', 'camera off']);
  });

  it('start and stop by hand, without an app', async () => {
    const { features, changes, connection, devices } = createStage();
    const started = features.startCapture('microphone', { deviceId: 'headset' });
    await settle();
    expect(devices.asked).toEqual([{ audio: { deviceId: { exact: 'headset' } } }]);
    connection.answer();
    expect(await started).toBeUndefined();
    features.stopCapture('microphone');
    features.stopCapture('microphone');
    features.stopCapture('camera');
    expect(changes).toEqual(['microphone starting', 'microphone on', 'microphone off']);
    expect(devices.running).toEqual([]);
  });

  it('tell whoever started them by hand what became of it', async () => {
    const { host, features, connection, devices } = createStage();
    devices.refusals.push(notAllowed());
    expect(await codeOf(features.startCapture('camera'))).toBe('permission_denied');
    const stopped = codeOf(features.startCapture('camera'));
    features.stopCapture('camera');
    expect(await stopped).toBe('aborted');
    const [video] = connection.transceivers;
    if (video) video.isTaken = false;
    const unanswered = codeOf(features.startCapture('microphone'));
    await vi.advanceTimersByTimeAsync(10_000);
    expect(await unanswered).toBe('phone_timeout');
    expect(devices.running).toEqual([]);
    host.lose();
    expect(await codeOf(features.startCapture('camera'))).toBe('not_connected');
    host.close();
    expect(await codeOf(features.startCapture('camera'))).toBe('session_closed');
    expect(devices.asked).toHaveLength(3);
  });

  it('get a line of their own where the phone only sends on its own', async () => {
    const { host, features, app, connection } = createStage();
    const [video] = connection.transceivers;
    if (video) video.isTaken = false;
    features.followCaptureRequests();
    app({});
    await settle();
    connection.answer();
    await settle();
    expect(host.offers).toHaveLength(2);
    connection.answer();
    await settle();
    expect(features.captureState('camera')).toBe('on');
    expect(connection.transceivers.map(({ direction }) => direction)).toEqual([
      ...['recvonly', 'recvonly', 'sendonly'],
    ]);
    expect(connection.sending('video')).toEqual(['video 1']);
  });

  it('fail when the phone takes them on no line', async () => {
    const { features, app, changes, connection, devices, told } = createStage();
    const [video] = connection.transceivers;
    if (video) video.isTaken = false;
    features.followCaptureRequests();
    app({});
    await settle();
    connection.answer();
    await settle();
    const own = connection.transceivers[2];
    if (own) own.isTaken = false;
    connection.answer();
    await settle();
    expect(changes).toEqual(['camera starting', 'camera failed phone_refused']);
    expect(devices.running).toEqual([]);
    expect(told().at(-1)).toBe('camera closed');
  });

  it('go on after a recovery, on the new connection', async () => {
    const { host, features, app, told, changes, connection, devices } = createStage();
    features.followCaptureRequests();
    app({ facing: 'user' });
    await settle();
    connection.answer();
    await settle();
    told();
    host.fake.sent.length = 0;
    host.lose();
    expect(features.captureState('camera')).toBe('starting');
    expect(host.idleHolds).toBe(0);
    const next: FakeConnection = host.recover();
    expect(host.fake.sent).toEqual([{ type: 'query', about: 'camera-state' }]);
    app({ facing: 'user' });
    await settle();
    expect(told()).toEqual(['camera open']);
    expect(host.offers).toHaveLength(2);
    next.answer();
    await settle();
    expect(next.sending('video')).toEqual(['video 1']);
    expect(devices.running).toEqual(['video 1']);
    expect(changes).toEqual([...['camera starting', 'camera on', 'camera starting', 'camera on']]);
  });

  it('go on when the connection is lost while their user is being asked', async () => {
    const { host, features, app, devices } = createStage();
    let open: () => void = () => {};
    devices.gate = new Promise((resolve) => {
      open = resolve;
    });
    features.followCaptureRequests();
    app({});
    host.lose();
    open();
    await settle();
    expect(features.captureState('camera')).toBe('starting');
    const next = host.recover();
    await settle();
    next.answer();
    await settle();
    expect(next.sending('video')).toEqual(['video 1']);
  });

  it('are noticed when they end by themselves, and come back when another is there', async () => {
    const { features, app, told, changes, connection, devices } = createStage();
    features.followCaptureRequests();
    app({});
    await settle();
    connection.answer();
    await settle();
    told();
    devices.tracks[0]?.unplug();
    await settle();
    expect(changes.at(-1)).toBe('camera failed media_device_failed');
    expect(told()).toEqual(['camera closed']);
    expect(connection.sending('video')).toEqual([]);
    devices.refusals.push(notFound());
    devices.dispatchEvent(new Event('devicechange'));
    await settle();
    expect(features.captureState('camera')).toBe('failed');
    devices.dispatchEvent(new Event('devicechange'));
    await settle();
    expect(features.captureState('camera')).toBe('on');
    devices.dispatchEvent(new Event('devicechange'));
    await settle();
    expect(devices.asked).toHaveLength(3);
  });

  it('are switched to another device without a negotiation', async () => {
    const { host, features, app, connection, devices } = createStage();
    features.followCaptureRequests();
    app({});
    await settle();
    connection.answer();
    await settle();
    await features.setCaptureDevice('camera', 'other');
    expect(devices.asked[1]).toMatchObject({ video: { deviceId: { exact: 'other' } } });
    expect(connection.sending('video')).toEqual(['video 2']);
    expect(devices.running).toEqual(['video 2']);
    expect(host.offers).toHaveLength(1);
    // The end of a track that is not used any more means nothing.
    devices.tracks[0]?.unplug();
    expect(features.captureState('camera')).toBe('on');
    app({ isOpen: false });
    app({ facing: 'user' });
    await settle();
    expect(devices.asked[2]).toMatchObject({ video: { deviceId: { exact: 'other' } } });
    app({ isOpen: false });
    await features.setCaptureDevice('camera', null);
    app({ facing: 'user' });
    await settle();
    expect(devices.asked[3]).toMatchObject({ video: { facingMode: 'user' } });
  });

  it('keep the present device when another does not open', async () => {
    const { features, app, connection, devices } = createStage();
    features.followCaptureRequests();
    app({});
    await settle();
    connection.answer();
    await settle();
    devices.refusals.push(notFound());
    expect(await codeOf(features.setCaptureDevice('camera', 'gone'))).toBe('media_device_failed');
    expect(connection.sending('video')).toEqual(['video 1']);
    expect(features.captureState('camera')).toBe('on');
  });

  it('close the present device first where only one opens at a time', async () => {
    const { features, app, connection, devices } = createStage();
    features.followCaptureRequests();
    app({});
    await settle();
    connection.answer();
    await settle();
    devices.refusals.push(busy());
    await features.setCaptureDevice('camera', 'back');
    expect(connection.sending('video')).toEqual(['video 2']);
    expect(devices.running).toEqual(['video 2']);
    expect(devices.ranBefore).toEqual([[], ['video 1'], []]);
    devices.refusals.push(busy(), busy());
    expect(await codeOf(features.setCaptureDevice('camera', 'front'))).toBe('media_device_failed');
    expect(features.captureState('camera')).toBe('failed');
    expect(devices.running).toEqual([]);
  });

  it('are encoded as the page says, now and later', async () => {
    const { features, app, connection } = createStage();
    await features.setCameraEncoding({ maxBitrate: 500_000, width: 360, height: 640 });
    features.followCaptureRequests();
    app({ kind: 'both' });
    await settle();
    connection.answer();
    await settle();
    const [video, audio] = connection.transceivers.map(({ sender }) => sender) as [
      FakeSender,
      FakeSender,
    ];
    expect(video.parameters.encodings).toEqual([{ maxBitrate: 500_000, scaleResolutionDownBy: 2 }]);
    expect(audio.parameters.encodings).toEqual([{}]);
    // Either way up, and by the side that needs it more: 720 px into 160.
    await features.setCameraEncoding({ width: 160, height: 640 });
    expect(video.parameters.encodings).toEqual([{ scaleResolutionDownBy: 4.5 }]);
    await features.setCameraEncoding({ maxFramerate: 15, scaleResolutionDownBy: 3 });
    expect(video.parameters.encodings).toEqual([{ maxFramerate: 15, scaleResolutionDownBy: 3 }]);
    video.refusal = new DOMException('no', 'OperationError');
    expect(await codeOf(features.setCameraEncoding({ maxBitrate: 100_000 }))).toBe('not_supported');
  });

  it('are never given by somebody who only watches', async () => {
    const { host, features, app, devices } = createStage();
    host.fake.role = 'watch';
    expect(await codeOf(() => features.followCaptureRequests())).toBe('watch_only');
    expect(await codeOf(features.startCapture('camera'))).toBe('watch_only');
    expect(await codeOf(features.setCaptureDevice('camera', null))).toBe('watch_only');
    app({});
    await settle();
    expect(devices.asked).toEqual([]);
  });

  it('are let go with the session: no track, timer or listener stays', async () => {
    const { host, features, app, connection, devices, changes } = createStage();
    features.followCaptureRequests();
    app({ kind: 'both' });
    await settle();
    connection.answer();
    await settle();
    app({ kind: 'microphone', isOpen: false });
    const other = codeOf(features.startCapture('microphone'));
    const before = changes.length;
    host.close();
    await settle();
    expect(await other).toBe('session_closed');
    expect(devices.running).toEqual([]);
    expect(vi.getTimerCount()).toBe(0);
    expect(changes).toHaveLength(before);
    const asked = devices.asked.length;
    devices.dispatchEvent(new Event('devicechange'));
    app({});
    await settle();
    expect(devices.asked).toHaveLength(asked);
    expect(getEventListeners(devices, 'devicechange')).toEqual([]);
    expect(await codeOf(() => features.followCaptureRequests())).toBe('session_closed');
  });

  it('are checked before anything is sent', async () => {
    const { host, features, devices } = createStage();
    const wrong: (() => unknown)[] = [
      () => features.followCaptureRequests({ isCameraEnabled: 1 as unknown as boolean }),
      () => features.followCaptureRequests({ camera: { deviceId: '' } }),
      () => features.followCaptureRequests({ microphone: { track: 'x' as never } }),
      () => features.setCaptureEnabled('screen' as 'camera', true),
      () => features.setCaptureEnabled('camera', 'yes' as unknown as boolean),
      () => features.startCapture('both' as 'camera'),
      () => features.startCapture('camera', { facing: 'left' as 'user' }),
      () => features.stopCapture('both' as 'camera'),
      () => features.setCaptureDevice('camera', ''),
      () => features.captureState('both' as 'camera'),
      () => features.setCameraEncoding({ maxBitrate: 1 }),
      () => features.setCameraEncoding({ maxFramerate: 0 }),
      () => features.setCameraEncoding({ scaleResolutionDownBy: 0.5 }),
      () => features.setCameraEncoding({ width: 640 }),
      () => features.setCameraEncoding({ width: 640, height: 480, scaleResolutionDownBy: 2 }),
    ];
    for (const call of wrong) expect(await codeOf(call), String(call)).toBe('argument_invalid');
    expect(host.sent).toEqual([]);
    expect(host.fake.sent).toEqual([]);
    expect(devices.asked).toEqual([]);
  });
});
