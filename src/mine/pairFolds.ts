import type { Random } from '../dataset/random';
import type { Critic, EncodedPair, Engine } from './critic';
import {
  blended,
  combined,
  isAdmissible,
  measureFold,
  mixed,
  scoreFold,
  type Effort,
  type FoldMeasurement,
  type FoldRows,
  type FoldScores,
  type Measurement,
  type Scorer,
} from './crossFit';
import { createEnsemble } from './ensemble';
import {
  certifiedBound,
  effectiveSamples,
  evenShifts,
  mean,
  permutationStatistic,
  scoreRows,
  type Scores,
} from './evaluation';
import type { DealtRows } from './folds';
import { fitInstant, type Instant } from './instant';
import { DivergedError } from './minibatchCritic';
import { noLogRatio, type LogRatio } from './logRatio';
import { objectives, type Objective } from './objectives';
import type { PairMemory, PairMemoryShape } from './pairMemory';
import { isSound, type Ending, type PairStep, type PairStepResult } from './pairSteps';
import type { TrainingSettings } from './settings';
import { crossFittedPValue } from './significance';
import { warmStart } from './warmStart';

/** Training rows on which the training bound is measured, at most. */
const TRAIN_SAMPLE = 2000;
/** Held-out rows of a fold that are measured, at most: more would take longer than they could tell. */
const MOST_ROWS = 20_000;
/**
 * Shares of the instant critic that are tried at the end: blended with trained networks, or alone beside the critic that
 * training would start from, which finds a weak dependence in fewer rows.
 */
const SHARES = { blended: [0, 0.25, 0.5, 0.75, 1], alone: [0, 1] } as const;
/**
 * Nats by which nearest neighbours must find more than the instant critic, and nats by which it must fit its training rows
 * better than held-out rows, for training to be worth its time. On 41 distributions of known mutual information, 16 % of
 * the pairs of 10,000 rows and 46 % of those of 2,000 are trained then, and the mean error is that of training all.
 */
const NEIGHBOURS_FIND_MORE = 0.02;
const INSTANT_GAP = 0.02;

/**
 * Nats below which nothing has been measured; p-value below which there is something all the same, and nats from which nearest
 * neighbours say so, three times their deviation of 0.7 / sqrt(n) at least: such a pair is trained even in the quick preset.
 */
const UNMEASURED = 0.005;
const CERTAIN = 0.001;
const neighboursFindMuch = (rows: number) => Math.max(0.1, 2.1 / Math.sqrt(rows));

/** A mixture of the networks and the instant critic, scored on every fold. */
interface Blend {
  /** Of the instant critic. */
  readonly share: number;
  readonly scores: readonly FoldScores[];
}

/**
 * The folds of one pair with their critics: what a thread needs to work on it. The result of a step depends on the pair,
 * the settings, the random numbers and the critics' memory alone, so that it is the same in every thread.
 */
export class PairFolds {
  private readonly objective: Objective;
  private readonly folds: readonly FoldRows[];
  private readonly blockLength: number;
  private instantCritics: Instant | null = null;
  private readonly starts: (LogRatio | undefined)[] = [];
  private memory: PairMemory | null = null;
  private networks: (Critic | undefined)[] = [];
  /**
   * Pointwise mutual information log p(x, z) / (p(x) p(z)) of each row, nats, from the critic that never saw it; null until
   * the estimate has ended here, and where no critic can be trusted. Its mean over the rows that were measured is the held-out
   * bound.
   */
  pointwise: Float32Array | null = null;

  /** @param neighbours what nearest neighbours say of the pair, nats; undefined where they do not apply */
  constructor(
    private readonly pair: EncodedPair,
    private readonly settings: TrainingSettings,
    private readonly engine: Engine,
    private readonly random: Random,
    private readonly dealt: DealtRows,
    private readonly neighbours: () => number | undefined,
  ) {
    this.objective = objectives[settings.estimator];
    this.blockLength = dealt.blockLength;
    this.folds = dealt.heldOut.map((heldOut, k) => ({
      heldOut,
      trainSample: this.trainRows(k).subarray(0, TRAIN_SAMPLE),
    }));
  }

