/**
 * What stands between a page and its phone, in plain words: one finding for each thing that a session needs, and a
 * verdict over all of them.
 */

/** The things a session needs, in the order in which it needs them. */
export const diagnosisChecks = [
  'broker',
  'ticket',
  'signalling',
  'phone',
  'webrtc',
  'stun',
  'turn-udp',
  'turn-tcp',
  'turn-tls',
  'media-path',
  'codec',
  'autoplay',
  'permissions',
] as const;
export type DiagnosisCheck = (typeof diagnosisChecks)[number];

/**
 * `ok`: seen working. `warning`: a session works, but something in it may not. `failed`: it does not work.
 * `unknown`: nothing told, for example because an earlier thing failed or the ticket names no such server.
 */
export type FindingStatus = 'ok' | 'warning' | 'failed' | 'unknown';

export interface Finding {
  readonly check: DiagnosisCheck;
  readonly status: FindingStatus;
  /** What was seen, as a sentence without secrets: "The TURN server answered 401." */
  readonly message: string;
  /** What to do about it; absent where there is nothing to do. */
  readonly advice?: string;
}

/** What was found out, before it is put in its place. */
export type FindingDrafts = Partial<Record<DiagnosisCheck, Omit<Finding, 'check'>>>;

export interface Diagnosis {
  /**
   * The worst of the findings that matter: `failed` where no session can come about. A STUN or TURN server that does
   * not work makes it a `warning`, as long as there may be another way.
   */
  readonly status: FindingStatus;
  /** One sentence: "Media is blocked: no candidate pair; the TURN server answered 401." */
  readonly verdict: string;
  /** What to do first; absent where all is well. */
  readonly advice?: string;
  /** One for each check, in the order of `diagnosisChecks`. */
  readonly findings: readonly Finding[];
}

/** An `icecandidateerror` of the browser, without user name and credential. */
export interface IceServerError {
  /** The server's URL, such as `turn:host:3478?transport=udp`. */
  readonly url: string;
  /** A STUN error code (401: the credential is wrong), or 701: the server could not be reached. */
  readonly errorCode: number;
  readonly errorText: string;
}

/** What a link has seen of the way to the phone; collected from the start, because afterwards it cannot be asked. */
export interface LinkEvidence {
  /** Types of our own ICE candidates that were found: host, srflx, prflx, relay. */
  readonly localCandidateTypes: ReadonlySet<string>;
  /** Types of the phone's candidates that we were told. */
  readonly remoteCandidateTypes: ReadonlySet<string>;
  readonly iceServerErrors: readonly IceServerError[];
  /** How far it came. */
  readonly isJoined: boolean;
  readonly isOffered: boolean;
  readonly hasBeenConnected: boolean;
}
