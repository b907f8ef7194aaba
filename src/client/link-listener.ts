import type { TelepadError } from '../core/errors.js';
import type { WireData } from '../core/ports/client.js';
import { sessionFailures } from '../core/session-failures.js';
import type { LinkOwner } from './link-owner.js';
import { explainRefusal } from './session-errors.js';
import type { LinkListener } from './webrtc-link.js';

/**
 * A link's events become the machine's.
 * @param isPresent the link is still the session's own: one of an earlier attempt is not listened to any more
 */
export function createLinkListener(
  { session, options, preparation, emitter, media, status, life, dispatch: tell }: LinkOwner,
  isPresent: () => boolean,
  hearFeature: (data: WireData) => void,
): LinkListener {
  const ifPresent =
    <Values extends unknown[]>(react: (...values: Values) => void) =>
    (...values: Values): void => {
      if (isPresent()) react(...values);
    };
  const dispatch = ifPresent(tell);
  const explain = (error: TelepadError) =>
    explainRefusal(error, preparation.expiresAt, typeof options.ticket === 'function');
  return {
    joined: () => {
      if (preparation.vendor?.admitsAgain) preparation.expiresAt = Infinity;
      dispatch({ type: 'joined' });
    },
    signallingLost: (error) => dispatch({ type: 'signalling-lost', error: explain(error) }),
    offered: () => dispatch({ type: 'offered' }),
    connectionState: (state) => {
      if (state === 'connected') dispatch({ type: 'peer-connected' });
      else if (state === 'disconnected') dispatch({ type: 'peer-disconnected' });
      else if (state === 'failed')
        dispatch({
          type: 'peer-failed',
          error: session.hasBeenLive
            ? sessionFailures.connectionBroken()
            : sessionFailures.connectionFailed(),
          isPath: true,
        });
    },
    channelOpened: () => dispatch({ type: 'channel-opened' }),
    channelClosed: () => dispatch({ type: 'channel-closed' }),
    track: ifPresent((track) =>
      emitter.emit(
        'track',
        media.take(track, () => dispatch({ type: 'frame' }), life),
      ),
    ),
    phoneEvent: ifPresent((event) => {
      status.hear(event);
      if (event.type === 'display') dispatch({ type: 'display' });
    }),
    featureFrame: ifPresent(hearFeature),
    failed: (error, isHangUp) =>
      dispatch({ type: isHangUp ? 'channel-closed' : 'peer-failed', error: explain(error) }),
  };
}
