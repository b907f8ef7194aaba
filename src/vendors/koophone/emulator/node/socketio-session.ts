import { ViewerSeat } from '../../../../core/emulation/viewer-seat.js';
import { asObject, type JsonObject } from '../../../../core/json.js';
import type { CloudSocket, EmulatorWorld } from '../../../../core/ports/emulator.js';
import { type InitMessage, readBase64Json } from '../../wire/init-message.js';
import { inputChannelLabel } from '../../wire/input-frames.js';
import { encodeServerEvent, type PeerMessage, readClientEvent } from '../../wire/signal-codec.js';
import {
  closedFrame,
  decodeSocketFrame,
  encodeEventFrame,
  pingFrame,
  pongFrame,
} from '../../wire/socket-frames.js';
import { type CloseReason, closeReasons, hearingMs } from './close-reasons.js';
import type { DevicePass } from './device-tokens.js';
import { IdleWatch } from './idle-watch.js';
import { problemOfInit, type SocketioViewer } from './init-check.js';
import type { Instance } from './instances.js';
import { Liveness } from './liveness.js';
import { PhoneEnd } from './phone-end.js';
import { deviceFailure, openingFrames } from './socketio-opening.js';
import type { SessionOwner, StreamSession } from './stream-session.js';
import { encodingOf } from './video-setting.js';

/** A channel of this name is in a phone's offer where it leaves `input` to the browser (fact sheet 6.5 has both). */
const otherChannelLabel = 'file_upload';

/** Where a client does not say how long it is waited for, in ms. */
const defaultKeepMs = 60_000;

/** One viewer who speaks `koophone-socketio` (fact sheet 6.2). */
export class SocketioSession implements StreamSession {
  readonly instance: Instance;
  readonly pass: DevicePass;
  readonly #viewer: SocketioViewer;
  readonly #world: EmulatorWorld;
  readonly #seat: ViewerSeat;
  readonly #phoneEnd: PhoneEnd;
  readonly #idle: IdleWatch;
  readonly #streamId: string;
  #liveness: Liveness | undefined;
  #init: InitMessage | undefined;
  #hasStarted = false;
  #hasInit = false;

