import { DEPTHS, type Depth } from '../run/runPair';

/** Time that a worker takes for a block: long beside what handing it out costs, short beside a person's patience. */
const SECONDS_A_BLOCK = 3;
/** What a pair takes before it was measured. */
const FIRST_GUESS: Readonly<Record<Depth, number>> = { outline: 0.005, settle: 0.1, finish: 1 };
const MOST_PAIRS: Readonly<Record<Depth, number>> = { outline: 4096, settle: 512, finish: 64 };
/** Weight of a block in the average of what a pair takes. */
const RATE = 0.3;
/** Pairs of one tile share its columns: so many on each side. */
const TILE = 32;
/** More than there are tiles on a side. */
const TILES = 2 ** 12;
/** A block's pairs are looked for among so many times more of the strongest, so that they share columns. */
const WINDOW = 4;

/** How far a pair has come: the number of depths it has reached. */
const ENDED = DEPTHS.length;

export interface PlannedBlock {
  readonly depth: Depth;
  readonly pairs: readonly number[];
}

/**
 * Which pairs the next block takes. The order is that of a run on one machine (schedule.ts): the Gaussian answer of all
 * pairs, then what can be had of each without training, from the strongest pair on, then training, from the strongest on;
 * the pair a person looks at goes before all others. Blocks are as large as takes a worker a few seconds, smaller towards
 * the end, so that no worker is left with the last one, and their pairs share columns.
 */
export class BlockSchedule {
  private readonly reached: Uint8Array;
  private readonly given: Uint8Array;
  /** Pairs whose block was lost: each goes alone, so that one that ruins workers ruins no other. */
  private readonly alone: number[] = [];
  private readonly outlook: Float64Array;
  private readonly secondsAPair = { ...FIRST_GUESS };
  private readonly left = { outline: 0, settle: 0, finish: 0 };
  private readonly tiled: readonly number[];
  private nextTiled = 0;
  private strongestFirst: readonly number[] | null = null;
  private nextStrongest = 0;
  /** Pairs to be trained, the strongest last; those that have come since they were sorted. */
  private toTrain: number[] = [];
  private arrived: number[] = [];
  private selected: number | null = null;
  private preferred: readonly number[] = [];

  /** @param ended pairs that need nothing */
  constructor(
    private readonly pairs: readonly (readonly [number, number])[],
    ended: Iterable<number>,
  ) {
    this.reached = new Uint8Array(pairs.length);
    this.given = new Uint8Array(pairs.length);
    this.outlook = new Float64Array(pairs.length);
    for (const pair of ended) this.reached[pair] = ENDED;
    this.left.outline = this.reached.filter((reached) => reached === 0).length;
    this.tiled = this.inTiles([...pairs.keys()]);
  }

  get allOutlined(): boolean {
    return this.left.outline === 0;
  }

  select(pair: number): void {
    this.selected = pair;
  }

  /** These go before the others, after the selected one. */
  prefer(pairs: readonly number[]): void {
    this.preferred = pairs;
  }

  /** A pair has come so far; the second time that is said it is no news. */
  note(pair: number, depth: Depth | 'ended', outlook: number): void {
    const now = depth === 'ended' ? ENDED : DEPTHS.indexOf(depth) + 1;
    const before = this.reached[pair] ?? ENDED;
    if (now <= before) return;
    this.outlook[pair] = outlook;
    this.reached[pair] = now;
    if (before === 0) this.left.outline--;
    if (before <= 1 && now >= 2 && this.strongestFirst) this.left.settle--;
    if (now === 2) {
      this.arrived.push(pair);
      this.left.finish++;
    }
    if (before === 2) this.left.finish--;
  }

  hasReached(pair: number, depth: Depth): boolean {
    return (this.reached[pair] ?? 0) > DEPTHS.indexOf(depth);
  }

  /** A block's pairs can be given again. */
  returned({ depth, pairs }: PlannedBlock, seconds: number | null): void {
    for (const pair of pairs) this.given[pair] = 0;
    if (seconds === null) return;
    const rate = seconds / pairs.length;
    this.secondsAPair[depth] += RATE * (rate - this.secondsAPair[depth]);
  }

  /** The block was lost with several workers: its pairs go one by one. */
  lost(block: PlannedBlock): void {
    this.returned(block, null);
    this.alone.push(...block.pairs);
  }

