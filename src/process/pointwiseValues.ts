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
