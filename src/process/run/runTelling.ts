import type { Dataset } from '../../dataset/dataset';
import type { EngineFacts, PairState, ReportHead } from '../../report/report';
import { assembleReport, reportHeadOf } from './assemble';
import { AwakeTime } from './awakeTime';
import type { FromProcess, Plan } from '../protocol';
import { Stopwatch } from './stopwatch';

/** Between two batches of news: ten a second at most. */
const NEWS_EVERY_MS = 100;

/** The pairs of a run by their place in its plan, wherever they are computed. */
export interface RunPairs {
  state(index: number): PairState | undefined;
  /** Share of the pair's work that is done, 0..1. */
  share(index: number): number;
  /** Taken as it is from an interrupted run. */
  isRestored(index: number): boolean;
}

/** What any run tells its front: which pairs it is about, how far they have come, when it stands still, and its report. */
export class RunTelling {
  private readonly changed = new Set<number>();
  private readonly startedAt = new Date();
  private readonly awake = new AwakeTime();
  /** Stands still while the run is paused. */
  private readonly watch = new Stopwatch(() => this.awake.milliseconds);
  private news: ReturnType<typeof setTimeout> | null = null;
  /** Pairs of the plan that are estimated and reported; null until they are chosen. */
  private chosen: readonly number[] | null = null;
  /** The pairs' places among the chosen ones, by their places in the plan; -1: not chosen. */
  private readonly indexes: Int32Array;
  /** The chosen pairs' shares as they were told last: of millions of pairs few have changed. */
  private shares = new Float64Array(0);
  private sharesDone = 0;
  /** Share of the work that the interrupted run had done. */
  private shareRestored = 0;
  private pausing: 'no' | 'asked' | 'atRest' = 'no';

  constructor(
    private readonly dataset: Dataset,
    private readonly plan: Plan,
    private readonly rowsUsed: number,
    private readonly pairs: RunPairs,
    private readonly emit: (message: FromProcess) => void,
  ) {
    this.indexes = new Int32Array(plan.pairs.length).fill(-1);
  }

  /** In which the process was awake since the run began, also while it was paused. */
  get milliseconds(): number {
    return this.awake.milliseconds;
  }

  get hasChosen(): boolean {
    return this.chosen !== null;
  }

  /** Place in the plan of a pair that the front knows by its place among the chosen ones. */
  placeOf(index: number): number | undefined {
    return this.chosen?.[index];
  }

  /** Says which pairs the run is about. */
  choose(chosen: readonly number[], engine: EngineFacts): void {
    this.chosen = chosen;
    chosen.forEach((place, index) => {
      this.indexes[place] = index;
    });
    this.shares = Float64Array.from(chosen, (place) => this.pairs.share(place));
    this.sharesDone = this.shares.reduce((sum, share) => sum + share, 0);
    const restored = chosen.filter((index) => this.pairs.isRestored(index));
    this.shareRestored = restored.length / Math.max(1, chosen.length);
    this.emit({
      type: 'started',
      head: this.head(engine),
      pairs: this.states(chosen),
    });
  }

  /** The pair has changed: that is told with the next news. */
  change(index: number): void {
    this.changed.add(index);
    this.news ??= setTimeout(() => {
      this.tell();
    }, NEWS_EVERY_MS);
  }

  /** @returns false where a pause was asked for before */
  pause(): boolean {
    if (this.pausing !== 'no') return false;
    this.pausing = 'asked';
    this.emit({ type: 'paused', atRest: false });
    return true;
  }

  /** Nothing is being worked at; that is the end of a pause's beginning, where one was asked for. */
  rest(): void {
    if (this.pausing !== 'asked') return;
    this.pausing = 'atRest';
    this.watch.stop();
    this.emit({ type: 'paused', atRest: true });
  }

  /** @returns false where it is not paused */
  goOn(): boolean {
    if (this.pausing === 'no') return false;
    this.pausing = 'no';
    this.watch.goOn();
    this.emit({ type: 'resumed' });
    return true;
  }

  get isPaused(): boolean {
    return this.pausing !== 'no';
  }

  /** Tells what is still to be told, and the report. */
  finish(cancelled: boolean, engine: EngineFacts): void {
    this.stop();
    // Ended before the strongest were known: none was estimated.
    this.chosen ??= this.plan.strongest ? [] : [...this.plan.pairs.keys()];
    this.tell();
    const report = assembleReport(this.head(engine), this.states(this.chosen), this.watch.seconds);
    this.emit({ type: 'finished', cancelled, report });
  }

  /** Tells what is still to be told, and why there will be no report. */
  breakOff(why: Extract<FromProcess, { type: 'refused' | 'failed' }>): void {
    this.stop();
    this.tell();
    this.emit(why);
  }

  private head(engine: EngineFacts): ReportHead {
    const { dataset, plan, rowsUsed, startedAt } = this;
    return reportHeadOf({ dataset, plan, rowsUsed, engine, startedAt });
  }

  /** Time is no longer measured. */
  private stop(): void {
    this.awake.stop();
  }

  private states(chosen: readonly number[]): PairState[] {
    return chosen.flatMap((index) => this.pairs.state(index) ?? []);
  }

  /** Tells how far the run has come, and what has changed. */
  tell(): void {
    if (this.news) clearTimeout(this.news);
    this.news = null;
    if (!this.chosen) return;
    const updates = [...this.changed].sort((a, b) => a - b).flatMap((place) => this.update(place));
    this.changed.clear();
    const share = Math.min(1, this.sharesDone / Math.max(1, this.chosen.length));
    const done = share - this.shareRestored;
    const { seconds } = this.watch;
    const secondsLeft = done > 0.02 * (1 - this.shareRestored) ? (seconds * (1 - share)) / done : null;
    this.emit({ type: 'progress', share, seconds, secondsLeft, updates });
  }

  private update(place: number): { readonly index: number; readonly pair: PairState }[] {
    const index = this.indexes[place] ?? -1;
    const pair = index >= 0 ? this.pairs.state(place) : undefined;
    if (!pair) return [];
    const share = this.pairs.share(place);
    this.sharesDone += share - (this.shares[index] ?? 0);
    this.shares[index] = share;
    return [{ index, pair }];
  }
}
