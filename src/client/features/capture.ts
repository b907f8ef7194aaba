import type { CaptureRequestEvent } from '../../core/features.js';
import { checkBoolean, checkOneOf } from './argument-checks.js';
import { applyEncoding, checkEncoding } from './camera-encoding.js';
import { type CaptureOrder, openTrack, openTracks } from './capture-devices.js';
import { CaptureLine } from './capture-line.js';
import type {
  CameraEncoding,
  CaptureFeatures,
  CaptureFollowOptions,
  CaptureSource,
  CaptureWish,
} from './capture-options.js';
import { checkSource, isChosen } from './capture-source-kind.js';
import { checkMayFeed } from './check-may-feed.js';
import type { FeatureChannel } from './feature-channel.js';
import type { CaptureKind } from './feature-events.js';
import { Renegotiation } from './renegotiation.js';

const kinds: readonly CaptureKind[] = ['camera', 'microphone'];

/** What the phone's apps want of one kind, and what they may have. */
interface Demand {
  readonly line: CaptureLine;
  source: CaptureSource;
  /** What an app holds open; undefined when none does. */
  wish: CaptureWish | undefined;
  isEnabled: boolean;
  /** The capture was started because an app asked, not by hand. */
  isFollowing: boolean;
}

function checkKind(kind: CaptureKind): void {
  checkOneOf('kind', kind, kinds);
}

/** True when another device may have to be closed before this one opens, as on many phones and tablets. */
function isBusy(error: unknown): boolean {
  const { cause } = error as Error;
  return cause instanceof Error && cause.name === 'NotReadableError';
}

