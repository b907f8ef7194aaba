/** How many looks a chart shows: two minutes, one a second. */
export const historyLength = 120;

/** The last two minutes of one number; undefined where it was not told. */
export class History {
  readonly #values: (number | undefined)[] = [];

  add(value: number | undefined): void {
    this.#values.push(value !== undefined && Number.isFinite(value) ? value : undefined);
    if (this.#values.length > historyLength) this.#values.shift();
  }

  clear(): void {
    this.#values.length = 0;
  }

  /** Always `historyLength` long, the newest last; what was before the first look is null, as what was not told. */
  points(): (number | null)[] {
    const missing = Array<null>(historyLength - this.#values.length).fill(null);
    return [...missing, ...this.#values.map((value) => value ?? null)];
  }

  /** How many seconds are behind it. */
  get length(): number {
    return this.#values.length;
  }

  /** Undefined before anything was told. */
  range(): { readonly lowest: number; readonly highest: number } | undefined {
    const told = this.#values.filter((value) => value !== undefined);
    if (told.length === 0) return undefined;
    return { lowest: Math.min(...told), highest: Math.max(...told) };
  }
}

/** The next round number above, where a chart ends. */
export function chartCeiling(highest: number, least: number): number {
  const wanted = Math.max(highest, least);
  const power = 10 ** Math.floor(Math.log10(wanted));
  const step =
    [1, 1.5, 2, 3, 5, 7.5, 10].find((factor) => factor * power >= wanted * 0.999_999) ?? 10;
  return step * power;
}
