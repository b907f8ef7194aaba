import wrtc from '@roamhq/wrtc';
import type { Size } from '../../core/geometry.js';
import type { IceCandidate, SessionDescription, WireData } from '../../core/ports/client.js';
import type { PhonePeer, PhoneViewer } from '../../core/ports/emulator.js';
import { withCaptureStamps } from './capture-stamps.js';
import type { CameraPicture } from './device/capture.js';
import type { PhoneFaults } from './faults.js';
import { FrameGate } from './frame-gate.js';
import { linger } from './linger.js';
import { type CaptureSource, PeerCapture } from './peer-capture.js';
import { defaultMaxBitrate, PeerMedia, type VideoFrame } from './peer-media.js';
import {
  downscaleOf,
  encodedSize,
  type PictureQuality,
  problemOfQuality,
} from './picture-quality.js';
import { withStartBitrate } from './start-bitrate.js';

export interface ViewerPeerOptions {
  readonly viewer: PhoneViewer;
  /** Live. */
  readonly faults: Readonly<PhoneFaults>;
  /** The viewer wants more or less than before. */
  readonly onMediaChange: (peer: ViewerPeer) => void;
  /** It is about to hang up: its goodbye has not been said yet. */
  readonly onClosing?: () => void;
  readonly onClose: (peer: ViewerPeer) => void;
  readonly onViolation: (text: string) => void;
  /** The viewer is to get a picture soon, also when nothing changes on the phone. */
  readonly onPictureNeeded: (peer: ViewerPeer) => void;
  /** The viewer began, or ended, to send its camera or its microphone. */
  readonly onCaptureChange: (peer: ViewerPeer, source: CaptureSource) => void;
  readonly onPicture: (peer: ViewerPeer, picture: CameraPicture) => void;
  readonly onSamples: (peer: ViewerPeer, samples: Int16Array) => void;
  /** The phone's screen at present, in px. */
  readonly screen: () => Size;
}

/** Browsers can restart ICE after a failure; a peer that stays failed this long is given up, in ms. */
const failedGraceMs = 30_000;

/** @roamhq/wrtc 0.10 may tell of a change before its `connectionState` has it: it is looked at again so much later. */
const stateSettledMs = 100;

/** Nobody gets key frames more often than this, in ms: they are large. */
const keyFrameIntervalMs = 500;

const startKilobitsPerSecond = 4000;

/** How often the viewer's decoder has asked for a key frame, by PLI or FIR. */
function keyFrameRequests(report: RTCStatsReport): number {
  const rows = [...report.values()] as readonly Partial<RTCOutboundRtpStreamStats>[];
  return rows
    .filter(({ type }) => type === 'outbound-rtp')
    .reduce((sum, { pliCount = 0, firCount = 0 }) => sum + pliCount + firCount, 0);
}

/** One viewer's WebRTC peer at the phone's end. It makes the first offer; the browser may make later ones. */
export class ViewerPeer implements PhonePeer {
  readonly #options: ViewerPeerOptions;
  readonly #connection: RTCPeerConnection;
  readonly #media = new PeerMedia();
  /** What the phone speaks on: its own channel, or the browser's where the vendor has it so. */
  #voice: RTCDataChannel | undefined;
  /** The browser's channels and ours. When a browser closes its connection, all of them close at once. */
  readonly #openChannels = new Set<RTCDataChannel>();
  /** Candidates that came before the description they belong to. */
  readonly #earlyCandidates: IceCandidate[] = [];
  /** Descriptions are worked on one after the other. */
  #negotiation: Promise<void> = Promise.resolve();
  #failedTimer: NodeJS.Timeout | undefined;
  #stateTimer: NodeJS.Timeout | undefined;
  #state: RTCPeerConnectionState = 'new';
  #wantsVideo = false;
  #wantsAudio = false;
  readonly #capture: PeerCapture;
  /** Kept from being collected while the connection is open; see `linger`. */
  readonly #received = new Set<object>();
  readonly #gate = new FrameGate();
  #quality: PictureQuality | undefined;
  #downscale = 1;
  #maxBitrate = defaultMaxBitrate;
  /** On the clock of `performance.now()`; undefined before the first picture. */
  #keyFrameAt: number | undefined;
  #keyFrameRequests = 0;
  #isClosed = false;

