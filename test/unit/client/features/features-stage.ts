import { vi } from 'vitest';
import type { BasicSession, CloseReason } from '../../../../src/client/basic-session.js';
import type { FeatureHost } from '../../../../src/client/features/feature-host.js';
import { createFeatures } from '../../../../src/client/features/phone-features.js';
import type { PageChoices } from '../../../../src/client/page-choices.js';
import { TelepadError } from '../../../../src/core/errors.js';
import type { FeatureEvent, FeatureMessage } from '../../../../src/core/features.js';
import type { SessionDescription, WireData } from '../../../../src/core/ports/client.js';
import { FakeSession } from '../fake-page.js';
import { FakeCaptureTrack, FakeConnection } from './fake-connection.js';

class FakeFeatureSession extends FakeSession {
  closeReason: CloseReason | undefined;
  awakenings = 0;

  keepAwake(): void {
    this.awakenings += 1;
  }
}

/** A session's side of the features; the test is the phone, and the vendor's words are JSON. */
export class FakeFeatureHost implements FeatureHost {
  readonly fake = new FakeFeatureSession();
  readonly session = this.fake as unknown as BasicSession;
  readonly vendor = {
    encode: (message: FeatureMessage) => [JSON.stringify(message)],
    decode: (data: WireData) => {
      const text = data as string;
      return text === '?'
        ? undefined
        : text === '-'
          ? 'ignored'
          : (JSON.parse(text) as FeatureEvent);
    },
  };
  readonly #life = new AbortController();
  readonly life = this.#life.signal;
  connectionFake: FakeConnection | undefined = new FakeConnection();
  /** Every message that went out, with `idle` before those that do not count as use. */
  readonly sent: FeatureMessage[] = [];
  readonly uses: boolean[] = [];
  readonly offers: SessionDescription[] = [];
  /** Thrown by `send` while it is set. */
  failure: TelepadError | undefined;
  idleHolds = 0;
  readonly choices: PageChoices = {};
  upkeep = () => Promise.reject(new Error('not needed'));
  readonly #frameListeners = new Set<(data: WireData) => void>();

  get connection(): RTCPeerConnection | undefined {
    return this.connectionFake?.asConnection();
  }

  send(frames: readonly WireData[], isUse = true): void {
    if (this.fake.state === 'closed') throw new TelepadError('session_closed', 'It has ended.');
    if (this.fake.role === 'watch') throw new TelepadError('watch_only', 'Only to watch.');
    if (!this.connectionFake) throw new TelepadError('not_connected', 'No channel.');
    if (this.failure) throw this.failure;
    for (const frame of frames) this.sent.push(JSON.parse(frame as string));
    this.uses.push(isUse);
  }

  holdIdle(): () => void {
    this.idleHolds += 1;
    let isHeld = true;
    return () => {
      if (isHeld) this.idleHolds -= 1;
      isHeld = false;
    };
  }

  onFrame(listener: (data: WireData) => void): () => void {
    this.#frameListeners.add(listener);
    return () => this.#frameListeners.delete(listener);
  }

  onSent(): () => void {
    return () => {};
  }

  offer(offer: SessionDescription): void {
    if (this.failure) throw this.failure;
    this.offers.push(offer);
  }

  /** The phone says something. */
  tell(event: FeatureEvent): void {
    this.receive(JSON.stringify(event));
  }

  receive(data: WireData): void {
    for (const listener of this.#frameListeners) listener(data);
  }

  /** The connection is gone; the session tries to recover. */
  lose(): void {
    this.connectionFake = undefined;
    this.fake.emit('release');
    this.fake.move('recovering');
  }

  /** The session is live again, on another connection. */
  recover(): FakeConnection {
    const connection = new FakeConnection();
    this.connectionFake = connection;
    this.fake.move('live');
    this.fake.emit('live');
    return connection;
  }

  close(): void {
    this.fake.emit('release');
    this.connectionFake = undefined;
    this.fake.closeReason = { cause: 'user' };
    this.fake.move('closed');
    this.#life.abort();
  }

  /** What went out since the last time, in short: type and what matters of it. */
  takeSent(): FeatureMessage[] {
    return this.sent.splice(0);
  }
}

/** Cameras and microphones of the computer. */
export class FakeDevices extends EventTarget {
  readonly asked: MediaStreamConstraints[] = [];
  readonly tracks: FakeCaptureTrack[] = [];
  /** What ran at the time of each request. */
  readonly ranBefore: string[][] = [];
  /** What the next requests fail with, in order; `undefined` lets one through. */
  readonly refusals: unknown[] = [];
  /** Holds `getUserMedia` up until it is resolved. */
  gate: Promise<void> = Promise.resolve();

  async getUserMedia(constraints: MediaStreamConstraints) {
    this.asked.push(constraints);
    this.ranBefore.push(this.running);
    const refusal = this.refusals.shift();
    await this.gate;
    if (refusal) throw refusal;
    const { video, audio } = constraints;
    const made: FakeCaptureTrack[] = [];
    if (video) made.push(this.#make('video'));
    if (audio) made.push(this.#make('audio'));
    return { getTracks: () => made };
  }

  #make(kind: 'video' | 'audio'): FakeCaptureTrack {
    const number = this.tracks.filter((track) => track.kind === kind).length + 1;
    const track = new FakeCaptureTrack(kind, `${kind} ${number}`);
    this.tracks.push(track);
    return track;
  }

  /** The names of those that are still running. */
  get running(): string[] {
    return this.tracks.filter(({ readyState }) => readyState === 'live').map(({ name }) => name);
  }
}

/** A live session with its features, until `vi.unstubAllGlobals`. */
export function createStage() {
  const host = new FakeFeatureHost();
  const devices = new FakeDevices();
  const permissions = { query: vi.fn(async () => ({ state: 'prompt' })) };
  vi.stubGlobal('navigator', { mediaDevices: devices, permissions });
  vi.stubGlobal(
    'MediaStream',
    class {
      readonly tracks: readonly unknown[];
      constructor(tracks: readonly unknown[]) {
        this.tracks = tracks;
      }
    },
  );
  const connection = host.connectionFake as FakeConnection;
  return { host, devices, permissions, connection, features: createFeatures(host) };
}

/** Lets everything that waits for nothing but promises happen. */
export async function settle(): Promise<void> {
  await vi.advanceTimersByTimeAsync(0);
}

/** The code that a promise or a call fails with. */
export async function codeOf(work: Promise<unknown> | (() => unknown)): Promise<string> {
  try {
    await (typeof work === 'function' ? work() : work);
  } catch (error) {
    return error instanceof TelepadError ? error.code : String(error);
  }
  return 'no error';
}
