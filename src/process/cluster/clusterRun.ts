import * as l10n from '@vscode/l10n';
import { type Dataset } from '../../dataset/dataset';
import { sampleRows } from '../../dataset/sample';
import type { PairPoints } from '../../report/points';
import { isComputed, isUnderWay, type PairState } from '../../report/report';
import { assembleReport } from '../assemble';
import { pairRows } from '../pairRows';
import { pairNames, waitingPair } from '../pairState';
import type { PlanRun } from '../planRun';
import type { ClusterStart } from '../platform';
import { PointwiseValues } from '../pointwiseValues';
import type { ClusterAddress, FromProcess, Plan } from '../protocol';
import type { Depth } from '../runPair';
import { Stopwatch } from '../stopwatch';
import { withoutPointwise } from '../withoutPointwise';
import { BlockSchedule } from './blockSchedule';
import { ClusterFront, type FrontHandlers } from './clusterFront';
import type { Update } from './messages';

/** Between two batches of news: ten a second at most. */
const NEWS_EVERY_MS = 100;
/** Of so many pairs at most every one comes with what its critic says of the rows. */
const POINTWISE_PAIRS = 8000;
/** Blocks that are given out for each worker: one that it works at, one that waits for it. */
const BLOCKS_A_WORKER = 2;

/** A run whose pairs the workers of a cluster compute. Tells its front what a run on this machine tells. */
export class ClusterRun implements PlanRun {
  private readonly dataset: Dataset;
  private readonly plan: Plan;
  private readonly emit: (message: FromProcess) => void;
  private readonly states: PairState[];
  private readonly restored: ReadonlySet<number>;
  private readonly schedule: BlockSchedule;
  private readonly rows: Uint32Array;
  private readonly pointwise = new PointwiseValues();
  private readonly changed = new Set<number>();
  private readonly startedAt = new Date();
  private readonly watch = new Stopwatch();
  private readonly front: ClusterFront;
  /** Pairs of the plan that are estimated and reported; null until they are chosen. */
  private chosen: readonly number[] | null = null;
  private engine = { name: 'none', version: '', threads: 0 };
  private news: ReturnType<typeof setTimeout> | null = null;
  private pausing: 'no' | 'asked' | 'atRest' = 'no';
  private ended = false;

  constructor({ dataset, plan, emit, restored }: ClusterStart, address: ClusterAddress, folder: string) {
    this.dataset = dataset;
    this.plan = plan;
    this.emit = emit;
    this.states = plan.pairs.map((_, index) => waitingPair(pairNames(plan, index)));
    for (const { index, pair } of restored) this.states[index] = { ...pair, qValue: null };
    this.restored = new Set(restored.map(({ index }) => index));
    this.schedule = new BlockSchedule(plan.pairs, this.restored);
    this.rows =
      sampleRows(dataset.rows, plan.maxRows, plan.seed) ??
      Uint32Array.from({ length: dataset.rows }, (_, i) => i);
    const handlers: FrontHandlers = {
      onWorkers: (engine) => {
        this.meet(engine);
      },
      onNobody: () => {
        if (!this.engine.threads) this.emit({ type: 'waiting', reason: this.nobody(address.url) });
      },
      onUpdates: (updates, depth) => {
        this.receive(updates, depth);
      },
      onBlockDone: (block, seconds) => {
        for (const pair of block.pairs) if (!this.schedule.hasReached(pair, block.depth)) this.giveUp(pair);
        this.schedule.returned(block, seconds);
        this.giveWork();
      },
      onBlockLost: (block) => {
        if (block.pairs.length === 1) for (const pair of block.pairs) this.giveUp(pair);
        this.schedule.lost(block);
        this.giveWork();
      },
      onUnusable: (reason) => {
        this.refuse(reason);
      },
    };
    this.front = new ClusterFront(address, folder, handlers);
  }

