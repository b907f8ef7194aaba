import { createDecipheriv, createHash, createHmac } from 'node:crypto';
import wrtc from '@roamhq/wrtc';
import { WebSocket } from 'ws';
import { readStrip } from '../../../../src/core/strip.js';

/**
 * A viewer written by hand from the fact sheet: it uses none of Telepad's client, broker or codecs, so a
 * mistake that both ends of Telepad share cannot hide from it.
 */

export interface Account {
  readonly baseUrl: string;
  readonly credentials: { readonly accessKey: string; readonly secretKey: string };
}

export async function applyTokens(account: Account, body: object): Promise<Response> {
  const path = '/rtc/open/room/batchApplyToken';
  const text = JSON.stringify(body);
  const timestamp = String(Date.now());
  const { accessKey, secretKey } = account.credentials;
  return fetch(`${account.baseUrl}${path}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authver: '2.0',
      'x-ak': accessKey,
      'x-timestamp': timestamp,
      'x-sign': createHmac('sha256', secretKey)
        .update(timestamp + path + text)
        .digest('hex'),
    },
    body: text,
  });
}

/** Opens `base64(IV):base64(ciphertext and tag)`. */
export function openSealed(sealed: string, padCode: string): string {
  const [iv = '', body = ''] = sealed.split(':');
  const bytes = Buffer.from(body, 'base64');
  const key = createHash('sha256').update(padCode).digest();
  const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(iv, 'base64'));
  decipher.setAuthTag(bytes.subarray(-16));
  return decipher.update(bytes.subarray(0, -16), undefined, 'utf8') + decipher.final('utf8');
}

/** The complete signalling address for a new token. */
export async function signallingUrl(account: Account, padCode: string, userId: string) {
  const answer = await applyTokens(account, { userId, expire: 3600, pads: [{ padCode }] });
  const { data } = (await answer.json()) as {
    data: [{ roomToken: string; signalServer: string }];
  };
  return `ws://${openSealed(data[0].signalServer, padCode)}/${data[0].roomToken}`;
}

interface Picture {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8ClampedArray;
}

interface Waiter {
  readonly isDone: () => boolean;
  readonly resolve: () => void;
}

/** One browser's end: WebSocket, peer connection, data channel, and what came over them. */
export class FactSheetViewer {
  readonly padCode: string;
  readonly connection = new wrtc.RTCPeerConnection();
  readonly channel = this.connection.createDataChannel('dataChannel');
  /** Keys of the signalling messages and plain events, in order of arrival. */
  readonly signals: string[] = [];
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
      channel.onmessage = ({ data }: MessageEvent<string>) => {
        this.phoneMessages.push(JSON.parse(data));
        this.#changed();
      };
    };
    this.connection.ontrack = ({ track }) => this.#watch(track);
    this.channel.onopen = () => this.#changed();
    this.connection.onconnectionstatechange = () => this.#changed();
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
    socket.on('message', (data) => void this.#received(JSON.parse(data.toString())));
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
