import type { TaskState } from '../../core/device/operations.js';
import type { BrokerAddress } from '../broker-request.js';

export interface DeviceApiOptions extends BrokerAddress {
  readonly phoneId: string;
  /** Needed only where the broker serves several vendors. */
  readonly vendor?: string;
  /** Ends every call of this API, those under way too. */
  readonly signal?: AbortSignal;
}

export interface DeviceCallOptions {
  /** Stops waiting for the answer; whether the phone still does it is open. */
  readonly signal?: AbortSignal;
}

export interface WaitForTaskOptions extends DeviceCallOptions {
  /** Hears the task's state at the start and after each change. What it throws ends the waiting. */
  readonly onProgress?: (task: TaskState) => void;
  /** Longest wait for the end of the task, in ms, 1000 to 86400000. Default 300000. */
  readonly timeoutMs?: number;
  /**
   * Wait between two questions, in ms, 250 to 60000. Default 1000. While nothing changes it grows by half each
   * time, up to ten times as long.
   */
  readonly pollIntervalMs?: number;
}
