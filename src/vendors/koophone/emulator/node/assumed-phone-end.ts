import type { PhoneEvent } from '../../../../core/control.js';
import type { FeatureEvent } from '../../../../core/features.js';
import type { WireData } from '../../../../core/ports/client.js';
import type { EmulatedPhone, PhonePeer } from '../../../../core/ports/emulator.js';
import { decodeAssumedControl, encodeAssumedNotice } from '../../wire/assumed-json.js';
import { HeldInput } from './held-input.js';
import type { ChannelEnd } from './stream-session.js';
import { encodingOf } from './video-setting.js';

/** The channel `control` of `assumed-json-v0` at the phone's end (fact sheet 7). */
export class AssumedPhoneEnd implements ChannelEnd {
  readonly #phone: EmulatedPhone;
  readonly #peer: () => PhonePeer | undefined;
  readonly #held = new HeldInput();
  #isLandscape: boolean;

  constructor(phone: EmulatedPhone, peer: () => PhonePeer | undefined) {
    this.#phone = phone;
    this.#peer = peer;
    this.#isLandscape = this.#isWide();
  }

  #isWide(): boolean {
    const { width, height } = this.#phone.display();
    return width > height;
  }

  received(data: WireData): boolean {
    if (typeof data !== 'string') return this.#violation('a control frame is bytes, not text');
    const message = decodeAssumedControl(data);
    if (!message) return this.#violation('a control frame is broken');
    if (message === 'other') return this.#violation('a control frame has an unknown type');
    switch (message.type) {
      case 'touch': {
        const { messages, violations } = this.#held.touch(message, this.#phone.display());
        for (const violation of violations) this.#violation(violation);
        for (const touch of messages) this.#phone.apply(touch);
        break;
      }
      case 'key':
        this.#phone.apply(this.#held.key(message));
        break;
      case 'text':
      case 'clipboard':
        this.#phone.apply({ type: message.type, text: message.text });
        break;
      case 'quality':
        // There is no way back to the picture as it is; HD of this phone looks the same.
        this.#peer()?.setQuality(
          encodingOf(undefined, message.level) ?? {
            width: 1080,
            height: 1920,
            frameRate: 60,
            bitrate: 6_000_000,
          },
        );
        break;
    }
    return true;
  }

  #violation(text: string): false {
    this.#phone.reportViolation(`koophone assumed-json-v0: ${text}`);
    return false;
  }

  opened(): void {}

  happened(event: PhoneEvent | FeatureEvent): void {
    if (event.type === 'clipboard') {
      this.#peer()?.send(encodeAssumedNotice({ type: 'clipboard', text: event.text }));
    } else if (event.type === 'display' && this.#isWide() !== this.#isLandscape) {
      this.#isLandscape = !this.#isLandscape;
      const degrees = this.#isLandscape ? 90 : 0;
      this.#peer()?.send(encodeAssumedNotice({ type: 'rotation', degrees }));
    }
  }
}
