import { concludeDiagnosis } from './conclude-diagnosis.js';
import type {
  Diagnosis,
  DiagnosisCheck,
  Finding,
  FindingDrafts,
  LinkEvidence,
} from './diagnosis.js';
import type { ErrorCode, TelepadError } from './errors.js';
import {
  adviceFor,
  type IceServerTrial,
  iceUrlsOf,
  judgeIceServers,
  outcomeInWords,
  outcomeOf,
  placeOf,
} from './ice-server-trial.js';
import type { Ticket } from './ticket.js';

/** What a page itself tells. */
export interface PageFacts {
  /** What the browser says of its network; it is wrong about networks that lead nowhere. */
  readonly isOnline: boolean;
  /** The page is on https, where browsers refuse `ws:`. */
  readonly isSecurePage: boolean;
  /** Ms since 1970. */
  readonly now: number;
}

/** What is known of a way to a phone without trying anything. */
export interface KnownFacts extends PageFacts {
  /** Absent when none has come. */
  readonly ticket: Ticket | undefined;
  /** Absent when there was no link. */
  readonly evidence: LinkEvidence | undefined;
  /** Packets of the picture arrive. */
  readonly isVideoArriving: boolean;
  /** Another ticket can be got, by a function. */
  readonly isRenewable: boolean;
}

/** What a failure is about. Of the errors left out, the error itself says all there is to say. */
const checkByCode: Partial<Record<ErrorCode, DiagnosisCheck>> = {
  broker_unreachable: 'broker',
  ticket_expired: 'ticket',
  signalling_refused: 'signalling',
  signalling_lost: 'signalling',
  offer_timeout: 'phone',
  opened_elsewhere: 'phone',
  webrtc_unsupported: 'webrtc',
  negotiation_failed: 'codec',
  connection_timeout: 'media-path',
  connection_lost: 'media-path',
  first_frame_timeout: 'media-path',
  media_stalled: 'media-path',
};

type Draft = Omit<Finding, 'check'>;

/** What stood between the page and the phone; undefined for errors that say so themselves. */
export function explainFailure(error: TelepadError, facts: KnownFacts): Diagnosis | undefined {
  const check = checkByCode[error.code];
  return (
    check && concludeDiagnosis({ ...knownFindings(facts), ...explainOne(check, error, facts) })
  );
}

function explainOne(check: DiagnosisCheck, error: TelepadError, facts: KnownFacts): FindingDrafts {
  const { ticket, evidence } = facts;
  if (!facts.isOnline && /^(broker|signalling|media)/.test(check)) return { [check]: offline };
  if (check === 'signalling' && isMixedContent(ticket, facts.isSecurePage))
    return { signalling: mixedContent };
  if (error.code === 'first_frame_timeout' && !facts.isVideoArriving) {
    return {
      phone: failed(
        'The connection stands, but the phone sends no picture.',
        'Restart the phone, or check that nobody else has it open.',
      ),
    };
  }
  if (/^connection/.test(error.code) && evidence && !evidence.hasBeenConnected)
    return { 'media-path': blockedMedia(ticket, evidence) };
  return { [check]: failedBy(error) };
}

export function ok(message: string): Draft {
  return { status: 'ok', message };
}

export function failed(message: string, advice: string): Draft {
  return { status: 'failed', message, advice };
}

/** Errors say what happened in their first sentence, and what to do in the next. */
export function failedBy({ message }: TelepadError): Draft {
  const [, first, rest] = /^(.+?[.!?]) (.+)$/s.exec(message) ?? [];
  return first && rest ? failed(first, rest) : { status: 'failed', message };
}

export const offline: Draft = failed(
  'This browser is offline.',
  'Connect to a network and try again.',
);

/** Browsers make an exception for this computer itself. */
export function isMixedContent(ticket: Ticket | undefined, isSecurePage: boolean): boolean {
  return (
    isSecurePage &&
    /^ws:\/\/(?!(localhost|127[.\d]+|\[::1])[:/])/.test(ticket?.signalling.url ?? '')
  );
}

export const mixedContent: Draft = failed(
  'The browser blocks signalling: this page is on https, but the signalling address is plain ws:.',
  'Turn on the broker’s signalling relay, or use a vendor address with wss:.',
);

/** What has been seen by the way. */
export function knownFindings({ ticket, evidence, isRenewable, now }: KnownFacts): FindingDrafts {
  const life = Math.floor(((ticket?.expiresAt ?? 0) - now) / 1000);
  return {
    ...(ticket && {
      broker: ok('A ticket came.'),
      ticket:
        life > 0
          ? ok(`The ticket is valid for another ${life} s.`)
          : isRenewable
            ? ok('The ticket has expired; a new one comes when it is needed.')
            : {
                status: 'warning',
                message: 'The ticket has expired.',
                advice: 'Use a ticket function: with it a session gets a new one by itself.',
              },
      ...judgeIceServers(seenServers(ticket, evidence)),
    }),
    ...(evidence && { webrtc: ok('This browser has WebRTC.') }),
    ...(evidence?.isJoined && { signalling: ok('The signalling server let us in.') }),
    ...(evidence?.isOffered && { phone: ok('The phone made an offer.') }),
    ...(evidence?.hasBeenConnected && { 'media-path': ok('The phone has been reached.') }),
  };
}

const isStun = ({ check }: { readonly check: DiagnosisCheck }) => check === 'stun';

/** How the ticket's servers behaved towards a link. A candidate does not name its server, where there are several. */
function seenServers(
  ticket: Ticket,
  evidence: LinkEvidence | undefined,
): readonly IceServerTrial[] {
  const errors = (evidence?.iceServerErrors ?? []).map(({ url, errorCode }) => ({
    ...placeOf(url),
    errorCode,
  }));
  const servers = iceUrlsOf(ticket).map(placeOf);
  return servers.map((server) => {
    const isOnly = servers.filter((other) => isStun(other) === isStun(server)).length === 1;
    if (isOnly && evidence?.localCandidateTypes.has(isStun(server) ? 'srflx' : 'relay'))
      return { ...server, outcome: 'works' };
    const codes = errors
      .filter(({ check, place }) => check === server.check && place === server.place)
      .map(({ errorCode }) => errorCode);
    return { ...server, outcome: outcomeOf(codes, 'unknown') };
  });
}

/** Both sides talked, but no path between them carries anything. */
function blockedMedia(ticket: Ticket | undefined, evidence: LinkEvidence): Draft {
  const blocked = (because: string, advice: string) =>
    failed(`Media is blocked: no candidate pair; ${because}.`, advice);
  const turns = ticket ? seenServers(ticket, evidence).filter((server) => !isStun(server)) : [];
  const outcome = turns.find(({ outcome }) => typeof outcome === 'number')?.outcome;
  if (evidence.remoteCandidateTypes.size === 0)
    return blocked('the phone told no address of its own', 'Restart the phone.');
  if (outcome) return blocked(`the TURN server ${outcomeInWords(outcome)}`, adviceFor(outcome));
  if (evidence.localCandidateTypes.has('relay')) {
    return blocked(
      'the phone does not answer, not even through TURN',
      'Check that the phone runs, and that it and the TURN server can reach each other.',
    );
  }
  if (turns.length > 0) return blocked('the TURN server did not answer', adviceFor('silent'));
  return blocked(
    'the ticket names no TURN server',
    'Put a TURN server into the tickets: some networks let nothing through directly.',
  );
}
