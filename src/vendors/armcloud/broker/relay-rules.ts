import { asString } from '../../../core/json.js';
import type { RelayRules } from '../../../core/ports/broker.js';
import { receivesOnly } from '../../../core/receives-only.js';
import type { Ticket } from '../../../core/ticket.js';
import {
  decodeSignal,
  encodeToPhone,
  pingFrame,
  type SignalMessage,
} from '../wire/signal-codec.js';

/** Far beyond any candidate: some hundred characters. */
const maxCandidateLength = 2048;
/** Of an m-line: a browser's are numbers. */
const maxMidLength = 64;
const maxMLineIndex = 255;

/** Line ends, for one, would be lines of their own where somebody puts a candidate into an SDP. */
const isPrintable = (text: string) => /^[ -~]*$/.test(text);

/**
 * What a browser may say in ArmCloud's room: what our own client says, letter by letter. A frame is read, written
 * again, and passes when both are the same; so nothing passes that two parsers could read in two ways.
 *
 * Whoever only watches may not send sound or pictures. What goes over the data channel does not come by here.
 */
export function armcloudRelayRules({
  phoneId,
  role,
}: Pick<Ticket, 'phoneId' | 'role'>): RelayRules {
  return {
    fromBrowser(data) {
      // Bytes are text to ArmCloud's server as far as is known, but our client sends none.
      if (typeof data !== 'string') return 'refuse';
      if (data === pingFrame) return 'pass';
      const frame = decodeSignal(data);
      if (frame?.event !== 'specifiedMsg') return 'refuse';
      const { key } = frame.message;
      const value = knownValue(frame.message);
      if (value === undefined) return 'refuse';
      if (encodeToPhone(phoneId, { key, value }) !== data) return 'refuse';
      const { sdp } = value;
      return role === 'watch' && sdp !== undefined && !receivesOnly(sdp) ? 'refuse' : 'pass';
    },
  };
}

interface KnownValue {
  readonly sdp?: string;
  readonly [name: string]: unknown;
}

/** The value with the fields that its key has, in their order; `undefined` when it is not one of these. */
function knownValue({ key, value }: SignalMessage): KnownValue | undefined {
  switch (key) {
    case 're_answer':
    case 'answer':
    case 're_offer': {
      const sdp = asString(value.sdp);
      return sdp === undefined ? undefined : { sdp };
    }
    case 'ice_candidate': {
      const { candidate, label, id } = value;
      const isKnown =
        typeof candidate === 'string' &&
        candidate.length <= maxCandidateLength &&
        isPrintable(candidate) &&
        typeof label === 'number' &&
        Number.isInteger(label) &&
        label >= 0 &&
        label <= maxMLineIndex &&
        typeof id === 'string' &&
        id.length <= maxMidLength &&
        isPrintable(id);
      return isKnown ? { candidate, label, id } : undefined;
    }
    default:
      return undefined;
  }
}
