import { describe, expect, it } from 'vitest';
import type { FindingStatus, IceServerError } from '../../../src/core/diagnosis.js';
import { diagnosisChecks } from '../../../src/core/diagnosis.js';
import { type ErrorCode, errorCodes, TelepadError } from '../../../src/core/errors.js';
import { explainFailure, type KnownFacts } from '../../../src/core/explain-failure.js';
import type { IceServer, Ticket } from '../../../src/core/ticket.js';

const now = Date.parse('2030-01-01T00:00:00Z');
const turn = 'turn:turn.example.test:3478?transport=udp';

function ticketWith(urls: readonly string[], fields: Partial<Ticket> = {}): Ticket {
  const iceServers = urls.map(
    (url): IceServer => ({ urls: url, username: 'secret-user', credential: 'secret-credential' }),
  );
  return {
    vendor: 'fake',
    phoneId: 'p1',
    userId: 'mia',
    role: 'control',
    expiresAt: now + 90_000,
    signalling: { url: 'wss://signal.example.test/secret-room' },
    iceServers,
    ...fields,
  };
}

interface Seen {
  readonly local?: readonly string[];
  readonly remote?: readonly string[];
  readonly errors?: readonly (readonly [url: string, code: number])[];
  readonly isJoined?: boolean;
  readonly isOffered?: boolean;
  readonly hasBeenConnected?: boolean;
}

function seen({ local = ['host'], remote = ['host'], errors = [], ...far }: Seen = {}) {
  return {
    localCandidateTypes: new Set(local),
    remoteCandidateTypes: new Set(remote),
    iceServerErrors: errors.map(
      ([url, errorCode]): IceServerError => ({ url, errorCode, errorText: 'secret-text' }),
    ),
    isJoined: true,
    isOffered: true,
    hasBeenConnected: false,
    ...far,
  };
}

function facts(fields: Partial<KnownFacts> = {}): KnownFacts {
  return {
    ticket: ticketWith([turn]),
    evidence: seen(),
    isVideoArriving: false,
    isRenewable: false,
    isOnline: true,
    isSecurePage: false,
    now,
    ...fields,
  };
}

/** What the errors of a session say, by code: two sentences. */
function explain(code: ErrorCode, known: KnownFacts) {
  return explainFailure(new TelepadError(code, 'This happened. Do that.'), known);
}

const firewall =
  'Check that the server runs and that no firewall is in between; TURN over TLS on port 443 passes most.';
const credential =
  'The TURN user name or credential in the ticket is wrong or has run out: get a new ticket, or check the TURN account.';

interface Case {
  readonly what: string;
  readonly code: ErrorCode;
  readonly known?: Partial<KnownFacts>;
  readonly verdict: string;
  readonly advice?: string;
}

