import type { ControlMessage } from '../../core/control.js';
import type { Diagnosis } from '../../core/diagnosis.js';
import type { TelepadError } from '../../core/errors.js';
import type { PhoneStatistics } from '../../core/statistics.js';

/**
 * One thing that an upkeep takes care of. A part ends by itself when `UpkeepHost.life` is aborted: no timer and no
 * listener of it stays.
 */
export interface UpkeepPart {
  /** How picture and sound arrive: what the page is told by `stats`, just before, once a second from the first `live`. */
  look?(statistics: PhoneStatistics): void;
  /**
   * Packets of the picture arrive, but for more than a second none of them became a frame: a key frame may help. Said
   * again each second while that lasts.
   */
  decodeStalled?(): void;
  /** See `Upkeep.hold`; the first part that takes the message has it. */
  hold?(message: ControlMessage): boolean;
  /** See `Upkeep.resume`. */
  resume?(): void;
  /** See `Upkeep.release`. */
  release?(): void;
  /** See `Upkeep.diagnose`. */
  diagnose?(): Promise<Diagnosis>;
  /** See `Upkeep.explain`. */
  explain?(error: TelepadError): Diagnosis | undefined;
}
