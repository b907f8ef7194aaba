import type { ControlMessage } from '../../../core/control.js';
import type {
  DialectOutput,
  IceCandidate,
  SessionDescription,
  WebRtcDialect,
  WireData,
} from '../../../core/ports/client.js';
import {
  type AssumedClientMessage,
  type AssumedServerMessage,
  assumedChannelLabel,
  decodeAssumedNotice,
  decodeAssumedServer,
  encodeAssumed,
  encodeAssumedControl,
} from '../wire/assumed-json.js';
import { type HeldFingers, touchSteps } from '../wire/touch-steps.js';
import { CandidateQueue } from './candidate-queue.js';
import type { DialectStart } from './koophone-dialect.js';
import { ended, failed, tokenRefused, unreadable, unsupported } from './vendor-errors.js';

const signal = (message: AssumedClientMessage): DialectOutput => ({
  type: 'signal',
  data: encodeAssumed(message),
});

/**
 * The profile `assumed-json-v0` (fact sheet 7). Telepad's own invention, for tests and for the day of an official
 * protocol: it is not Huawei's, and no phone of Huawei's speaks it.
 */
export class AssumedDialect implements WebRtcDialect {
  readonly channel = { label: assumedChannelLabel, ordered: true, prefersRemote: true } as const;
  readonly heartbeat = {
    intervalMs: 10_000,
    data: encodeAssumed({ type: 'ping', timestampMs: 0 }),
  } as const;
  readonly #start: DialectStart;
  readonly #held: HeldFingers = new Map();
  readonly #candidates = new CandidateQueue();
  #isAnswered = false;

  constructor(start: DialectStart) {
    this.#start = start;
  }

  signalOpened(): readonly DialectOutput[] {
    const { settings, userId, preferences } = this.#start;
    const { deviceId, streamingId } = settings;
    const wantsAudio = preferences.media === 'both';
    // The token is in the address, where a relay can hold it.
    return [signal({ type: 'hello', deviceId, streamingId, userId, wantsAudio })];
  }

  signalReceived(data: WireData): readonly DialectOutput[] {
    const message = typeof data === 'string' ? decodeAssumedServer(data) : undefined;
    if (message === 'other') return [];
    return message ? this.#heard(message) : [unreadable('a signalling frame is broken')];
  }

  #heard(message: AssumedServerMessage): readonly DialectOutput[] {
    switch (message.type) {
      case 'welcome':
        return [{ type: 'joined' }];
      case 'denied':
        if (this.#isAnswered) return [];
        if (/^token/.test(message.code)) return [tokenRefused()];
        return [
          message.code === 'busy'
            ? failed('signalling_refused', 'The phone is busy. Try again later.')
            : failed('vendor_rejected', 'The server refused the session.', false),
        ];
      case 'offer':
        this.#candidates.offered();
        return [{ type: 'description', description: message }];
      case 'answer':
        return [{ type: 'description', description: message }];
      case 'candidate':
        return message.candidate ? this.#candidates.take(message.candidate) : [];
      case 'ping':
        return [signal({ type: 'pong', timestampMs: message.timestampMs })];
      case 'pong':
        return [];
      case 'bye':
        return [ended(message.code, this.#isAnswered)];
    }
  }

  localDescription({ type, sdp }: SessionDescription): readonly DialectOutput[] {
    if (type === 'offer') return [signal({ type, sdp })];
    this.#isAnswered = true;
    return [signal({ type, sdp }), ...this.#candidates.answered()];
  }

  localCandidate(candidate: IceCandidate): readonly DialectOutput[] {
    return [signal({ type: 'candidate', candidate: candidate.candidate ? candidate : null })];
  }

  channelOpened(): readonly DialectOutput[] {
    return [];
  }

  channelReceived(data: WireData): readonly DialectOutput[] {
    const notice = typeof data === 'string' ? decodeAssumedNotice(data) : undefined;
    if (!notice) return [unreadable('a data channel frame is broken')];
    // The picture tells a rotation by itself.
    return notice !== 'other' && notice.type === 'clipboard'
      ? [{ type: 'phone-event', event: notice }]
      : [];
  }

  encode(message: ControlMessage): readonly WireData[] {
    switch (message.type) {
      case 'touch':
        return touchSteps(message, this.#held).map((step) =>
          encodeAssumedControl({ type: 'touch', ...step }),
        );
      case 'key': {
        const { action, keyCode, metaState } = message;
        return [
          encodeAssumedControl({ type: 'key', action, keyCode, modifiers: metaState & 0xffff }),
        ];
      }
      case 'text':
      case 'clipboard':
        return [encodeAssumedControl({ type: message.type, text: message.text })];
      case 'hover':
      case 'query':
        return [];
      default:
        throw unsupported(message.type);
    }
  }
}
