import type { VendorDeviceApi } from '../../../../core/ports/broker.js';
import type { AccountClient } from '../account-client.js';
import type { TaskIds } from './task-ids.js';

/** What the operations are made with. */
export interface DeviceContext {
  readonly client: AccountClient;
  readonly taskIds: TaskIds;
}

/** Some of the operations. */
export type DeviceOperations<Name extends keyof VendorDeviceApi> = Required<
  Pick<VendorDeviceApi, Name>
>;
