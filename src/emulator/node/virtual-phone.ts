import type { ControlMessage, DisplayEvent, InputStateEvent } from '../../core/control.js';
import type { CaptureRequestEvent, FeatureMessage } from '../../core/features.js';
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
import { FrameClock } from './frame-clock.js';
import type { VideoFrame } from './peer-media.js';
import { ViewerPeer } from './phone-peer.js';
import type { PictureQuality } from './picture-quality.js';
import { soundBlock } from './sound.js';

export type FrameRate = 30 | 60;

export interface VirtualPhoneOptions {
  readonly phoneId: string;
  /** Ms since 1970. */
  readonly now: () => number;
  readonly frameRate: FrameRate;
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

  constructor({ phoneId, now, frameRate }: VirtualPhoneOptions) {
    leaveProcessCleanly();
    this.phoneId = phoneId;
    this.#device = new VirtualDevice({ phoneId, now, onRestart: () => this.closePeers() });
    this.#frames = new FrameClock(frameRate, () => this.#render());
    this.#stopListening = this.#device.onPhoneEvent((event) => {
      for (const viewer of [...this.#peers.values()]) viewer.phoneEvent(event);
    });
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

  openPeer(viewer: PhoneViewer): PhonePeer {
    const peer = new ViewerPeer({
      viewer,
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
    const { isOnline, viewers, frameRate, isToneOn } = this;
    const asked = [...this.#peers.keys()].map((peer) => peer.quality).filter(Boolean);
    const quality = asked.at(-1) ?? null;
    return { ...this.#device.state(), isOnline, viewers, frameRate, isToneOn, quality };
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
    this.#served.add(peer);
    peer.pushFrame(frame);
  }

  #render(): void {
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
