import wrtc from '@roamhq/wrtc';
import { WebSocket } from 'ws';
import { readStrip } from '../../../../../../src/core/strip.js';
import { unlessClosed } from '../../../../emulator/node/unless-closed.js';

interface Picture {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8ClampedArray;
}

interface Waiter {
  readonly isDone: () => boolean;
  readonly resolve: () => void;
}

/** Of the answer to `auth`. */
export interface AuthData {
  readonly streamingId: string;
  readonly device_token: string;
  readonly resource: {
    readonly device_id: string;
    readonly rtc: { readonly ice_signaling: { readonly signaling_url: string } };
  };
}

type Json = Readonly<Record<string, unknown>>;

/**
 * One browser's end, written by hand from chapter 6 of the fact sheet: WebSocket, peer connection, data channels, and
 * what came over them. It uses neither Telepad's client nor its codecs.
 */
export class SheetViewer {
  readonly connection = new wrtc.RTCPeerConnection();
  /** The browser's own channel. */
  readonly ownChannel = this.connection.createDataChannel('input', {
    ordered: false,
    maxRetransmits: 0,
  });
  phoneChannel: RTCDataChannel | undefined;
  /** Text frames as they came, without candidates. */
  readonly frames: string[] = [];
  /** Names of the events, and kinds of the messages. */
  readonly events: string[] = [];
  readonly closeReasons: string[] = [];
  readonly authorizations: Json[] = [];
  readonly startFailures: Json[] = [];
  /** What the phone said on the data channel. */
  readonly phoneTexts: Json[] = [];
  readonly sizes = new Set<string>();
  inputSequence = -1;
  pictures = 0;
  closeCode: number | undefined;
  socket: WebSocket | undefined;
  profile = 2;
  volume = 100;
  streamId = '';
  readonly auth: AuthData;
  readonly sessionId: string;
  #held: RTCIceCandidateInit[] | null = [];
  readonly #sinks: { stop(): void }[] = [];
  readonly #waiters = new Set<Waiter>();

  constructor(auth: AuthData, sessionId = 'session-1') {
    this.auth = auth;
    this.sessionId = sessionId;
    this.connection.onicecandidate = ({ candidate }) => {
      if (!candidate) return;
      const { candidate: text, sdpMLineIndex, sdpMid } = candidate;
      this.message('candidate', { label: sdpMLineIndex, id: sdpMid, candidate: text });
    };
    this.connection.ondatachannel = ({ channel }) => {
      this.phoneChannel = channel;
      this.#listen(channel);
      this.#changed();
    };
    this.#listen(this.ownChannel);
    this.connection.ontrack = ({ track }) => this.#watch(track);
    this.connection.onconnectionstatechange = () => this.#changed();
  }

