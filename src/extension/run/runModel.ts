import { assembleReport } from '../../process/run/assemble';
import type { FinishedPair, FromProcess, Plan, Profile } from '../../process/protocol';
import { pairNames, waitingPair } from '../../process/run/pairState';
import { isComputed, isUnderWay, type PairState, type Report, type ReportHead } from '../../report/report';
import type { Units } from '../../report/format';
import { finishedPairs } from './interruption';
import type { PairUpdates, RunState, Snapshot, SourceChange } from '../panel/panelProtocol';

/** What an earlier run on the same data leaves to this one. */
export interface KnownPairs {
  /** Report of the run whose pairs this one trains longer. */
  readonly before?: Report;
  /** Pairs of a run with the same plan that broke, which are not computed again. */
  readonly finished?: readonly FinishedPair[];
  readonly begun?: RunBegun | null;
}

/** What a run has of its report before it has ended. */
export interface RunBegun {
  readonly head: ReportHead;
  readonly seconds: number;
}

/** What is known of a run: what its panel shows, and the report once it has ended. */
export class RunModel {
  private pairs: Snapshot['pairs'];
  /** Null until it has begun. */
  begun: RunBegun | null;
  run: RunState = { phase: 'starting' };
  /** Where the run broke, of what there was. */
  report: Report | null = null;
  /** What became of the data since they were read. */
  sourceChange: SourceChange | null = null;

  constructor(
    private readonly profile: Profile,
    private readonly plan: Plan,
    private readonly known: KnownPairs = {},
  ) {
    const { before, finished = [], begun = null } = known;
    this.pairs = before?.pairs ?? plan.pairs.map((_, index) => waitingPair(pairNames(plan, index)));
    this.begun = before ? { head: before, seconds: before.seconds } : begun;
    this.update(finished);
  }

  get running(): boolean {
    return this.run.phase !== 'finished' && this.run.phase !== 'failed';
  }

  /** What it came to in a window that has been closed since. */
  restore(report: Report): void {
    this.begun = { head: report, seconds: report.seconds };
    this.finished({
      type: 'finished',
      report,
      cancelled: report.pairs.some(({ status }) => status === 'cancelled'),
    });
  }

  /** It broke, or its window was closed, when these pairs were finished. */
  restoreInterrupted(finished: readonly FinishedPair[], begun: RunBegun | null, message: string): void {
    this.begun = begun;
    this.update(finished);
    this.failed(message);
  }

  /** Pairs that another run with the same plan on the same data need not compute. */
  get finishedPairs(): FinishedPair[] {
    return finishedPairs(this.plan, this.pairs);
  }

  /** Whether it broke, or is under way: then it is its finished pairs that are kept. */
  get unfinished(): boolean {
    return this.run.phase !== 'finished' && !this.known.before;
  }

  pair(index: number): PairState | undefined {
    return this.pairs[index];
  }

  snapshot(units: Units): Snapshot {
    const types = new Map(this.profile.columns.map(({ name, type }) => [name, type]));
    return {
      source: this.profile.source,
      rows: this.profile.rowsInFile,
      rowsUsed: this.begun?.head.dataset.rowsUsed ?? 0,
      badRows: this.profile.badRows.count,
      variables: this.plan.variables.map(({ name, columns }) => ({
        name,
        columns,
        type: columns.length === 1 ? (types.get(columns[0] ?? '') ?? '') : 'group',
      })),
      pairs: this.pairs,
      run: this.run,
      settings: { estimator: this.plan.estimator, preset: this.plan.preset, seed: this.plan.seed },
      engine: this.begun?.head.engine ?? null,
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
    this.begun = { head: message.head, seconds: 0 };
    this.pairs = message.pairs;
    this.advance(0, null);
  }

  progress({ updates, share, seconds, secondsLeft }: Extract<FromProcess, { type: 'progress' }>): void {
    this.update(updates);
    if (this.begun) this.begun = { ...this.begun, seconds };
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

  /** The run broke. Finished pairs stay, and have a report; the others will not be finished. */
  failed(message: string): PairUpdates {
    const { before } = this.known;
    // What was there before is there still.
    this.report = before ?? this.reportSoFar();
    const updates = this.pairs.flatMap((pair, index) => {
      const end = this.report?.pairs[index] ?? { ...pair, status: 'cancelled' as const };
      // A report has q-values, over what is finished; beside an earlier report stays what was trained longer to its end.
      return isUnderWay(pair) || (this.report && !before) ? [{ index, pair: end }] : [];
    });
    this.update(updates);
    this.run = { phase: 'failed', message };
    return updates;
  }

  /** Null where no pair is finished. */
  private reportSoFar(): Report | null {
    const { begun, pairs } = this;
    return begun && pairs.some(isComputed) ? assembleReport(begun.head, pairs, begun.seconds) : null;
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
