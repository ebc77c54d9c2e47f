interface ScheduledPair {
  owner: number | null;
  slices: number;
  share: number;
  busy: boolean;
}

/**
 * Which pair a thread works on next. Every pair gets a little training, then more: among the pairs a thread may take, the
 * one a person looks at goes first, then the one with the least work done, in the plan's order. A pair stays with the
 * thread that began it, because its critics live there.
 */
export class Schedule {
  private readonly pairs: ScheduledPair[];
  private selected: number | null = null;

  constructor(count: number) {
    this.pairs = Array.from({ length: count }, () => ({ owner: null, slices: 0, share: 0, busy: false }));
  }

  /** Share of the whole plan's training done, 0..1. */
  get share(): number {
    return this.pairs.reduce((sum, pair) => sum + pair.share, 0) / Math.max(1, this.pairs.length);
  }

  get done(): number {
    return this.pairs.filter((pair) => pair.share >= 1).length;
  }

  get finished(): boolean {
    return this.done === this.pairs.length;
  }

  select(index: number): void {
    this.selected = index;
  }

  /** The pair the thread should advance now, or null where there is none for it. */
  next(thread: number): number | null {
    let best: { index: number; pair: ScheduledPair; work: number } | null = null;
    for (const [index, pair] of this.pairs.entries()) {
      if (pair.share >= 1 || pair.busy || (pair.owner !== null && pair.owner !== thread)) continue;
      // Twice as much goes to the selected pair: the others still move on under one's eyes.
      const work = index === this.selected ? pair.slices / 2 - 1 : pair.slices;
      if (!best || work < best.work) best = { index, pair, work };
    }
    if (!best) return null;
    Object.assign(best.pair, { owner: thread, busy: true, slices: best.pair.slices + 1 });
    return best.index;
  }

  advanced(index: number, share: number): void {
    const pair = this.pairs[index];
    if (pair) Object.assign(pair, { share, busy: false });
  }

  /** The thread is gone: its unfinished pairs, which are finished now as far as the schedule goes. */
  abandon(thread: number): number[] {
    return this.pairs.flatMap((pair, index) => {
      if (pair.owner !== thread || pair.share >= 1) return [];
      Object.assign(pair, { share: 1, busy: false });
      return [index];
    });
  }
}
