import * as l10n from '@vscode/l10n';
import type { Dataset } from '../../dataset/dataset';
import { sampleOrAll } from '../../dataset/sample';
import { sharedBuffer } from '../../dataset/bytes/sharedBuffer';
import type { EncodedSide } from '../../mine/encoding';
import type { PairMemory } from '../../mine/pairMemory';
import type { PairPoints } from '../../report/points';
import type { KernelBuild } from '../engine/kernelBackend';
import { pairRows } from '../threads/pairRows';
import { moreTrainings } from './pairState';
import { PointwiseValues } from './pointwiseValues';
import type { PlanRun } from './planRun';
import type { Platform } from '../platform';
import type { FinishedPair, FromProcess, Plan } from '../protocol';
import { RunPair, type Depth } from './runPair';
import { RunTelling } from './runTelling';
import { Schedule } from './schedule';
import type { ThreadPool } from '../threads/threadPool';
import type { Task, TaskResult, RunNews } from '../threads/threadProtocol';

/** One run of a plan over worker threads. Emits `started`, `progress` and at last `finished`. */
export class Run implements PlanRun {
  private readonly pairs: readonly RunPair[];
  private readonly schedule: Schedule;
  private readonly rows: Uint32Array;
  private readonly sides: (readonly [string, EncodedSide])[] = [];
  private variablesEncoded = 0;
  readonly pointwise = new PointwiseValues();
  private readonly sharedMemories = new WeakSet<PairMemory>();
  private readonly telling: RunTelling;
  /** When tasks were given out, in milliseconds that the process was awake. */
  private readonly givenAt = new WeakMap<Task, number>();
  private threads: ThreadPool | null = null;
  private engine: { name: string; version: string } | null = null;
  ended = false;

  constructor(
    private readonly dataset: Dataset,
    readonly plan: Plan,
    private readonly kernelBuild: KernelBuild | null,
    private readonly platform: Pick<Platform, 'threadCount' | 'startThreads'>,
    emit: (message: FromProcess) => void,
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
    this.rows = inSharedMemory(sampleOrAll(dataset.rows, plan.maxRows, plan.seed));
    const pairs = {
      state: (index: number) => this.pairs[index]?.state(),
      share: (index: number) => this.pairs[index]?.share ?? 0,
      isRestored: (index: number) => this.pairs[index]?.isRestored ?? false,
    };
    this.telling = new RunTelling(dataset, plan, this.rows.length, pairs, emit);
  }

  inherit(earlier: PlanRun): void {
    this.pointwise.inherit(this.plan, earlier, (index) => this.pairs[index]?.outlook ?? 0);
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
          // The engine cannot be had.
          void this.endWithoutReport({ type: 'refused', message: reason });
        },
      },
    );
    this.giveWork();
  }

  select(index: number): void {
    const pair = this.telling.placeOf(index);
    if (pair !== undefined) this.schedule.select(pair);
  }

  /** Rows of a pair, with what they say where it has ended; null where there are none to show. */
  points(index: number): PairPoints | null {
    const place = this.telling.placeOf(index) ?? -1;
    const pair = this.pairs[place];
    const rows = pair && pairRows(this.dataset, this.rows, pair.names, this.plan.seed);
    if (!rows) return null;
    const { withoutPointwise } = pair;
    const pointwise = this.pointwise.of(place);
    if (pointwise) return { ...rows, pointwise: [...pointwise] };
    return { ...rows, pointwise: null, ...(withoutPointwise !== undefined && { withoutPointwise }) };
  }

  prefer(indexes: readonly number[]): void {
    this.schedule.prefer(indexes.flatMap((index) => this.telling.placeOf(index) ?? []));
  }

  /** Every pair stops where its present piece of work ends. */
  pause(): void {
    if (this.ended || !this.telling.pause()) return;
    this.threads?.pause();
    this.noteRest();
  }

  resume(): void {
    if (!this.ended && this.telling.goOn()) this.threads?.resume();
  }

  /** Ends the run at once; what is finished is kept, what was under way keeps its last estimate. */
  cancel(): void {
    this.pairs.forEach((pair, index) => {
      if (pair.finished) return;
      pair.cancel();
      this.telling.change(index);
    });
    void this.end(true);
  }

  breakOff(reason: string): void {
    void this.endWithoutReport({ type: 'failed', message: reason });
  }

  collectGarbage(): void {
    this.threads?.collectGarbage();
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
    if (this.engine) this.telling.choose(chosen, { ...this.engine, threads: this.threadCount });
  }

  private chooseStrongest(most: number): void {
    const strongest = this.schedule.strongestFirst.slice(0, most);
    const kept = new Set(strongest);
    this.pairs.forEach((pair, index) => {
      if (!kept.has(index)) pair.cancel();
    });
    this.choose([...strongest].sort((a, b) => a - b));
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
        this.telling.change(result.pair);
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
    return (this.telling.milliseconds - (this.givenAt.get(task) ?? 0)) / 1000;
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
    this.telling.change(stepped.pair);
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
    this.telling.change(index);
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
    this.telling.change(index);
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
    if (!this.ended && this.threads?.atRest) this.telling.rest();
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
    if (task) this.givenAt.set(task, this.telling.milliseconds);
    return task;
  }

  private shareMemory(threads: ThreadPool, index: number): void {
    const pair = this.pairs[index];
    if (!pair?.memory || this.sharedMemories.has(pair.memory)) return;
    this.sharedMemories.add(pair.memory);
    threads.tell(memoryOf(index, pair.memory));
  }

  private briefing(): RunNews[] {
    const ofPairs = this.pairs.flatMap((pair, index) => {
      if (pair.finished) return [];
      const { trial, stepDivisor, memory } = pair;
      const began: RunNews[] = trial > 1 ? [{ type: 'trial', pair: index, trial, stepDivisor }] : [];
      return memory ? [...began, memoryOf(index, memory)] : began;
    });
    return [{ type: 'sides', sides: this.sides }, ...ofPairs];
  }

  private async endWithoutReport(why: Extract<FromProcess, { type: 'refused' | 'failed' }>): Promise<void> {
    if (this.ended) return;
    this.ended = true;
    this.telling.breakOff(why);
    await this.threads?.end();
  }

  private async end(cancelled: boolean): Promise<void> {
    if (this.ended) return;
    this.ended = true;
    this.telling.finish(cancelled, {
      ...(this.engine ?? { name: 'none', version: '' }),
      threads: this.threadCount,
    });
    await this.threads?.end();
  }
}

function memoryOf(pair: number, { buffer, shape }: PairMemory): RunNews {
  return { type: 'memory', pair, buffer, shape };
}

function inSharedMemory(rows: Uint32Array): Uint32Array {
  const shared = new Uint32Array(sharedBuffer(rows.byteLength));
  shared.set(rows);
  return shared;
}