  start(): void {
    const { dataset, rows, plan } = this;
    const used = new Set(plan.variables.flatMap(({ columns }) => columns));
    void this.front.begin({
      plan,
      columns: dataset.columns.filter(({ name }) => used.has(name)),
      rows,
      pointwise: plan.pairs.length <= POINTWISE_PAIRS,
    });
  }

  select(index: number): void {
    const pair = this.chosen?.[index];
    if (pair !== undefined) this.schedule.select(pair);
    this.giveWork();
  }

  prefer(indexes: readonly number[]): void {
    this.schedule.prefer(indexes.flatMap((index) => this.chosen?.[index] ?? []));
    this.giveWork();
  }

  points(index: number): PairPoints | null {
    const place = this.chosen?.[index] ?? -1;
    const pair = this.states[place];
    const rows = pair && pairRows(this.dataset, this.rows, pair, this.plan.seed);
    if (!rows) return null;
    const values = this.pointwise.of(place);
    if (values) return { ...rows, pointwise: [...values] };
    const why = withoutPointwise(pair.status, {
      isRestored: this.restored.has(place),
      isLetGo: this.plan.pairs.length > POINTWISE_PAIRS,
    });
    return { ...rows, pointwise: null, ...(why !== undefined && { withoutPointwise: why }) };
  }

  /** What workers have begun is finished; nothing else is begun. */
  pause(): void {
    if (this.ended || this.pausing !== 'no') return;
    this.pausing = 'asked';
    this.emit({ type: 'paused', atRest: false });
    this.noteRest();
  }

  resume(): void {
    if (this.ended || this.pausing === 'no') return;
    this.pausing = 'no';
    this.watch.goOn();
    this.emit({ type: 'resumed' });
    this.giveWork();
  }

  cancel(): void {
    this.states.forEach((pair, index) => {
      if (!isUnderWay(pair)) return;
      this.states[index] = { ...pair, status: 'cancelled' };
      this.changed.add(index);
    });
    this.end(true);
  }

  private nobody(url: string): string {
    return l10n.t('No worker has joined at {0} yet: start one with "mine worker --url {0}".', url);
  }

  /** Workers are there, more or fewer than before. */
  private meet(engine: { readonly name: string; readonly version: string; readonly threads: number }): void {
    if (this.ended) return;
    const isFirst = this.engine.threads === 0;
    this.engine = engine;
    if (isFirst && !this.plan.strongest) this.choose([...this.states.keys()]);
    this.giveWork();
  }

  private choose(chosen: readonly number[]): void {
    this.chosen = chosen;
    this.emit({
      type: 'started',
      rowsUsed: this.rows.length,
      engine: { name: this.engine.name, threads: this.engine.threads },
      pairs: this.chosenStates(),
    });
  }

  private chosenStates(): PairState[] {
    return (this.chosen ?? []).flatMap((index) => this.states[index] ?? []);
  }

  /** @param depth that the pairs have reached; null while they are under way */
  private receive(updates: readonly Update[], depth: Depth | null): void {
    if (this.ended) return;
    for (const { index, pair, pointwise } of updates) {
      const known = this.states[index];
      // A block that was given to two workers comes twice, with the same numbers.
      if (!known || !isUnderWay(known) || !isSamePair(pair, known)) continue;
      const isEnded = depth !== null && !isUnderWay(pair);
      this.states[index] = isUnderWay(pair) || isEnded ? pair : { ...pair, status: 'training' };
      this.changed.add(index);
      if (depth === null) continue;
      const outlook = pair.mi ?? pair.references.gaussian ?? 0;
      this.schedule.note(index, isEnded ? 'ended' : depth, outlook);
      if (isEnded && pointwise) this.pointwise.keep(index, Float32Array.from(pointwise), outlook);
    }
    this.tellLater();
  }

  /** No worker could compute the pair, or those that tried are gone. */
  private giveUp(index: number): void {
    const pair = this.states[index];
    if (!pair || !isUnderWay(pair)) return;
    const error = l10n.t('Three workers were lost on this pair: it is not given to another.');
    this.states[index] = { ...pair, status: 'failed', error };
    this.schedule.note(index, 'ended', 0);
    this.changed.add(index);
    this.tellLater();
  }