const verdicts: readonly Case[] = [
  {
    what: 'a TURN server that does not accept the credential',
    code: 'connection_timeout',
    known: { evidence: seen({ errors: [[turn, 401]] }) },
    verdict: 'Media is blocked: no candidate pair; the TURN server answered 401.',
    advice: credential,
  },
  {
    what: 'a TURN server that one network of the computer does not reach, and that refuses us on the other',
    code: 'connection_lost',
    known: {
      evidence: seen({
        errors: [
          [turn, 701],
          [turn, 401],
        ],
      }),
    },
    verdict: 'Media is blocked: no candidate pair; the TURN server answered 401.',
    advice: credential,
  },
  {
    what: 'a TURN server that is full',
    code: 'connection_timeout',
    known: { evidence: seen({ errors: [[turn, 486]] }) },
    verdict: 'Media is blocked: no candidate pair; the TURN server answered 486.',
    advice: 'The TURN server is full: wait, or raise its limits.',
  },
  {
    what: 'a TURN server that fails in a way of its own',
    code: 'connection_timeout',
    known: { evidence: seen({ errors: [[turn, 500]] }) },
    verdict: 'Media is blocked: no candidate pair; the TURN server answered 500.',
    advice: 'Check the server’s address and its log.',
  },
  {
    what: 'a TURN server that says nothing',
    code: 'connection_timeout',
    verdict: 'Media is blocked: no candidate pair; the TURN server did not answer.',
    advice: firewall,
  },
  {
    what: 'a TURN server that cannot be reached',
    code: 'connection_timeout',
    known: { evidence: seen({ errors: [[turn, 701]] }) },
    verdict: 'Media is blocked: no candidate pair; the TURN server did not answer.',
    advice: firewall,
  },
  {
    what: 'a network that lets nothing through directly, without a TURN server',
    code: 'connection_timeout',
    known: { ticket: ticketWith(['stun:stun.example.test']) },
    verdict: 'Media is blocked: no candidate pair; the ticket names no TURN server.',
    advice: 'Put a TURN server into the tickets: some networks let nothing through directly.',
  },
  {
    what: 'a phone that not even TURN reaches',
    code: 'connection_timeout',
    known: { evidence: seen({ local: ['host', 'relay'] }) },
    verdict:
      'Media is blocked: no candidate pair; the phone does not answer, not even through TURN.',
    advice: 'Check that the phone runs, and that it and the TURN server can reach each other.',
  },
  {
    what: 'a phone that tells no address, whatever TURN says',
    code: 'connection_timeout',
    known: { evidence: seen({ remote: [], errors: [[turn, 401]] }) },
    verdict: 'Media is blocked: no candidate pair; the phone told no address of its own.',
    advice: 'Restart the phone.',
  },
  {
    what: 'a connection that broke after it stood',
    code: 'connection_lost',
    known: { evidence: seen({ hasBeenConnected: true }) },
    verdict: 'This happened.',
    advice: 'Do that.',
  },
  {
    what: 'a connection that was lost with no link to tell of it',
    code: 'connection_lost',
    known: { evidence: undefined },
    verdict: 'This happened.',
    advice: 'Do that.',
  },
  {
    what: 'a browser without network, when the connection broke',
    code: 'connection_lost',
    known: { isOnline: false, evidence: seen({ hasBeenConnected: true }) },
    verdict: 'This browser is offline.',
    advice: 'Connect to a network and try again.',
  },
  {
    what: 'a browser without network, when a ticket was wanted',
    code: 'broker_unreachable',
    known: { isOnline: false, ticket: undefined, evidence: undefined },
    verdict: 'This browser is offline.',
    advice: 'Connect to a network and try again.',
  },
  {
    what: 'a broker that is down',
    code: 'broker_unreachable',
    known: { ticket: undefined, evidence: undefined },
    verdict: 'This happened.',
    advice: 'Do that.',
  },
  {
    what: 'a plain address on an https page',
    code: 'signalling_refused',
    known: {
      isSecurePage: true,
      ticket: ticketWith([], { signalling: { url: 'ws://signal.example.test/secret-room' } }),
      evidence: seen({ isJoined: false, isOffered: false }),
    },
    verdict:
      'The browser blocks signalling: this page is on https, but the signalling address is plain ws:.',
    advice: 'Turn on the broker’s signalling relay, or use a vendor address with wss:.',
  },
  {
    what: 'a plain address of this computer on an https page, which browsers allow',
    code: 'signalling_refused',
    known: {
      isSecurePage: true,
      ticket: ticketWith([], { signalling: { url: 'ws://127.0.0.1:5000/secret-room' } }),
    },
    verdict: 'This happened.',
    advice: 'Do that.',
  },
  {
    what: 'a plain address on a plain page',
    code: 'signalling_refused',
    known: { ticket: ticketWith([], { signalling: { url: 'ws://signal.example.test/room' } }) },
    verdict: 'This happened.',
    advice: 'Do that.',
  },
  {
    what: 'a phone that connects and sends no picture',
    code: 'first_frame_timeout',
    known: { evidence: seen({ hasBeenConnected: true }) },
    verdict: 'The connection stands, but the phone sends no picture.',
    advice: 'Restart the phone, or check that nobody else has it open.',
  },
  {
    what: 'a picture that arrives and is not shown',
    code: 'first_frame_timeout',
    known: { evidence: seen({ hasBeenConnected: true }), isVideoArriving: true },
    verdict: 'This happened.',
    advice: 'Do that.',
  },
  ...(
    [
      'ticket_expired',
      'signalling_refused',
      'signalling_lost',
      'offer_timeout',
      'opened_elsewhere',
      'webrtc_unsupported',
      'negotiation_failed',
      'media_stalled',
    ] as const
  ).map((code) => ({
    what: `the error ${code}, which says it in two sentences`,
    code,
    verdict: 'This happened.',
    advice: 'Do that.',
  })),
];

