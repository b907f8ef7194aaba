import {
  initialJitterState,
  type JitterState,
  type PictureLook,
  stepJitter,
} from '../../core/jitter-control.js';

/** Chromium before 124 has another name for it, in seconds; Safari has neither. */
interface AimedReceiver {
  readonly track: MediaStreamTrack;
  jitterBufferTarget?: number | null;
  playoutDelayHint?: number | null;
}

/** The video receivers' jitter target, as stepJitter() has it. The sound's is the browser's own affair. */
export interface JitterTarget {
  /** What is asked for, in ms; undefined where the browser cannot be asked. */
  readonly targetMs: number | undefined;
  look(look: PictureLook, intervalMs: number): void;
  /** Asks the receivers of this connection, in case some of them have not been asked yet. */
  apply(connection: RTCPeerConnection | undefined): void;
  /** Nothing is held back any more: a new connection, or old frames that are not to be seen. */
  reset(): void;
}

/** @param limitMs see `AdaptOptions.maxJitterBufferMs` */
export function createJitterTarget(limitMs: number): JitterTarget {
  let state: JitterState = initialJitterState;
  let isKnown = false;

  const aim = (receiver: AimedReceiver) => {
    isKnown = true;
    const { targetMs } = state;
    if ('jitterBufferTarget' in receiver) {
      if (receiver.jitterBufferTarget !== targetMs) receiver.jitterBufferTarget = targetMs;
    } else if ('playoutDelayHint' in receiver) {
      receiver.playoutDelayHint = targetMs / 1000;
    } else {
      isKnown = false;
    }
  };

  return {
    get targetMs() {
      return isKnown ? state.targetMs : undefined;
    },
    look(look, intervalMs) {
      state = stepJitter(state, look, intervalMs, limitMs);
    },
    apply(connection) {
      for (const receiver of connection?.getReceivers() ?? [])
        if (receiver.track.kind === 'video') aim(receiver);
    },
    reset() {
      state = initialJitterState;
    },
  };
}
