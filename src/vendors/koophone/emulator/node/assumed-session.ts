import { ViewerSeat } from '../../../../core/emulation/viewer-seat.js';
import type { CloudSocket, EmulatorWorld } from '../../../../core/ports/emulator.js';
import {
  assumedChannelLabel,
  decodeAssumedClient,
  encodeAssumed,
} from '../../wire/assumed-json.js';
import { AssumedPhoneEnd } from './assumed-phone-end.js';
import { type CloseReason, closeReasons, hearingMs } from './close-reasons.js';
import type { DevicePass } from './device-tokens.js';
import { IdleWatch } from './idle-watch.js';
import type { Instance } from './instances.js';
import { Liveness } from './liveness.js';
import type { SessionOwner, StreamSession } from './stream-session.js';

/** How long a phone is kept: the language has no word for it. In ms. */
const defaultKeepMs = 60_000;

/** One viewer who speaks `assumed-json-v0` (fact sheet 7), which is Telepad's own invention and not Huawei's. */
export class AssumedSession implements StreamSession {
  readonly instance: Instance;
  readonly pass: DevicePass;
  readonly #world: EmulatorWorld;
  readonly #seat: ViewerSeat;
  readonly #idle: IdleWatch;
  #liveness: Liveness | undefined;

  constructor(
    instance: Instance & { readonly phone: NonNullable<Instance['phone']> },
    pass: DevicePass,
    wantsAudio: boolean,
    world: EmulatorWorld,
    owner: SessionOwner,
  ) {
    this.instance = instance;
    this.pass = pass;
    this.#world = world;
    const phoneEnd = new AssumedPhoneEnd(instance.phone, () => this.#seat.peer);
    this.#idle = new IdleWatch(world, () => owner.unused(this));
    this.#seat = new ViewerSeat({
      world,
      phone: instance.phone,
      channelLabel: assumedChannelLabel,
      words: {
        description: ({ type, sdp }) => encodeAssumed({ type, sdp }),
        candidate: (candidate) => encodeAssumed({ type: 'candidate', candidate }),
      },
      opened: (peer) => {
        peer.setMedia(wantsAudio ? 'both' : 'video', true);
        this.#idle.start();
      },
      channelReceived: (data) => {
        if (phoneEnd.received(data)) this.#idle.used();
      },
      phoneEvent: (event) => phoneEnd.happened(event),
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
    return this.#world.faults.idleKeepMs || defaultKeepMs;
  }

  attach(socket: CloudSocket): void {
    this.#liveness?.stop();
    const ping = () => socket.send(encodeAssumed({ type: 'ping', timestampMs: this.#world.now() }));
    const liveness = new Liveness(this.#world, { ping, silent: () => this.#seat.dropSocket(true) });
    this.#liveness = liveness;
    socket.onClose(() => liveness.stop());
    this.#seat.attach(socket, (text) => {
      liveness.heard();
      this.#received(text, socket);
    });
    this.#seat.send(
      encodeAssumed({
        type: 'welcome',
        sessionId: this.pass.passId.slice(0, 16),
        offerer: 'server',
        heartbeatSeconds: liveness.intervalMs / 1000,
      }),
    );
    this.#seat.join();
  }

  #received(text: string, socket: CloudSocket): void {
    const message = decodeAssumedClient(text);
    if (!message) this.#violation('a signalling frame is broken');
    else if (message === 'other') this.#violation('a signalling frame has an unknown type');
    else {
      switch (message.type) {
        case 'offer':
        case 'answer':
          this.#seat.accept({ type: message.type, sdp: message.sdp });
          break;
        case 'candidate':
          if (message.candidate) this.#seat.addCandidate(message.candidate);
          break;
        case 'ping':
          socket.send(encodeAssumed({ type: 'pong', timestampMs: message.timestampMs }));
          break;
        case 'bye':
          this.end();
          break;
        case 'hello':
          this.#violation('hello comes twice');
      }
    }
  }

  #violation(text: string): void {
    this.instance.phone?.reportViolation(`koophone assumed-json-v0: ${text}`);
  }

  dropSocket(hasCloseFrame: boolean): void {
    this.#seat.dropSocket(hasCloseFrame);
  }

  end(reason?: CloseReason): void {
    const code = reason && Number.parseInt(closeReasons[reason], 10);
    this.#seat.end(
      code === undefined ? undefined : [encodeAssumed({ type: 'bye', code })],
      hearingMs(reason),
    );
  }
}
