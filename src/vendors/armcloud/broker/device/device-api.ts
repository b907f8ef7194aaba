import type { VendorDeviceApi } from '../../../../core/ports/broker.js';
import { appOperations } from './apps.js';
import { commandOperations } from './commands.js';
import type { DeviceContext } from './device-context.js';
import { fileOperations } from './files.js';
import { networkOperations } from './network.js';
import { phoneOperations } from './phones.js';
import { placeOperations } from './place.js';
import { powerOperations } from './power.js';
import { propertyOperations } from './properties.js';
import { screenOperations } from './screen.js';

/** Every operation of the device API in ArmCloud's words (API reference; fact sheet 2.9, 2.10). */
export function createDeviceApi(context: DeviceContext): Required<VendorDeviceApi> {
  return {
    ...phoneOperations(context),
    ...propertyOperations(context),
    ...powerOperations(context),
    ...screenOperations(context),
    ...commandOperations(context),
    ...appOperations(context),
    ...fileOperations(context),
    ...placeOperations(context),
    ...networkOperations(context),
  };
}
