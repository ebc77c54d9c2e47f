import * as l10n from '@vscode/l10n';
import type { Dataset } from '../dataset/dataset';
import { sampleRows } from '../dataset/sample';
import { sharedBuffer } from '../dataset/sharedBuffer';
import type { EncodedSide } from '../mine/encoding';
import type { PairMemory } from '../mine/pairMemory';
import type { PairPoints } from '../report/points';
import type { PairState } from '../report/report';
import { assembleReport } from './assemble';
import { AwakeTime } from './awakeTime';
import type { KernelBuild } from './kernelBackend';
import { pairRows } from './pairRows';
import { moreTrainings } from './pairState';
import { PointwiseValues } from './pointwiseValues';
import type { PlanRun } from './planRun';
import type { Platform } from './platform';
import type { FinishedPair, FromProcess, Plan } from './protocol';
import { RunPair, type Depth } from './runPair';
import { Schedule } from './schedule';
import { Stopwatch } from './stopwatch';
import type { ThreadPool } from './threadPool';
import type { Task, TaskResult, ToThread } from './threadProtocol';

/** Between two batches of news: ten a second at most. */
const NEWS_EVERY_MS = 100;

/** One run of a plan over worker threads. Emits `started`, `progress` and at last `finished`. */
export class Run implements PlanRun {
  private readonly pairs: readonly RunPair[];
  private readonly schedule: Schedule;
  private readonly rows: Uint32Array;
  private readonly changed = new Set<number>();
  private readonly sides: (readonly [string, EncodedSide])[] = [];
  private variablesEncoded = 0;
  /** Pairs of the plan that are estimated and reported; null until they are chosen. */
  private chosen: readonly number[] | null = null;
  private readonly pointwise = new PointwiseValues();
  private readonly sharedMemories = new WeakSet<PairMemory>();
  private readonly startedAt = new Date();
  private readonly awake = new AwakeTime();
  /** Stands still while the run is paused. */
  private readonly watch = new Stopwatch(() => this.awake.milliseconds);
  /** When tasks were given out, in milliseconds that the process was awake. */
  private readonly givenAt = new WeakMap<Task, number>();
  private threads: ThreadPool | null = null;
  private news: ReturnType<typeof setTimeout> | null = null;
  private engine: { name: string; version: string } | null = null;
  /** Share of the work that the interrupted run had done. */
  private shareRestored = 0;
  private pausing: 'no' | 'asked' | 'atRest' = 'no';
  private ended = false;

  constructor(
    private readonly dataset: Dataset,
    private readonly plan: Plan,
    private readonly kernelBuild: KernelBuild | null,
    private readonly platform: Pick<Platform, 'threadCount' | 'startThreads'>,
    private readonly emit: (message: FromProcess) => void,
    /** Pairs of an interrupted run, taken as they are. */
    restored: readonly FinishedPair[] = [],
    depth: Depth = 'finish',
  ) {
    const known = new Map(restored.map(({ index, pair }) => [index, pair]));
    const more = moreTrainings(plan);
    this.pairs = plan.pairs.map(
      (_, index) => new RunPair(plan, index, known.get(index), more.get(index), depth),
    );
    this.schedule = new Schedule(this.pairs, plan.variables.length);
    this.rows = inSharedMemory(sampleRows(dataset.rows, plan.maxRows, plan.seed) ?? allRows(dataset.rows));
  }

  /** Takes over what an earlier run on the same dataset knows of the rows of its pairs. */
  inherit({ plan, pairs, pointwise }: Run): void {
    // Other rows would be shown.
    if (plan.seed !== this.plan.seed || plan.maxRows !== this.plan.maxRows) return;
    const places = new Map(pairs.map(({ names }, index) => [JSON.stringify(names), index]));
    this.pairs.forEach(({ names, outlook }, index) => {
      const values = pointwise.of(places.get(JSON.stringify(names)) ?? -1);
      if (values) this.pointwise.keep(index, values, outlook);
    });
  }

