import type { DisplayEvent, PhoneEvent } from '../../../../core/control.js';
import type { FeatureEvent } from '../../../../core/features.js';
import type { EmulatorWorld, PhonePeer } from '../../../../core/ports/emulator.js';
import { encodeFeatureEvent } from '../../wire/feature-event-codec.js';
import { phoneFrame } from '../../wire/frames.js';
import { encodePhoneEvent } from '../../wire/phone-event-codec.js';

/** Answers of the phone, which the fault `withholdAnswers` keeps back. */
const answers: ReadonlySet<string> = new Set([
  'quality',
  'shell-output',
  'device-info',
  'video-file',
] satisfies FeatureEvent['type'][]);

/** What the phone says to one viewer, with the faults that a phone may have in saying it. */
export class PhoneVoice {
  readonly #world: EmulatorWorld;
  readonly #peer: () => PhonePeer | undefined;

  constructor(world: EmulatorWorld, peer: () => PhonePeer | undefined) {
    this.#world = world;
    this.#peer = peer;
  }

  /** @returns false when it is kept back */
  tell(event: PhoneEvent | FeatureEvent): boolean {
    const { withholdAnswers, withholdDisplay, contradictDisplay, displayDelayMs, repeatDisplay } =
      this.#world.faults;
    if (withholdAnswers && answers.has(event.type)) return false;
    if (event.type !== 'display') {
      this.#say(encode(event));
      return true;
    }
    if (withholdDisplay) return false;
    const text = contradictDisplay ? contradict(event) : encode(event);
    const say = () => {
      this.#say(text);
      if (repeatDisplay) this.#say(text);
    };
    if (displayDelayMs > 0) this.#world.after(displayDelayMs, say);
    else say();
    return true;
  }

  #say(text: string): void {
    const { binaryEvents, strangeEvents } = this.#world.faults;
    const texts = strangeEvents ? [...strange, text] : [text];
    for (const each of texts) {
      this.#peer()?.send(binaryEvents ? new TextEncoder().encode(each) : each);
    }
  }
}

const strange = [
  '{"key":"inputState","data":"{\\"isOpen\\":',
  '{"key":"emulatorNovelty","data":"{\\"isNew\\":true}"}',
] as const;

/** The size is right, the word about it is not: which of the two a client goes by is its own choice (fact sheet Q13). */
function contradict({ width, height }: DisplayEvent): string {
  return phoneFrame('refreshUiType', { width, height, isVertical: height < width });
}

function encode(event: PhoneEvent | FeatureEvent): string {
  switch (event.type) {
    case 'display':
    case 'input-state':
    case 'clipboard':
    case 'app-message':
      return encodePhoneEvent(event);
    default:
      return encodeFeatureEvent(event);
  }
}
