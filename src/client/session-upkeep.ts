import type { LinkOwner } from './link-owner.js';
import { vendorNotLoaded } from './session-errors.js';
import type { SessionLink } from './session-link.js';
import type { Recovery } from './upkeep/recovery.js';
import type { Upkeep } from './upkeep/upkeep-host.js';

/** What a session has once its upkeep is loaded. */
export type LoadedUpkeep = Upkeep & Recovery;

/** Loads the code of the upkeep. */
export type ImportUpkeep = () => Promise<{
  createUpkeepOfSession(owner: LinkOwner, link: SessionLink): LoadedUpkeep;
}>;

export const importUpkeep: ImportUpkeep = () => import('./upkeep/upkeep-of-session.js');

/** A session's upkeep, once it is there. */
export class SessionUpkeep {
  /** Undefined until its code has come. */
  current: LoadedUpkeep | undefined;
  readonly #owner: LinkOwner;
  readonly #link: SessionLink;
  readonly #import: ImportUpkeep;
  #loading: Promise<LoadedUpkeep> | undefined;

  constructor(owner: LinkOwner, link: SessionLink, load: ImportUpkeep) {
    this.#owner = owner;
    this.#link = link;
    this.#import = load;
  }

  /** In the background: what fails is tried again at the next chance, and disturbs nobody. */
  prepare(): void {
    if (!this.#owner.life.aborted) this.load().catch(() => {});
  }

  /** Rejects with `vendor_load_failed`; another call tries again. */
  load(): Promise<LoadedUpkeep> {
    this.#loading ??= this.#import().then(
      ({ createUpkeepOfSession }) => {
        this.current = createUpkeepOfSession(this.#owner, this.#link);
        return this.current;
      },
      (cause) => {
        this.#loading = undefined;
        throw vendorNotLoaded(cause);
      },
    );
    return this.#loading;
  }
}
