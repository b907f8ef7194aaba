import type { EmulatorWorld } from '../../../../core/ports/emulator.js';
import type { AppStore } from './app-store.js';
import type { Callbacks } from './callbacks.js';
import type { FileStore } from './file-store.js';
import type { Pads } from './pads.js';
import type { Previews } from './previews.js';
import type { RoomTokens } from './room-tokens.js';
import type { ShareRooms } from './share-rooms.js';
import type { SignallingRooms } from './signalling-rooms.js';
import type { StsTokens } from './sts-tokens.js';
import type { TaskBoard } from './task-board.js';

/** Everything that the calls of one fake ArmCloud work on. */
export interface CloudParts {
  readonly world: EmulatorWorld;
  readonly pads: Pads;
  readonly tasks: TaskBoard;
  readonly callbacks: Callbacks;
  readonly files: FileStore;
  readonly apps: AppStore;
  readonly previews: Previews;
  readonly stsTokens: StsTokens;
  readonly roomTokens: RoomTokens;
  readonly rooms: SignallingRooms;
  readonly shareRooms: ShareRooms;
  /** Of the account's streaming application, and of the account. */
  readonly appId: string;
  readonly accountId: string;
}
