import { clockTime, create } from './elements.js';

const shownRows = 100;

/** The newest on top; what repeats itself is one row with a count. */
export class Log {
  readonly #list: HTMLElement;
  #lastKind: string | undefined;
  #count = 1;

  constructor(list: HTMLElement) {
    this.#list = list;
  }

  /** @param kind lines of the same kind in a row are counted; without one each is a row of its own */
  add(text: string, kind?: string): void {
    const isRepeated = kind !== undefined && kind === this.#lastKind;
    this.#lastKind = kind;
    this.#count = isRepeated ? this.#count + 1 : 1;
    const row = create('li', '', create('time', '', clockTime(Date.now(), 'medium')), text);
    if (isRepeated) {
      row.append(create('small', '', `×${this.#count}`));
      this.#list.firstElementChild?.replaceWith(row);
    } else this.#list.prepend(row);
    while (this.#list.children.length > shownRows) this.#list.lastElementChild?.remove();
  }
}
