import type { CloseReason } from '../basic-session.js';
import type { LinkOwner } from '../link-owner.js';
import type { LeaveCause } from '../ticket-source.js';

/**
 * Tells whoever gave the session's newest ticket when its phone is not used any more: at the end of the session, which
 * may have come before this code, and when its page is gone.
 */
export function leaveAtTheEnd({ session, options, preparation, emitter, life }: LinkOwner): void {
  let isLeft = false;
  const leave = (cause: LeaveCause | undefined) => {
    const { ticket } = preparation;
    if (isLeft || !cause || !ticket?.leave || typeof options.ticket !== 'function') return;
    isLeft = true;
    options.ticket.leave?.(ticket, cause);
  };
  const end = (reason: CloseReason) => leave(causeOf(reason));
  if (session.closeReason) {
    end(session.closeReason);
    return;
  }
  emitter.on('closed', end);
  globalThis.addEventListener(
    'pagehide',
    // A page that the browser keeps may come back; if it does not, its connection is missed.
    ({ persisted }) => leave(persisted ? undefined : 'user'),
    { signal: life },
  );
}

function causeOf({ error }: CloseReason): LeaveCause | undefined {
  if (!error || error.code === 'aborted') return 'user';
  // The phone is in use: by the same user, elsewhere.
  return error.code === 'opened_elsewhere' ? undefined : 'idle';
}
