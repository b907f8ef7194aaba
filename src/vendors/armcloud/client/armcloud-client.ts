import type { ClientVendor, LinkTools } from '../../../core/ports/client.js';
import type { Ticket } from '../../../core/ticket.js';
import { ArmcloudDialect } from './armcloud-dialect.js';

/** ArmCloud in the browser: a WebRTC link that speaks its dialect. */
export const armcloudClient: ClientVendor = {
  id: 'armcloud',
  connect<Link>(ticket: Ticket, tools: LinkTools<Link>): Link {
    return tools.webrtc(new ArmcloudDialect(ticket.phoneId, ticket.dialect));
  },
  loadFeatures: ({ dialect }) =>
    import('./armcloud-features.js').then(({ armcloudFeatures }) => armcloudFeatures(dialect)),
};
