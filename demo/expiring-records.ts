import { randomBytes } from 'node:crypto';

export interface ExpiringRecord<Value> {
  readonly id: string;
  readonly value: Value;
  /** Ms since 1970. */
  readonly expiresAt: number;
}

/** Records in memory, each under an id that nobody can guess. To know the id is to be let in. */
export class ExpiringRecords<Value> {
  readonly #records = new Map<string, ExpiringRecord<Value>>();
  readonly #lifetimeMs: number;
  readonly #capacity: number;
  readonly #now: () => number;

  /** @param capacity how many are kept; beyond it the oldest is forgotten */
  constructor(options: {
    readonly lifetimeMs: number;
    readonly capacity: number;
    readonly now: () => number;
  }) {
    this.#lifetimeMs = options.lifetimeMs;
    this.#capacity = options.capacity;
    this.#now = options.now;
  }

  add(value: Value): ExpiringRecord<Value> {
    // A map keeps the order of insertion, and all live equally long: the first is the oldest.
    for (const [id, { expiresAt }] of this.#records) {
      if (expiresAt > this.#now() && this.#records.size < this.#capacity) break;
      this.#records.delete(id);
    }
    const record = {
      id: randomBytes(24).toString('base64url'),
      value,
      expiresAt: this.#now() + this.#lifetimeMs,
    };
    this.#records.set(record.id, record);
    return record;
  }

  /** Undefined for an id that is unknown, forged, expired or deleted. */
  find(id: string | undefined): ExpiringRecord<Value> | undefined {
    const record = id === undefined ? undefined : this.#records.get(id);
    return record && record.expiresAt > this.#now() ? record : undefined;
  }

  delete(id: string | undefined): void {
    if (id !== undefined) this.#records.delete(id);
  }

  /** All that still hold, the oldest first. */
  list(): readonly ExpiringRecord<Value>[] {
    return [...this.#records.values()].filter(({ expiresAt }) => expiresAt > this.#now());
  }
}
