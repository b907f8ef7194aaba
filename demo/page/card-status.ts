import type { DeviceOutput } from 'telepad/device';
import type { CardStatus } from './phone-picker.js';

/** What a card says of a phone; what is open in this page is known without asking. */
export function statusOf(
  found: Pick<DeviceOutput<'getPhone'>, 'status' | 'isOnline' | 'isStreaming'> | undefined,
  isOpenHere: boolean,
): CardStatus {
  if (isOpenHere) return 'open';
  if (!found) return 'unknown';
  if (found.isOnline) return found.isStreaming ? 'in-use' : 'online';
  // Some vendors put phones away while nobody uses them, and get them ready for whoever opens one.
  return found.status === 'not-ready' ? 'resting' : 'offline';
}
