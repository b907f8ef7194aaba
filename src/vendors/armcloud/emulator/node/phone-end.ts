import type { ControlMessage, PhoneEvent } from '../../../../core/control.js';
import type { FeatureEvent, FeatureMessage } from '../../../../core/features.js';
import type { WireData } from '../../../../core/ports/client.js';
import type { EmulatedPhone, EmulatorWorld, PhonePeer } from '../../../../core/ports/emulator.js';
import { decodeClientFrame } from '../../wire/client-frame.js';
import { FingerStream } from './finger-stream.js';
import { whyUnreadable } from './frame-check.js';
import { PhoneVoice } from './phone-voice.js';
import { TouchSpaceCheck } from './touch-space-check.js';

/** Answers to one viewer's question; the others are not told. */
const answerTypes: ReadonlySet<string> = new Set(['shell-output', 'device-info']);

type Message = ControlMessage | FeatureMessage;

/** The data channel at the phone's end, for one viewer: what the viewer asks, and what the phone says. */
export class PhoneEnd {
  readonly #phone: EmulatedPhone;
  readonly #peer: () => PhonePeer | undefined;
  readonly #voice: PhoneVoice;
  readonly #space: TouchSpaceCheck;
  readonly #fingers = new FingerStream();
  /** A message of this viewer is being obeyed: answers that are given meanwhile are for this viewer. */
  #isAsking = false;
  #isMonitoring = false;

  constructor(phone: EmulatedPhone, world: EmulatorWorld, peer: () => PhonePeer | undefined) {
    this.#phone = phone;
    this.#peer = peer;
    this.#voice = new PhoneVoice(world, peer);
    this.#space = new TouchSpaceCheck(world);
  }

  /** On any channel: clients send on their own, some on the phone's. */
  received(data: WireData): void {
    const text = typeof data === 'string' ? data : new TextDecoder().decode(data);
    for (const message of this.#read(text)) this.#obey(message);
  }

  /** A frame of a shared room. Nobody there hears an answer, and nobody sends a camera (assumed). */
  broadcastReceived(text: string): void {
    for (const message of this.#read(text)) {
      if (message.type === 'query' || message.type === 'capture') continue;
      if (message.type === 'media' || message.type === 'quality') this.#obey(message);
      else this.#phone.apply(message);
    }
  }

  #read(text: string): readonly Message[] {
    const messages = decodeClientFrame(text);
    if (!messages) this.#violation(whyUnreadable(text));
    return messages ?? [];
  }

  #obey(message: Message): void {
    switch (message.type) {
      case 'media':
        this.#peer()?.setMedia(message.kind, message.isOpen);
        break;
      case 'quality': {
        const { quality } = message;
        // The codec gives numbers at this end, whatever the client chose by.
        if (typeof quality === 'object' && 'width' in quality) this.#peer()?.setQuality(quality);
        break;
      }
      case 'capture':
        this.#peer()?.setCapture(message.kind, message.isOpen);
        break;
      case 'query':
        this.#answer(message.about);
        break;
      case 'touch':
        this.#touch(message);
        break;
      case 'operation-monitor':
        this.#isMonitoring = message.isOpen;
        this.#phone.apply(message);
        break;
      default:
        this.#isAsking = true;
        try {
          this.#phone.apply(message);
        } finally {
          this.#isAsking = false;
        }
    }
  }

  #answer(about: (ControlMessage & { type: 'query' })['about']): void {
    if (about === 'display') this.tell(this.#phone.display());
    else if (about === 'input-state') this.tell(this.#phone.inputState());
    else {
      // A phone only answers this when an app holds the camera (fact sheet U28).
      const capture = this.#phone.captureState();
      if (capture) this.tell(capture);
    }
  }

  #touch(message: ControlMessage & { type: 'touch' }): void {
    const { touches, violation } = this.#fingers.follow(message);
    for (const wrong of [this.#space.check(message, this.#phone.display()), violation]) {
      if (wrong !== undefined) this.#violation(wrong);
    }
    for (const touch of touches) this.#phone.apply(touch);
  }

  /** Something happened on the phone. Answers to other viewers, and what this one did not ask for, are kept back. */
  happened(event: PhoneEvent | FeatureEvent): void {
    if (answerTypes.has(event.type) && !this.#isAsking) return;
    if (event.type === 'operation' && !this.#isMonitoring) return;
    this.tell(event);
  }

  tell(event: PhoneEvent | FeatureEvent): void {
    if (this.#voice.tell(event) && event.type === 'display') this.#space.told(event);
  }

  #violation(text: string): void {
    this.#phone.reportViolation(`armcloud: ${text}`);
  }
}
