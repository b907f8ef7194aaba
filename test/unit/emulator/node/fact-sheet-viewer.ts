import wrtc from '@roamhq/wrtc';
import { WebSocket } from 'ws';
import { readStrip } from '../../../../src/core/strip.js';
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

/**
 * One browser's end, written by hand from the fact sheet: WebSocket, peer connection, data channel, and what
 * came over them. It uses none of Telepad's client.
 */
export class FactSheetViewer {
  readonly padCode: string;
  readonly connection = new wrtc.RTCPeerConnection();
  readonly channel = this.connection.createDataChannel('dataChannel');
  /** Keys of the signalling messages and plain events, in order of arrival. */
  readonly signals: string[] = [];
  phoneChannel: RTCDataChannel | undefined;
  brokenFrames = 0;
  readonly phoneMessages: { key: string; data: string }[] = [];
  /** What the strips of the pictures say, in order of arrival. */
  readonly frameNumbers: number[] = [];
  readonly inputSequences: number[] = [];
  /** Of the last picture. */
  size = '';
  /** Loudest sample of the last 10 ms, 0..32767. */
  loudness = -1;
  closeCode: number | undefined;
  answerKey = 're_answer';
  socket: WebSocket | undefined;
  #held: RTCIceCandidateInit[] | null = [];
  readonly #sinks: { stop(): void }[] = [];
  readonly #waiters = new Set<Waiter>();

  constructor(padCode: string) {
    this.padCode = padCode;
    this.connection.onicecandidate = ({ candidate }) => {
      if (candidate) {
        const { candidate: text, sdpMLineIndex, sdpMid } = candidate;
        this.send('ice_candidate', { candidate: text, label: sdpMLineIndex, id: sdpMid });
      }
    };
    this.connection.ondatachannel = ({ channel }) => {
      this.phoneChannel = channel;
      channel.binaryType = 'arraybuffer';
      channel.onmessage = ({ data }: MessageEvent<string | ArrayBuffer>) => {
        this.#heard(typeof data === 'string' ? data : new TextDecoder().decode(data));
      };
    };
    this.connection.ontrack = ({ track }) => this.#watch(track);
    this.channel.onopen = () => this.#changed();
    this.channel.onclose = () => this.#changed();
    this.connection.onconnectionstatechange = () => this.#changed();
  }

  #heard(text: string): void {
    try {
      this.phoneMessages.push(JSON.parse(text));
    } catch {
      this.brokenFrames += 1;
    }
    this.#changed();
  }

  #watch(track: MediaStreamTrack): void {
    if (track.kind === 'video') {
      const sink = new wrtc.nonstandard.RTCVideoSink(track);
      sink.onframe = ({ frame: { width, height, data } }: { frame: Picture }) => {
        this.size = `${width}x${height}`;
        const strip = readStrip(data, width, height, 'luma');
        if (strip) {
          this.frameNumbers.push(strip.frameNumber);
          this.inputSequences.push(strip.inputSequence);
        }
        this.#changed();
      };
      this.#sinks.push(sink);
    } else {
      const sink = new wrtc.nonstandard.RTCAudioSink(track);
      sink.ondata = ({ samples }: { samples: Int16Array }) => {
        this.loudness = samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
        this.#changed();
      };
      this.#sinks.push(sink);
    }
  }

  /** Resolves as soon as it is true; the test's own time limit ends a wait in vain. */
  until(isDone: () => boolean): Promise<void> {
    if (isDone()) return Promise.resolve();
    return new Promise((resolve) => this.#waiters.add({ isDone, resolve }));
  }

  #changed(): void {
    for (const waiter of [...this.#waiters]) {
      if (!waiter.isDone()) continue;
      this.#waiters.delete(waiter);
      waiter.resolve();
    }
  }

  join(url: string): void {
    const socket = new WebSocket(url);
    this.socket = socket;
    this.closeCode = undefined;
    socket.on('message', (data) => {
      unlessClosed(this.connection, this.#received(JSON.parse(data.toString())));
    });
    socket.on('error', () => {});
    socket.on('close', (code) => {
      if (socket === this.socket) this.closeCode = code;
      this.#changed();
    });
  }

  async #received(frame: { event: string; data?: string }): Promise<void> {
    if (frame.event !== 'specifiedMsg') {
      this.signals.push(frame.event);
      this.#changed();
      return;
    }
    const { key, value } = JSON.parse(frame.data ?? '');
    this.signals.push(key);
    const body = JSON.parse(value);
    if (key === 'offer') await this.#answer(body.sdp);
    if (key === 're_answer')
      await this.connection.setRemoteDescription({ type: 'answer', ...body });
    if (key === 'ice_candidate') {
      const candidate = { candidate: body.candidate, sdpMLineIndex: body.label, sdpMid: body.id };
      if (this.#held) this.#held.push(candidate);
      else await this.connection.addIceCandidate(candidate);
    }
    this.#changed();
  }

  async #answer(sdp: string): Promise<void> {
    await this.connection.setRemoteDescription({ type: 'offer', sdp });
    const answer = await this.connection.createAnswer();
    await this.connection.setLocalDescription(answer);
    this.send(this.answerKey, { sdp: answer.sdp });
    const held = this.#held ?? [];
    this.#held = null;
    for (const candidate of held) await this.connection.addIceCandidate(candidate);
  }

  async reoffer(options: RTCOfferOptions = {}): Promise<void> {
    const offer = await this.connection.createOffer(options);
    await this.connection.setLocalDescription(offer);
    this.send('re_offer', { sdp: offer.sdp });
  }

  send(key: string, value: object): void {
    const data = JSON.stringify({ key, value: JSON.stringify(value) });
    this.sendFrame({ event: 'specifiedMsg', targetUserIds: [this.padCode], data });
  }

  sendFrame(frame: object): void {
    if (this.socket?.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify(frame));
  }

  control(message: object): void {
    this.channel.send(JSON.stringify(message));
  }

  sdk(type: string, fields: object = {}): void {
    this.control({ touchType: 'eventSdk', content: JSON.stringify({ type, ...fields }) });
  }

  /** What the phone said under a key, with the JSON inside the JSON opened. */
  said(key: string): readonly unknown[] {
    return this.phoneMessages
      .filter((message) => message.key === key)
      .map(({ data }) => JSON.parse(data) as unknown);
  }

  /** Answers inside `callBack`, of one type. */
  calledBack(type: string): readonly unknown[] {
    return (this.said('callBack') as readonly { type: string; data: string }[])
      .filter((message) => message.type === type)
      .map(({ data }) => JSON.parse(data) as unknown);
  }

  /** A finger down and up again, in px of a portrait screen unless told otherwise. */
  tap(x: number, y: number, width = 720, height = 1280): void {
    for (const action of [0, 1]) {
      this.control({
        touchType: 'gesture',
        action,
        widthPixels: width,
        heightPixels: height,
        pointCount: 1,
        properties: [{ id: 0, toolType: 1 }],
        coords: [{ x, y, pressure: 0.5, size: 0.06 }],
      });
    }
  }

  /** The picture shows the phone after so much input. */
  shows(inputSequence: number): Promise<void> {
    return this.until(() => this.inputSequences.includes(inputSequence));
  }

  async open(url: string): Promise<void> {
    this.join(url);
    await this.until(() => this.channel.readyState === 'open');
  }

  close(): void {
    for (const sink of this.#sinks) sink.stop();
    for (const { track } of this.connection.getReceivers()) track.stop();
    this.connection.close();
    this.socket?.close();
  }
}
