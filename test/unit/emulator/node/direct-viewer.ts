import wrtc from '@roamhq/wrtc';
import type { PhoneEvent } from '../../../../src/core/control.js';
import type { FeatureEvent } from '../../../../src/core/features.js';
import type { SessionDescription } from '../../../../src/core/ports/client.js';
import type { PhonePeer } from '../../../../src/core/ports/emulator.js';
import { readStrip } from '../../../../src/core/strip.js';
import type { VirtualPhone } from '../../../../src/emulator/node/virtual-phone.js';
import { unlessClosed } from './unless-closed.js';

interface Picture {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8ClampedArray;
}

interface Waiter {
  readonly isDone: () => boolean;
  readonly resolve: () => void;
}

/** A browser's WebRTC end, wired to a phone without a cloud in between; it can send a camera and a microphone. */
export class DirectViewer {
  readonly connection = new wrtc.RTCPeerConnection();
  readonly channel = this.connection.createDataChannel('browser');
  readonly events: (PhoneEvent | FeatureEvent)[] = [];
  readonly sizes: string[] = [];
  frames = 0;
  frameNumbers: number[] = [];
  isClosed = false;
  answers = 0;
  readonly peer: PhonePeer;
  readonly #camera = new wrtc.nonstandard.RTCVideoSource();
  readonly #microphone = new wrtc.nonstandard.RTCAudioSource();
  readonly #tracks: MediaStreamTrack[] = [];
  readonly #sinks: { stop(): void }[] = [];
  readonly #timers: NodeJS.Timeout[] = [];
  readonly #waiters = new Set<Waiter>();
  readonly #early: RTCIceCandidateInit[] = [];
  #last: Picture | undefined;

  constructor(phone: VirtualPhone) {
    this.connection.ontrack = ({ track }) => this.#watch(track);
    this.connection.onconnectionstatechange = () => this.#changed();
    this.connection.onicecandidate = ({ candidate }) => {
      if (!candidate) return;
      const { candidate: text, sdpMLineIndex, sdpMid } = candidate;
      this.peer.addCandidate({ candidate: text, sdpMLineIndex, sdpMid });
    };
    this.peer = phone.openPeer({
      iceServers: [],
      channelLabel: 'phone',
      description: (description) => unlessClosed(this.connection, this.#described(description)),
      candidate: (candidate) => unlessClosed(this.connection, this.#candidate(candidate)),
      channelReceived: () => {},
      phoneEvent: (event) => {
        this.events.push(event);
        this.#changed();
      },
      closed: () => {
        this.isClosed = true;
        this.#changed();
      },
    });
  }

  /** Resolves as soon as it is true; the test's own time limit ends a wait in vain. */
  until(isDone: () => boolean): Promise<void> {
    if (isDone()) return Promise.resolve();
    return new Promise((resolve) => this.#waiters.add({ isDone, resolve }));
  }

  /** As `until`, for what no event of this viewer announces. */
  async poll(isDone: () => boolean): Promise<void> {
    this.#timers.push(setInterval(() => this.#changed(), 10));
    await this.until(isDone);
  }

  /** Brightness of the last picture at a point, 0..255; -1 before the first. */
  lumaAt(x: number, y: number): number {
    return this.#last?.data[y * this.#last.width + x] ?? -1;
  }

  async connected(): Promise<this> {
    await this.until(() => this.connection.connectionState === 'connected');
    return this;
  }

  async reoffer(options: RTCOfferOptions = {}): Promise<void> {
    const before = this.answers;
    const offer = await this.connection.createOffer(options);
    await this.connection.setLocalDescription(offer);
    this.peer.acceptDescription({ type: 'offer', sdp: offer.sdp ?? '' });
    await this.until(() => this.answers > before);
  }

  /** Sends pictures of one colour in I420, over the line that the phone offered unless told otherwise. */
  async sendCamera(
    luma: number,
    { width = 320, height = 240, ownLine = false } = {},
  ): Promise<void> {
    const track = this.#camera.createTrack();
    this.#tracks.push(track);
    const data = new Uint8ClampedArray((width * height * 3) / 2).fill(128);
    data.fill(luma, 0, width * height);
    const push = () => this.#camera.onFrame({ width, height, data: data as unknown as Uint8Array });
    this.#timers.push(setInterval(push, 33));
    if (ownLine) this.connection.addTransceiver(track, { direction: 'sendonly' });
    else this.connection.addTrack(track, new wrtc.MediaStream());
    await this.reoffer();
  }

  /** Sends a square wave of this amplitude, 0..32767. */
  async sendMicrophone(amplitude: number): Promise<void> {
    const track = this.#microphone.createTrack();
    this.#tracks.push(track);
    const samples = Int16Array.from({ length: 480 }, (_, index) =>
      index % 96 < 48 ? amplitude : -amplitude,
    );
    const push = () =>
      this.#microphone.onData({ samples, sampleRate: 48_000, numberOfFrames: 480 });
    this.#timers.push(setInterval(push, 10));
    this.connection.addTrack(track, new wrtc.MediaStream());
    await this.reoffer();
  }

  close(): void {
    for (const timer of this.#timers) clearInterval(timer);
    for (const sink of this.#sinks) sink.stop();
    for (const track of this.#tracks) track.stop();
    for (const { track } of this.connection.getReceivers()) track.stop();
    this.connection.close();
    this.peer.close();
  }

  #watch(track: MediaStreamTrack): void {
    if (track.kind !== 'video') return;
    const sink = new wrtc.nonstandard.RTCVideoSink(track);
    sink.onframe = ({ frame: { width, height, data } }: { frame: Picture }) => {
      const size = `${width}x${height}`;
      if (this.sizes.at(-1) !== size) this.sizes.push(size);
      this.frames += 1;
      this.#last = { width, height, data };
      const strip = readStrip(data, width, height, 'luma');
      if (strip) this.frameNumbers.push(strip.frameNumber);
      this.#changed();
    };
    this.#sinks.push(sink);
  }

  #changed(): void {
    for (const waiter of [...this.#waiters]) {
      if (!waiter.isDone()) continue;
      this.#waiters.delete(waiter);
      waiter.resolve();
    }
  }

  async #described(description: SessionDescription): Promise<void> {
    await this.connection.setRemoteDescription(description);
    for (const candidate of this.#early.splice(0)) await this.connection.addIceCandidate(candidate);
    if (description.type === 'answer') {
      this.answers += 1;
      this.#changed();
      return;
    }
    const answer = await this.connection.createAnswer();
    await this.connection.setLocalDescription(answer);
    this.peer.acceptDescription({ type: 'answer', sdp: answer.sdp ?? '' });
  }

  async #candidate(candidate: RTCIceCandidateInit): Promise<void> {
    if (this.connection.remoteDescription) await this.connection.addIceCandidate(candidate);
    else this.#early.push(candidate);
  }
}