export function createCapture(channel: FeatureChannel): CaptureFeatures {
  const { session, life } = channel.host;
  let encoding: CameraEncoding = {};
  let following: AbortController | undefined;

  function createDemand(kind: CaptureKind): Demand {
    const tune = (sender: RTCRtpSender) => {
      if (kind === 'camera' && Object.keys(encoding).length > 0)
        applyEncoding(sender, encoding).catch(() => {});
    };
    const line = new CaptureLine(kind, channel, tune);
    return { line, source: {}, wish: undefined, isEnabled: true, isFollowing: false };
  }
  const demands: Readonly<Record<CaptureKind, Demand>> = {
    camera: createDemand('camera'),
    microphone: createDemand('microphone'),
  };

  channel.onConnection((connection, signal) => {
    const renegotiation = new Renegotiation({
      connection,
      signal,
      offer: (offer) => channel.host.offer(offer),
      whyLost: () => channel.whyLost(),
    });
    for (const kind of kinds) demands[kind].line.attach(connection, renegotiation, signal);
    if (following) askPhone();
  });

  /** An app may have opened a camera before anybody listened. */
  function askPhone(): void {
    try {
      session.send({ type: 'query', about: 'camera-state' });
    } catch {
      // The next connection asks again.
    }
  }

  function requested({ kind, isOpen, facing }: CaptureRequestEvent): void {
    const meant = kinds.filter((each) => kind === each || kind === 'both');
    for (const each of meant)
      demands[each].wish = isOpen
        ? { kind: each, facing: each === 'camera' ? facing : undefined }
        : undefined;
    serve(meant);
  }

  /** Brings what is captured in line with what the phone's apps want. */
  function serve(meant: readonly CaptureKind[]): void {
    const orders: CaptureOrder[] = [];
    for (const kind of meant) {
      const { line, wish, source, isEnabled } = demands[kind];
      if (!wish) line.stop();
      else if (!isEnabled) continue;
      else if (line.state === 'off' || line.state === 'failed') orders.push({ wish, source });
      else if (wish.facing !== line.wish?.facing && !isChosen(source))
        orders.push({ wish, source });
      // Another app may have taken the camera over: it waits for the announcement.
      else if (line.state === 'on') line.announce(true);
    }
    const opens = openTracks(orders);
    for (const { wish } of orders) {
      const open = opens.get(wish.kind);
      if (!open) continue;
      demands[wish.kind].isFollowing = true;
      // The `capture` event tells what becomes of it.
      demands[wish.kind].line.start(wish, open).catch(() => {});
    }
  }

  function devicesChanged(): void {
    serve(
      kinds.filter((kind) => {
        const { line, wish } = demands[kind];
        return wish && line.error?.code === 'media_device_failed';
      }),
    );
  }

  function stopFollowing(): void {
    following?.abort();
    following = undefined;
    for (const demand of Object.values(demands)) {
      // Nobody listens any more for when an app closes it.
      demand.wish = undefined;
      if (demand.isFollowing) demand.line.stop();
    }
  }

  async function setSource(kind: CaptureKind, source: CaptureSource): Promise<void> {
    checkKind(kind);
    checkSource(source);
    checkMayFeed(channel);
    const demand = demands[kind];
    const { line } = demand;
    const wish = line.wish ?? { kind, facing: undefined };
    const open = () => openTrack({ wish, source });
    if (line.state === 'on') await line.replace(open, isBusy);
    demand.source = source;
    if (line.state === 'starting' || (line.state === 'failed' && demand.wish))
      await line.start(wish, open);
  }

  return {
    followCaptureRequests(options: CaptureFollowOptions = {}) {
      const { isCameraEnabled = true, isMicrophoneEnabled = true } = options;
      checkBoolean('isCameraEnabled', isCameraEnabled);
      checkBoolean('isMicrophoneEnabled', isMicrophoneEnabled);
      for (const kind of kinds) checkSource(options[kind] ?? {});
      checkMayFeed(channel);
      following?.abort();
      const mine = new AbortController();
      following = mine;
      Object.assign(demands.camera, { isEnabled: isCameraEnabled });
      Object.assign(demands.microphone, { isEnabled: isMicrophoneEnabled });
      for (const kind of kinds) demands[kind].source = options[kind] ?? demands[kind].source;
      const stopListening = channel.on('capturerequest', requested);
      mine.signal.addEventListener('abort', stopListening);
      const devices = navigator.mediaDevices as MediaDevices | undefined;
      devices?.addEventListener('devicechange', devicesChanged, { signal: mine.signal });
      life.addEventListener('abort', () => mine.abort(), { signal: mine.signal });
      askPhone();
      // What was off by the options before is known already.
      serve(kinds.filter((kind) => demands[kind].wish && demands[kind].line.state === 'off'));
      return () => {
        if (following === mine) stopFollowing();
      };
    },
    setCaptureEnabled(kind, isEnabled) {
      checkKind(kind);
      checkBoolean('isEnabled', isEnabled);
      const demand = demands[kind];
      if (demand.isEnabled === isEnabled) return;
      demand.isEnabled = isEnabled;
      if (!isEnabled && demand.isFollowing) demand.line.stop();
      if (isEnabled && following && demand.wish) serve([kind]);
    },
    async startCapture(kind, options = {}) {
      checkKind(kind);
      checkSource(options);
      const { facing } = options;
      if (facing !== undefined) checkOneOf('facing', facing, ['user', 'environment']);
      checkMayFeed(channel);
      const demand = demands[kind];
      const wish = { kind, facing };
      const source = isChosen(options) || options.track ? options : demand.source;
      demand.isFollowing = false;
      await demand.line.start(wish, () => openTrack({ wish, source }));
    },
    stopCapture(kind) {
      checkKind(kind);
      demands[kind].line.stop();
    },
    setCaptureDevice: (kind, deviceId) => setSource(kind, deviceId === null ? {} : { deviceId }),
    setCaptureSource: setSource,
    captureState(kind) {
      checkKind(kind);
      return demands[kind].line.state;
    },
    async setCameraEncoding(next) {
      checkEncoding(next);
      encoding = { ...next };
      const { sender } = demands.camera.line;
      if (sender) await applyEncoding(sender, encoding);
    },
  };
}