  constructor(options: ViewerPeerOptions) {
    this.#options = options;
    const { iceServers, channelLabel, replyLabel } = options.viewer;
    this.#connection = new wrtc.RTCPeerConnection({
      iceServers: iceServers as RTCIceServer[],
      bundlePolicy: 'max-bundle',
    });
    this.#media.addTo(this.#connection);
    this.#capture = new PeerCapture(this.#connection, {
      picture: (picture) => options.onPicture(this, picture),
      samples: (samples) => options.onSamples(this, samples),
    });
    this.#connection.ontrack = ({ transceiver, receiver, track, streams }) => {
      for (const each of [transceiver, receiver, track, ...streams]) this.#received.add(each);
      this.#capture.tracksChanged();
    };
    const ownChannel = this.#connection.createDataChannel(channelLabel);
    if (replyLabel === undefined) this.#voice = ownChannel;
    this.#listenToChannel(ownChannel);
    this.#connection.ondatachannel = ({ channel }) => {
      if (channel.label === replyLabel) this.#voice = channel;
      this.#listenToChannel(channel);
    };
    this.#connection.onicecandidate = ({ candidate }) => this.#candidateFound(candidate);
    this.#connection.onconnectionstatechange = () => this.#connectionStateChanged();
    this.#negotiate('offer of its own', () => this.#offer());
  }

  get isWatching(): boolean {
    return this.#wantsVideo && this.#isConnected;
  }

  get isListening(): boolean {
    return this.#wantsAudio && this.#isConnected;
  }

  /** False while the network is down, too: what nobody receives is not encoded. */
  get #isConnected(): boolean {
    return !this.#isClosed && this.#connection.connectionState === 'connected';
  }

  #listenToChannel(channel: RTCDataChannel): void {
    const opened = () => {
      this.#openChannels.add(channel);
      if (channel === this.#voice && !this.#isClosed) this.#options.viewer.channelOpened?.();
    };
    if (channel.readyState === 'open') opened();
    channel.onopen = opened;
    channel.onmessage = ({ data }: MessageEvent<string | ArrayBuffer>) => {
      if (this.#isClosed || this.#options.faults.muteChannel) return;
      this.#options.viewer.channelReceived(typeof data === 'string' ? data : new Uint8Array(data));
    };
    channel.onclose = () => {
      this.#openChannels.delete(channel);
      if (this.#openChannels.size === 0) this.close();
    };
  }

  #candidateFound(candidate: RTCIceCandidate | null): void {
    if (this.#isClosed || !candidate) return;
    const { sdpMLineIndex, sdpMid } = candidate;
    this.#options.viewer.candidate({ candidate: candidate.candidate, sdpMLineIndex, sdpMid });
  }

  #connectionStateChanged(): void {
    this.#followState();
    clearTimeout(this.#stateTimer);
    this.#stateTimer = setTimeout(() => this.#followState(), stateSettledMs);
  }

  #followState(): void {
    const { connectionState } = this.#connection;
    if (this.#isClosed || connectionState === this.#state) return;
    this.#state = connectionState;
    clearTimeout(this.#failedTimer);
    if (connectionState === 'failed') {
      this.#failedTimer = setTimeout(() => this.close(), failedGraceMs);
    }
    this.#options.onMediaChange(this);
  }

  #negotiate(what: string, step: () => Promise<void>): void {
    this.#negotiation = this.#negotiation.then(async () => {
      if (this.#isClosed) return;
      try {
        await step();
      } catch {
        if (!this.#isClosed) this.#options.onViolation(`signalling: ${what} was refused by WebRTC`);
      }
    });
  }

  async #offer(): Promise<void> {
    const { type, sdp = '' } = await this.#connection.createOffer();
    const offer = { type, sdp: withCaptureStamps(sdp) };
    // Told before it is set, because candidates are found from then on.
    this.#tell(offer);
    await this.#connection.setLocalDescription(offer);
  }

  #tell({ type, sdp }: RTCSessionDescriptionInit): void {
    if (this.#isClosed || (type !== 'offer' && type !== 'answer') || sdp === undefined) return;
    this.#options.viewer.description({ type, sdp });
  }

  /** Makes another offer on the lines that are there, as a phone may at any time. */
  offerAgain(): void {
    this.#negotiate('another offer of its own', () => this.#offer());
  }

  acceptDescription(description: SessionDescription): void {
    this.#negotiate(`an ${description.type}`, async () => {
      const { type, sdp } = description;
      // Both offered at once: the phone's first offer is the one that counts, and the browser answers it.
      if (type === 'offer' && this.#connection.signalingState === 'have-local-offer') return;
      await this.#connection.setRemoteDescription({
        type,
        sdp: withStartBitrate(sdp, startKilobitsPerSecond),
      });
      for (const candidate of this.#earlyCandidates.splice(0)) this.addCandidate(candidate);
      if (type === 'offer') await this.#answer();
    });
  }

  async #answer(): Promise<void> {
    const answer = await this.#connection.createAnswer();
    await this.#connection.setLocalDescription(answer);
    this.#tell(answer);
  }

  addCandidate(candidate: IceCandidate): void {
    if (this.#isClosed) return;
    if (!this.#connection.remoteDescription) {
      this.#earlyCandidates.push(candidate);
      return;
    }
    this.#connection.addIceCandidate(candidate).catch(() => {
      if (!this.#isClosed) this.#options.onViolation('signalling: WebRTC refused an ICE candidate');
    });
  }

  send(data: WireData): void {
    if (this.#options.faults.muteChannel) return;
    if (this.#voice?.readyState !== 'open') return;
    try {
      this.#voice.send(data as string);
    } catch {
      // The page has just gone: the binding's state can be behind, and dropped is dropped.
    }
  }

  setMedia(kind: 'audio' | 'video' | 'both', isOpen: boolean): void {
    if (this.#isClosed) return;
    if (kind !== 'audio') this.#wantsVideo = isOpen;
    if (kind !== 'video') this.#wantsAudio = isOpen;
    this.#options.onMediaChange(this);
    // An encoder that is told to start, again or not, begins with a key frame (assumed).
    if (kind !== 'audio' && isOpen) this.#sendKeyFrame();
  }

  #sendKeyFrame(): void {
    // The first picture is one anyway.
    if (this.#keyFrameAt === undefined || this.#options.faults.ignoreKeyFrames) return;
    const now = performance.now();
    if (now - this.#keyFrameAt < keyFrameIntervalMs) return;
    this.#keyFrameAt = now;
    this.#negotiate('a key frame', async () => {
      await this.#media.forceKeyFrame(this.#connection.localDescription?.sdp);
      this.#options.onPictureNeeded(this);
    });
  }

  /** For a phone that rests: whether the viewer's decoder waits for a key frame, which the next picture will be. */
  async serveKeyFrameRequests(): Promise<void> {
    if (this.#isClosed || this.#options.faults.ignoreKeyFrames) return;
    let requests: number;
    try {
      requests = keyFrameRequests(await this.#connection.getStats());
    } catch {
      return; // The connection was closed meanwhile.
    }
    const isNew = requests > this.#keyFrameRequests;
    this.#keyFrameRequests = requests;
    if (isNew && !this.#isClosed) this.#options.onPictureNeeded(this);
  }

  setQuality(quality: PictureQuality): void {
    if (this.#isClosed) return;
    const problem = problemOfQuality(quality);
    if (problem !== undefined) {
      this.#options.onViolation(problem);
      return;
    }
    const screen = this.#options.screen();
    const from = encodedSize(screen, this.#downscale);
    this.#quality = quality;
    this.#gate.rate = quality.frameRate;
    this.#encodeFor(screen);
    const to = encodedSize(screen, this.#downscale);
    this.#options.viewer.phoneEvent({ type: 'quality', from, to });
  }

  /** What this viewer asked for; undefined for the picture as it is. */
  get quality(): PictureQuality | undefined {
    return this.#quality;
  }

  setCapture(source: CaptureSource, isOpen: boolean): void {
    if (this.#isClosed) return;
    this.#capture.set(source, isOpen);
    this.#options.onCaptureChange(this, source);
  }

  isSending(source: CaptureSource): boolean {
    return !this.#isClosed && this.#capture.isOpen(source);
  }

  /** Whether a frame is due at the rate that this viewer asked for; a yes must be followed by the frame. */
  takesFrame(): boolean {
    return (
      this.isWatching && !this.#options.faults.freezeVideo && this.#gate.lets(performance.now())
    );
  }

  pushFrame(frame: VideoFrame): void {
    if (this.#quality) this.#encodeFor(frame);
    this.#keyFrameAt ??= performance.now();
    this.#media.pushFrame(frame);
  }

  /** The picture's size may change with the screen's: a phone turns, or gets another screen. */
  #encodeFor(screen: Size): void {
    if (!this.#quality) return;
    const downscale = downscaleOf(screen, this.#quality);
    const maxBitrate = this.#quality.bitrate;
    if (downscale === this.#downscale && maxBitrate === this.#maxBitrate) return;
    this.#downscale = downscale;
    this.#maxBitrate = maxBitrate;
    // In line with descriptions: while one is being worked on, its parameters are not settled.
    this.#negotiate('a change of quality', () =>
      this.#media.setSettings(
        { scaleResolutionDownBy: downscale, maxBitrate },
        this.#connection.localDescription?.sdp,
      ),
    );
  }

  pushSound(samples: Int16Array): void {
    this.#media.pushSound(samples);
  }

  /** Safe to call twice. */
  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#options.onClosing?.();
    clearTimeout(this.#failedTimer);
    clearTimeout(this.#stateTimer);
    const receivers = this.#connection.getReceivers();
    const tracks = receivers.map(({ track }) => track);
    linger([this, this.#connection, ...receivers, ...tracks]);
    // Nothing may listen to a track, and nothing touch one, once its connection is closed.
    this.#media.stop();
    this.#capture.stop();
    for (const track of tracks) track.stop();
    this.#connection.close();
    this.#options.onClose(this);
    this.#options.viewer.closed();
  }
}