  get memoryShape(): PairMemoryShape {
    const { folds, ensemble: members } = this.settings;
    return { folds, members, stateLength: this.engine.stateLength(this.pair, this.settings) };
  }

  /** The critics' memory; needed from the first training step on. */
  attach(memory: PairMemory): void {
    if (memory.buffer === this.memory?.buffer) return;
    this.memory = memory;
    this.networks = [];
  }

  /** @throws DivergedError where a critic has left all measure */
  perform(step: PairStep): PairStepResult {
    const result = this.dispatch(step);
    if (!isSound(result)) throw new DivergedError(step.kind === 'train' ? step.to : 0);
    return result;
  }

  private dispatch(step: PairStep): PairStepResult {
    switch (step.kind) {
      case 'first':
        return this.first();
      case 'settle':
        return this.settle();
      case 'train':
        return this.train(step);
      case 'finish':
        return { kind: 'finish', ending: this.finish(step.stop) };
    }
  }

  private first(): PairStepResult {
    const instant = this.instant;
    if (!instant)
      return { kind: 'first', instant: null, start: this.measureStart(), memory: this.memoryShape };
    const measured = this.measure(instant.critics, curveEffort(this.settings));
    // Its own bounds are exact: the marginals are known to it.
    const { heldOut, train } = instant;
    return {
      kind: 'first',
      instant: { ...measured, heldOut, train, stop: 0, instantShare: 1 },
      start: null,
      memory: null,
    };
  }

  private settle(): PairStepResult {
    const start = this.measureStart();
    const ending = this.settings.instant === 'alone' ? this.told() : this.settled();
    return { kind: 'settle', start, ending, memory: ending ? null : this.memoryShape };
  }

  /** How the pair ends without training, unless critics without training measure nothing of what is clearly there. */
  private told(): Ending | null {
    const ending = this.finish(0);
    if (ending.kind === 'certified' || ending.candidate.heldOut >= UNMEASURED) return ending;
    const isCertain = ending.pValue !== null && ending.pValue < CERTAIN;
    return isCertain || (this.neighbours() ?? 0) > neighboursFindMuch(this.pair.x.rows) ? null : ending;
  }

  /** How the pair ends without training, where training could not add to it. */
  private settled(): Ending | null {
    if (!this.settings.settle) return null;
    const ending = this.finish(0);
    if (ending.kind === 'certified') return null;
    const { heldOut, train, instantShare } = ending.candidate;
    const estimate = Math.max(0, heldOut + Math.max(0, train - heldOut) / 2);
    const neighbours = this.neighbours();
    if (neighbours !== undefined && neighbours > estimate + NEIGHBOURS_FIND_MORE) return null;
    return instantShare === 1 && heldOut > 0 && train - heldOut > INSTANT_GAP ? null : ending;
  }

  private train({ fold, from, to }: Extract<PairStep, { kind: 'train' }>): PairStepResult {
    const network = this.network(fold);
    network.train(to - from);
    const measured = this.measureOne(network, fold, curveEffort(this.settings));
    const { steps, folds } = this.settings;
    // At a checkpoint fixed beforehand: a chosen one would be chosen for its distance from independence.
    const tested = folds > 1 && from < steps / 3 && to >= steps / 3;
    return { kind: 'train', fold, measured, statistic: tested ? this.statistic(network, fold) : null };
  }

