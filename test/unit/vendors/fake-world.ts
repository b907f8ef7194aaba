import type { ControlMessage, PhoneEvent } from '../../../src/core/control.js';
import type { FeatureEvent, FeatureMessage } from '../../../src/core/features.js';
import type { IceCandidate, SessionDescription, WireData } from '../../../src/core/ports/client.js';
import type {
  CloudSocket,
  EmulatedPackage,
  EmulatedPhone,
  EmulatedSystem,
  EmulatorWorld,
  PhonePeer,
  PhoneViewer,
} from '../../../src/core/ports/emulator.js';
import type { IceServer } from '../../../src/core/ticket.js';
import { noFaults } from '../../../src/emulator/node/faults.js';

/** A peer that notes what it is told; `viewer` is the door to the cloud. */
export class FakePeer implements PhonePeer {
  readonly viewer: PhoneViewer;
  readonly descriptions: SessionDescription[] = [];
  readonly candidates: IceCandidate[] = [];
  readonly sent: WireData[] = [];
  readonly media: string[] = [];
  readonly qualities: object[] = [];
  readonly captures: string[] = [];
  isClosed = false;

  constructor(viewer: PhoneViewer) {
    this.viewer = viewer;
  }

  acceptDescription(description: SessionDescription): void {
    this.descriptions.push(description);
  }

  addCandidate(candidate: IceCandidate): void {
    this.candidates.push(candidate);
  }

  send(data: WireData): void {
    this.sent.push(data);
  }

  setMedia(kind: 'audio' | 'video' | 'both', isOpen: boolean): void {
    this.media.push(`${kind} ${isOpen}`);
  }

  setQuality(quality: Parameters<PhonePeer['setQuality']>[0]): void {
    this.qualities.push(quality);
  }

  setCapture(kind: 'camera' | 'microphone', isOpen: boolean): void {
    this.captures.push(`${kind} ${isOpen}`);
  }

  close(): void {
    if (this.isClosed) return;
    this.isClosed = true;
    this.viewer.closed();
  }
}

/** An Android of almost nothing: notes what is done to it. */
export class FakeSystem implements EmulatedSystem {
  readonly installed = new Map<string, EmulatedPackage>([
    [
      'com.telepad.notes',
      { packageName: 'com.telepad.notes', label: 'Notes', version: '1.0', isSystem: true },
    ],
  ]);
  readonly files = new Map<string, Uint8Array>();
  readonly properties = new Map([['ro.product.model', 'Telepad Virtual']]);
  /** What was done, in words. */
  readonly log: string[] = [];

  shell(command: string): { readonly isSuccess: boolean; readonly output: string } {
    this.log.push(`shell ${command}`);
    return command === 'fail'
      ? { isSuccess: false, output: 'fail: not found' }
      : { isSuccess: true, output: `ran ${command}` };
  }

  packages(): readonly EmulatedPackage[] {
    return [...this.installed.values()];
  }

  install(app: EmulatedPackage): void {
    this.installed.set(app.packageName, app);
  }

  uninstall(packageName: string): boolean {
    return (
      this.installed.get(packageName)?.isSystem === false && this.installed.delete(packageName)
    );
  }

  startApp(packageName: string): boolean {
    this.log.push(`start ${packageName}`);
    return this.installed.has(packageName);
  }

  stopApp(packageName: string): boolean {
    this.log.push(`stop ${packageName}`);
    return this.installed.has(packageName);
  }

  writeFile(path: string, bytes: Uint8Array): void {
    this.files.set(path, bytes);
  }

  readFile(path: string): Uint8Array | undefined {
    return this.files.get(path);
  }

  async screenshot(): Promise<Uint8Array> {
    return new Uint8Array([0x89, 0x50, 0x4e, 0x47]);
  }

  restart(): void {
    this.log.push('restart');
  }

  factoryReset(): void {
    this.log.push('factory reset');
  }
}

