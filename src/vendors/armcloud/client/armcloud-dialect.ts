import type { ControlMessage } from '../../../core/control.js';
import { asNumber, asString, type JsonObject } from '../../../core/json.js';
import type {
  DialectOutput,
  IceCandidate,
  LinkPreferences,
  SessionDescription,
  WebRtcDialect,
  WireData,
} from '../../../core/ports/client.js';
import type { ArmcloudDialectSettings } from '../wire/dialect-settings.js';
import { encodeControl, type HeldPointers } from '../wire/encode-control.js';
import { decodePhoneEvent } from '../wire/phone-event-codec.js';
import { decodeSignal, encodeToPhone, pingFrame } from '../wire/signal-codec.js';
import { textOf } from './text-of.js';

/** ArmCloud's signalling and data channel for stream type 2 (fact sheet 4 to 6). */
export class ArmcloudDialect implements WebRtcDialect {
  readonly channel = { label: 'dataChannel', ordered: true } as const;
  readonly heartbeat = { intervalMs: 5000, data: pingFrame } as const;
  readonly #padCode: string;
  readonly #settings: ArmcloudDialectSettings;
  readonly #held: HeldPointers = new Map();
  /** Candidates that came before the first offer; null afterwards. */
  #earlyCandidates: IceCandidate[] | null = [];
  /**
   * A list for each offer that has no answer yet: candidates wait there until our answer to the offer they
   * belong to has gone out (sheet 4.3). Offers can overlap; they are answered in order.
   */
  readonly #heldCandidates: IceCandidate[][] = [];

  constructor(padCode: string, settings: ArmcloudDialectSettings = {}) {
    this.#padCode = padCode;
    this.#settings = settings;
  }

  signalReceived(data: WireData): readonly DialectOutput[] {
    const frame = decodeSignal(textOf(data));
    if (!frame) return [unreadable('a signalling frame is not what ArmCloud sends')];
    if (frame.event === 'ownJoinRoom') return [{ type: 'joined' }];
    if (frame.event !== 'specifiedMsg') return [];
    const { key, value } = frame.message;
    switch (key) {
      case 'offer':
        return this.#description('offer', value);
      case 're_answer':
      case 'answer':
        return this.#description('answer', value);
      case 'ice_candidate':
        return this.#candidate(value);
      default:
        return [];
    }
  }

  #description(type: 'offer' | 'answer', value: JsonObject): readonly DialectOutput[] {
    const sdp = asString(value.sdp);
    if (!sdp) return [unreadable(`an ${type} has no sdp`)];
    if (type === 'offer') {
      this.#heldCandidates.push(this.#earlyCandidates ?? []);
      this.#earlyCandidates = null;
    }
    return [{ type: 'description', description: { type, sdp } }];
  }

  #candidate(value: JsonObject): readonly DialectOutput[] {
    const text = asString(value.candidate);
    if (text === undefined) return [unreadable('an ICE candidate has no text')];
    const candidate = {
      candidate: text,
      sdpMLineIndex: asNumber(value.label) ?? null,
      sdpMid: asString(value.id) ?? null,
    };
    const held = this.#heldCandidates.at(-1) ?? this.#earlyCandidates;
    if (!held) return [{ type: 'candidate', candidate }];
    held.push(candidate);
    return [];
  }

  localDescription({ type, sdp }: SessionDescription): readonly DialectOutput[] {
    if (type === 'offer') return [this.#signal('re_offer', { sdp })];
    const held = this.#heldCandidates.shift() ?? [];
    return [
      this.#signal(this.#settings.answerKey === 'answer' ? 'answer' : 're_answer', { sdp }),
      ...held.map((candidate) => ({ type: 'candidate', candidate }) as const),
    ];
  }

  localCandidate({ candidate, sdpMLineIndex, sdpMid }: IceCandidate): readonly DialectOutput[] {
    // The mark of the last candidate, which ArmCloud's words do not have (sheet 4.2).
    if (candidate === '') return [];
    return [
      this.#signal('ice_candidate', { candidate, label: sdpMLineIndex ?? 0, id: sdpMid ?? '' }),
    ];
  }

  #signal(key: string, value: JsonObject): DialectOutput {
    return { type: 'signal', data: encodeToPhone(this.#padCode, { key, value }) };
  }

  /** The vendor's own order (fact sheet 5.3). */
  channelOpened({ media, keyboardMode }: LinkPreferences): readonly DialectOutput[] {
    const messages: readonly ControlMessage[] = [
      { type: 'media', kind: media, isOpen: true },
      { type: 'query', about: 'input-state' },
      ...(keyboardMode ? [{ type: 'keyboard-mode', mode: keyboardMode } as const] : []),
      { type: 'query', about: 'camera-state' },
      { type: 'query', about: 'display' },
    ];
    return messages
      .flatMap((message) => this.encode(message))
      .map((data) => ({ type: 'channel', data }) as const);
  }

  channelReceived(data: WireData): readonly DialectOutput[] {
    const event = decodePhoneEvent(textOf(data));
    if (event === 'ignored') return [{ type: 'feature-frame', data }];
    if (!event) return [unreadable('a data channel frame is not what ArmCloud sends')];
    return [{ type: 'phone-event', event }];
  }

  encode(message: ControlMessage): readonly WireData[] {
    return encodeControl(message, this.#settings, this.#held);
  }
}

function unreadable(reason: string): DialectOutput {
  return { type: 'unreadable', reason };
}
