import * as l10n from '@vscode/l10n';
import { PairProgress } from '../../mine/pairProgress';
import type { PairStep, PairStepResult } from '../../mine/pairSteps';
import { warnings } from '../../mine/pairWarnings';
import { pairWarning, type PairWarning } from '../../mine/warningSentences';
import type { PairState } from '../../report/report';
import type { MoreTraining } from '../../mine/settings';
import { awaitingMore, isTrainedEnough, standingEstimate } from './moreTraining';
import { pairNames, waitingPair } from './pairState';
import type { Plan } from '../protocol';
import type { Outline, PairEnd } from '../threads/threadProtocol';
import { withoutPointwise } from './withoutPointwise';

/** What the training's steps are divided by in each trial of a pair that diverged; then it has failed. */
const STEP_DIVISORS = [1, 4] as const;
/** Threads that a pair may lose before it counts as their ruin. */
const LOST_THREADS = 2;

/**
 * How far the pairs of a run are taken: to the Gaussian answer, to where nothing but training can add to it, or to the end.
 */
export const DEPTHS = ['outline', 'settle', 'finish'] as const;
export type Depth = (typeof DEPTHS)[number];

/** One pair of a run: how far it has come, and what is said of it. */
export class RunPair {
  readonly names: { readonly x: string[]; readonly z: string[] };
  private outlined: Outline | null = null;
  private progress: PairProgress | null = null;
  private end: (Omit<PairEnd, 'pointwise'> & { readonly hasPointwise: boolean }) | null = null;
  private divergences = 0;
  private lostThreads = 0;
  private seconds = 0;
  private error: string | null = null;
  private cancelled = false;
  /** Counts how often the pair began. */
  trial = 0;

  /** What is taken as it is. */
  private readonly restored: PairState | null;
  /** What stands until more training has come to its end. */
  private readonly before: PairState | null;

  /**
   * @param known what an earlier run had found of it
   * @param more training that it gets in place of the preset's
   */
  constructor(
    plan: Plan,
    index: number,
    known: PairState | null = null,
    private readonly more?: MoreTraining,
    private readonly depth: Depth = 'finish',
  ) {
    this.names = pairNames(plan, index);
    const isEnough = isTrainedEnough(known, more);
    this.restored = isEnough ? known : null;
    this.before = isEnough ? null : known;
  }

  get isRestored(): boolean {
    return this.restored !== null;
  }

  get finished(): boolean {
    return (
      this.isRestored ||
      this.error !== null ||
      this.cancelled ||
      this.isDeepEnough ||
      (this.progress?.finished ?? false)
    );
  }

  private get isDeepEnough(): boolean {
    switch (this.depth) {
      case 'outline':
        return this.outlined !== null;
      case 'settle':
        return this.progress?.inTraining ?? false;
      case 'finish':
        return false;
    }
  }

  /** Share of the work that is done, 0..1, were the pair trained to the end of its budget. */
  get share(): number {
    if (this.finished) return 1;
    if (!this.progress) return 0;
    return this.inTraining ? 0.2 + 0.8 * this.progress.share : 0.1;
  }

  get inTraining(): boolean {
    return !this.finished && (this.progress?.inTraining ?? false);
  }

  get stepDivisor(): number {
    return STEP_DIVISORS[this.divergences] ?? 1;
  }

  get memory() {
    return this.progress?.memory ?? null;
  }

  /** How strong the pair looks before it is trained, nats: the Gaussian answer, or that of the critics so far. */
  get outlook(): number {
    const { references } = this.restored ?? this.outlined ?? {};
    return this.progress?.estimate()?.mi ?? references?.gaussian ?? 0;
  }

  outline(outline: Outline): void {
    this.outlined = outline;
    this.begin();
  }

  /** The next piece of work; null where there is none now. */
  take(): PairStep | null {
    return this.finished ? null : (this.progress?.take() ?? null);
  }

  get next(): PairStep | null {
    return this.finished ? null : (this.progress?.next ?? null);
  }

  /** A result of the present trial. */
  receive(result: PairStepResult, ended: PairEnd | null): void {
    if (ended) {
      const { slowReferences, traits, pointwise } = ended;
      this.end = { slowReferences, traits, hasPointwise: pointwise !== null };
    }
    this.progress?.receive(result);
  }

  spend(seconds: number): void {
    this.seconds += seconds;
  }

  /** Begins again with smaller steps, or fails. */
  diverge(): void {
    if (++this.divergences < STEP_DIVISORS.length) this.begin();
    else this.fail(l10n.t('The training diverged, also with smaller steps.'));
  }

  /** The thread that worked on it is gone: it begins again, or fails where it is not the first. */
  loseThread(reason: string): void {
    if (++this.lostThreads >= LOST_THREADS) this.fail(reason);
    else if (this.outlined) this.begin();
  }

  fail(reason: string): void {
    this.error = reason;
  }

  cancel(): void {
    if (!this.finished) this.cancelled = true;
  }

  /** Why its rows have no pointwise values, in a sentence; undefined while it may still get them. */
  get withoutPointwise(): string | undefined {
    return this.finished
      ? withoutPointwise(this.restored?.status ?? this.status(false), {
          isRestored: this.isRestored || (this.before !== null && (this.cancelled || this.error !== null)),
          isLetGo: this.end?.hasPointwise ?? false,
        })
      : undefined;
  }

  state(): PairState {
    if (this.restored) return { ...this.restored, qValue: null };
    const estimate = this.progress?.estimate() ?? null;
    if (this.before) {
      if (this.cancelled || this.error !== null) return standingEstimate(this.before, this.error);
      if (!estimate) return awaitingMore(this.before);
    }
    return {
      ...waitingPair(this.names),
      status: this.status(estimate?.rising ?? false),
      mi: estimate?.mi ?? null,
      interval: estimate?.interval ? [...estimate.interval] : null,
      heldOut: estimate?.heldOut ?? null,
      pValue: estimate?.pValue ?? null,
      n: this.outlined?.n ?? 0,
      iterations: estimate?.iterations ?? 0,
      stop: estimate?.stop ?? null,
      warnings: this.warnings(),
      references: {
        ...(this.outlined?.references ?? { gaussian: null }),
        ...this.end?.slowReferences,
      },
      instant: estimate?.instant ?? null,
      instantShare: estimate?.instantShare ?? 0,
      curve: [...(estimate?.curve ?? [])],
      seconds: this.seconds,
      ...(this.more && { more: this.more }),
      ...(this.error !== null && { error: this.error }),
    };
  }

  private begin(): void {
    if (!this.outlined) return;
    this.trial++;
    this.progress = new PairProgress(this.outlined.limits, this.outlined.settings);
  }

  private warnings(): PairWarning[] {
    const estimate = this.progress?.finished ? this.progress.estimate() : null;
    const found = this.end && estimate ? warnings(this.end.traits, estimate, this.end.slowReferences) : [];
    if (this.divergences > 0) found.push(pairWarning('restarted'));
    return found;
  }

  private status(rising: boolean): PairState['status'] {
    if (this.error !== null) return 'failed';
    if (this.progress?.finished) return rising ? 'budget' : 'converged';
    if (this.cancelled) return 'cancelled';
    return this.progress?.estimate() ? 'training' : 'waiting';
  }
}
