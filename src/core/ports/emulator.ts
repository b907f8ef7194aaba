import type { ControlMessage, PhoneEvent } from '../control.js';
import type { FeatureEvent, FeatureMessage } from '../features.js';
import type { IceServer } from '../ticket.js';
import type { IceCandidate, SessionDescription, WireData } from './client.js';

/** A fake vendor cloud, as an emulator composes it. */
export interface EmulatorVendor<Credentials extends object = object> {
  readonly id: string;
  /** A phone id as this vendor's look; 1 is the first. */
  phoneId(number: number): string;
  createCloud(world: EmulatorWorld): EmulatedCloud<Credentials>;
}

/** What the emulator lends to a vendor's cloud. */
export interface EmulatorWorld {
  /** By phoneId. */
  readonly phones: ReadonlyMap<string, EmulatedPhone>;
  /** Live switches: read them at each use. */
  readonly faults: Readonly<EmulatorFaults>;
  /** Given out in tickets. */
  readonly iceServers: readonly IceServer[];
  /** `host:port` where this cloud's HTTP and WebSockets are reached. */
  address(): string;
  /** Ms since 1970. */
  now(): number;
  /**
   * Does something later, unless the emulator is closed before that.
   * @returns takes it back
   */
  after(delayMs: number, action: () => void): () => void;
  /** Posts JSON to an address on loopback, as a vendor's callbacks do. Failures are nobody's business. */
  post(url: string, body: string): void;
  /**
   * Fetches a file from an address on loopback, as a vendor's file service does. Other addresses are not called.
   * @returns undefined when there is nothing to be had, or more than `maxBytes`
   */
  download(url: string, maxBytes: number): Promise<Uint8Array | undefined>;
}

export interface EmulatedCloud<Credentials extends object = object> {
  /** Made up anew at each start; a broker is configured with it. Names are those of the broker's settings. */
  readonly credentials: Credentials;
  handleRequest(request: CloudRequest): Promise<CloudResponse>;
  /** Someone opens a WebSocket at `path` (raw, query included). A number refuses with this HTTP status. */
  acceptSocket(path: string): ((socket: CloudSocket) => void) | number;
  /** Ends every session; used by the `kick` and `restart` faults, and at the end. */
  closePhone(phoneId: string): void;
  /** Cuts the signalling of every session, with a close frame or without a word. Media goes on. */
  dropSignalling(phoneId: string, hasCloseFrame: boolean): void;
  /** What was given out for this phone admits nobody any more, as if its time were over. Those inside stay. */
  expireTokens(phoneId: string): void;
}

export interface CloudRequest {
  readonly method: string;
  readonly path: string;
  /** Without the `?`; empty when there is none. */
  readonly query: string;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface CloudResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
}

export interface CloudSocket {
  send(data: string): void;
  /** A close with a close frame. */
  close(code?: number): void;
  /** Cuts the connection without a word, as a dying network does. */
  terminate(): void;
  onMessage(listener: (data: string) => void): void;
  /** With the code of the close frame; 1006 when there was none, 1001 when a browser left the page. */
  onClose(listener: (code: number) => void): void;
}

/** One virtual phone as a vendor's cloud sees it. */
export interface EmulatedPhone {
  readonly phoneId: string;
  readonly isOnline: boolean;
  /** The phone's present screen, as the vendors' `refreshUiType` and kin report it. */
  display(): PhoneEvent & { type: 'display' };
  inputState(): PhoneEvent & { type: 'input-state' };
  /**
   * Obeys a control message. `media`, `quality` and `capture` messages go to the viewer's peer instead. Answers to
   * `shell` and `device-info-query` are told to all viewers before this returns: pass on what is meant for yours.
   */
  apply(message: ControlMessage | FeatureMessage): void;
  /** Everything that the vendors' REST APIs do to a phone, in the phone's own terms. */
  readonly system: EmulatedSystem;
  /** What an app holds just now, as `capture-request` events tell it; null when it holds nothing. */
  captureState(): (FeatureEvent & { type: 'capture-request' }) | null;
  /** Takes note of input that is wrong, as a real phone would not: shown in the control API. */
  reportViolation(text: string): void;
  /** Starts a WebRTC peer at the phone's end for one viewer. It makes the first offer at once. */
  openPeer(viewer: PhoneViewer): PhonePeer;
}

