const quarterMs = 15 * 60_000;

/** What a clock on the wall shows in a time zone. */
export class WallClock {
  readonly #timeZone: () => string | undefined;
  #cached: { readonly zone: string | undefined; readonly quarter: number; readonly shift: number } =
    {
      zone: undefined,
      quarter: Number.NaN,
      shift: 0,
    };

  /** @param timeZone an IANA name; the machine's own for undefined, and for one that does not exist */
  constructor(timeZone: () => string | undefined) {
    this.#timeZone = timeZone;
  }

  /** A time whose `getHours()` and kin are those of the time zone; not a moment any more. */
  at(now: number): number {
    const zone = this.#timeZone();
    // No zone changes its offset within a quarter of an hour.
    const quarter = Math.floor(now / quarterMs);
    if (zone !== this.#cached.zone || quarter !== this.#cached.quarter)
      this.#cached = { zone, quarter, shift: shiftOf(zone, quarter * quarterMs) };
    return now + this.#cached.shift;
  }
}

function shiftOf(zone: string | undefined, at: number): number {
  if (zone === undefined) return 0;
  try {
    const inZone = (timeZone?: string) =>
      Date.parse(new Date(at).toLocaleString('en-US', timeZone === undefined ? {} : { timeZone }));
    const shift = inZone(zone) - inZone();
    return Number.isFinite(shift) ? shift : 0;
  } catch {
    return 0;
  }
}
