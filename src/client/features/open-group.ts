import { TelepadError } from '../../core/errors.js';
import { sessionClosed, watchOnly } from '../session-errors.js';
import type { FeatureHost } from './feature-host.js';
import type { PhoneGroup } from './group.js';
import { followersAmong } from './group-arguments.js';
import { GroupLeader } from './group-leader.js';
import {
  type BrokerGroupTicketOptions,
  brokerGroupTicket,
  type GroupTicketSource,
} from './group-ticket-source.js';
import { orAborted } from './or-aborted.js';

interface GroupMembers {
  /** The phones that shall follow. The leading phone is left out of it. */
  readonly phoneIds: readonly string[];
  /** Whether the leading phone's input is repeated from the start. @default true */
  readonly sync?: boolean;
  /** Gives the opening up, or closes the group when it is open. */
  readonly signal?: AbortSignal;
}

/** Which phones follow, and where the ticket for them comes from: a Telepad broker, or a function of the page's. */
export type GroupOptions = GroupMembers &
  (BrokerGroupTicketOptions | { readonly ticket: GroupTicketSource });

/** `PhoneFeatures.openGroup` of the host's session. */
export async function openGroup(host: FeatureHost, options: GroupOptions): Promise<PhoneGroup> {
  const { session, vendor, life } = host;
  const { phoneIds, sync = true, signal } = options;
  const followers = followersAmong(phoneIds, session.phoneId);
  if (life.aborted) throw sessionClosed();
  if (session.role === 'watch') throw watchOnly();
  if (!vendor.group)
    throw new TelepadError(
      'not_supported',
      'This vendor has no room in which one phone leads others.',
    );
  const group = new GroupLeader({
    host,
    dialect: vendor.group,
    ticket: 'ticket' in options ? options.ticket : brokerGroupTicket(options),
    phoneIds: followers,
    isSyncing: sync,
  });
  const close = () => group.close();
  signal?.addEventListener('abort', close, { once: true, signal: life });
  group.on('closed', () => signal?.removeEventListener('abort', close));
  try {
    await orAborted(group.open(), signal);
  } catch (error) {
    group.close();
    throw life.aborted ? sessionClosed() : error;
  }
  return group;
}
