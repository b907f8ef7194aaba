import type { EmulatorWorld } from '../../../../core/ports/emulator.js';
import type { DeviceTokens } from './device-tokens.js';
import type { Iam } from './iam.js';
import type { Instances } from './instances.js';
import type { KoophoneAccount } from './koophone-account.js';
import type { Streams } from './streams.js';
import type { TaskBoard } from './task-board.js';

/** Everything that the calls of one fake KooPhone work on. */
export interface CloudParts {
  readonly world: EmulatorWorld;
  readonly account: KoophoneAccount;
  readonly iam: Iam;
  readonly instances: Instances;
  readonly tasks: TaskBoard;
  readonly deviceTokens: DeviceTokens;
  readonly streams: Streams;
}
