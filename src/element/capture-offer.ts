import type { CaptureChange, CaptureKind } from '../client/features/feature-events.js';
import type { PhoneFeatures } from '../client/features/phone-features.js';
import type { PhoneSession } from '../client/session.js';
import type { MoreHost } from './player-host.js';
import type { PhoneStrings } from './strings.js';
import { messageOf } from './transfers.js';

/**
 * Camera and microphone for the phone's apps. Offered here, they are opened only when an app asks, and the browser asks
 * its user at that moment.
 */
export class CaptureOffer {
  readonly #host: MoreHost;
  readonly #strings: PhoneStrings;
  readonly #offered = new Set<CaptureKind>();
  readonly #on = new Set<CaptureKind>();
  #session: PhoneSession | undefined;
  #features: Promise<PhoneFeatures> | undefined;
  #stop: readonly (() => void)[] = [];

  constructor(host: MoreHost, strings: PhoneStrings) {
    this.#host = host;
    this.#strings = strings;
  }

  /** Those that an app uses now. */
  get running(): readonly CaptureKind[] {
    return [...this.#on];
  }

  isOffered(kind: CaptureKind): boolean {
    return this.#offered.has(kind);
  }

  follow(session: PhoneSession | undefined): void {
    if (session === this.#session) return;
    for (const stop of this.#stop) stop();
    this.#stop = [];
    this.#session = session;
    this.#features = undefined;
    this.#offered.clear();
    this.#on.clear();
  }

  /** Offers it, or takes it away from whoever uses it. */
  async toggle(kind: CaptureKind): Promise<void> {
    const session = this.#session;
    if (!session) return;
    const isOffered = !this.#offered.delete(kind);
    if (isOffered) this.#offered.add(kind);
    this.#host.change();
    try {
      this.#features ??= this.#follow(session);
      const features = await this.#features;
      features.setCaptureEnabled(kind, this.#offered.has(kind));
      if (isOffered && session === this.#session)
        this.#host.notice(this.#strings[`${kind}Offered`]);
    } catch (error) {
      if (session !== this.#session) return;
      this.#features = undefined;
      this.#offered.delete(kind);
      this.#host.notice(messageOf(error, this.#strings));
      this.#host.change();
    }
  }

  async #follow(session: PhoneSession): Promise<PhoneFeatures> {
    const features = await session.features();
    if (session !== this.#session) return features;
    const changed = features.on('capture', (change) => this.#changed(change));
    const following = features.followCaptureRequests({
      isCameraEnabled: this.#offered.has('camera'),
      isMicrophoneEnabled: this.#offered.has('microphone'),
    });
    this.#stop = [following, changed];
    return features;
  }

  #changed({ kind, state, error }: CaptureChange): void {
    if (state === 'on') {
      this.#on.add(kind);
      this.#host.notice(this.#strings[`${kind}On`]);
    } else {
      this.#on.delete(kind);
      if (error?.code === 'permission_denied') this.#host.notice(this.#strings[`${kind}Denied`]);
      else if (error) this.#host.notice(messageOf(error, this.#strings));
    }
    this.#host.change();
  }
}
