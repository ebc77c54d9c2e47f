import { pairNames } from './pairState';
import type { Plan } from '../protocol';

/** Values that are kept of a run, in bytes: those of 8,000 pairs with 2,000 rows shown. */
const MOST_BYTES = 64e6;

/**
 * Pointwise mutual information of the rows shown, of the pairs that have ended. Of more pairs than the memory is meant for,
 * those with the least information are let go first.
 */
export class PointwiseValues {
  private readonly kept = new Map<number, { readonly values: Float32Array; readonly strength: number }>();
  private bytes = 0;

  constructor(private readonly mostBytes = MOST_BYTES) {}

  /** @param strength nats of the pair */
  keep(pair: number, values: Float32Array, strength: number): void {
    this.forget(pair);
    this.kept.set(pair, { values, strength });
    this.bytes += values.byteLength;
    // Not for every pair: they are sorted.
    if (this.bytes > 1.25 * this.mostBytes) this.letGo();
  }

  /**
   * Takes over what an earlier run on the same dataset knows of the rows of its pairs.
   * @param strength nats of a pair of this plan
   */
  inherit(
    plan: Plan,
    earlier: { readonly plan: Plan; readonly pointwise: PointwiseValues },
    strength: (pair: number) => number,
  ): void {
    // Other rows would be shown.
    if (earlier.plan.seed !== plan.seed || earlier.plan.maxRows !== plan.maxRows) return;
    const names = (of: Plan, index: number) => JSON.stringify(pairNames(of, index));
    const places = new Map(earlier.plan.pairs.map((_, index) => [names(earlier.plan, index), index]));
    plan.pairs.forEach((_, index) => {
      const values = earlier.pointwise.of(places.get(names(plan, index)) ?? -1);
      if (values) this.keep(index, values, strength(index));
    });
  }

  of(pair: number): Float32Array | null {
    return this.kept.get(pair)?.values ?? null;
  }

  private letGo(): void {
    const weakestFirst = [...this.kept].sort(([, one], [, other]) => one.strength - other.strength);
    for (const [pair] of weakestFirst) {
      if (this.bytes <= this.mostBytes) return;
      this.forget(pair);
    }
  }

  forget(pair: number): void {
    this.bytes -= this.kept.get(pair)?.values.byteLength ?? 0;
    this.kept.delete(pair);
  }
}
