import type { VendorDeviceApi } from '../../../../core/ports/broker.js';
import { commandOperations } from './commands.js';
import type { DeviceContext } from './device-context.js';
import { phoneOperations } from './phones.js';
import { powerOperations } from './power.js';
import { taskOperations } from './tasks.js';

/**
 * What KooPhone has of the device API (API reference; fact sheet 3 and 4). The rest has no call there; apps are
 * installed from an address that only a server may choose: see `createKoophoneAccount`.
 */
export function createDeviceApi(context: DeviceContext): VendorDeviceApi {
  return {
    ...phoneOperations(context),
    ...powerOperations(context),
    ...commandOperations(context),
    ...taskOperations(context),
  };
}
