import * as l10n from '@vscode/l10n';
import { type Dataset } from '../../dataset/dataset';
import { sampleOrAll } from '../../dataset/sample';
import type { MoreTraining } from '../../mine/settings';
import type { PairPoints } from '../../report/points';
import { isUnderWay, type PairState } from '../../report/report';
import { pairRows } from '../threads/pairRows';
import { awaitingMore, isTrainedEnough, standingEstimate } from '../run/moreTraining';
import { isSamePair, moreTrainings, pairNames, waitingPair } from '../run/pairState';
import type { PlanRun } from '../run/planRun';
import type { ClusterStart } from '../platform';
import { PointwiseValues } from '../run/pointwiseValues';
import type { ClusterAddress, FromProcess, Plan } from '../protocol';
import type { Depth } from '../run/runPair';
import { RunTelling } from '../run/runTelling';
import { withoutPointwise } from '../run/withoutPointwise';
import { BlockSchedule } from './blockSchedule';
import { ClusterFront, type FrontHandlers } from './clusterFront';
import type { Update } from './messages';

/** Of so many pairs at most every one comes with what its critic says of the rows. */
const POINTWISE_PAIRS = 8000;
/** Blocks that are given out for each worker: one that it works at, one that waits for it. */
const BLOCKS_A_WORKER = 2;

/** A run whose pairs the workers of a cluster compute. Tells its front what a run on this machine tells. */
export class ClusterRun implements PlanRun {
  private readonly dataset: Dataset;
  readonly plan: Plan;
  private readonly emit: (message: FromProcess) => void;
  private readonly states: PairState[];
  private readonly restored: ReadonlySet<number>;
  private readonly more: ReadonlyMap<number, MoreTraining>;
  /** Earlier estimates of pairs that get more training, as long as that has not ended well. */
  private readonly before = new Map<number, PairState>();
  private readonly schedule: BlockSchedule;
  private readonly rows: Uint32Array;
  readonly pointwise = new PointwiseValues();
  private readonly telling: RunTelling;
  private readonly front: ClusterFront;
  private engine = { name: 'none', version: '', threads: 0 };
  ended = false;

  constructor({ dataset, plan, emit, restored }: ClusterStart, address: ClusterAddress, folder: string) {
    this.dataset = dataset;
    this.plan = plan;
    this.emit = emit;
    this.states = plan.pairs.map((_, index) => waitingPair(pairNames(plan, index)));
    this.more = moreTrainings(plan);
    for (const { index, pair } of restored)
      if (isTrainedEnough(pair, this.more.get(index))) this.states[index] = { ...pair, qValue: null };
      else {
        this.before.set(index, pair);
        this.states[index] = awaitingMore(pair);
      }
    this.restored = new Set(restored.flatMap(({ index }) => (this.before.has(index) ? [] : [index])));
    this.schedule = new BlockSchedule(plan.pairs, this.restored);
    this.rows = sampleOrAll(dataset.rows, plan.maxRows, plan.seed);
    const pairs = {
      state: (index: number) => this.states[index],
      share: (index: number) => shareOf(this.states[index]),
      isRestored: (index: number) => this.restored.has(index),
    };
    this.telling = new RunTelling(dataset, plan, this.rows.length, pairs, emit);
    const handlers: FrontHandlers = {
      onWorkers: (engine) => {
        this.meet(engine);
      },
      onNobody: (reason) => {
        if (this.ended) return;
        if (!this.telling.isPaused) this.emit({ type: 'waiting', reason });
        this.noteRest();
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
        this.endWithoutReport({ type: 'refused', message: reason });
      },
    };
    this.front = new ClusterFront(address, folder, handlers);
  }

  inherit(earlier: PlanRun): void {
    this.pointwise.inherit(this.plan, earlier, (index) => this.states[index]?.mi ?? 0);
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
    const pair = this.telling.placeOf(index);
    if (pair !== undefined) this.schedule.select(pair);
    this.giveWork();
  }

  prefer(indexes: readonly number[]): void {
    this.schedule.prefer(indexes.flatMap((index) => this.telling.placeOf(index) ?? []));
    this.giveWork();
  }

  points(index: number): PairPoints | null {
    const place = this.telling.placeOf(index) ?? -1;
    const pair = this.states[place];
    const rows = pair && pairRows(this.dataset, this.rows, pair, this.plan.seed);
    if (!rows) return null;
    const values = this.pointwise.of(place);
    if (values) return { ...rows, pointwise: [...values] };
    const why = withoutPointwise(pair.status, {
      isRestored: this.restored.has(place) || this.before.has(place),
      isLetGo: this.plan.pairs.length > POINTWISE_PAIRS,
    });
    return { ...rows, pointwise: null, ...(why !== undefined && { withoutPointwise: why }) };
  }

