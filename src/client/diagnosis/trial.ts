/** What holds for everything that is tried. */
export interface TrialConditions {
  readonly timeoutMs: number;
  /** Ends it early; what it came to counts for nothing then. */
  readonly signal: AbortSignal | undefined;
}

/**
 * Tries something, for a limited time.
 * @param late what it has come to when the time is over
 * @param start everything that it opens must end with `life`, which ends with the trial
 */
export function runTrial<Outcome>(
  { timeoutMs, signal }: TrialConditions,
  late: () => Outcome,
  start: (settle: (outcome: Outcome) => void, life: AbortSignal) => void,
): Promise<Outcome> {
  const life = new AbortController();
  return new Promise<Outcome>((resolve) => {
    const settle = (outcome: Outcome) => {
      clearTimeout(timer);
      life.abort();
      resolve(outcome);
    };
    const stop = () => settle(late());
    const timer = setTimeout(stop, timeoutMs);
    if (signal?.aborted) {
      stop();
      return;
    }
    signal?.addEventListener('abort', stop, { signal: life.signal });
    try {
      start(settle, life.signal);
    } catch {
      stop();
    }
  });
}

/** A peer connection of ours that lives as long as a trial. */
export function trialConnection(
  server: RTCIceServer,
  policy: RTCIceTransportPolicy,
  life: AbortSignal,
) {
  const connection = new RTCPeerConnection({ iceServers: [server], iceTransportPolicy: policy });
  life.addEventListener('abort', () => connection.close(), { once: true });
  return connection;
}
