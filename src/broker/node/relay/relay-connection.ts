import type { RawData, WebSocket } from 'ws';
import type { RelayRules } from '../../../core/ports/broker.js';
import { closeAs, closeCodes, isWithoutFrame } from './close-codes.js';
import { Pump } from './pump.js';
import type { RelayLimits } from './relay-limits.js';
import type { RelayEnd } from './relay-log-entry.js';
import { WindowCount } from './window-count.js';

export interface RelayConnectionOptions {
  readonly browser: WebSocket;
  readonly upstream: WebSocket;
  readonly rules: RelayRules;
  readonly limits: RelayLimits;
  /** Ms since any moment. */
  readonly now: () => number;
  /** What the browser is told first, before any frame of the vendor. */
  readonly firstFrame: string;
  /** Called once, as soon as nothing passes any more. */
  readonly onEnd: (reason: RelayEnd) => void;
}

/** Only the relay's own first frame begins so: a vendor's that does could send a browser elsewhere. */
export const relayFramePrefix = 'telepad-relay:';

/**
 * One browser and the vendor's server, joined: what the one says is passed to the other as it is, unless the rules
 * forbid it. When one side ends, the other is ended in the same way, so that neither notices what is between them.
 */
export class RelayConnection {
  readonly #options: RelayConnectionOptions;
  readonly #fromBrowser: Pump;
  readonly #fromVendor: Pump;
  readonly #frameRate: WindowCount;
  readonly #byteRate: WindowCount;
  readonly #idleTimer: ReturnType<typeof setTimeout>;
  readonly #keepAliveTimer: ReturnType<typeof setInterval>;
  /** The browser gave a sign of life since it was asked last. */
  #isAlive = true;
  #isEnded = false;

  constructor(options: RelayConnectionOptions) {
    this.#options = options;
    const { browser, upstream, limits, now } = options;
    const onStalled = () => this.#end('stalled', closeCodes.tryAgainLater);
    this.#fromBrowser = new Pump(browser, upstream, limits, onStalled);
    this.#fromVendor = new Pump(upstream, browser, limits, onStalled);
    this.#frameRate = new WindowCount(limits.maxFramesPerSecond, 1000, now);
    const mostBytes = Math.max(limits.maxBytesPerSecond, limits.maxBrowserFrameBytes);
    this.#byteRate = new WindowCount(mostBytes, 1000, now);
    // Broken frames: `ws` says goodbye by itself, and the close is heard below.
    browser.on('error', () => {});
    browser.on('message', (data, isBinary) => this.#browserSaid(data, isBinary));
    browser.on('ping', () => this.#counted());
    browser.on('pong', () => {
      this.#isAlive = true;
      this.#counted();
    });
    browser.on('close', (code) => this.#browserClosed(code));
    upstream.on('message', (data, isBinary) => this.#vendorSaid(data, isBinary));
    upstream.on('close', (code) => this.#vendorClosed(code));
    this.#idleTimer = setTimeout(() => this.#end('idle', closeCodes.idle), limits.idleTimeoutMs);
    this.#keepAliveTimer = setInterval(() => this.#keepAlive(), limits.keepAliveMs);
    browser.send(options.firstFrame);
  }

  get framesFromBrowser(): number {
    return this.#fromBrowser.frames;
  }

  get framesFromVendor(): number {
    return this.#fromVendor.frames;
  }

  #browserSaid(data: RawData, isBinary: boolean): void {
    if (this.#isEnded || !this.#counted(data)) return;
    this.#idleTimer.refresh();
    const verdict = this.#judge(data, isBinary);
    if (verdict === 'refuse') this.#end('frame-refused', closeCodes.policyViolation);
    else if (verdict === 'pass') this.#fromBrowser.pass(data, isBinary);
  }

  /** False when that was one frame too many, or one too long after the others. */
  #counted(data?: RawData): boolean {
    const bytes = (data as Buffer | undefined)?.length ?? 0;
    if (this.#frameRate.allows() && this.#byteRate.allows(bytes)) return true;
    this.#end('too-many-frames', closeCodes.policyViolation);
    return false;
  }

  #judge(data: RawData, isBinary: boolean): 'pass' | 'drop' | 'refuse' {
    // One buffer for each message: what `ws` gives when its binaryType was not changed.
    const bytes = data as Buffer;
    try {
      return this.#options.rules.fromBrowser(isBinary ? new Uint8Array(bytes) : bytes.toString());
    } catch {
      // What the rules cannot make sense of does not pass.
      return 'refuse';
    }
  }

  #vendorSaid(data: RawData, isBinary: boolean): void {
    if (this.#isEnded) return;
    const start = (data as Buffer).subarray(0, relayFramePrefix.length);
    if (!isBinary && start.toString() === relayFramePrefix) return;
    this.#noteVendor(data, isBinary);
    this.#fromVendor.pass(data, isBinary);
  }

  #noteVendor(data: RawData, isBinary: boolean): void {
    const { rules } = this.#options;
    if (!rules.fromVendor) return;
    const bytes = data as Buffer;
    try {
      rules.fromVendor(isBinary ? new Uint8Array(bytes) : bytes.toString());
    } catch {
      // What the vendor says is its own affair.
    }
  }

  #keepAlive(): void {
    const { browser } = this.#options;
    // A browser that we do not read at the moment cannot be heard; the pump has a timeout of its own.
    if (browser.isPaused) return;
    if (!this.#isAlive) {
      this.#ended('browser-lost');
      browser.terminate();
      this.#options.upstream.terminate();
      return;
    }
    this.#isAlive = false;
    browser.ping();
  }

  #browserClosed(code: number): void {
    const { upstream } = this.#options;
    const isLost = isWithoutFrame(code);
    if (!this.#ended(isLost ? 'browser-lost' : 'browser-closed')) return;
    // A vendor that keeps the room for a viewer whose network failed has to see a failure, not a goodbye.
    if (isLost) upstream.terminate();
    else closeAs(upstream, code);
  }

  #vendorClosed(code: number): void {
    const { browser } = this.#options;
    const isLost = isWithoutFrame(code);
    if (!this.#ended(isLost ? 'vendor-lost' : 'vendor-closed')) return;
    closeAs(browser, isLost ? closeCodes.badGateway : code);
  }

  /** Ends both sides for a reason of our own. */
  #end(reason: RelayEnd, code: number): void {
    if (!this.#ended(reason)) return;
    closeAs(this.#options.browser, code);
    this.#options.upstream.terminate();
  }

  /** False when it had ended before. */
  #ended(reason: RelayEnd): boolean {
    if (this.#isEnded) return false;
    this.#isEnded = true;
    clearTimeout(this.#idleTimer);
    clearInterval(this.#keepAliveTimer);
    this.#fromBrowser.close();
    this.#fromVendor.close();
    this.#options.onEnd(reason);
    return true;
  }

  /** The same browser has come back on another connection. */
  replace(): void {
    this.#end('replaced', closeCodes.replaced);
  }

  /** The relay closes. Safe to call twice. */
  close(): void {
    this.#end('relay-closed', closeCodes.goingAway);
  }
}
