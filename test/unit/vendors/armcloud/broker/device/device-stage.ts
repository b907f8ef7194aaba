import {
  checkDeviceInput,
  checkDeviceOutput,
} from '../../../../../../src/core/device/check-device-call.js';
import type {
  DeviceInput,
  DeviceOperationName,
  DeviceOutput,
} from '../../../../../../src/core/device/operations.js';
import type { BrokerTools } from '../../../../../../src/core/ports/broker.js';
import { armcloudBroker } from '../../../../../../src/vendors/armcloud/broker/armcloud-broker.js';
import type { ArmcloudSettings } from '../../../../../../src/vendors/armcloud/broker/armcloud-settings.js';
import { type CloudCall, createFakeCloud, phoneId, settings, settle } from '../fake-cloud.js';

/** The device API of an account on a cloud whose answers the test writes, called as the broker calls it. */
export function createDevice(
  answer: (call: CloudCall, count: number) => unknown,
  changes: Partial<ArmcloudSettings> = {},
) {
  const cloud = createFakeCloud(answer);
  const { device } = armcloudBroker({ ...settings, ...changes });

  async function run<Name extends DeviceOperationName>(
    name: Name,
    input: DeviceInput<Name>,
    subject: object = { phoneId },
  ): Promise<DeviceOutput<Name>> {
    const operation = device?.[name] as (call: object, tools: BrokerTools) => Promise<unknown>;
    const checked = checkDeviceInput(name, input);
    const output = await settle(
      operation({ ...subject, userId: 'u7', input: checked }, cloud.tools),
    );
    return checkDeviceOutput(name, output);
  }

  return { ...cloud, run };
}
