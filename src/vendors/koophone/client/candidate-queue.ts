import type { DialectOutput, IceCandidate } from '../../../core/ports/client.js';

/**
 * Candidates of the phone that came too early: before its first offer, or before our answer to the offer that they
 * belong to, because the browser takes none without a remote description. Offers can overlap; they are answered in
 * order.
 */
export class CandidateQueue {
  /** Null after the first offer. */
  #early: IceCandidate[] | null = [];
  /** A list for each offer that has no answer yet. */
  readonly #held: IceCandidate[][] = [];

  offered(): void {
    this.#held.push(this.#early ?? []);
    this.#early = null;
  }

  answered(): readonly DialectOutput[] {
    return (this.#held.shift() ?? []).map((candidate) => ({ type: 'candidate', candidate }));
  }

  take(candidate: IceCandidate): readonly DialectOutput[] {
    const held = this.#held.at(-1) ?? this.#early;
    if (!held) return [{ type: 'candidate', candidate }];
    held.push(candidate);
    return [];
  }
}