export class FakePhone implements EmulatedPhone {
  readonly phoneId: string;
  isOnline = true;
  readonly peers: FakePeer[] = [];
  readonly applied: (ControlMessage | FeatureMessage)[] = [];
  readonly system = new FakeSystem();
  size = { width: 720, height: 1280 };
  /** What else happens while a message is obeyed. */
  onApply: () => void = () => {};
  capture: (FeatureEvent & { type: 'capture-request' }) | null = null;
  readonly violations: string[] = [];

  constructor(phoneId: string) {
    this.phoneId = phoneId;
  }

  display(): PhoneEvent & { type: 'display' } {
    return { type: 'display', ...this.size };
  }

  inputState(): PhoneEvent & { type: 'input-state' } {
    return { type: 'input-state', isOpen: true, enterKeyHint: 'search' };
  }

  apply(message: ControlMessage | FeatureMessage): void {
    this.applied.push(message);
    this.onApply();
  }

  captureState(): (FeatureEvent & { type: 'capture-request' }) | null {
    return this.capture;
  }

  reportViolation(text: string): void {
    this.violations.push(text);
  }

  openPeer(viewer: PhoneViewer): FakePeer {
    const peer = new FakePeer(viewer);
    this.peers.push(peer);
    return peer;
  }
}

/** A WebSocket at the server's end; `receive` and `lose` are what the far end does. */
export class FakeSocket implements CloudSocket {
  readonly sent: string[] = [];
  /** How this side ended it. */
  ending: string | undefined;
  readonly #onMessage: ((data: string) => void)[] = [];
  readonly #onClose: ((code: number) => void)[] = [];

  send(data: string): void {
    this.sent.push(data);
  }

  close(code = 1000): void {
    this.ending ??= `closed ${code}`;
  }

  terminate(): void {
    this.ending ??= 'terminated';
    this.lose(1006);
  }

  onMessage(listener: (data: string) => void): void {
    this.#onMessage.push(listener);
  }

  onClose(listener: (code: number) => void): void {
    this.#onClose.push(listener);
  }

  receive(data: string): void {
    for (const listener of [...this.#onMessage]) listener(data);
  }

  lose(code: number): void {
    for (const listener of [...this.#onClose]) listener(code);
  }

  /** Events and, of `specifiedMsg`, the inner keys. */
  get received(): readonly string[] {
    return this.sent.map((text) => {
      const { event, data } = JSON.parse(text) as { event: string; data?: string };
      return data === undefined ? event : (JSON.parse(data) as { key: string }).key;
    });
  }
}

export class FakeWorld implements EmulatorWorld {
  readonly phone: FakePhone;
  readonly otherPhone: FakePhone;
  readonly phones: ReadonlyMap<string, FakePhone>;
  readonly faults = noFaults();
  iceServers: readonly IceServer[] = [];
  time = 1_735_787_045_000;
  readonly #timers = new Map<() => void, number>();

  constructor(phoneIds: readonly [string, string] = ['AC00000000001', 'AC00000000002']) {
    this.phone = new FakePhone(phoneIds[0]);
    this.otherPhone = new FakePhone(phoneIds[1]);
    this.phones = new Map([this.phone, this.otherPhone].map((phone) => [phone.phoneId, phone]));
  }

  address(): string {
    return '192.0.2.10:5000';
  }

  now(): number {
    return this.time;
  }

  /** Callbacks, in order. */
  readonly posts: { readonly url: string; readonly body: unknown }[] = [];
  /** What `download` finds, by address. */
  readonly files = new Map<string, Uint8Array>();

  post(url: string, body: string): void {
    this.posts.push({ url, body: JSON.parse(body) });
  }

  async download(url: string, maxBytes: number): Promise<Uint8Array | undefined> {
    const bytes = this.files.get(url);
    return bytes && bytes.length <= maxBytes ? bytes : undefined;
  }

  readonly after = (delayMs: number, action: () => void): (() => void) => {
    this.#timers.set(action, this.time + delayMs);
    return () => this.#timers.delete(action);
  };

  get pendingTimers(): number {
    return this.#timers.size;
  }

  advance(ms: number): void {
    this.time += ms;
    for (const [action, dueAt] of [...this.#timers]) {
      if (dueAt <= this.time && this.#timers.delete(action)) action();
    }
  }
}
