import { concludeDiagnosis } from '../../core/conclude-diagnosis.js';
import type { Diagnosis, Finding, FindingDrafts } from '../../core/diagnosis.js';
import { isTelepadError, TelepadError } from '../../core/errors.js';
import {
  failed,
  failedBy,
  isMixedContent,
  knownFindings,
  mixedContent,
  offline,
  type PageFacts,
} from '../../core/explain-failure.js';
import { sessionFailures } from '../../core/session-failures.js';
import { readTicket, type Ticket } from '../../core/ticket.js';
import { aborted } from '../aborted.js';
import type { TicketSource } from '../ticket-source.js';
import { tryBrowser } from './browser-trials.js';
import type { DiagnoseOptions } from './diagnose-options.js';
import { pageFacts } from './known-facts.js';
import { tryPaths } from './path-trials.js';
import { trySignalling } from './signalling-trial.js';
import { runTrial, type TrialConditions } from './trial.js';

type Draft = Omit<Finding, 'check'>;

/** Looks at everything that a session would need. See `diagnose` in the entry. */
export async function diagnosePage(options: DiagnoseOptions): Promise<Diagnosis> {
  const { signal, timeoutMs = 5000 } = options;
  if (!(timeoutMs >= 100 && timeoutMs <= 60_000)) {
    throw new TelepadError(
      'configuration_invalid',
      'The timeoutMs of the diagnosis is not one. Use 100 to 60000 ms.',
    );
  }
  const conditions = { timeoutMs, signal };
  const [browser, others] = await Promise.all([tryBrowser(), tryOthers(options, conditions)]);
  if (signal?.aborted) throw aborted();
  return concludeDiagnosis({ ...browser, ...others });
}

async function tryOthers(
  options: DiagnoseOptions,
  conditions: TrialConditions,
): Promise<FindingDrafts> {
  const page = pageFacts();
  const ticket = await getTicket(options.ticket, conditions);
  if (isTelepadError(ticket)) {
    const check = /^ticket/.test(ticket.code) ? 'ticket' : 'broker';
    return { [check]: page.isOnline ? failedBy(ticket) : offline };
  }
  const isFunction = typeof options.ticket === 'function';
  const facts = { ...page, ticket, isRenewable: isFunction };
  const isRelayOnly = options.iceTransportPolicy === 'relay';
  const [paths, signalling] = await Promise.all([
    typeof RTCPeerConnection === 'undefined' ? {} : tryPaths(ticket, isRelayOnly, conditions),
    findSignalling(options, facts, conditions),
  ]);
  return {
    ...knownFindings({ ...facts, evidence: undefined, isVideoArriving: false }),
    ...(!isFunction && {
      broker: { status: 'unknown', message: 'No broker was asked: the page has its ticket.' },
    }),
    ...(ticket.expiresAt <= page.now && { ticket: expired(signalling) }),
    ...paths,
    signalling,
  };
}

/** A ticket function is part of what is looked at: its errors are findings. */
function getTicket(
  source: TicketSource,
  { timeoutMs, signal }: TrialConditions,
): Promise<Ticket | TelepadError> {
  return runTrial<Ticket | TelepadError>(
    { timeoutMs: timeoutMs * 3, signal },
    () => sessionFailures.ticketTimeout(),
    (settle, life) => {
      const ask = async () =>
        readTicket(typeof source === 'function' ? await source(life, () => {}) : source);
      ask().then(settle, (cause) => settle(isTelepadError(cause) ? cause : functionFailed(cause)));
    },
  );
}

/** Its own words stay out of the diagnosis: nobody knows what they hold. */
function functionFailed(cause: unknown): TelepadError {
  return new TelepadError(
    'broker_unreachable',
    'The ticket function failed with an error of its own. Call it by itself to see the error.',
    { cause },
  );
}

function findSignalling(
  { ticket: source, signalling: isWanted = true }: DiagnoseOptions,
  { ticket, isOnline, isSecurePage }: PageFacts & { readonly ticket: Ticket },
  conditions: TrialConditions,
): Draft | Promise<Draft> {
  if (!isWanted) return { status: 'unknown', message: 'Not tried, as was asked for.' };
  if (isMixedContent(ticket, isSecurePage)) return mixedContent;
  if (!isOnline) return offline;
  if (ticket.signalling.isRelayed && typeof source !== 'function') {
    return {
      status: 'unknown',
      message: 'Not tried: the relay admits this ticket only once.',
      advice: 'Pass a ticket function, so that the diagnosis has a ticket of its own.',
    };
  }
  return trySignalling(ticket.signalling.url, conditions);
}

function expired(signalling: Draft): Draft {
  return signalling.status === 'ok'
    ? {
        status: 'warning',
        message:
          'By this computer’s clock the ticket has expired, but the signalling server took it.',
        advice: 'Set the clock of this computer.',
      }
    : failed(
        'The ticket has expired.',
        'Get a new one; if it is new, set the clocks of this computer and of the broker.',
      );
}