/** What a phone's peer tells the vendor's cloud. */
export interface PhoneViewer {
  readonly iceServers: readonly IceServer[];
  /** Label of the channel that the phone creates. */
  readonly channelLabel: string;
  /** The phone speaks on the browser's channel of this label, once it is there, and not on its own. */
  readonly replyLabel?: string;
  description(description: SessionDescription): void;
  candidate(candidate: IceCandidate): void;
  /** The channel that the phone speaks on is open. */
  channelOpened?(): void;
  /** A frame from the browser, on whichever channel. */
  channelReceived(data: WireData): void;
  /** Something happened on the phone that viewers are told. */
  phoneEvent(event: PhoneEvent | FeatureEvent): void;
  closed(): void;
}

/** The Android inside a virtual phone. */
export interface EmulatedSystem {
  /** Runs a line of the phone's small shell. */
  shell(command: string): { readonly isSuccess: boolean; readonly output: string };
  /** Installed packages, those of the system included. */
  packages(): readonly EmulatedPackage[];
  install(app: EmulatedPackage): void;
  /** False when there is no such package or it belongs to the system. */
  uninstall(packageName: string): boolean;
  /** False when there is no such package. */
  startApp(packageName: string): boolean;
  stopApp(packageName: string): boolean;
  /** Writes a file of the phone's storage; folders come into being. */
  writeFile(path: string, bytes: Uint8Array): void;
  /** undefined when there is none. */
  readFile(path: string): Uint8Array | undefined;
  /** System properties, as `getprop` lists them. */
  readonly properties: Map<string, string>;
  /** As a PNG. */
  screenshot(): Promise<Uint8Array>;
  /** The screen goes dark for a moment and apps begin anew; viewers lose their session. */
  restart(): void;
  /** As `restart`, and everything that a user put there is gone. */
  factoryReset(): void;
}

export interface EmulatedPackage {
  readonly packageName: string;
  readonly label: string;
  readonly version: string;
  readonly isSystem: boolean;
}

export interface PhonePeer {
  /** An answer to our offer, or the browser's own offer, which is answered. */
  acceptDescription(description: SessionDescription): void;
  addCandidate(candidate: IceCandidate): void;
  /** Sends to the browser on the phone's channel (see `replyLabel`); dropped when it is not open. */
  send(data: WireData): void;
  /** Starts or stops what this viewer is sent. Nothing is sent before the first `true`. */
  setMedia(kind: 'audio' | 'video' | 'both', isOpen: boolean): void;
  /** How this viewer's picture is encoded from now on, in px, frames and bits per second. */
  setQuality(quality: {
    readonly width: number;
    readonly height: number;
    readonly frameRate: number;
    readonly bitrate: number;
  }): void;
  /** The viewer announced, or ended, a camera or a microphone of its own. */
  setCapture(kind: 'camera' | 'microphone', isOpen: boolean): void;
  close(): void;
}