  /** What workers have begun is finished; nothing else is begun. */
  pause(): void {
    if (!this.ended && this.telling.pause()) this.noteRest();
  }

  resume(): void {
    if (!this.ended && this.telling.goOn()) this.giveWork();
  }

  cancel(): void {
    this.states.forEach((pair, index) => {
      if (!isUnderWay(pair)) return;
      const before = this.before.get(index);
      this.states[index] = before ? standingEstimate(before, null) : { ...pair, status: 'cancelled' };
      this.telling.change(index);
    });
    this.end(true);
  }

  breakOff(reason: string): void {
    this.endWithoutReport({ type: 'failed', message: reason });
  }

  collectGarbage(): void {
    // It has no threads here.
  }

  /** Workers are there, more or fewer than before. */
  private meet(engine: { readonly name: string; readonly version: string; readonly threads: number }): void {
    if (this.ended) return;
    const isFirst = this.engine.threads === 0;
    this.engine = engine;
    if (isFirst && !this.plan.strongest) this.telling.choose([...this.states.keys()], engine);
    else this.telling.tell();
    this.giveWork();
  }

  /** @param depth that the pairs have reached; null while they are under way */
  private receive(updates: readonly Update[], depth: Depth | null): void {
    if (this.ended) return;
    for (const { index, pair, pointwise } of updates) {
      const known = this.states[index];
      // A block that was given to two workers comes twice, with the same numbers.
      if (!known || !isUnderWay(known) || !isSamePair(pair, known)) continue;
      const isEnded = depth !== null && !isUnderWay(pair);
      this.states[index] = this.inPlaceOf(
        index,
        isUnderWay(pair) || isEnded ? pair : { ...pair, status: 'training' },
      );
      this.telling.change(index);
      if (depth === null) continue;
      const outlook = pair.mi ?? pair.references.gaussian ?? 0;
      this.schedule.note(index, isEnded ? 'ended' : depth, outlook);
      if (isEnded && pair.status !== 'failed') {
        this.before.delete(index);
        if (pointwise) this.pointwise.keep(index, Float32Array.from(pointwise), outlook);
        else this.pointwise.forget(index);
      }
    }
  }

  /** What is said of a pair: its earlier estimate stands until more training has come to another. */
  private inPlaceOf(index: number, pair: PairState): PairState {
    const before = this.before.get(index);
    if (!before) return pair;
    if (pair.status === 'failed') return standingEstimate(before, pair.error ?? null);
    return pair.mi === null ? awaitingMore(before) : pair;
  }

  /** No worker could compute the pair, or those that tried are gone. */
  private giveUp(index: number): void {
    const pair = this.states[index];
    if (!pair || !isUnderWay(pair)) return;
    const error = l10n.t('Three workers were lost on this pair: it is not given to another.');
    this.states[index] = this.inPlaceOf(index, { ...pair, status: 'failed', error });
    this.schedule.note(index, 'ended', 0);
    this.telling.change(index);
  }

  private giveWork(): void {
    if (this.ended || this.engine.threads === 0) return;
    if (this.plan.strongest && !this.telling.hasChosen && this.schedule.allOutlined)
      this.chooseStrongest(this.plan.strongest);
    while (!this.telling.isPaused && this.front.blocksOut < BLOCKS_A_WORKER * this.front.workers) {
      const block = this.schedule.next(this.front.workers);
      if (!block) break;
      this.front.give(block, this.plan.pairs, this.more);
    }
    if (this.telling.hasChosen && this.states.every((pair) => !isUnderWay(pair))) this.end(false);
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
    this.telling.choose(
      strongestFirst.slice(0, most).sort((a, b) => a - b),
      this.engine,
    );
  }

  private noteRest(): void {
    if (!this.ended && (this.front.blocksOut === 0 || this.front.workers === 0)) this.telling.rest();
  }

  private endWithoutReport(why: Extract<FromProcess, { type: 'refused' | 'failed' }>): void {
    if (this.ended) return;
    this.ended = true;
    this.telling.breakOff(why);
    void this.front.end();
  }

  private end(cancelled: boolean): void {
    if (this.ended) return;
    this.ended = true;
    this.telling.finish(cancelled, this.engine);
    void this.front.end();
  }
}

/** Share of a pair's work that is done, as it is told of one on this machine. */
function shareOf(pair: PairState | undefined): number {
  if (!pair) return 0;
  if (!isUnderWay(pair)) return 1;
  if (pair.n === 0) return 0;
  if (pair.status === 'waiting') return 0.1;
  return pair.mi === null ? 0.1 : 0.2;
}