  /** @param stop training step of the weights that the memory keeps; 0: what training starts from, without memory */
  private finish(stop: number): Ending {
    this.pointwise = null;
    if (stop > 0) this.memory?.recall();
    const networks = this.folds.map((_, k) => (stop > 0 ? this.network(k) : this.start(k)));
    const { instant } = this;
    const pValue = stop === 0 && instant ? this.test(instant.testCritics) : null;
    const { best, betterUntrusted } = this.bestBlend(networks);
    if (!best) return { kind: 'certified', bound: this.certified(networks), pValue };
    const { share, scores } = best;
    const measured = this.combine(scores.map((fold) => measureFold(this.objective, fold, this.blockLength)));
    if (betterUntrusted) {
      const bound = this.certified(networks);
      if (bound > Math.max(measured.heldOut, measured.train)) return { kind: 'certified', bound, pValue };
    }
    this.pointwise = this.readPointwise(best, networks);
    return { kind: 'chosen', candidate: { ...measured, stop, instantShare: share }, pValue };
  }

  /**
   * The networks, the instant critic, or what lies between them, whichever has the best mean bound on held-out rows and a
   * partition term that can be trusted, null where none has; and whether one whose cannot would have a better bound.
   */
  private bestBlend(networks: readonly Scorer[]): { best: Blend | null; betterUntrusted: boolean } {
    const effort = estimateEffort(this.settings);
    const scored = (critics: readonly Scorer[]) =>
      this.folds.map((fold, k) => scoreFold(critics[k]!, fold, effort, this.blockLength));
    const { instant } = this;
    const network = scored(networks);
    const other = instant && scored(instant.critics);
    const { instant: use } = this.settings;
    const shares: readonly number[] = use && other ? SHARES[use] : [0];
    const blend = (share: number, of: keyof FoldScores): Scores[] =>
      network.map((fold, k) => {
        const [a, b] = [fold[of], other?.[k]?.[of]];
        if (!b || share === 0) return a;
        return share === 1 ? b : blended(a, b, share);
      });
    const ranked = shares
      .map((share) => ({ share, ...this.heldOutBound(blend(share, 'heldOut')) }))
      .sort((a, b) => b.bound - a.bound);
    const trusted = ranked.find(({ admissible }) => admissible || this.inSample);
    const betterUntrusted = trusted !== ranked[0];
    if (!trusted) return { best: null, betterUntrusted };
    const { share } = trusted;
    const train = blend(share, 'train');
    const scores = blend(share, 'heldOut').map((heldOut, k) => ({ heldOut, train: train[k]! }));
    return { best: { share, scores }, betterUntrusted };
  }

  private heldOutBound(folds: readonly Scores[]): { bound: number; admissible: boolean } {
    const each = folds.map(({ joint, marginal }) => {
      const { value, weights } = this.objective.evaluate(joint, marginal);
      return { value, effective: effectiveSamples(weights), outputs: weights.length };
    });
    return {
      bound: mean(each.map(({ value }) => value)),
      admissible: isAdmissible(each, this.settings.minimumEffectiveSamples),
    };
  }

  /** What the rows certify even where no partition term can be trusted, of the networks or of the instant critic. */
  private certified(networks: readonly Scorer[]): number {
    const { instant } = this;
    const bound = this.certifiedBy(networks);
    return instant ? Math.max(bound, this.certifiedBy(instant.critics)) : bound;
  }

  /**
   * InfoNCE bound. Its ceiling is the log of the rows that each is compared with, so that the outputs are spent on as many of
   * these as there are rows.
   */
  private certifiedBy(critics: readonly Scorer[]): number {
    const { outputs } = estimateEffort(this.settings);
    const bounds = this.folds.map(({ heldOut }, k) => {
      const stride = Math.ceil(heldOut.length / Math.sqrt(outputs));
      const rows = heldOut.filter((_, i) => i % stride === 0);
      const apart = Math.ceil(this.blockLength / stride);
      const shifts = evenShifts(rows.length, outputs, 1, rows.length, apart);
      return certifiedBound(scoreRows(critics[k]!, rows, shifts));
    });
    return mean(bounds);
  }

  private test(critics: readonly Scorer[]): number {
    return crossFittedPValue(critics.map((critic, k) => this.statistic(critic, k)));
  }

  private statistic(critic: Scorer, fold: number): number {
    return permutationStatistic(this.score(critic, this.folds[fold]!));
  }

