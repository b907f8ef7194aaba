import type { Finding } from './diagnosis.js';
import { adviceFor, type IceServerTrial, outcomeInWords } from './ice-server-trial.js';

/** What is known of the way for media, when no phone has been reached. */
export interface PathTrials {
  readonly servers: readonly IceServerTrial[];
  /** Whether two connections of this page reached each other through TURN; undefined where nobody tried. */
  readonly isRelaying: boolean | undefined;
  /** Only paths through TURN are allowed. */
  readonly isRelayOnly: boolean;
}

type Draft = Omit<Finding, 'check'>;

/** Whether media could flow, as far as that can be told without the phone. */
export function judgeMediaPath({ servers, isRelaying, isRelayOnly }: PathTrials): Draft {
  const outcomes = servers.filter(({ check }) => check !== 'stun').map(({ outcome }) => outcome);
  // What a server answers tells more than silence.
  const outcome = outcomes.find((outcome) => typeof outcome === 'number') ?? outcomes[0];
  if (outcome === undefined) return withoutTurn(isRelayOnly);
  if (!outcomes.includes('works')) return brokenTurn(outcome, isRelayOnly);
  if (isUdpBlocked(servers)) {
    return {
      status: 'warning',
      message: 'UDP seems to be blocked here: picture and sound come through TURN over TCP or TLS.',
      advice:
        'Let UDP to the ICE servers through the firewall: over TCP, one lost packet holds up all that follow.',
    };
  }
  return isRelaying
    ? {
        status: 'ok',
        message: 'Two connections of this page reached each other through the TURN server.',
      }
    : {
        status: 'warning',
        message:
          'The TURN server gave addresses, but two connections of this page did not reach each other through them.',
        advice:
          'Check that the TURN server lets its relay ports through, and that it allows peers at its own address.',
      };
}

function brokenTurn(outcome: IceServerTrial['outcome'], isRelayOnly: boolean): Draft {
  const words = outcomeInWords(outcome);
  return {
    status: isRelayOnly ? 'failed' : 'warning',
    message: isRelayOnly
      ? `Media is blocked: the TURN server ${words}, and no other path is allowed.`
      : `The TURN server ${words}, so that only a direct path can lead to the phone.`,
    advice: adviceFor(outcome),
  };
}

function withoutTurn(isRelayOnly: boolean): Draft {
  return isRelayOnly
    ? {
        status: 'failed',
        message: 'Media is blocked: the ticket names no TURN server, and no other path is allowed.',
        advice: 'Put a TURN server into the tickets.',
      }
    : {
        status: 'unknown',
        message:
          'The ticket names no TURN server: whether a direct path leads to the phone is only seen in a session.',
        advice: 'Put a TURN server into the tickets: some networks let nothing through directly.',
      };
}

/** Nothing that goes by UDP works, though something was tried. */
function isUdpBlocked(servers: readonly IceServerTrial[]): boolean {
  const byUdp = servers.filter(({ check }) => check === 'stun' || check === 'turn-udp');
  // A server that answers, even to refuse us, proves that packets come and go.
  return (
    byUdp.length > 0 &&
    byUdp.every(({ outcome }) => outcome === 'silent' || outcome === 'unreachable')
  );
}
