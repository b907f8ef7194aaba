import type { ControlMessage } from '../../../core/control.js';
import { asObject, parseJson } from '../../../core/json.js';
import type {
  DialectOutput,
  IceCandidate,
  LinkPreferences,
  SessionDescription,
  WebRtcDialect,
  WireData,
} from '../../../core/ports/client.js';
import { usKeysOf } from '../../../core/us-keys.js';
import type { KoophoneDialectSettings } from '../wire/dialect-settings.js';
import {
  decodeInputFrame,
  encodeKeyFrame,
  encodeTouchFrame,
  frameTimestampMs,
  inputChannelLabel,
} from '../wire/input-frames.js';
import { encodeClientEvent, type PeerMessage, readServerEvent } from '../wire/signal-codec.js';
import { decodeSocketFrame, pingFrame, pongFrame } from '../wire/socket-frames.js';
import { readTextMessage } from '../wire/text-messages.js';
import { type HeldFingers, touchSteps } from '../wire/touch-steps.js';
import { CandidateQueue } from './candidate-queue.js';
import { ended, startRefused, tokenRefused, unreadable, unsupported } from './vendor-errors.js';

/** What a dialect of this vendor is told at its start. */
export interface DialectStart {
  readonly settings: Required<KoophoneDialectSettings>;
  readonly userId: string;
  readonly preferences: LinkPreferences;
  /** A clock in ms, from any start. */
  readonly now: () => number;
}

/** Every browser with WebRTC can decode these (RFC 7742); of H.265 that cannot be said. */
const videoCodecs = /^(?:H264|VP8)$/i;

/** Android's META_SHIFT_ON. */
const shift = 1;

/**
 * KooPhone's signalling and data channel as third parties have seen them, the profile `koophone-socketio` (fact sheet
 * 6.2 to 6.5). Huawei documents neither.
 */
export class KoophoneDialect implements WebRtcDialect {
  readonly channel = { label: inputChannelLabel, ordered: true, prefersRemote: true } as const;
  /** Engine.IO 3 has its clients ping at least once per `pingInterval`, which is about 25 s (fact sheet 6.2). */
  readonly heartbeat = { intervalMs: 10_000, data: pingFrame } as const;
  readonly #start: DialectStart;
  readonly #held: HeldFingers = new Map();
  readonly #candidates = new CandidateQueue();
  /** The address of all that we send; undefined until the server has started the stream, also after a loss. */
  #streamId: string | undefined;
  /** What waits for it. */
  #waiting: PeerMessage[] = [];
  #isAnswered = false;
  /** An offer of ours that has no answer yet: it may have gone out on a socket that was dead already. */
  #openOffer: PeerMessage | undefined;

  constructor(start: DialectStart) {
    this.#start = start;
  }

  signalOpened(): readonly DialectOutput[] {
    this.#streamId = undefined;
    return [];
  }

  signalReceived(data: WireData): readonly DialectOutput[] {
    const frame = typeof data === 'string' ? decodeSocketFrame(data) : undefined;
    switch (frame?.type) {
      case undefined:
        return [unreadable('a signalling frame is not one of Socket.IO 2')];
      case 'ping':
        return [{ type: 'signal', data: pongFrame }];
      case 'event':
        return this.#event(frame.name, frame.payload);
      // The end of the socket follows those of the namespace and its errors.
      default:
        return [];
    }
  }

  #event(name: string, payload: unknown): readonly DialectOutput[] {
    const event = readServerEvent(name, payload);
    switch (event?.type) {
      case undefined:
        return [unreadable('a signalling event is not what KooPhone sends')];
      case 'authorize': {
        if (!event.isAuthorized || event.code < 0) return this.#refused(tokenRefused());
        const { deviceId } = this.#start.settings;
        const data = encodeClientEvent({ type: 'start', room: deviceId, times: 0 });
        return [{ type: 'signal', data }];
      }
      case 'started':
        return this.#started(event.streamId, event.videoCodec);
      case 'start-refused':
        return this.#refused(startRefused(event.code));
      case 'message':
        return this.#message(event.message);
      case 'close':
        return [ended(event.code, this.#isAnswered)];
      case 'other':
        return [];
    }
  }

  /** A connection that stands needs no signalling, and a token may be taken only once: then nothing is lost yet. */
  #refused(refusal: DialectOutput): readonly DialectOutput[] {
    return this.#isAnswered ? [] : [refusal];
  }

