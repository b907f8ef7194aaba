import type {
  ControlMessage,
  DisplayEvent,
  InputStateEvent,
  PhoneEvent,
} from '../../core/control.js';
import type { CaptureRequestEvent, FeatureEvent, FeatureMessage } from '../../core/features.js';
import type {
  EmulatedPhone,
  EmulatedSystem,
  PhonePeer,
  PhoneViewer,
} from '../../core/ports/emulator.js';
import { CaptureSources } from './capture-sources.js';
import { leaveProcessCleanly } from './clean-exit.js';
import type { DeviceState } from './device/device-state.js';
import { VirtualDevice } from './device/virtual-device.js';
import { noFaults, type PhoneFaults } from './faults.js';
import { FrameClock } from './frame-clock.js';
import type { FrameRate } from './frame-rate.js';
import type { NetworkConditions } from './impairment/network-conditions.js';
import { relayedPeer, relayedViewer } from './impairment/relayed-viewer.js';
import { UdpRelay } from './impairment/udp-relay.js';
import type { VideoFrame } from './peer-media.js';
import { ViewerPeer } from './phone-peer.js';
import type { PictureQuality } from './picture-quality.js';
import { RestingPicture } from './resting-picture.js';
import { soundBlock } from './sound.js';

export interface VirtualPhoneOptions {
  readonly phoneId: string;
  /** Ms since 1970. */
  readonly now: () => number;
  readonly frameRate: FrameRate;
  /** The way to this phone's viewers, when it can be made worse. Without it they are reached directly. */
  readonly network?: PhoneNetwork;
  /** What is wrong with this phone: live. Nothing when it is left out. */
  readonly faults?: Readonly<PhoneFaults>;
}

export interface PhoneNetwork {
  /** What every phone's packets meet at present. */
  readonly conditions: () => NetworkConditions;
  /** 0 to 1, without 1. */
  readonly random: () => number;
  /** Does something later; returns what takes it back. */
  readonly after: (delayMs: number, action: () => void) => () => void;
}

/** Everything that a test may want to know of a phone: what is on it, and who watches. Plain JSON. */
export interface PhoneState extends DeviceState {
  readonly isOnline: boolean;
  /** WebRTC peers at present, connected or about to be. */
  readonly viewers: number;
  readonly frameRate: FrameRate;
  readonly isToneOn: boolean;
  /** What a viewer asked for last, of those who are there; null when the picture goes out as it is. */
  readonly quality: PictureQuality | null;
  /** What only this phone's packets meet; null when it is what the faults say. */
  readonly network: NetworkConditions | null;
}

const soundTicksPerSecond = 50;
const soundBlocksPerTick = 100 / soundTicksPerSecond;
/** After a pause of the process, sound catches up by at most this much, in blocks of 10 ms. */
const maxSoundBlocksAtOnce = 10;

/** A virtual device with its viewers. One clock paces it, and every viewer gets the same picture. */
export class VirtualPhone implements EmulatedPhone {
  readonly phoneId: string;
  readonly #device: VirtualDevice;
  readonly #peers = new Map<ViewerPeer, PhoneViewer>();
  /** Of the viewers that are there, and of those who were there a moment ago. */
  readonly #relays = new Set<UdpRelay>();
  readonly #frames: FrameClock;
  readonly #sound = new FrameClock(soundTicksPerSecond, (tick) => this.#playSound(tick));
  readonly #stopListening: () => void;
  /** Who has been given a picture since it began to watch. */
  readonly #served = new WeakSet<ViewerPeer>();
  readonly #sources = new CaptureSources((source) => this.#device.capture.end(source));
  #frame: VideoFrame | undefined;
  #nextSoundBlock = 0;
  #isOnline = true;
  isToneOn = false;
  readonly #network: PhoneNetwork | undefined;
  readonly #faults: Readonly<PhoneFaults>;
  readonly #rest: RestingPicture;
  /** Goes before what the faults say; null for what they say. */
  network: NetworkConditions | null = null;

