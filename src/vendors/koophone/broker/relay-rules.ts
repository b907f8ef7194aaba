import type { RelayRules } from '../../../core/ports/broker.js';
import type { IceCandidate } from '../../../core/ports/client.js';
import { receivesOnly } from '../../../core/receives-only.js';
import type { Ticket } from '../../../core/ticket.js';
import { decodeAssumedClient, encodeAssumed } from '../wire/assumed-json.js';
import { readDialectSettings } from '../wire/dialect-settings.js';
import type { InitMessage } from '../wire/init-message.js';
import {
  encodeClientEvent,
  type PeerMessage,
  readClientEvent,
  readServerEvent,
} from '../wire/signal-codec.js';
import { closedFrame, decodeSocketFrame, pingFrame, pongFrame } from '../wire/socket-frames.js';

type RelayedTicket = Pick<Ticket, 'userId' | 'role' | 'dialect'>;
type Settings = NonNullable<ReturnType<typeof readDialectSettings>>;

/** Far beyond any candidate: some hundred characters. */
const maxCandidateLength = 2048;
/** Of an m-line: a browser's are numbers. */
const maxMidLength = 64;
const maxMLineIndex = 255;
/** Retries of a start; the vendor's SDK makes three. */
const maxTimes = 10;

/**
 * A device token lives some seconds until it is used (fact sheet 3.3), and on from then (assumed). Where it does not, the
 * server says so to whoever comes, and the picture goes on without signalling.
 */
const admitsAgain = true;

/** Line ends, for one, would be lines of their own where somebody puts a candidate into an SDP. */
const isPrintable = (text: string, maxLength: number): boolean =>
  text.length <= maxLength && /^[ -~]*$/.test(text);

const isWhole = (value: number | null, max: number): boolean =>
  value !== null && Number.isInteger(value) && value >= 0 && value <= max;

/**
 * What a browser may say to KooPhone's signalling server: what our own client says, letter by letter, to the room of
 * its ticket and the stream that the server has named there. A frame is read, written again, and passes when both are
 * the same; so nothing passes that two parsers could read in two ways.
 *
 * Whoever only watches may not send sound or pictures. What goes over the data channel does not come by here.
 */
export function koophoneRelayRules(ticket: RelayedTicket): RelayRules {
  const settings = readDialectSettings(ticket.dialect);
  // A ticket of ours has them.
  if (!settings) return { fromBrowser: () => 'refuse' };
  return settings.protocol === 'assumed-json-v0'
    ? assumedRules(settings, ticket)
    : socketRules(settings, ticket);
}

function socketRules(settings: Settings, ticket: RelayedTicket): RelayRules {
  /** Whom the server has named. */
  let streamId: string | undefined;
  return {
    admitsAgain,
    fromVendor(data) {
      const frame = typeof data === 'string' ? decodeSocketFrame(data) : undefined;
      if (frame?.type !== 'event' || frame.name !== 'start') return;
      const event = readServerEvent(frame.name, frame.payload);
      if (event?.type === 'started') streamId = event.streamId;
    },
    fromBrowser(data) {
      // Our client sends no bytes here.
      if (typeof data !== 'string') return 'refuse';
      if (data === pingFrame || data === pongFrame || data === closedFrame) return 'pass';
      const frame = decodeSocketFrame(data);
      if (frame?.type !== 'event') return 'refuse';
      const event = readClientEvent(frame.name, frame.payload);
      if (event === undefined || event.type === 'other') return 'refuse';
      if (encodeClientEvent(event) !== data) return 'refuse';
      if (event.type === 'start') {
        const isOwn = event.room === settings.deviceId && isWhole(event.times, maxTimes);
        return isOwn ? 'pass' : 'refuse';
      }
      const mayPass = event.to === streamId && isPermitted(event.message, settings, ticket);
      return mayPass ? 'pass' : 'refuse';
    },
  };
}

function isPermitted(message: PeerMessage, settings: Settings, ticket: RelayedTicket): boolean {
  switch (message.type) {
    case 'init':
      return isOwnInit(message.init, settings, ticket);
    case 'offer':
    case 'answer':
      return ticket.role !== 'watch' || receivesOnly(message.sdp);
    case 'candidate':
      return isCandidate(message.candidate);
  }
}

/** Nobody else's session, and kept no longer than the broker allows. */
function isOwnInit(init: InitMessage, settings: Settings, { userId }: RelayedTicket): boolean {
  return (
    init.userId === userId &&
    init.sessionId === settings.sessionId &&
    init.streamingId === settings.streamingId &&
    init.keepingSeconds === settings.keepingSeconds &&
    isWhole(init.volume, 100) &&
    /^[\w.-]{1,32}$/.test(init.videoCodec)
  );
}

function isCandidate({ candidate, sdpMid, sdpMLineIndex }: IceCandidate): boolean {
  return (
    isPrintable(candidate, maxCandidateLength) &&
    isWhole(sdpMLineIndex, maxMLineIndex) &&
    sdpMid !== null &&
    isPrintable(sdpMid, maxMidLength)
  );
}

/** The same for the language that Telepad has invented, whose address has the token. */
function assumedRules(settings: Settings, { userId, role }: RelayedTicket): RelayRules {
  return {
    admitsAgain,
    fromBrowser(data) {
      if (typeof data !== 'string') return 'refuse';
      const message = decodeAssumedClient(data);
      if (message === undefined || message === 'other') return 'refuse';
      if (encodeAssumed(message) !== data) return 'refuse';
      switch (message.type) {
        case 'hello': {
          const isOwn =
            message.deviceId === settings.deviceId &&
            message.deviceToken === undefined &&
            (message.streamingId ?? settings.streamingId) === settings.streamingId &&
            (message.userId ?? userId) === userId;
          return isOwn ? 'pass' : 'refuse';
        }
        case 'offer':
        case 'answer':
          return role === 'watch' && !receivesOnly(message.sdp) ? 'refuse' : 'pass';
        case 'candidate':
          return message.candidate === null || isCandidate(message.candidate) ? 'pass' : 'refuse';
        default:
          return 'pass';
      }
    },
  };
}