  constructor(
    instance: Instance & { readonly phone: NonNullable<Instance['phone']> },
    pass: DevicePass,
    viewer: SocketioViewer,
    world: EmulatorWorld,
    owner: SessionOwner,
  ) {
    this.instance = instance;
    this.pass = pass;
    this.#viewer = viewer;
    this.#world = world;
    this.#streamId = `stream-${pass.passId.slice(0, 12)}`;
    this.#phoneEnd = new PhoneEnd(instance.phone, world, () => this.#seat.peer);
    this.#idle = new IdleWatch(world, () => owner.unused(this));
    const { withholdChannel } = world.faults;
    this.#seat = new ViewerSeat({
      world,
      phone: instance.phone,
      channelLabel: withholdChannel ? otherChannelLabel : inputChannelLabel,
      ...(withholdChannel && { replyLabel: inputChannelLabel }),
      words: {
        description: ({ type, sdp }) => this.#message({ type, sdp }),
        candidate: (candidate) => this.#message({ type: 'candidate', candidate }),
      },
      opened: (peer) => {
        const { volume = 0, profile = 2 } = this.#init ?? {};
        peer.setMedia(volume > 0 ? 'both' : 'video', true);
        const encoding = encodingOf(instance.videoSetting, profile);
        if (encoding) peer.setQuality(encoding);
        this.#idle.start();
      },
      channelOpened: () => this.#phoneEnd.opened(),
      channelReceived: (data) => {
        if (this.#phoneEnd.received(data)) this.#idle.used();
      },
      phoneEvent: (event) => this.#phoneEnd.happened(event),
      ended: () => {
        this.#idle.stop();
        this.#liveness?.stop();
        owner.ended(this);
      },
    });
  }

  get isStreaming(): boolean {
    return this.#seat.peer !== undefined;
  }

  get keepMs(): number {
    const { idleKeepMs } = this.#world.faults;
    if (idleKeepMs > 0) return idleKeepMs;
    return this.#init ? this.#init.keepingSeconds * 1000 : defaultKeepMs;
  }

  attach(socket: CloudSocket): void {
    this.#hasStarted = false;
    this.#hasInit = false;
    this.#liveness?.stop();
    const liveness = new Liveness(this.#world, {
      ping: () => socket.send(pingFrame),
      silent: () => this.#seat.dropSocket(true),
    });
    this.#liveness = liveness;
    socket.onClose(() => liveness.stop());
    for (const frame of openingFrames(liveness)) socket.send(frame);
    this.#seat.attach(socket, (text) => {
      liveness.heard();
      this.#frameReceived(text, socket);
    });
    this.#seat.send(encodeServerEvent({ type: 'authorize', isAuthorized: true, code: 0 }));
  }

  #frameReceived(text: string, socket: CloudSocket): void {
    const frame = decodeSocketFrame(text);
    switch (frame?.type) {
      case undefined:
        this.#violation('a frame is no Socket.IO 2');
        break;
      case 'event':
        this.#eventReceived(frame.name, frame.payload);
        break;
      case 'ping':
        socket.send(`${pongFrame}${text.slice(1)}`);
        break;
      case 'closed':
        socket.close();
        break;
      case 'pong':
      case 'other':
        break;
      case 'joined':
        this.#violation('a client joins the default namespace, where it is already');
        break;
      default:
        this.#violation('a frame is of a kind that only servers send');
    }
  }

  #eventReceived(name: string, payload: unknown): void {
    const event = readClientEvent(name, payload);
    if (event?.type === 'start') this.#start(event.room, event.times);
    else if (event?.type === 'message') {
      if (!this.#hasStarted) this.#violation('a message comes before the start was answered');
      else if (event.to !== this.#streamId) this.#violation('a message is not for this stream');
      else this.#messageReceived(event.message, payload);
    } else if (event) this.#violation('an event or a message is of a kind that is not known');
    else
      this.#violation(`an event ${name === 'start' || name === 'message' ? name : ''} is broken`);
  }

  #start(room: string, times: number): void {
    if (room !== this.instance.deviceId) this.#violation('a start names another room');
    if (this.#hasStarted) this.#violation('a start comes twice');
    if (room !== this.instance.deviceId || !this.instance.isReachable) {
      this.#seat.send(encodeEventFrame('start', { ...deviceFailure, times }));
      return;
    }
    this.#hasStarted = true;
    const started = { type: 'started', streamId: this.#streamId, videoCodec: 'H264' } as const;
    this.#seat.send(encodeServerEvent(started));
    // A WebSocket that came back: the phone goes on where it was.
    if (this.#seat.goesOn) this.#seat.join();
  }

  #messageReceived(message: PeerMessage, payload: unknown): void {
    switch (message.type) {
      case 'init':
        this.#initReceived(message.init, asObject(payload) ?? {});
        break;
      case 'offer':
      case 'answer':
        this.#seat.accept({ type: message.type, sdp: message.sdp });
        break;
      case 'candidate':
        if (message.candidate.candidate === '') this.#violation('a candidate is an end marker');
        else this.#seat.addCandidate(message.candidate);
    }
  }

  #initReceived(init: InitMessage, payload: JsonObject): void {
    if (this.#hasInit) {
      this.#violation('an init comes twice');
      return;
    }
    this.#hasInit = true;
    const problem = problemOfInit(asObject(readBase64Json(payload.data)), this.#viewer);
    if (problem !== undefined) this.#violation(`init: ${problem}`);
    this.#init = init;
    // What a phone says there is not known, and nobody goes by it.
    this.#seat.send(
      encodeEventFrame('message', { from: this.#streamId, type: 'init', payload: { code: 0 } }),
    );
    this.#seat.join();
  }

  #message(message: PeerMessage): string {
    const frame = encodeServerEvent({ type: 'message', from: this.#streamId, message });
    return this.#world.faults.encodedSignals ? withEncodedBody(frame) : frame;
  }

  #violation(text: string): void {
    this.instance.phone?.reportViolation(`koophone: ${text}`);
  }

  dropSocket(hasCloseFrame: boolean): void {
    this.#seat.dropSocket(hasCloseFrame);
  }

  end(reason?: CloseReason): void {
    this.#seat.end(
      reason && [encodeEventFrame('close', { reason: closeReasons[reason] }), closedFrame],
      hearingMs(reason),
    );
  }
}

/** The other form of a message's body: base64 of its JSON in `data`. */
function withEncodedBody(frame: string): string {
  const [name, fields] = JSON.parse(frame.slice(2)) as [string, JsonObject];
  const { payload, ...rest } = fields;
  const data = Buffer.from(JSON.stringify(payload)).toString('base64');
  return encodeEventFrame(name, { ...rest, data });
}
