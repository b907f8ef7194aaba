import type { IceServerError } from '../core/diagnosis.js';

/** What a link notes of the way to the phone, because afterwards nobody could tell. */
export interface LinkNotes {
  isJoined: boolean;
  isOffered: boolean;
  hasBeenConnected: boolean;
  readonly serverErrors: IceServerError[];
}
