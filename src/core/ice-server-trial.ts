import type { DiagnosisCheck, Finding, FindingDrafts } from './diagnosis.js';
import type { Ticket } from './ticket.js';

/** STUN and TURN servers, as a diagnosis tells them apart: TURN by how the browser talks to the server. */
export type IceCheck = Extract<DiagnosisCheck, 'stun' | `turn-${string}`>;

export interface IceServerPlace {
  readonly check: IceCheck;
  /** `host:port`, empty for an address that cannot be read. Nothing else of an address is ever shown. */
  readonly place: string;
}

/** How one server behaved. */
export interface IceServerTrial extends IceServerPlace {
  /**
   * A number is the STUN error code that it answered. `refused`: the browser does not take the address.
   * `unknown`: nothing was seen of it.
   */
  readonly outcome: 'works' | 'silent' | 'unreachable' | 'refused' | 'unknown' | number;
}

const checks: readonly IceCheck[] = ['stun', 'turn-udp', 'turn-tcp', 'turn-tls'];

const address = /^(?:stun|turn)(s?):(\[[\da-f:.]+\]|[\w.-]+)(?::(\d+))?(?:\?transport=(\w+))?$/i;

/** Addresses and default ports as RFC 7064 and RFC 7065 have them. */
export function placeOf(url: string): IceServerPlace {
  const [isAddress, secure, host, port, transport] = address.exec(url) ?? [];
  const turn = /^turns/i.test(url)
    ? 'turn-tls'
    : /tcp/i.test(transport ?? '')
      ? 'turn-tcp'
      : 'turn-udp';
  return {
    check: /^stun/i.test(url) ? 'stun' : turn,
    place: isAddress ? `${host}:${port ?? (secure ? 5349 : 3478)}` : '',
  };
}

/** The addresses of a ticket's ICE servers. */
export function iceUrlsOf({ iceServers }: Pick<Ticket, 'iceServers'>): readonly string[] {
  return iceServers.flatMap(({ urls }) => urls);
}

const words: Readonly<Record<Exclude<IceServerTrial['outcome'], number>, string>> = {
  works: 'works',
  silent: 'did not answer',
  unreachable: 'could not be reached',
  refused: 'has an address that this browser does not take',
  unknown: 'told nothing so far',
};

/** What a server did, as the end of a sentence. */
export function outcomeInWords(outcome: IceServerTrial['outcome']): string {
  return typeof outcome === 'number' ? `answered ${outcome}` : words[outcome];
}

/**
 * @param codes of `icecandidateerror`. Browsers say 701 for each network of this computer that does not lead to the
 * server; an answer tells more.
 * @param otherwise without any code
 */
export function outcomeOf(
  codes: readonly number[],
  otherwise: IceServerTrial['outcome'],
): IceServerTrial['outcome'] {
  return codes.find((code) => code < 700) ?? (codes.length > 0 ? 'unreachable' : otherwise);
}

/** What to do about a server that does not work. */
export function adviceFor(outcome: IceServerTrial['outcome']): string {
  switch (outcome) {
    case 401:
    case 441:
      return 'The TURN user name or credential in the ticket is wrong or has run out: get a new ticket, or check the TURN account.';
    case 486:
    case 508:
      return 'The TURN server is full: wait, or raise its limits.';
    case 'silent':
    case 'unreachable':
      return 'Check that the server runs and that no firewall is in between; TURN over TLS on port 443 passes most.';
    default:
      return 'Check the server’s address and its log.';
  }
}

/** One finding for each kind of server. */
export function judgeIceServers(trials: readonly IceServerTrial[]): FindingDrafts {
  return Object.fromEntries(
    checks.map((check) => [
      check,
      judgeKind(
        check,
        trials.filter((trial) => trial.check === check),
      ),
    ]),
  );
}

function judgeKind(check: IceCheck, trials: readonly IceServerTrial[]): Omit<Finding, 'check'> {
  const kind =
    check === 'stun' ? 'STUN server' : `TURN server over ${check.slice(5).toUpperCase()}`;
  if (trials.length === 0) return { status: 'unknown', message: `The ticket names no ${kind}.` };
  const each = trials.map(({ place, outcome }, index) =>
    `${place || (index > 0 ? 'another' : '')} ${outcomeInWords(outcome)}`.trim(),
  );
  const message = `The ${kind} ${each.join('; ')}.`;
  const isGood = trials.some(({ outcome }) => outcome === 'works');
  const bad = trials.find(({ outcome }) => !/^(works|unknown)$/.test(`${outcome}`));
  return bad
    ? { status: isGood ? 'warning' : 'failed', message, advice: adviceFor(bad.outcome) }
    : { status: isGood ? 'ok' : 'unknown', message };
}
