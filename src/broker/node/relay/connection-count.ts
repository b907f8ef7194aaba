import type { RelayLimits } from './relay-limits.js';

/** How many connections there are, in all and of each user. */
export class ConnectionCount {
  readonly #limits: Pick<RelayLimits, 'maxConnections' | 'maxConnectionsPerUser'>;
  readonly #byUser = new Map<string, number>();
  #total = 0;

  constructor(limits: Pick<RelayLimits, 'maxConnections' | 'maxConnectionsPerUser'>) {
    this.#limits = limits;
  }

  /** @returns ends the connection that was counted, once; `undefined` when there are too many */
  take(userId: string): (() => void) | undefined {
    const ofUser = this.#byUser.get(userId) ?? 0;
    const { maxConnections, maxConnectionsPerUser } = this.#limits;
    if (this.#total >= maxConnections || ofUser >= maxConnectionsPerUser) return undefined;
    this.#change(userId, 1);
    let isHeld = true;
    return () => {
      if (isHeld) this.#change(userId, -1);
      isHeld = false;
    };
  }

  #change(userId: string, by: 1 | -1): void {
    this.#total += by;
    const ofUser = (this.#byUser.get(userId) ?? 0) + by;
    if (ofUser === 0) this.#byUser.delete(userId);
    else this.#byUser.set(userId, ofUser);
  }
}
