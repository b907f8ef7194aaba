export interface IceRestartHost {
  /** Aborted when the session has closed. */
  readonly life: AbortSignal;
  /** The present one. */
  connection(): RTCPeerConnection | undefined;
  /** Signals an offer of ours. */
  offer(sdp: string): void;
  /** The phone has answered it. */
  answered(): void;
}

/** After how long an offer without an answer is taken back, in ms: other offers wait for that. */
const answerTimeoutMs = 10_000;

interface Restart {
  readonly connection: RTCPeerConnection;
  /** Once more; the phone may not have heard of it. */
  again(): void;
  end(): void;
}

/**
 * Offers ICE restarts on a connection that the phone has opened: another network path for the same pictures and
 * channels. An offer is made as soon as no other is on its way; the phone's offers win, and ours comes once more after
 * them.
 */
export function createIceRestart(host: IceRestartHost): () => void {
  let present: Restart | undefined;
  return () => {
    const connection = host.connection();
    if (!connection || host.life.aborted) return;
    if (present?.connection === connection) {
      present.again();
      return;
    }
    present?.end();
    const restart = begin(connection, host, () => {
      if (present === restart) present = undefined;
    });
    present = restart;
    restart.again();
  };
}

function begin(
  connection: RTCPeerConnection,
  { life, offer, answered }: IceRestartHost,
  onEnd: () => void,
): Restart {
  const ended = new AbortController();
  const { signal } = ended;
  let isMaking = false;
  let isOut = false;
  let mayYield = true;
  /** What the phone had last agreed to when our offer went out. */
  let agreed: string | undefined;

  const end = () => {
    clearTimeout(timer);
    ended.abort();
    onEnd();
  };
  const timer = setTimeout(() => {
    end();
    if (isOut) connection.setLocalDescription({ type: 'rollback' }).catch(() => {});
  }, answerTimeoutMs);
  life.addEventListener('abort', end, { signal });

  const make = async () => {
    if (isMaking || isOut || signal.aborted || connection.signalingState !== 'stable') return;
    isMaking = true;
    try {
      const { sdp = '' } = await connection.createOffer({ iceRestart: true });
      if (signal.aborted) return;
      // Throws when another offer has come in between.
      await connection.setLocalDescription({ type: 'offer', sdp });
      if (signal.aborted) return;
      agreed = connection.currentRemoteDescription?.sdp;
      isOut = true;
      offer(sdp);
    } catch {
      // The state of signalling changes again when the other offer is through.
    } finally {
      isMaking = false;
    }
  };

  const look = () => {
    const { signalingState, currentRemoteDescription } = connection;
    if (isOut && signalingState !== 'have-local-offer') {
      if (signalingState === 'stable' && currentRemoteDescription?.sdp !== agreed) {
        end();
        answered();
        return;
      }
      // Taken back: the phone has made an offer of its own, or an answer that is of no use.
      isOut = false;
      // Once, or two stubborn sides would go on for ever.
      if (!mayYield) return end();
      mayYield = false;
    }
    // Later: the session may be in the middle of answering the phone.
    if (signalingState === 'stable') setTimeout(make);
  };
  connection.addEventListener('signalingstatechange', look, { signal });

  return {
    connection,
    again() {
      // As it is: the phone may have it, and its answer be under way.
      if (isOut) offer(connection.localDescription?.sdp ?? '');
      else void make();
    },
    end,
  };
}