/** Faults that a test, or a curious developer, can switch on at the control API. All off by default. */
export interface EmulatorFaults {
  /** The cloud answers 429 to every API call. */
  rateLimited: boolean;
  /** The account lacks this kind of streaming (ArmCloud: 120007). */
  unsupportedAccount: boolean;
  /** API answers are not JSON. */
  nonJsonAnswers: boolean;
  /** API answers have this HTTP status; 0 for the true one. */
  httpStatus: number;
  /** API answers wait this long, in ms. */
  answerDelayMs: number;
  /** What is wrong with the encrypted fields of an answer. */
  ciphertext: 'intact' | 'truncated' | 'tampered' | 'wrong-key';
  /** WebSockets are refused. */
  refuseSignalling: boolean;
  /** The phone makes no offer. */
  withholdOffer: boolean;
  /** The phone says nothing of its screen size, so viewers must go by the picture. */
  withholdDisplay: boolean;
  /** The cloud answers every API call with this code of its own; 0 for the true one. */
  vendorCode: number;
  /** Restricts `vendorCode` to paths that end so; empty for all. */
  vendorCodePath: string;
  /** The phone answers no message that wants an answer: shell, device info, video file. */
  withholdAnswers: boolean;
  /** How long a task of the cloud takes, in ms. */
  taskDurationMs: number;
  /** Tasks of the cloud end as failed. */
  failTasks: boolean;
  /**
   * Life of the tokens that admit to signalling, in ms; 0 for the usual one: what the request says (ArmCloud's room
   * tokens), 15 s until it is used (KooPhone's device tokens).
   */
  roomTokenLifetimeMs: number;
  /** A token that admits to signalling does so once. */
  singleUseTokens: boolean;
  /** Life of the tokens that servers get for an account's password (KooPhone: IAM tokens), in ms; 0 for the usual one. */
  accountTokenLifetimeMs: number;
  /** How long it takes to make a phone ready that nobody used (KooPhone's prepare), in ms. */
  preparationMs: number;
  /** How many wait before such a phone's turn comes: for the first half of `preparationMs`. */
  queueLength: number;
  /** Making a phone ready fails: the first time for each user, or each time. */
  failPreparation: 'none' | 'once' | 'always';
  /** What the cloud answers when a phone is to be made ready (KooPhone: `status_list[].status`); 0 for the true state. */
  preparationStatus: number;
  /** The signalling server wants to hear of a client at this interval, in ms (KooPhone: Engine.IO's `pingInterval`). */
  pingIntervalMs: number;
  /** A phone without input starts a countdown after so long, in ms, as vendors do that end unused sessions; 0 for never. */
  idleAfterMs: number;
  /** The countdown; at its end the phone hangs up. In ms. */
  idleCountdownMs: number;
  /** How long a session is kept that was not released, in ms; 0 for what the viewer asked. */
  idleKeepMs: number;
  /** The phone does not create the channel for input: it uses the browser's. */
  withholdChannel: boolean;
  /** Signalling has bodies in the vendor's other form (KooPhone: base64 in `data` for an object in `payload`). */
  encodedSignals: boolean;
  /** Life of the tokens that browsers get from their servers (ArmCloud: STS tokens), in ms; 0 for the usual one. */
  stsTokenLifetimeMs: number;
  /** Which transport the cloud says its phones have (ArmCloud: 1 and 3 are other companies'). */
  streamType: 1 | 2 | 3;
  /** What the signalling server sends waits this long, in ms. */
  signalDelayMs: number;
  /** The signalling server answers heartbeats. */
  answerPings: boolean;
  /** The phone's offer comes after its first candidates. */
  candidatesFirst: boolean;
  /** The phone does not answer offers of the browser: no ICE restart, no camera. */
  ignoreReoffers: boolean;
  /** The phone tells its screen size so much later, in ms. */
  displayDelayMs: number;
  /** The phone tells its screen size twice each time. */
  repeatDisplay: boolean;
  /** Beside its true size the phone says that its screen is the other way up. */
  contradictDisplay: boolean;
  /** The phone sends its messages as bytes instead of text. */
  binaryEvents: boolean;
  /** Before each message the phone sends one that is broken and one that nobody knows. */
  strangeEvents: boolean;
  /** The signalling server sends everything twice. */
  duplicateSignals: boolean;
  /** The signalling server swaps neighbours: candidates overtake each other and answers. */
  reorderSignals: boolean;
  /** The phone connects, but sends no more video packets, as a hanging encoder. ICE and the channel stay. */
  freezeVideo: boolean;
  /** The phone hears nothing on its data channels and says nothing on them. */
  muteChannel: boolean;
  /** The phone sends its picture only while something changes on it, and half a second longer. */
  restPicture: boolean;
  /** The phone sends no key frame when it is asked for one, nor any picture for it when it rests. */
  ignoreKeyFrames: boolean;
  /** The phone hangs up when a viewer's signalling is lost. */
  forgetOnSignallingLoss: boolean;
  /** The phone begins anew, with a new peer and an offer, when a viewer comes back with the same admission. */
  offerOnRejoin: boolean;
  // Those below need an emulator that was started with `impairable`: its media then passes through a relay.
  /** The phone's hanging up is not heard: media stops, and neither DTLS nor the channels say goodbye. */
  hangUpSilently: boolean;
  /** Nothing of the media path passes: STUN, video, sound and data channels. Signalling goes on. */
  cutMedia: boolean;
  /** Part of the media path's packets that are lost, 0 to 1, each way. */
  packetLossRate: number;
  /** Each packet of the media path takes so much longer, in ms, each way. */
  packetDelayMs: number;
  /** And up to so much more, in ms, at random: packets then overtake each other. */
  packetJitterMs: number;
}
