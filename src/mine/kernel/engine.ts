import { cosineSchedule } from '../adam';
import {
  createMemory,
  PROGRESS,
  type Critic,
  type CriticMemory,
  type CriticTask,
  type EncodedPair,
  type Engine,
} from '../critic';
import type { TrainingSettings } from '../settings';
import { drawMinibatch, minibatchSize, type Minibatch } from '../minibatch';
import { DivergedError } from '../minibatchCritic';
import { movingLogMeanExp, objectives } from '../objectives';
import { initialWeights } from '../statisticsNetwork';
import type { SeriesKernel } from '../series/seriesKernel';
import { packParameters, parameterCount, unpackParameters, weightCount } from './parameters';
import { Scorer } from './scorer';
import type { CriticShape } from './shape';
import { startTerms, type StartTerms } from './startTerms';
import { instantiate, type LayOut, type Sizes, type Workspace } from './workspace';

/**
 * Critics whose training steps and scores are computed by the kernel (assembly/), one WebAssembly instance for all
 * critics of a thread. They draw the same minibatches as MinibatchCritic and follow it up to rounding. The bits do not
 * depend on what else was trained in between; plain and fused multiply-add differ in the last ones.
 * @param module a build of the kernel
 * @param name what the report calls the engine
 */
export function kernelEngine(module: WebAssembly.Module, name: string, series: SeriesKernel): Engine {
  const layOut = instantiate(module);
  const scorer = new Scorer();
  return {
    name,
    version: '2',
    series,
    stateLength: (pair, settings) => 3 * parameterCount(criticShape(pair, settings, 0)),
    createCritic: (task, memory) => new KernelCritic(task, layOut, scorer, memory),
  };
}

/** Training steps whose rows are put into the kernel's memory together: those between two points of most curves. */
const SLICE = 80;
/** A re-paired output this far above the reference of the partition term asks for a higher one, lest e^T overflow. */
const HEADROOM = 60;

class KernelCritic implements Critic {
  private readonly shape: CriticShape;
  /** Parameters and both moments of the optimiser, in the kernel's order. */
  private readonly state: Float32Array;
  private readonly progress: Float64Array;
  private readonly terms: StartTerms;
  private readonly offset: number;
  constructor(
    private readonly task: CriticTask,
    private readonly layOut: LayOut,
    private readonly scorer: Scorer,
    memory?: CriticMemory,
  ) {
    const { pair, start, settings, random } = task;
    this.shape = criticShape(pair, settings, start.directions.length);
    this.terms = startTerms(start, this.shape);
    this.offset = objectives[settings.estimator].offset;
    const { progress, state } = memory ?? createMemory(3 * parameterCount(this.shape));
    this.progress = progress;
    this.state = state;
    if (progress[PROGRESS.begun] === 1) return;
    const { hidden, activation } = settings;
    const weights = initialWeights(
      { inputs: pair.x.width + pair.z.width, hidden, activation },
      random,
      weightCount(this.shape),
    );
    weights[weights.length - 1] = 1;
    this.restore(weights);
    progress[PROGRESS.begun] = 1;
  }

  train(steps: number): void {
    for (let done = 0; done < steps; done += SLICE) this.trainSlice(Math.min(SLICE, steps - done));
  }

  private trainSlice(steps: number): void {
    const { pair, trainRows, settings, random } = this.task;
    const { batch, rePairings } = minibatchSize(trainRows, settings);
    const draws = steps * batch;
    const work = this.enter({ rows: batch, pairs: batch, pool: Math.min(pair.x.rows, draws), draws });
    const shifts = new Uint32Array(steps * rePairings);
    const minibatches = Array.from({ length: steps }, (_, i) => ({
      rows: work.draws.subarray(i * batch, (i + 1) * batch),
      shifts: shifts.subarray(i * rePairings, (i + 1) * rePairings),
    }));
    const taken = this.progress[PROGRESS.steps]!;
    // Each step has random numbers of its own: where a slice ends makes no difference.
    minibatches.forEach((minibatch, i) => {
      drawMinibatch(minibatch, trainRows, random.fork(taken + i));
    });
    work.loadPool(pair);
    minibatches.forEach((minibatch, i) => {
      work.prepareDrawn(i * batch, batch);
      this.computeGradient(work, minibatch);
      this.ascend(work);
    });
    this.state.set(work.state);
  }

  scores(xRows: Uint32Array, zRows: Uint32Array): Float32Array {
    const work = this.enter(this.scorer.sizes(xRows.length));
    return this.scorer.scores(work, this.task.pair, xRows, zRows, this.offset);
  }

  weights(): Float32Array {
    return unpackParameters(this.shape, this.state);
  }

  restore(weights: Float32Array): void {
    packParameters(this.shape, weights, this.state);
  }

  /** Lays the kernel's memory out for this critic and puts it in. */
  private enter(sizes: Sizes): Workspace {
    const work = this.layOut(this.shape, sizes);
    work.state.set(this.state);
    work.loadStart(this.terms);
    return work;
  }

  /** Leaves the gradient of the objective on the prepared minibatch in the workspace. */
  private computeGradient(work: Workspace, minibatch: Minibatch): void {
    const { offset } = this;
    let reference = Math.fround(this.task.settings.estimator === 'mine' ? (this.logAverage ?? 0) : offset);
    let rePaired = work.addRePaired(minibatch, offset, reference);
    if (rePaired.largest - reference > HEADROOM) {
      reference = rePaired.largest;
      rePaired = work.addRePaired(minibatch, offset, reference);
    }
    work.completeGradient(this.level(rePaired.logMeanExp) - reference);
  }

  /** What e^T is divided by in the gradient, in nats: the moving average of E_Q[e^T], or e for the f-divergence. */
  private level(logMeanExp: number): number {
    const { estimator, averageRate } = this.task.settings;
    switch (estimator) {
      case 'mine':
        return (this.progress[PROGRESS.logAverage] = movingLogMeanExp(
          this.logAverage,
          logMeanExp,
          averageRate,
        ));
      case 'mine-f':
        return 1;
    }
  }

  private ascend(work: Workspace): void {
    const { learningRate, annealTo, clip, weightDecay, steps } = this.task.settings;
    const step = this.progress[PROGRESS.steps]!;
    const rate = learningRate * cosineSchedule(step, steps, annealTo);
    this.progress[PROGRESS.steps] = step + 1;
    if (!work.ascend(rate, clip, weightDecay, step + 1)) throw new DivergedError(step + 1);
  }

  private get logAverage(): number | null {
    return this.progress[PROGRESS.steps] === 0 ? null : this.progress[PROGRESS.logAverage]!;
  }
}

function criticShape(
  { x, z }: EncodedPair,
  { hidden, activation }: TrainingSettings,
  directions: number,
): CriticShape {
  return { xWidth: x.width, zWidth: z.width, xDims: x.dims, zDims: z.dims, hidden, activation, directions };
}