  #listen(channel: RTCDataChannel): void {
    channel.binaryType = 'arraybuffer';
    channel.onopen = () => this.#changed();
    channel.onclose = () => this.#changed();
    channel.onmessage = ({ data }: MessageEvent<ArrayBuffer>) => {
      const view = new DataView(data);
      // u32 length, u8 211, UTF-8 JSON
      if (view.getUint32(0) === data.byteLength && view.getUint8(4) === 211) {
        this.phoneTexts.push(JSON.parse(new TextDecoder().decode(new Uint8Array(data, 5))) as Json);
      } else this.phoneTexts.push({ type: 'unreadable' });
      this.#changed();
    };
  }

  #watch(track: MediaStreamTrack): void {
    if (track.kind !== 'video') return;
    const sink = new wrtc.nonstandard.RTCVideoSink(track);
    sink.onframe = ({ frame: { width, height, data } }: { frame: Picture }) => {
      this.pictures += 1;
      this.sizes.add(`${width}x${height}`);
      const strip = readStrip(data, width, height, 'luma');
      if (strip) this.inputSequence = strip.inputSequence;
      this.#changed();
    };
    this.#sinks.push(sink);
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

  get address(): string {
    const { device_token: token, streamingId, resource } = this.auth;
    const base = resource.rtc.ice_signaling.signaling_url.replace(/^http/, 'ws');
    return `${base}/socket.io/?EIO=3&transport=websocket&authtype=token&boxid=${resource.device_id}&token=${token}&sessionid=${this.sessionId}&streamingid=${streamingId}`;
  }

  /** Opens the WebSocket, the first time or again. */
  join(address = this.address): void {
    const socket = new WebSocket(address);
    this.socket = socket;
    this.closeCode = undefined;
    socket.on('message', (data) => {
      unlessClosed(this.connection, this.#received(data.toString()));
    });
    socket.on('error', () => {});
    socket.on('close', (code) => {
      if (socket === this.socket) this.closeCode = code;
      this.#changed();
    });
  }

  async #received(frame: string): Promise<void> {
    if (!frame.startsWith('42')) this.frames.push(frame);
    else {
      const [name, payload] = JSON.parse(frame.slice(2)) as [string, Json];
      await this.#happened(name, payload);
    }
    this.#changed();
  }

  async #happened(name: string, payload: Json): Promise<void> {
    if (name !== 'message') this.events.push(name);
    if (name === 'authorize') {
      this.authorizations.push(payload);
      if (payload.authorized === true) {
        this.event('start', { room: this.auth.resource.device_id, times: 0 });
      }
    } else if (name === 'start') {
      if (typeof payload.streamId === 'string') {
        this.streamId = payload.streamId;
        this.sendInit();
      } else this.startFailures.push(payload);
    } else if (name === 'close') this.closeReasons.push(String(payload.reason));
    else if (name === 'message') {
      const { type, data } = payload as { type: string; data?: string };
      const encoded = data && JSON.parse(Buffer.from(data, 'base64').toString('utf8'));
      await this.#messageReceived(type, (payload.payload ?? encoded) as Json);
    }
  }

  async #messageReceived(type: string, body: Json): Promise<void> {
    this.events.push(type);
    if (type === 'offer') {
      await this.connection.setRemoteDescription({ type: 'offer', sdp: String(body.sdp) });
      const answer = await this.connection.createAnswer();
      await this.connection.setLocalDescription(answer);
      this.message('answer', { type: 'answer', sdp: answer.sdp });
      for (const candidate of this.#held ?? []) await this.connection.addIceCandidate(candidate);
      this.#held = null;
    } else if (type === 'answer') {
      await this.connection.setRemoteDescription({ type: 'answer', sdp: String(body.sdp) });
    } else if (type === 'candidate') {
      const candidate = {
        candidate: String(body.candidate),
        sdpMLineIndex: Number(body.label),
        sdpMid: String(body.id),
      };
      if (this.#held) this.#held.push(candidate);
      else await this.connection.addIceCandidate(candidate);
    }
  }

  sendInit(changes: Json = {}): void {
    const init = {
      sole: true,
      mode: 'app',
      role: 'master',
      profile_name: 'master',
      network_type: 'wifi',
      profile: this.profile,
      volume: this.volume,
      vcodec: 'H264',
      venctype: 0,
      frame_aspect: '16:9',
      keeping_time: 60,
      user_agent: 'test',
      client_version: '1.2.36',
      uuid: 'user-1',
      sessionid: this.sessionId,
      streamingid: this.auth.streamingId,
      room_session: '',
      ...changes,
    };
    const data = Buffer.from(JSON.stringify(init)).toString('base64');
    this.event('message', { to: this.streamId, type: 'init', data });
  }

  message(type: string, payload: object): void {
    this.event('message', { to: this.streamId, type, payload });
  }

  event(name: string, payload: object): void {
    this.raw(`42${JSON.stringify([name, payload])}`);
  }

  raw(frame: string): void {
    if (this.socket?.readyState === WebSocket.OPEN) this.socket.send(frame);
  }

  async reoffer(options: RTCOfferOptions = {}): Promise<void> {
    const offer = await this.connection.createOffer(options);
    await this.connection.setLocalDescription(offer);
    this.message('offer', { type: 'offer', sdp: offer.sdp });
  }

  get channel(): RTCDataChannel {
    return this.phoneChannel?.label === 'input' ? this.phoneChannel : this.ownChannel;
  }

  /** Joins, and waits for the channel. */
  async open(): Promise<void> {
    this.join();
    await this.until(() => this.phoneChannel?.readyState === 'open');
    await this.until(() => this.channel.readyState === 'open');
  }

  /** 0 down, 1 up, 2 move; positions are parts of the picture. */
  touch(action: number, ...fingers: readonly (readonly [number, number, number])[]): void {
    const view = new DataView(new ArrayBuffer(12 + 12 * fingers.length));
    view.setUint32(0, view.byteLength);
    view.setUint8(4, 205);
    view.setFloat32(5, 1234);
    view.setUint16(9, action);
    view.setUint8(11, fingers.length);
    for (const [index, [id, x, y]] of fingers.entries()) {
      view.setUint32(12 + 12 * index, id);
      view.setFloat32(16 + 12 * index, x);
      view.setFloat32(20 + 12 * index, y);
    }
    this.channel.send(view.buffer);
  }

  key(action: number, keyCode: number, modifiers = 0): void {
    const view = new DataView(new ArrayBuffer(15));
    view.setUint32(0, 15);
    view.setUint8(4, 207);
    view.setFloat32(5, 99_999);
    view.setUint16(9, action);
    view.setUint16(11, keyCode);
    view.setUint16(13, modifiers);
    this.channel.send(view.buffer);
  }

  text(message: object): void {
    const json = new TextEncoder().encode(JSON.stringify(message));
    const bytes = new Uint8Array(5 + json.length);
    new DataView(bytes.buffer).setUint32(0, bytes.length);
    bytes[4] = 211;
    bytes.set(json, 5);
    this.channel.send(bytes);
  }

  /** The picture shows the phone after so much input. */
  shows(inputSequence: number): Promise<void> {
    return this.until(() => this.inputSequence >= inputSequence);
  }

  close(): void {
    for (const sink of this.#sinks) sink.stop();
    for (const { track } of this.connection.getReceivers()) track.stop();
    this.connection.close();
    this.socket?.close();
  }
}