  constructor({ phoneId, now, frameRate, network, faults = noFaults() }: VirtualPhoneOptions) {
    leaveProcessCleanly();
    this.phoneId = phoneId;
    this.#network = network;
    this.#faults = faults;
    this.#rest = new RestingPicture({
      isWanted: () => faults.restPicture,
      isStill: () => this.#device.isStill,
      askViewers: () => {
        for (const peer of this.#peers.keys()) void peer.serveKeyFrameRequests();
      },
    });
    this.#device = new VirtualDevice({ phoneId, now, onRestart: () => this.closePeers() });
    this.#frames = new FrameClock(frameRate, () => this.#render());
    this.#stopListening = this.#device.onPhoneEvent((event) => this.#tell(event));
  }

  #tell(event: PhoneEvent | FeatureEvent): void {
    for (const viewer of [...this.#peers.values()]) viewer.phoneEvent(event);
  }

  /** An app speaks to the pages. */
  sendAppMessage(text: string): void {
    this.#tell({ type: 'app-message', text });
  }

  get isOnline(): boolean {
    return this.#isOnline;
  }

  get viewers(): number {
    return this.#peers.size;
  }

  get frameRate(): FrameRate {
    return this.#frames.rate as FrameRate;
  }

  set frameRate(rate: FrameRate) {
    this.#frames.rate = rate;
  }

  /** A phone that goes offline loses its viewers. */
  setOnline(isOnline: boolean): void {
    this.#isOnline = isOnline;
    if (!isOnline) this.closePeers();
  }

  /** Falls silent at once, as a phone whose power is cut: with a relay, viewers hear no goodbye either. */
  vanish(): void {
    this.#isOnline = false;
    for (const relay of this.#relays) relay.close();
    this.closePeers();
  }

  display(): DisplayEvent {
    return this.#device.display();
  }

  inputState(): InputStateEvent {
    return this.#device.inputState();
  }

  get system(): EmulatedSystem {
    return this.#device.system;
  }

  captureState(): CaptureRequestEvent | null {
    return this.#device.capture.request;
  }

  apply(message: ControlMessage | FeatureMessage): void {
    this.#device.apply(message);
  }

  reportViolation(text: string): void {
    this.#device.reportViolation(text);
  }

  /** Whether there is a relay on the way to the viewers. */
  get isImpairable(): boolean {
    return this.#network !== undefined;
  }

  openPeer(viewer: PhoneViewer): PhonePeer {
    if (!this.#network) return this.#openPeer(viewer);
    const { conditions, random, after } = this.#network;
    const relay = new UdpRelay({ conditions: () => this.network ?? conditions(), random, after });
    for (const old of this.#relays) if (old.isClosed) this.#relays.delete(old);
    this.#relays.add(relay);
    const hangUpSilently = () => {
      if (this.#faults.hangUpSilently) relay.close();
    };
    return relayedPeer(this.#openPeer(relayedViewer(viewer, relay), hangUpSilently));
  }

  #openPeer(viewer: PhoneViewer, onClosing?: () => void): ViewerPeer {
    const peer = new ViewerPeer({
      viewer,
      faults: this.#faults,
      onPictureNeeded: () => this.#rest.interrupt(),
      ...(onClosing && { onClosing }),
      onMediaChange: () => this.#update(),
      onClose: (closed) => {
        this.#peers.delete(closed);
        this.#sources.closed(closed);
        this.#update();
      },
      onViolation: (text) => this.#device.reportViolation(text),
      onCaptureChange: (changed, source) => this.#sources.changed(changed, source),
      onPicture: (sender, picture) => {
        if (this.#sources.of('camera') === sender) this.#device.capture.addPicture(picture);
      },
      onSamples: (sender, samples) => {
        if (this.#sources.of('microphone') === sender) this.#device.capture.addSamples(samples);
      },
      screen: () => this.#device.display(),
    });
    this.#peers.set(peer, viewer);
    return peer;
  }

  state(): PhoneState {
    const { isOnline, viewers, frameRate, isToneOn, network } = this;
    const asked = [...this.#peers.keys()].map((peer) => peer.quality).filter(Boolean);
    const quality = asked.at(-1) ?? null;
    return { ...this.#device.state(), isOnline, viewers, frameRate, isToneOn, quality, network };
  }

  /** Negotiates anew with each viewer. */
  offerAgain(): void {
    for (const peer of this.#peers.keys()) peer.offerAgain();
  }

  /** As if the phone were new, but for its viewers. */
  reset(): void {
    this.#device.reset();
  }

  closePeers(): void {
    for (const peer of [...this.#peers.keys()]) peer.close();
  }

  close(): void {
    this.closePeers();
    for (const relay of this.#relays) relay.close();
    this.#stopListening();
  }

  /** The clocks run exactly as long as someone watches or listens. */
  #update(): void {
    const peers = [...this.#peers.keys()];
    if (peers.some((peer) => peer.isWatching)) this.#frames.start();
    else this.#frames.stop();
    if (peers.some((peer) => peer.isListening)) this.#sound.start();
    else this.#sound.stop();
    this.#serveNewViewers(peers);
  }

  /** A new viewer need not wait for the next tick. */
  #serveNewViewers(peers: readonly ViewerPeer[]): void {
    for (const peer of peers) {
      if (!peer.isWatching) this.#served.delete(peer);
      else if (this.#frame && !this.#served.has(peer) && peer.takesFrame())
        this.#give(peer, this.#frame);
    }
  }

  #give(peer: ViewerPeer, frame: VideoFrame): void {
    if (!this.#served.has(peer)) this.#rest.interrupt();
    this.#served.add(peer);
    peer.pushFrame(frame);
  }

  #render(): void {
    if (this.#rest.lasts()) return;
    const takers = [...this.#peers.keys()].filter((peer) => peer.takesFrame());
    if (takers.length === 0) return;
    this.#frame = this.#device.frame();
    for (const peer of takers) this.#give(peer, this.#frame);
  }

  #playSound(tick: number): void {
    const end = (tick + 1) * soundBlocksPerTick;
    const begin = tick === 0 ? 0 : Math.max(this.#nextSoundBlock, end - maxSoundBlocksAtOnce);
    this.#nextSoundBlock = end;
    for (let block = begin; block < end; block += 1) {
      const samples = soundBlock(block, this.isToneOn);
      for (const peer of this.#peers.keys()) if (peer.isListening) peer.pushSound(samples);
    }
  }
}
