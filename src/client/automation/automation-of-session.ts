import type { LinkOwner } from '../link-owner.js';
import type { PhoneSession } from '../session.js';
import type { SessionLink } from '../session-link.js';
import { createAutomation, type PhoneAutomation } from './phone-automation.js';

/** What a session loads when it is asked for its automation. */
export function createAutomationOfSession(
  session: PhoneSession,
  { life }: LinkOwner,
  { events }: SessionLink,
): PhoneAutomation {
  return createAutomation({
    session,
    life,
    onSending: (listener) => events.on('sending', listener),
    onSent: (listener) => events.on('sent', listener),
    random: Math.random,
  });
}