  #started(streamId: string, videoCodec = 'H264'): readonly DialectOutput[] {
    this.#streamId = streamId;
    const { settings, userId, preferences } = this.#start;
    const { profile, keepingSeconds, sessionId, streamingId } = settings;
    const init: PeerMessage = {
      type: 'init',
      init: {
        profile,
        volume: preferences.media === 'video' ? 0 : 100,
        videoCodec: videoCodecs.test(videoCodec) ? videoCodec : 'H264',
        keepingSeconds,
        userId,
        sessionId,
        streamingId,
      },
    };
    const waiting = this.#waiting.splice(0);
    const open = this.#openOffer;
    return [
      { type: 'joined' },
      // It would have the phone begin anew (assumed), and there is a connection that stands.
      ...(this.#isAnswered ? [] : this.#send(init)),
      ...waiting.flatMap((message) => this.#send(message)),
      ...(open && !waiting.includes(open) ? this.#send(open) : []),
    ];
  }

  #message(message: PeerMessage): readonly DialectOutput[] {
    switch (message.type) {
      case 'candidate':
        // The mark of the last one, which this language does not have.
        return message.candidate.candidate === '' ? [] : this.#candidates.take(message.candidate);
      case 'offer':
        this.#candidates.offered();
        return [{ type: 'description', description: message }];
      case 'answer':
        this.#openOffer = undefined;
        return [{ type: 'description', description: message }];
      case 'init':
        return [];
    }
  }

  localDescription({ type, sdp }: SessionDescription): readonly DialectOutput[] {
    const message: PeerMessage = { type, sdp };
    if (type === 'offer') {
      this.#openOffer = message;
      return this.#send(message);
    }
    this.#isAnswered = true;
    return [...this.#send(message), ...this.#candidates.answered()];
  }

  localCandidate(candidate: IceCandidate): readonly DialectOutput[] {
    return candidate.candidate === '' ? [] : this.#send({ type: 'candidate', candidate });
  }

  #send(message: PeerMessage): readonly DialectOutput[] {
    const to = this.#streamId;
    if (to === undefined) {
      this.#waiting.push(message);
      return [];
    }
    return [{ type: 'signal', data: encodeClientEvent({ type: 'message', to, message }) }];
  }

  /** All that the phone is to know was in the init message. */
  channelOpened(): readonly DialectOutput[] {
    return [];
  }

  channelReceived(data: WireData): readonly DialectOutput[] {
    const message = readChannelText(data);
    if (message === 'ignored') return [];
    if (!message) return [unreadable('a data channel frame is not what KooPhone sends')];
    if (message.type === 'camera-state') return [{ type: 'feature-frame', data }];
    return [{ type: 'phone-event', event: message }];
  }

  encode(message: ControlMessage): readonly WireData[] {
    const timestampMs = frameTimestampMs(this.#start.now());
    switch (message.type) {
      case 'touch':
        return touchSteps(message, this.#held).map((step) => encodeTouchFrame(step, timestampMs));
      case 'key': {
        const { action, keyCode, metaState } = message;
        return [encodeKeyFrame({ action, keyCode, modifiers: metaState & 0xffff }, timestampMs)];
      }
      case 'text': {
        const keys = usKeysOf(message.text);
        if (!keys) throw unsupported('text beyond the keys of a US keyboard');
        return keys.flatMap(({ keyCode, isShifted }) =>
          (['down', 'up'] as const).map((action) =>
            encodeKeyFrame({ action, keyCode, modifiers: isShifted ? shift : 0 }, timestampMs),
          ),
        );
      }
      // Decoration, and questions that a session asks by itself.
      case 'hover':
      case 'query':
        return [];
      default:
        throw unsupported(message.type);
    }
  }
}

/** A frame of type 211, or its JSON as text. */
export function readChannelText(data: WireData): ReturnType<typeof readTextMessage> {
  if (typeof data !== 'string') {
    const frame = decodeInputFrame(data);
    if (typeof frame !== 'object') return frame;
    return frame.type === 'text' ? readTextMessage(frame.message) : 'ignored';
  }
  const fields = asObject(parseJson(data));
  return fields && readTextMessage(fields);
}
