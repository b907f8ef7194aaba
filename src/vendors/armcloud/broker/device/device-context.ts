import type { VendorDeviceApi } from '../../../../core/ports/broker.js';
import type { AccountClient } from '../account-client.js';
import type { CheckedArmcloudSettings } from '../armcloud-settings.js';
import type { UploadIds } from './upload-id.js';

/** What the operations are made with. */
export interface DeviceContext {
  readonly client: AccountClient;
  readonly settings: Pick<CheckedArmcloudSettings, 'brand' | 'signature'>;
  readonly uploadIds: UploadIds;
}

/** Some of the operations; all files of this folder together have each of them. */
export type DeviceOperations<Name extends keyof VendorDeviceApi> = Required<
  Pick<VendorDeviceApi, Name>
>;
