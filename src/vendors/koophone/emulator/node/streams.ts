import type { CloudSocket, EmulatorWorld } from '../../../../core/ports/emulator.js';
import { decodeAssumedClient, encodeAssumed } from '../../wire/assumed-json.js';
import { signallingPaths } from '../../wire/signalling-address.js';
import { AssumedSession } from './assumed-session.js';
import type { CloseReason } from './close-reasons.js';
import type { DevicePass, DeviceTokens } from './device-tokens.js';
import type { Instance, Instances } from './instances.js';
import { refuseClient } from './socketio-opening.js';
import { SocketioSession } from './socketio-session.js';
import type { SessionOwner, StreamSession } from './stream-session.js';

type Admission = ((socket: CloudSocket) => void) | number;
type PhoneInstance = Instance & { readonly phone: NonNullable<Instance['phone']> };

/** The signalling server: admits by device token, one session for each session id on a device (fact sheet 6.2). */
export class Streams {
  readonly #world: EmulatorWorld;
  readonly #instances: Instances;
  readonly #tokens: DeviceTokens;
  readonly #sessions = new Map<string, StreamSession>();
  /** Phones that nobody watches, and that are still kept for the last who did. */
  readonly #kept = new Map<Instance, () => void>();

  constructor(world: EmulatorWorld, instances: Instances, tokens: DeviceTokens) {
    this.#world = world;
    this.#instances = instances;
    this.#tokens = tokens;
  }

  /** @param address path and query, raw */
  accept(address: string): Admission {
    const [path = '', text = ''] = address.split('?', 2);
    const query = new URLSearchParams(text);
    if (path === signallingPaths['koophone-socketio']) return this.#acceptSocketio(query);
    if (path === signallingPaths['assumed-json-v0']) return this.#acceptAssumed(query);
    return 404;
  }

  #acceptSocketio(query: URLSearchParams): Admission {
    const has = (name: string, value: string) => query.get(name) === value;
    // As a Socket.IO 2 server refuses other transports and protocols.
    if (!has('EIO', '3') || !has('transport', 'websocket') || !has('authtype', 'token')) return 400;
    return (socket) => {
      const deviceId = query.get('boxid') ?? '';
      const token = query.get('token') ?? '';
      const found = this.#admit(token, deviceId);
      if (typeof found === 'string') {
        refuseClient(socket, this.#world, found);
        return;
      }
      const viewer = {
        sessionId: query.get('sessionid') ?? '',
        streamingId: query.get('streamingid') ?? '',
      };
      // The unofficial client's session id is its device token.
      const key = `${deviceId} ${viewer.sessionId || found.pass.passId}`;
      const { pass, instance } = found;
      this.#join(key, pass, socket, (owner) => {
        return new SocketioSession(instance, pass, viewer, this.#world, owner);
      });
    };
  }

  #acceptAssumed(query: URLSearchParams): Admission {
    return (socket) => {
      let isWaiting = true;
      socket.onMessage((text) => {
        if (!isWaiting) return;
        isWaiting = false;
        const hello = decodeAssumedClient(text);
        const deny = (code: 'token_invalid' | 'token_expired' | 'busy' | 'other') => {
          socket.send(encodeAssumed({ type: 'denied', code }));
          socket.close();
        };
        if (!hello || hello === 'other' || hello.type !== 'hello') {
          deny('other');
          return;
        }
        const token = query.get('device_token') ?? hello.deviceToken ?? '';
        const found = this.#admit(token, hello.deviceId);
        if (typeof found === 'string') deny(`token_${found}`);
        else if (!found.instance.isReachable) deny('busy');
        else {
          const { pass, instance } = found;
          const key = `${hello.deviceId} ${hello.userId ?? pass.passId}`;
          this.#join(key, pass, socket, (owner) => {
            return new AssumedSession(instance, pass, hello.wantsAudio, this.#world, owner);
          });
        }
      });
    };
  }

  #admit(token: string, deviceId: string) {
    const pass = this.#tokens.use(token, deviceId);
    if (typeof pass === 'string') return pass;
    const instance = this.#instances.ofDevice(deviceId);
    return instance && hasPhone(instance) ? { pass, instance } : 'invalid';
  }

  #join(
    key: string,
    pass: DevicePass,
    socket: CloudSocket,
    create: (owner: SessionOwner) => StreamSession,
  ): void {
    const existing = this.#sessions.get(key);
    if (existing?.pass.passId === pass.passId) {
      existing.attach(socket);
      return;
    }
    // The same user once more: the older stream is over, and its token does not come back.
    if (existing) this.#cut(existing, 'taken-over');
    const session = create({
      ended: (ended) => {
        if (this.#sessions.get(key) === ended) this.#sessions.delete(key);
        this.#left(ended);
      },
      unused: (unused) => this.#cut(unused, 'idle'),
    });
    this.#sessions.set(key, session);
    this.#kept.get(session.instance)?.();
    this.#kept.delete(session.instance);
    session.attach(socket);
  }

  #cut(session: StreamSession, reason: CloseReason): void {
    this.#tokens.revoke(session.pass.passId);
    session.end(reason);
  }

  /** When the last viewer has left, the phone is kept a while. */
  #left({ instance, keepMs }: StreamSession): void {
    if (this.#of(instance).length > 0) return;
    this.#kept.get(instance)?.();
    const takeBack = this.#world.after(keepMs, () => {
      this.#kept.delete(instance);
      instance.preparation.free();
    });
    this.#kept.set(instance, takeBack);
  }

  #of(instance: Instance): readonly StreamSession[] {
    return [...this.#sessions.values()].filter((session) => session.instance === instance);
  }

  isStreaming(instance: Instance): boolean {
    return this.#of(instance).some((session) => session.isStreaming);
  }

  /** Ends every stream of a phone; it is kept. */
  stop(instance: Instance): void {
    this.close(instance, 'stopped');
  }

  /** A phone that nobody watches is freed at once. One that is being watched is not (assumed). */
  release(instance: Instance): void {
    if (this.#of(instance).length > 0) return;
    this.#kept.get(instance)?.();
    this.#kept.delete(instance);
    instance.preparation.free();
  }

  close(instance: Instance, reason: CloseReason): void {
    for (const session of this.#of(instance)) this.#cut(session, reason);
  }

  dropSignalling(instance: Instance, hasCloseFrame: boolean): void {
    for (const session of this.#of(instance)) session.dropSocket(hasCloseFrame);
  }
}

function hasPhone(instance: Instance): instance is PhoneInstance {
  return instance.phone !== undefined;
}
