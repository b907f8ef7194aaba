/** The last `limit` things of a list that would otherwise grow for ever. */
export class RecentList<Item> {
  #items: Item[] = [];
  readonly #limit: number;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Oldest first. */
  get items(): readonly Item[] {
    return this.#items.slice(-this.#limit);
  }

  add(item: Item): void {
    this.#items.push(item);
    // Cut rarely: shifting a long array at each add would cost more than the add.
    if (this.#items.length >= 2 * this.#limit) this.#items = this.#items.slice(-this.#limit);
  }

  clear(): void {
    this.#items = [];
  }
}
