import type { LinkOwner } from '../link-owner.js';
import type { SessionLink } from '../session-link.js';
import { leaveAtTheEnd } from './leaving.js';
import { createRecovery, type Recovery } from './recovery.js';
import { createSessionHost } from './session-host.js';
import { createUpkeep } from './upkeep.js';
import type { Upkeep } from './upkeep-host.js';
import { retryOnWake } from './wake.js';

/** Everything that a session loads once it is live, in trouble, or on a phone that has to be left. */
export function createUpkeepOfSession(owner: LinkOwner, link: SessionLink): Upkeep & Recovery {
  leaveAtTheEnd(owner);
  retryOnWake(owner.session, owner.life);
  const upkeep = createUpkeep(createSessionHost(owner, link));
  return Object.assign(upkeep, createRecovery(owner, link));
}
