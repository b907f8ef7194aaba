import { concludeDiagnosis } from '../../core/conclude-diagnosis.js';
import type { Diagnosis, Finding, FindingDrafts } from '../../core/diagnosis.js';
import { knownFindings, ok } from '../../core/explain-failure.js';
import type { PhoneStatistics } from '../../core/statistics.js';
import type { UpkeepHost } from '../upkeep/upkeep-host.js';
import { tryBrowser } from './browser-trials.js';
import { knownFacts } from './known-facts.js';
import { tryPaths } from './path-trials.js';
import type { TrialConditions } from './trial.js';

/** How long each server may take, in ms. Not ended by the session: what was asked for after its end is answered too. */
const conditions: TrialConditions = { timeoutMs: 5000, signal: undefined };

/** What the session’s upkeep knows by now. */
export interface SessionKnowledge {
  /** What has failed, if anything has. */
  readonly failure: Diagnosis | undefined;
  /** The last ones, if there were any. */
  readonly statistics: PhoneStatistics | undefined;
}

/**
 * Looks at what a session needs, beside the session: its own connection and signalling are only looked at. The
 * signalling address is not opened a second time, because vendors cut the older connection of a user.
 * @param know asked when the servers have been tried
 */
export async function diagnoseSession(
  host: UpkeepHost,
  know: () => SessionKnowledge,
): Promise<Diagnosis> {
  const { session, ticket, options } = host;
  const isRelayOnly = options.iceTransportPolicy === 'relay';
  const [browser, paths] = await Promise.all([
    tryBrowser(),
    ticket && typeof RTCPeerConnection !== 'undefined'
      ? tryPaths(ticket, isRelayOnly, conditions)
      : undefined,
  ]);
  const { failure, statistics } = know();
  return concludeDiagnosis({
    ...browser,
    ...knownFindings(knownFacts(host)),
    ...paths,
    ...failuresOf(failure),
    ...(session.isLive && whileLive(host, statistics)),
  });
}

/** Servers are left out: what they do now tells more than what they did then. */
function failuresOf(diagnosis: Diagnosis | undefined): FindingDrafts {
  const failures = (diagnosis?.findings ?? []).filter(
    ({ check, status }) => status === 'failed' && !/^(stun|turn)/.test(check),
  );
  return Object.fromEntries(failures.map(({ check, ...draft }) => [check, draft]));
}

function whileLive(
  { isSignalling, videos }: UpkeepHost,
  statistics: PhoneStatistics | undefined,
): FindingDrafts {
  const codec = statistics?.video?.codec;
  return {
    signalling: isSignalling
      ? ok('Signalling is open.')
      : {
          status: 'warning',
          message:
            'Signalling is down at the moment. Picture and input do not need it; the session opens it again.',
        },
    'media-path': statistics ? pathOf(statistics) : ok('The phone is reached.'),
    ...(codec !== undefined && {
      codec: ok(`The phone sends ${codec}, which this browser decodes.`),
    }),
    ...autoplayOf([...videos]),
  };
}

function pathOf({
  isRelayed,
  path,
  roundTripMs,
  networkQuality,
  video,
}: PhoneStatistics): Omit<Finding, 'check'> {
  const relay = path?.relayProtocol ? ` over ${path.relayProtocol.toUpperCase()}` : '';
  const way = isRelayed ? ` through a TURN server${relay}` : isRelayed === false ? ' directly' : '';
  const facts = [
    ...(roundTripMs === undefined ? [] : [`${Math.round(roundTripMs)} ms there and back`]),
    ...(video?.lossRate ? [`${Math.round(video.lossRate * 100)} % of the picture lost`] : []),
  ];
  const message = `The phone is reached${way}${facts.length > 0 ? `: ${facts.join(', ')}` : ''}.`;
  return networkQuality === 'poor' || networkQuality === 'bad'
    ? {
        status: 'warning',
        message,
        advice: 'The network is slow or lossy: try another one, or a cable instead of Wi-Fi.',
      }
    : ok(message);
}

function autoplayOf(videos: readonly HTMLVideoElement[]): { autoplay?: Omit<Finding, 'check'> } {
  if (videos.length === 0) return {};
  return {
    autoplay: videos.some(({ paused }) => paused)
      ? {
          status: 'warning',
          message: 'The browser holds back the picture until somebody clicks on the page.',
          advice: 'Click on the page.',
        }
      : ok('The picture plays.'),
  };
}
