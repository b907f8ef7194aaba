import type { PhoneEvent } from '../core/control.js';
import type { TelepadError } from '../core/errors.js';
import type { WireData } from '../core/ports/client.js';
import type { SessionEvent } from '../core/session-state.js';
import { connectionLost } from './session-errors.js';
import type { LinkListener } from './webrtc-link.js';

/** What a session does with what its link tells. */
export interface LinkReactions {
  /** The link is still the session's own: one of an earlier attempt is not listened to any more. */
  isPresent(): boolean;
  dispatch(event: SessionEvent): void;
  /** Finds the reason behind a refusal. */
  explain(error: TelepadError): TelepadError;
  hasBeenLive(): boolean;
  track(track: MediaStreamTrack): void;
  phoneEvent(event: PhoneEvent): void;
  featureFrame(data: WireData): void;
}

/** A link's events become the machine's. */
export function createLinkListener(session: LinkReactions): LinkListener {
  const ifPresent =
    <Values extends unknown[]>(react: (...values: Values) => void) =>
    (...values: Values): void => {
      if (session.isPresent()) react(...values);
    };
  const dispatch = ifPresent(session.dispatch);
  return {
    joined: () => dispatch({ type: 'joined' }),
    signallingLost: (error) => dispatch({ type: 'signalling-lost', error: session.explain(error) }),
    offered: () => dispatch({ type: 'offered' }),
    connectionState: (state) => {
      if (state === 'connected') dispatch({ type: 'peer-connected' });
      else if (state === 'disconnected') dispatch({ type: 'peer-disconnected' });
      else if (state === 'failed')
        dispatch({ type: 'peer-failed', error: connectionLost(session.hasBeenLive()) });
    },
    channelOpened: () => dispatch({ type: 'channel-opened' }),
    channelClosed: () => dispatch({ type: 'channel-closed' }),
    track: ifPresent(session.track),
    phoneEvent: ifPresent(session.phoneEvent),
    featureFrame: ifPresent(session.featureFrame),
    failed: (error) => dispatch({ type: 'peer-failed', error }),
  };
}