describe('the explanation of a failed session', () => {
  for (const { what, code, known, verdict, advice } of verdicts) {
    it(`has a verdict and advice for ${what}`, () => {
      const diagnosis = explain(code, facts(known));
      expect([diagnosis?.status, diagnosis?.verdict, diagnosis?.advice]).toEqual([
        'failed',
        verdict,
        advice,
      ]);
    });
  }

  it('is not given for errors that are not of the network and the media', () => {
    const explained = errorCodes.filter((code) => explain(code, facts()) !== undefined);
    expect(explained).toEqual([
      'broker_unreachable',
      'ticket_expired',
      'webrtc_unsupported',
      'signalling_refused',
      'signalling_lost',
      'negotiation_failed',
      'offer_timeout',
      'connection_timeout',
      'connection_lost',
      'first_frame_timeout',
      'media_stalled',
      'opened_elsewhere',
    ]);
  });

  it('takes an error of one sentence as it is', () => {
    const error = new TelepadError('signalling_lost', 'The server closed.');
    const diagnosis = explainFailure(error, facts());
    expect([diagnosis?.verdict, diagnosis?.advice]).toEqual(['The server closed.', undefined]);
  });

  it('lists what was seen of each thing, in the order in which a session needs them', () => {
    const ticket = ticketWith([
      'stun:stun.example.test',
      'turn:turn.example.test',
      'turns:turn.example.test:443?transport=tcp',
    ]);
    const errors = [['turns:turn.example.test:443?transport=tcp', 401]] as const;
    // Which of the two TURN servers the relay is on, nobody tells.
    const evidence = seen({ local: ['host', 'srflx', 'relay'], errors });
    const diagnosis = explain('connection_timeout', facts({ ticket, evidence }));
    expect(diagnosis?.findings.map(({ check }) => check)).toEqual(diagnosisChecks);
    const told = diagnosis?.findings.map(({ status, message }) => `${status}: ${message}`);
    expect(told).toEqual([
      'ok: A ticket came.',
      'ok: The ticket is valid for another 90 s.',
      'ok: The signalling server let us in.',
      'ok: The phone made an offer.',
      'ok: This browser has WebRTC.',
      'ok: The STUN server stun.example.test:3478 works.',
      'unknown: The TURN server over UDP turn.example.test:3478 told nothing so far.',
      'unknown: The ticket names no TURN server over TCP.',
      'failed: The TURN server over TLS turn.example.test:443 answered 401.',
      'failed: Media is blocked: no candidate pair; the TURN server answered 401.',
      'unknown: Not looked at.',
      'unknown: Not looked at.',
      'unknown: Not looked at.',
    ]);
  });

  it('says of a phone that was reached that it was, whatever failed later', () => {
    const evidence = seen({ hasBeenConnected: true, local: ['relay'] });
    const ticket = ticketWith([turn], { expiresAt: now - 1 });
    const statuses: Record<string, FindingStatus> = {};
    const diagnosis = explain('opened_elsewhere', facts({ evidence, ticket }));
    for (const { check, status } of diagnosis?.findings ?? []) statuses[check] = status;
    expect(statuses).toEqual({
      broker: 'ok',
      ticket: 'warning',
      signalling: 'ok',
      phone: 'failed',
      webrtc: 'ok',
      stun: 'unknown',
      'turn-udp': 'ok',
      'turn-tcp': 'unknown',
      'turn-tls': 'unknown',
      'media-path': 'ok',
      codec: 'unknown',
      autoplay: 'unknown',
      permissions: 'unknown',
    });
  });

  it('never shows an address of signalling, a user name, a credential or a server’s own words', () => {
    const urls = [turn, 'turn:secret-user:secret-credential@turn.example.test', 'stun:?secret'];
    const errors = urls.map((url) => [url, 401] as const);
    const known = facts({ ticket: ticketWith(urls), evidence: seen({ errors }) });
    for (const code of errorCodes) {
      expect(JSON.stringify(explain(code, known) ?? '')).not.toMatch(/secret|signal\./);
    }
  });
});