  start(): void {
    const used = new Set(this.plan.variables.flatMap(({ columns }) => columns));
    this.threads = this.platform.startThreads(
      this.threadCount,
      {
        // The others may be large: free text has a million levels.
        columns: this.dataset.columns.filter(({ name }) => used.has(name)),
        rows: this.rows,
        plan: this.plan,
        kernelBuild: this.kernelBuild,
      },
      {
        onReady: (engine) => {
          this.announce(engine);
        },
        onResult: (result, task, seconds) => {
          this.receive(result, task, seconds);
        },
        briefing: () => this.briefing(),
        onLost: (task, reason) => {
          this.lose(task, reason);
        },
        onUnusable: (reason) => {
          void this.refuse(reason);
        },
      },
    );
    this.giveWork();
  }

  select(index: number): void {
    const pair = this.chosen?.[index];
    if (pair !== undefined) this.schedule.select(pair);
  }

  /** Rows of a pair, with what they say where it has ended; null where there are none to show. */
  points(index: number): PairPoints | null {
    const pair = this.pairs[this.chosen?.[index] ?? -1];
    const rows = pair && pairRows(this.dataset, this.rows, pair.names, this.plan.seed);
    if (!rows) return null;
    const { withoutPointwise } = pair;
    const pointwise = this.pointwise.of(this.chosen?.[index] ?? -1);
    if (pointwise) return { ...rows, pointwise: [...pointwise] };
    return { ...rows, pointwise: null, ...(withoutPointwise !== undefined && { withoutPointwise }) };
  }

  prefer(indexes: readonly number[]): void {
    this.schedule.prefer(indexes.flatMap((index) => this.chosen?.[index] ?? []));
  }

  /** Every pair stops where its present piece of work ends. */
  pause(): void {
    if (this.ended || this.pausing !== 'no') return;
    this.pausing = 'asked';
    this.threads?.pause();
    this.emit({ type: 'paused', atRest: false });
    this.noteRest();
  }

  resume(): void {
    if (this.ended || this.pausing === 'no') return;
    this.pausing = 'no';
    this.watch.goOn();
    this.emit({ type: 'resumed' });
    this.threads?.resume();
  }

  /** Ends the run at once; what is finished is kept, what was under way keeps its last estimate. */
  cancel(): void {
    this.pairs.forEach((pair, index) => {
      if (pair.finished) return;
      pair.cancel();
      this.changed.add(index);
    });
    void this.end(true);
  }

  private get threadCount(): number {
    return this.platform.threadCount(this.plan);
  }

  private announce(engine: { name: string; version: string }): void {
    if (this.engine || this.ended) return;
    this.engine = engine;
    if (!this.plan.strongest) this.choose([...this.pairs.keys()]);
    else if (this.schedule.allOutlined) this.chooseStrongest(this.plan.strongest);
  }

  /** Says which pairs the run is about: all of the plan, or those with the strongest Gaussian answers. */
  private choose(chosen: readonly number[]): void {
    if (!this.engine) return;
    this.chosen = chosen;
    const restored = chosen.filter((index) => this.pairs[index]?.isRestored);
    this.shareRestored = restored.length / Math.max(1, chosen.length);
    this.emit({
      type: 'started',
      rowsUsed: this.rows.length,
      engine: { name: this.engine.name, threads: this.threadCount },
      pairs: this.states(),
    });
  }

  private chooseStrongest(most: number): void {
    const strongest = this.schedule.strongestFirst.slice(0, most);
    const kept = new Set(strongest);
    this.pairs.forEach((pair, index) => {
      if (!kept.has(index)) pair.cancel();
    });
    this.choose([...strongest].sort((a, b) => a - b));
  }

  private states(): PairState[] {
    return (this.chosen ?? []).flatMap((index) => this.pairs[index]?.state() ?? []);
  }

