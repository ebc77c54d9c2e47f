import type { PairState } from '../src/report/report';
import { settledness, SETTLEDNESS, type Settledness } from './words';

/**
 * What is asked of all pairs in every frame, kept in arrays beside them: going through 100,000 objects takes longer than
 * a frame may.
 */
export class Tally {
  /** Estimates in nats, NaN for none. */
  readonly estimates: Float64Array;
  readonly #signs: Uint8Array;
  readonly #counts = SETTLEDNESS.map(() => 0);

  constructor(pairs: readonly PairState[]) {
    this.estimates = new Float64Array(pairs.length);
    this.#signs = new Uint8Array(pairs.length);
    pairs.forEach((pair, index) => {
      const sign = SETTLEDNESS.indexOf(settledness(pair));
      this.estimates[index] = pair.mi ?? NaN;
      this.#signs[index] = sign;
      this.#count(sign, 1);
    });
  }

  update(pairs: readonly PairState[], indexes: Iterable<number>): void {
    for (const index of indexes) {
      const pair = pairs[index];
      if (!pair) continue;
      this.estimates[index] = pair.mi ?? NaN;
      this.#count(this.#signs[index] ?? 0, -1);
      this.#signs[index] = SETTLEDNESS.indexOf(settledness(pair));
      this.#count(this.#signs[index] ?? 0, 1);
    }
  }

  /** Whether some pair is settled this far. */
  has(sign: Settledness): boolean {
    return (this.#counts[SETTLEDNESS.indexOf(sign)] ?? 0) > 0;
  }

  #count(sign: number, change: number): void {
    this.#counts[sign] = (this.#counts[sign] ?? 0) + change;
  }
}

/** Indexes of the largest estimates, largest first; of those for which `admits` says so. */
export function strongest(
  estimates: Float64Array,
  limit: number,
  admits: (index: number) => boolean = () => true,
): number[] {
  const best: { readonly index: number; readonly mi: number }[] = [];
  estimates.forEach((mi, index) => {
    if (Number.isNaN(mi) || (best.length === limit && mi <= (best.at(-1)?.mi ?? 0)) || !admits(index)) return;
    const place = best.findIndex((other) => other.mi < mi);
    best.splice(place < 0 ? best.length : place, 0, { index, mi });
    if (best.length > limit) best.pop();
  });
  return best.map(({ index }) => index);
}