  /**
   * @param workers that share what is left
   * @returns null where there is nothing to give before the results of other blocks
   */
  next(workers: number): PlannedBlock | null {
    const block = this.urgent(workers) ?? this.oneAlone() ?? this.outlines(workers);
    if (block) return this.give(block);
    if (!this.allOutlined) return null;
    const deeper = this.settles(workers) ?? this.trainings(workers);
    return deeper && this.give(deeper);
  }

  private give(block: PlannedBlock): PlannedBlock {
    for (const pair of block.pairs) this.given[pair] = 1;
    return block;
  }

  private isFree(pair: number): boolean {
    return this.reached[pair] !== ENDED && this.given[pair] === 0;
  }

  private urgent(workers: number): PlannedBlock | null {
    const { selected } = this;
    if (selected !== null && this.isFree(selected)) return { depth: 'finish', pairs: [selected] };
    const free = this.preferred.filter((pair) => this.isFree(pair));
    const size = this.size('finish', free.length, workers);
    return free.length > 0 ? { depth: 'finish', pairs: free.slice(0, size) } : null;
  }

  private oneAlone(): PlannedBlock | null {
    for (let pair = this.alone.shift(); pair !== undefined; pair = this.alone.shift())
      if (this.isFree(pair)) return { depth: 'finish', pairs: [pair] };
    return null;
  }

  private outlines(workers: number): PlannedBlock | null {
    const size = this.size('outline', this.left.outline, workers);
    const pairs: number[] = [];
    while (pairs.length < size && this.nextTiled < this.tiled.length) {
      const pair = this.tiled[this.nextTiled++] ?? 0;
      if (this.reached[pair] === 0 && this.isFree(pair)) pairs.push(pair);
    }
    return pairs.length > 0 ? { depth: 'outline', pairs } : null;
  }

  private settles(workers: number): PlannedBlock | null {
    const order = (this.strongestFirst ??= this.orderByStrength());
    const size = this.size('settle', this.left.settle, workers);
    const pairs: number[] = [];
    while (pairs.length < size && this.nextStrongest < order.length) {
      const pair = order[this.nextStrongest++] ?? 0;
      if (this.reached[pair] === 1 && this.isFree(pair)) pairs.push(pair);
    }
    return pairs.length > 0 ? { depth: 'settle', pairs: this.inTiles(pairs) } : null;
  }

  private orderByStrength(): readonly number[] {
    const open = [...this.pairs.keys()].filter((pair) => this.reached[pair] === 1);
    this.left.settle = open.length;
    return open.sort((a, b) => this.compare(a, b));
  }

  private trainings(workers: number): PlannedBlock | null {
    if (this.arrived.length > this.toTrain.length / 8) {
      this.toTrain = [...this.toTrain, ...this.arrived].sort((a, b) => this.compare(b, a));
      this.arrived = [];
    }
    const size = this.size('finish', this.left.finish, workers);
    const window: number[] = [];
    while (window.length < WINDOW * size && this.toTrain.length > 0) {
      const pair = this.toTrain.pop() ?? 0;
      if (this.reached[pair] === 2 && this.isFree(pair)) window.push(pair);
    }
    const [strongest] = window;
    if (strongest === undefined) return null;
    const others = this.inTiles(window.slice(1), strongest);
    this.toTrain.push(...others.slice(size - 1).sort((a, b) => this.compare(b, a)));
    return { depth: 'finish', pairs: [strongest, ...others.slice(0, size - 1)] };
  }

  private size(depth: Depth, left: number, workers: number): number {
    const inTime = Math.floor(SECONDS_A_BLOCK / Math.max(1e-6, this.secondsAPair[depth]));
    const share = Math.ceil(left / (2 * Math.max(1, workers)));
    return Math.max(1, Math.min(inTime, share, MOST_PAIRS[depth]));
  }

  private compare(a: number, b: number): number {
    return (this.outlook[b] ?? 0) - (this.outlook[a] ?? 0) || a - b;
  }

  /** Neighbours in the list share columns; with a first one, those that share most with it come first. */
  private inTiles(pairs: readonly number[], first?: number): number[] {
    const near = this.pairs[first ?? -1];
    const count = this.pairs.length;
    // Millions of pairs: the tile and the pair in one number, sorted as such.
    const keys = Float64Array.from(pairs, (pair) => {
      const [x, z] = this.pairs[pair] ?? [0, 0];
      const strange = near ? near.filter((variable) => variable !== x && variable !== z).length : 0;
      const tile = (strange * TILES + Math.floor(x / TILE)) * TILES + Math.floor(z / TILE);
      return tile * count + pair;
    });
    return Array.from(keys.sort(), (key) => key % count);
  }
}