  private receive(result: TaskResult, task: Task, seconds: number): void {
    if (this.ended) return;
    if (task.kind !== 'encode') this.pairs[task.pair]?.spend(Math.min(seconds, this.secondsSince(task)));
    switch (result.kind) {
      case 'encoded':
        if (result.side) this.sides.push(result.side);
        this.variableEncoded();
        break;
      case 'outlined':
        this.pairs[result.pair]?.outline(result.outline);
        this.pairOutlined();
        this.tellLater(result.pair);
        break;
      case 'stepped':
        this.advance(result);
        break;
      case 'refused':
        this.fail(result.pair, result.reason);
        this.pairOutlined();
        break;
      case 'diverged':
        if (this.isPresent(result))
          this.beginAgain(result.pair, (pair) => {
            pair.diverge();
          });
        break;
      case 'outdated':
        break;
      case 'broke':
        this.breakDown(result.task, l10n.t('The estimate failed: {0}', result.reason));
        break;
    }
    this.giveWork();
  }

  private secondsSince(task: Task): number {
    return (this.awake.milliseconds - (this.givenAt.get(task) ?? 0)) / 1000;
  }

  private isPresent({ pair, trial }: { readonly pair: number; readonly trial: number }): boolean {
    return this.pairs[pair]?.trial === trial && !this.pairs[pair].finished;
  }

  private advance(stepped: Extract<TaskResult, { kind: 'stepped' }>): void {
    if (!this.isPresent(stepped)) return;
    const pair = this.pairs[stepped.pair];
    pair?.receive(stepped.result, stepped.ended);
    if (pair && stepped.ended) {
      const { pointwise } = stepped.ended;
      if (pointwise) this.pointwise.keep(stepped.pair, pointwise, pair.outlook);
      else this.pointwise.forget(stepped.pair);
    }
    this.schedule.stepDone(stepped.pair);
    if (pair?.finished) this.threads?.tell({ type: 'ended', pair: stepped.pair });
    this.tellLater(stepped.pair);
  }

  private variableEncoded(): void {
    if (++this.variablesEncoded === this.plan.variables.length)
      this.threads?.tell({ type: 'sides', sides: this.sides });
    this.schedule.variableEncoded();
  }

  private pairOutlined(): void {
    this.schedule.pairOutlined();
    if (this.plan.strongest && this.schedule.allOutlined) this.chooseStrongest(this.plan.strongest);
  }

  private fail(index: number, reason: string): void {
    this.pairs[index]?.fail(reason);
    this.threads?.tell({ type: 'ended', pair: index });
    this.schedule.stepDone(index);
    this.tellLater(index);
  }

  private beginAgain(index: number, why: (pair: RunPair) => void): void {
    const pair = this.pairs[index];
    if (!pair) return;
    why(pair);
    if (!pair.finished) {
      const { trial, stepDivisor } = pair;
      this.threads?.tell({ type: 'trial', pair: index, trial, stepDivisor });
      this.schedule.restart(index);
    } else this.threads?.tell({ type: 'ended', pair: index });
    this.tellLater(index);
  }

  private breakDown(task: Task, reason: string): void {
    switch (task.kind) {
      case 'encode':
        // Its pairs will say what is wrong with it.
        this.variableEncoded();
        break;
      case 'outline':
        this.fail(task.pair, reason);
        this.pairOutlined();
        break;
      case 'step':
        this.fail(task.pair, reason);
        break;
    }
  }

  private lose(task: Task | null, reason: string): void {
    if (this.ended) return;
    if (task?.kind === 'step' && this.isPresent(task))
      this.beginAgain(task.pair, (pair) => {
        pair.loseThread(reason);
      });
    else if (task) this.schedule.repeat(task);
    if (this.threads?.none) {
      this.pairs.forEach((pair, index) => {
        if (!pair.finished) this.fail(index, reason);
      });
      void this.end(false);
    } else this.giveWork();
  }

  private noteRest(): void {
    if (this.ended || this.pausing !== 'asked' || !this.threads?.atRest) return;
    this.pausing = 'atRest';
    this.watch.stop();
    this.emit({ type: 'paused', atRest: true });
  }

