import type { SessionEvent } from '../core/session-state.js';
import type { BasicSession, PhoneEvents } from './basic-session.js';
import type { ConnectOptions } from './connect-options.js';
import type { Emitter } from './emitter.js';
import type { PageChoices } from './page-choices.js';
import type { PhoneStatus } from './phone-status.js';
import type { Preparation } from './preparation.js';
import type { SessionMedia } from './session-media.js';
import type { Upkeep } from './upkeep/upkeep-host.js';
import type { CreateLink } from './webrtc-link.js';

/** What a session lends to its link. */
export interface LinkOwner {
  readonly session: BasicSession;
  readonly options: ConnectOptions;
  readonly preparation: Preparation;
  readonly emitter: Emitter<PhoneEvents>;
  readonly media: SessionMedia;
  readonly status: PhoneStatus;
  readonly life: AbortSignal;
  readonly choices: PageChoices;
  readonly createLink: CreateLink;
  /** Rejects with `vendor_load_failed`. */
  upkeep(): Promise<Upkeep>;
  dispatch(event: SessionEvent): void;
}