  private score(critic: Scorer, fold: FoldRows) {
    return scoreFold(critic, fold, estimateEffort(this.settings), this.blockLength).heldOut;
  }

  private readPointwise({ share, scores }: Blend, networks: readonly Scorer[]): Float32Array {
    const values = new Float32Array(this.pair.x.rows);
    scores.forEach(({ heldOut: { joint, marginal } }, k) => {
      const logRatio = this.objective.logRatioOf(marginal);
      const put = (rows: Uint32Array, outputs: Float32Array) => {
        outputs.forEach((output, i) => (values[rows[i]!] = logRatio(output)));
      };
      const { heldOut } = this.folds[k]!;
      put(heldOut, joint);
      const unmeasured = heldOut.subarray(joint.length);
      if (unmeasured.length > 0) put(unmeasured, this.jointOutputs(unmeasured, share, networks[k]!, k));
    });
    return values;
  }

  /** Outputs of the blend on rows as they are. */
  private jointOutputs(rows: Uint32Array, share: number, network: Scorer, fold: number): Float32Array {
    const other = this.instant?.critics[fold];
    if (!other || share === 0) return network.scores(rows, rows);
    const instant = other.scores(rows, rows);
    return share === 1 ? instant : mixed(network.scores(rows, rows), instant, share);
  }

  private measureStart(): Measurement {
    return this.measure(
      this.folds.map((_, k) => this.start(k)),
      curveEffort(this.settings),
    );
  }

  private measure(critics: readonly Scorer[], effort: Effort): Measurement {
    return this.combine(critics.map((critic, k) => this.measureOne(critic, k, effort)));
  }

  private measureOne(critic: Scorer, fold: number, effort: Effort): FoldMeasurement {
    const scores = scoreFold(critic, this.folds[fold]!, effort, this.blockLength);
    return measureFold(this.objective, scores, this.blockLength);
  }

  private combine(folds: readonly FoldMeasurement[]): Measurement {
    return combined(folds, this.settings.minimumEffectiveSamples);
  }

  private get instant(): Instant | null {
    return (this.instantCritics ??= this.settings.instant
      ? fitInstant(this.pair, this.dealt.heldOut, this.objective, this.engine.series)
      : null);
  }

  /** The critic that a fold's training starts from. */
  private start(fold: number): Scorer {
    const q = this.startOf(fold);
    const { offset } = this.objective;
    return {
      scores(xRows, zRows) {
        const out = q.values(xRows, zRows);
        if (offset !== 0) for (let i = 0; i < out.length; i++) out[i] = out[i]! + offset;
        return out;
      },
    };
  }

  private startOf(fold: number): LogRatio {
    return (this.starts[fold] ??= this.settings.warmStart
      ? warmStart(this.pair.x, this.pair.z, this.trainRows(fold))
      : noLogRatio);
  }

  private network(fold: number): Critic {
    const { pair, settings, engine, memory } = this;
    if (!memory) throw new Error('The critics have no memory yet.');
    return (this.networks[fold] ??= createEnsemble(
      engine,
      {
        pair,
        trainRows: this.trainRows(fold),
        start: this.startOf(fold),
        settings,
        random: this.random.fork(fold + 1),
      },
      Array.from({ length: settings.ensemble }, (_, member) => memory.critic(fold, member)),
    ));
  }

  /** The paper's own way: one critic, measured on the rows it was trained on. */
  private get inSample(): boolean {
    return this.settings.folds === 1;
  }

  private trainRows(fold: number): Uint32Array {
    return this.inSample ? this.dealt.heldOut[0]! : this.dealt.trained[fold]!;
  }
}

function curveEffort({ curveOutputs }: TrainingSettings): Effort {
  return { rows: 1000, outputs: curveOutputs, leastShifts: 4 };
}

function estimateEffort({ estimateOutputs }: TrainingSettings): Effort {
  return { rows: MOST_ROWS, outputs: estimateOutputs, leastShifts: 16 };
}