  private giveWork(): void {
    if (this.ended || this.engine.threads === 0) return;
    if (this.plan.strongest && !this.chosen && this.schedule.allOutlined)
      this.chooseStrongest(this.plan.strongest);
    while (this.pausing === 'no' && this.front.blocksOut < BLOCKS_A_WORKER * this.front.workers) {
      const block = this.schedule.next(this.front.workers);
      if (!block) break;
      this.front.give(block, this.plan.pairs);
    }
    if (this.chosen && this.states.every((pair) => !isUnderWay(pair))) this.end(false);
    this.noteRest();
  }

  private chooseStrongest(most: number): void {
    const outlook = (index: number) => this.states[index]?.references.gaussian ?? 0;
    const strongestFirst = [...this.states.keys()].sort((a, b) => outlook(b) - outlook(a) || a - b);
    const dropped = strongestFirst.slice(most);
    for (const index of dropped) {
      const pair = this.states[index];
      if (pair && isUnderWay(pair)) this.states[index] = { ...pair, status: 'cancelled' };
      this.schedule.note(index, 'ended', 0);
    }
    this.choose(strongestFirst.slice(0, most).sort((a, b) => a - b));
  }

  private noteRest(): void {
    if (this.ended || this.pausing !== 'asked' || this.front.blocksOut > 0) return;
    this.pausing = 'atRest';
    this.watch.stop();
    this.emit({ type: 'paused', atRest: true });
  }

  private tellLater(): void {
    this.news ??= setTimeout(() => {
      this.tell();
    }, NEWS_EVERY_MS);
  }

  private tell(): void {
    if (this.news) clearTimeout(this.news);
    this.news = null;
    if (!this.chosen) return;
    const updates = this.chosen.flatMap((place, index) => {
      const pair = this.changed.has(place) ? this.states[place] : undefined;
      return pair ? [{ index, pair }] : [];
    });
    this.changed.clear();
    const done = this.chosen.reduce((sum, place) => sum + shareOf(this.states[place]), 0);
    const restored = this.chosen.filter((place) => this.restored.has(place)).length;
    const [share, known] = [done, restored].map((sum) => sum / Math.max(1, this.chosen?.length ?? 0)) as [
      number,
      number,
    ];
    const secondsLeft =
      share - known > 0.02 * (1 - known) ? (this.watch.seconds * (1 - share)) / (share - known) : null;
    this.emit({ type: 'progress', share, secondsLeft, updates });
  }

  private refuse(reason: string): void {
    if (this.ended) return;
    this.ended = true;
    this.emit({ type: 'refused', message: reason });
    void this.front.end();
  }

  private end(cancelled: boolean): void {
    if (this.ended) return;
    this.ended = true;
    this.chosen ??= [];
    const chosen = new Set(this.chosen);
    this.tell();
    const report = assembleReport({
      dataset: this.dataset,
      plan: { ...this.plan, pairs: this.plan.pairs.filter((_, index) => chosen.has(index)) },
      pairs: this.chosenStates(),
      rowsUsed: this.rows.length,
      engine: this.engine,
      startedAt: this.startedAt,
      seconds: this.watch.seconds,
    });
    this.emit({ type: 'finished', cancelled, report });
    void this.front.end();
  }
}

/** Share of a pair's work that is done, as it is told of one on this machine. */
function shareOf(pair: PairState | undefined): number {
  if (!pair || pair.n === 0) return pair && !isUnderWay(pair) ? 1 : 0;
  if (!isUnderWay(pair) || isComputed(pair)) return 1;
  return pair.mi === null ? 0.1 : 0.2;
}

function isSamePair(one: PairState, other: PairState): boolean {
  return isSame(one.x, other.x) && isSame(one.z, other.z);
}

function isSame(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((name, place) => name === other[place]);
}
