import type { PhoneEvent } from '../../../../core/control.js';
import type { FeatureEvent } from '../../../../core/features.js';
import type { JsonObject } from '../../../../core/json.js';
import type { WireData } from '../../../../core/ports/client.js';
import type { EmulatedPhone, EmulatorWorld, PhonePeer } from '../../../../core/ports/emulator.js';
import { decodeInputFrame, encodeTextFrame } from '../../wire/input-frames.js';
import { cameraTrackAdded, encodeTextMessage } from '../../wire/text-messages.js';
import { HeldInput } from './held-input.js';
import type { ChannelEnd } from './stream-session.js';

/** What a phone says that its camera is to be given (assumed). */
const cameraPicture = { width: 1280, height: 720, frameRate: 30 } as const;

/** The binary channel `input` at the phone's end, for one viewer (fact sheet 6.5). */
export class PhoneEnd implements ChannelEnd {
  readonly #world: EmulatorWorld;
  readonly #phone: EmulatedPhone;
  readonly #peer: () => PhonePeer | undefined;
  readonly #held = new HeldInput();

  constructor(phone: EmulatedPhone, world: EmulatorWorld, peer: () => PhonePeer | undefined) {
    this.#phone = phone;
    this.#world = world;
    this.#peer = peer;
  }

  received(data: WireData): boolean {
    if (typeof data === 'string') return this.#violation('a frame of input is text, not bytes');
    const frame = decodeInputFrame(data);
    switch (frame && frame !== 'ignored' ? frame.type : frame) {
      case undefined:
        return this.#violation('a frame of input is broken');
      case 'ignored':
        return this.#violation('a frame of input has a type that is not known');
    }
    return this.#obey(frame as Exclude<typeof frame, 'ignored' | undefined>);
  }

  #obey(frame: Exclude<ReturnType<typeof decodeInputFrame>, 'ignored' | undefined>): boolean {
    switch (frame.type) {
      case 'touch': {
        const { messages, violations } = this.#held.touch(frame, this.#phone.display());
        for (const violation of violations) this.#violation(violation);
        for (const message of messages) this.#phone.apply(message);
        return true;
      }
      case 'key':
        this.#phone.apply(this.#held.key(frame));
        return true;
      case 'text':
        return this.#textReceived(frame.message);
    }
  }

  #textReceived({ type }: JsonObject): boolean {
    if (type !== cameraTrackAdded.type) {
      return this.#violation('a text message of input has a type that is not known');
    }
    this.#peer()?.setCapture('camera', true);
    return true;
  }

  #violation(text: string): false {
    this.#phone.reportViolation(`koophone: ${text}`);
    return false;
  }

  opened(): void {
    const capture = this.#phone.captureState();
    if (capture) this.happened(capture);
  }

  /** Neither screen, text fields nor clipboard have a word here. */
  happened(event: PhoneEvent | FeatureEvent): void {
    if (event.type === 'app-message') this.#say(encodeTextMessage(event));
    else if (event.type === 'capture-request' && event.kind !== 'microphone') {
      const { isOpen, facing } = event;
      if (!isOpen) this.#peer()?.setCapture('camera', false);
      const cameraId = facing === 'user' ? 1 : 0;
      this.#say(encodeTextMessage({ type: 'camera-state', isOpen, cameraId, ...cameraPicture }));
    }
  }

  #say(message: JsonObject): void {
    const frames = this.#world.faults.strangeEvents ? [...strange(), message] : [message];
    for (const each of frames) {
      this.#peer()?.send(each instanceof Uint8Array ? each : encodeTextFrame(each));
    }
  }
}

/** A frame whose length is wrong, and one of a type that nobody knows. */
function strange(): readonly Uint8Array[] {
  return [new Uint8Array([0, 0, 0, 9, 211]), new Uint8Array([0, 0, 0, 6, 250, 1])];
}
