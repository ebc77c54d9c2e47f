import type { FinishedPair, FromProcess, Plan, Profile } from '../process/protocol';
import { pairNames, waitingPair } from '../process/pairState';
import { isUnderWay, type PairState, type Report } from '../report/report';
import type { Units } from '../report/format';
import { finishedPairs } from './interruption';
import type { PairUpdates, RunState, Snapshot, SourceChange } from './panelProtocol';

/** What an earlier run on the same data leaves to this one. */
export interface KnownPairs {
  /** Report of the run whose pairs this one trains longer. */
  readonly before?: Report;
  /** Pairs of a run with the same plan that broke, which are not computed again. */
  readonly finished?: readonly FinishedPair[];
}

/** What is known of a run: what its panel shows, and the report once it has ended. */
export class RunModel {
  private pairs: Snapshot['pairs'];
  private engine: Snapshot['engine'] = null;
  private rowsUsed = 0;
  run: RunState = { phase: 'starting' };
  report: Report | null = null;
  /** What became of the data since they were read. */
  sourceChange: SourceChange | null = null;

  constructor(
    private readonly profile: Profile,
    private readonly plan: Plan,
    private readonly known: KnownPairs = {},
  ) {
    const { before, finished = [] } = known;
    this.pairs = before?.pairs ?? plan.pairs.map((_, index) => waitingPair(pairNames(plan, index)));
    this.engine = before?.engine ?? null;
    this.rowsUsed = before?.dataset.rowsUsed ?? 0;
    this.update(finished);
  }

  get running(): boolean {
    return this.run.phase !== 'finished' && this.run.phase !== 'failed';
  }

  /** What it came to in a window that has been closed since. */
  restore(report: Report): void {
    this.engine = report.engine;
    this.rowsUsed = report.dataset.rowsUsed;
    this.finished({
      type: 'finished',
      report,
      cancelled: report.pairs.some(({ status }) => status === 'cancelled'),
    });
  }

  /** It broke, or its window was closed, when these pairs were finished. */
  restoreInterrupted(finished: readonly FinishedPair[], message: string): void {
    this.update(finished);
    this.failed(message);
  }

  /** Pairs that another run with the same plan on the same data need not compute. */
  get finishedPairs(): FinishedPair[] {
    return finishedPairs(this.plan, this.pairs);
  }

  pair(index: number): PairState | undefined {
    return this.pairs[index];
  }

  snapshot(units: Units): Snapshot {
    const types = new Map(this.profile.columns.map(({ name, type }) => [name, type]));
    return {
      source: this.profile.source,
      rows: this.profile.rowsInFile,
      rowsUsed: this.rowsUsed,
      badRows: this.profile.badRows.count,
      variables: this.plan.variables.map(({ name, columns }) => ({
        name,
        columns,
        type: columns.length === 1 ? (types.get(columns[0] ?? '') ?? '') : 'group',
      })),
      pairs: this.pairs,
      run: this.run,
      settings: { estimator: this.plan.estimator, preset: this.plan.preset, seed: this.plan.seed },
      engine: this.engine,
      units,
      ...(this.sourceChange && { sourceChange: this.sourceChange }),
    };
  }

  /** It cannot begin yet, or go on. */
  waiting({ reason }: Extract<FromProcess, { type: 'waiting' }>): void {
    if (this.run.phase === 'starting') this.run = { phase: 'starting', reason };
    else if (this.run.phase === 'training') this.run = { ...this.run, halted: reason };
  }

  started(message: Extract<FromProcess, { type: 'started' }>): void {
    this.engine = message.engine;
    this.rowsUsed = message.rowsUsed;
    this.pairs = message.pairs;
    this.advance(0, null);
  }

  progress({ updates, share, secondsLeft }: Extract<FromProcess, { type: 'progress' }>): void {
    this.update(updates);
    this.advance(share, secondsLeft);
  }

  paused({ atRest }: Extract<FromProcess, { type: 'paused' }>): void {
    const { run } = this;
    if (run.phase === 'cancelling' || !this.running) return;
    const { done, total, share } = 'share' in run ? run : { done: 0, total: this.pairs.length, share: 0 };
    this.run = { phase: 'paused', done, total, share, atRest };
  }

  resumed(): void {
    if (this.run.phase !== 'paused') return;
    const { done, total, share } = this.run;
    this.run = { phase: 'training', done, total, share, secondsLeft: null };
  }

  /** The run has ended with a report; returns what it changed in the pairs (their q-values). */
  finished({ report, cancelled }: Extract<FromProcess, { type: 'finished' }>): PairUpdates {
    const { before } = this.known;
    // It is the report of both.
    this.report = before
      ? { ...report, startedAt: before.startedAt, seconds: before.seconds + report.seconds }
      : report;
    const updates = report.pairs.map((pair, index) => ({ index, pair }));
    this.update(updates);
    this.run = {
      phase: 'finished',
      cancelled,
      failedPairs: report.pairs.filter((pair) => pair.status === 'failed').length,
      seconds: this.report.seconds,
    };
    return updates;
  }

  /** The run broke. Finished pairs stay; the others will not be finished. */
  failed(message: string): PairUpdates {
    const { before } = this.known;
    // What was there before is there still.
    if (before) this.report = before;
    const updates = this.pairs.flatMap((pair, index) =>
      isUnderWay(pair)
        ? [{ index, pair: before?.pairs[index] ?? { ...pair, status: 'cancelled' as const } }]
        : [],
    );
    this.update(updates);
    this.run = { phase: 'failed', message };
    return updates;
  }

  private advance(share: number, secondsLeft: number | null): void {
    const { run } = this;
    if (run.phase === 'cancelling' || !this.running) return;
    const done = this.pairs.filter((pair) => !isUnderWay(pair)).length;
    const progress = { done, total: this.pairs.length, share: Math.min(1, share) };
    this.run =
      run.phase === 'paused' ? { ...run, ...progress } : { phase: 'training', ...progress, secondsLeft };
  }

  private update(updates: Readonly<PairUpdates>): void {
    const pairs = [...this.pairs];
    // One that is no pair of the run must not make the list longer.
    for (const { index, pair } of updates) if (index < pairs.length) pairs[index] = pair;
    this.pairs = pairs;
  }
}