  private giveWork(): void {
    const { threads } = this;
    if (!threads || this.ended) return;
    threads.give(() => this.nextTask(threads));
    if (!threads.busy && this.pairs.every((pair) => pair.finished)) void this.end(false);
    this.noteRest();
  }

  private nextTask(threads: ThreadPool): Task | null {
    const task = this.schedule.next();
    if (task?.kind === 'step' && (task.step.kind === 'train' || task.step.kind === 'finish'))
      this.shareMemory(threads, task.pair);
    if (task) this.givenAt.set(task, this.awake.milliseconds);
    return task;
  }

  private shareMemory(threads: ThreadPool, index: number): void {
    const pair = this.pairs[index];
    if (!pair?.memory || this.sharedMemories.has(pair.memory)) return;
    this.sharedMemories.add(pair.memory);
    threads.tell(memoryOf(index, pair.memory));
  }

  private briefing(): ToThread[] {
    const ofPairs = this.pairs.flatMap((pair, index) => {
      if (pair.finished) return [];
      const { trial, stepDivisor, memory } = pair;
      const began: ToThread[] = trial > 1 ? [{ type: 'trial', pair: index, trial, stepDivisor }] : [];
      return memory ? [...began, memoryOf(index, memory)] : began;
    });
    return [{ type: 'sides', sides: this.sides }, ...ofPairs];
  }

  private tellLater(index: number): void {
    this.changed.add(index);
    this.news ??= setTimeout(() => {
      this.tell();
    }, NEWS_EVERY_MS);
  }

  private tell(): void {
    if (this.news) clearTimeout(this.news);
    this.news = null;
    if (!this.chosen) return;
    const updates = this.chosen.flatMap((pair, index) => {
      const state = this.changed.has(pair) ? this.pairs[pair]?.state() : undefined;
      return state ? [{ index, pair: state }] : [];
    });
    this.changed.clear();
    const share =
      this.chosen.reduce((sum, index) => sum + (this.pairs[index]?.share ?? 0), 0) /
      Math.max(1, this.chosen.length);
    const elapsed = this.watch.seconds;
    const done = share - this.shareRestored;
    const secondsLeft = done > 0.02 * (1 - this.shareRestored) ? (elapsed * (1 - share)) / done : null;
    this.emit({ type: 'progress', share, secondsLeft, updates });
  }

  /** The engine cannot be had: no thread could work. */
  private async refuse(message: string): Promise<void> {
    if (this.ended) return;
    this.ended = true;
    this.awake.stop();
    this.emit({ type: 'refused', message });
    await this.threads?.end();
  }

  private async end(cancelled: boolean): Promise<void> {
    if (this.ended) return;
    this.ended = true;
    this.awake.stop();
    // Ended before the strongest were known: none was estimated.
    this.chosen ??= this.plan.strongest ? [] : [...this.pairs.keys()];
    const chosen = new Set(this.chosen);
    this.tell();
    const report = assembleReport({
      dataset: this.dataset,
      plan: { ...this.plan, pairs: this.plan.pairs.filter((_, index) => chosen.has(index)) },
      pairs: this.states(),
      rowsUsed: this.rows.length,
      engine: { ...(this.engine ?? { name: 'none', version: '' }), threads: this.threadCount },
      startedAt: this.startedAt,
      seconds: this.watch.seconds,
    });
    this.emit({ type: 'finished', cancelled, report });
    await this.threads?.end();
  }
}

function memoryOf(pair: number, { buffer, shape }: PairMemory): ToThread {
  return { type: 'memory', pair, buffer, shape };
}

function allRows(rows: number): Uint32Array {
  return Uint32Array.from({ length: rows }, (_, i) => i);
}

function inSharedMemory(rows: Uint32Array): Uint32Array {
  const shared = new Uint32Array(sharedBuffer(rows.byteLength));
  shared.set(rows);
  return shared;
}
