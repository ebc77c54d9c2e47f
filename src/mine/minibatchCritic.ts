import { ascend, cosineSchedule, type AdamState } from './adam';
import { createMemory, PROGRESS, type Critic, type CriticMemory, type CriticTask } from './critic';
import { copyInputs } from './encoding';
import { createMinibatch, drawMinibatch, type Minibatch } from './minibatch';
import { logMeanExp, movingLogMeanExp, objectives } from './objectives';
import {
  initialWeights,
  networkLayout,
  type NetworkShape,
  type StatisticsNetwork,
} from './statisticsNetwork';

/** Critic outputs computed in one call of the network. */
const BLOCK = 4096;

/**
 * T(x, z) = alpha q(x, z) + network(x, z) + offset, trained step by step: q is the log-ratio it starts from, alpha begins at
 * 1 and the network at 0. Each step draws a minibatch from the joint distribution and pairs its x with its z shifted
 * cyclically, which stands for the product of the marginals (algorithm 1 of the paper).
 */
export class MinibatchCritic implements Critic {
  private readonly values: Float32Array;
  private readonly gradient: Float32Array;
  private readonly adam: AdamState;
  private readonly decayed: number;
  private readonly alpha: number;
  private readonly minibatch: Minibatch;
  private readonly progress: Float64Array;

  constructor(
    private readonly task: CriticTask,
    private readonly network: StatisticsNetwork,
    shape: NetworkShape,
    memory: CriticMemory = createMemory(stateLength(shape)),
  ) {
    this.decayed = networkLayout(shape).size;
    this.alpha = this.decayed;
    const { progress, state } = memory;
    const count = this.decayed + 1;
    this.progress = progress;
    this.values = state.subarray(0, count);
    this.adam = { first: state.subarray(count, 2 * count), second: state.subarray(2 * count) };
    this.gradient = new Float32Array(count);
    this.minibatch = createMinibatch(task.trainRows, task.settings);
    if (progress[PROGRESS.begun] === 1) return;
    this.values.set(initialWeights(shape, task.random, count));
    this.values[this.alpha] = 1;
    progress[PROGRESS.begun] = 1;
  }

  train(steps: number): void {
    for (let i = 0; i < steps; i++) this.trainOnce();
  }

  scores(xRows: Uint32Array, zRows: Uint32Array): Float32Array {
    const out = new Float32Array(xRows.length);
    for (let start = 0; start < out.length; start += BLOCK) {
      const end = Math.min(out.length, start + BLOCK);
      const xs = xRows.subarray(start, end);
      const zs = zRows.subarray(start, end);
      const outputs = this.network.forward(this.values, this.inputs(xs, zs), end - start);
      out.set(this.outputs(outputs, this.logRatios(xs, zs)), start);
    }
    return out;
  }

  weights(): Float32Array {
    return this.values.slice();
  }

  restore(weights: Float32Array): void {
    this.values.set(weights);
  }

  private trainOnce(): void {
    const { settings } = this.task;
    const step = this.progress[PROGRESS.steps]!;
    const { xs, zs, batch } = this.nextPairs(step);
    const q = this.logRatios(xs, zs);
    this.network.gradient(
      this.values,
      this.inputs(xs, zs),
      xs.length,
      (outputs) => this.objectiveGradient(this.outputs(outputs, q), q, batch),
      this.gradient,
    );
    const rate = settings.learningRate * cosineSchedule(step, settings.steps, settings.annealTo);
    this.progress[PROGRESS.steps] = step + 1;
    const finite = ascend(this.values, this.gradient, this.adam, step + 1, rate, {
      clip: settings.clip,
      weightDecay: settings.weightDecay,
      decayed: this.decayed,
    });
    if (!finite) throw new DivergedError(step + 1);
  }

  /** Derivative of the objective with respect to T; leaves the derivative with respect to alpha in the gradient. */
  private objectiveGradient(scores: Float32Array, q: Float32Array, batch: number): Float32Array {
    const { estimator, averageRate } = this.task.settings;
    const marginal = scores.subarray(batch);
    const previous = this.progress[PROGRESS.steps] === 0 ? null : this.progress[PROGRESS.logAverage]!;
    const logAverage = movingLogMeanExp(previous, logMeanExp(marginal), averageRate);
    this.progress[PROGRESS.logAverage] = logAverage;
    const d = new Float32Array(scores.length);
    objectives[estimator].gradient(
      scores.subarray(0, batch),
      marginal,
      logAverage,
      d.subarray(0, batch),
      d.subarray(batch),
    );
    let dAlpha = 0;
    for (let i = 0; i < d.length; i++) dAlpha += d[i]! * q[i]!;
    this.gradient[this.alpha] = dAlpha;
    return d;
  }

  /** Pairs of rows of the next minibatch: first the `batch` joint ones, then their re-pairings. */
  private nextPairs(step: number): { xs: Uint32Array; zs: Uint32Array; batch: number } {
    const { rows, shifts } = this.minibatch;
    drawMinibatch(this.minibatch, this.task.trainRows, this.task.random.fork(step));
    const batch = rows.length;
    const xs = new Uint32Array(batch * (1 + shifts.length));
    const zs = new Uint32Array(xs.length);
    [0, ...shifts].forEach((shift, k) => {
      xs.set(rows, k * batch);
      for (let i = 0; i < batch; i++) zs[k * batch + i] = rows[(i + shift) % batch]!;
    });
    return { xs, zs, batch };
  }

  private inputs(xs: Uint32Array, zs: Uint32Array): Float32Array {
    const { x, z } = this.task.pair;
    const ofX = new Float32Array(xs.length * x.width);
    const ofZ = new Float32Array(zs.length * z.width);
    copyInputs(x, xs, ofX);
    copyInputs(z, zs, ofZ);
    const width = x.width + z.width;
    const out = new Float32Array(xs.length * width);
    for (let i = 0; i < xs.length; i++) {
      out.set(ofX.subarray(i * x.width, (i + 1) * x.width), i * width);
      out.set(ofZ.subarray(i * z.width, (i + 1) * z.width), i * width + x.width);
    }
    return out;
  }

  private logRatios(xs: Uint32Array, zs: Uint32Array): Float32Array {
    return this.task.start.values(xs, zs);
  }

  private outputs(network: Float32Array, q: Float32Array): Float32Array {
    const alpha = this.values[this.alpha]!;
    const { offset } = objectives[this.task.settings.estimator];
    return network.map((t, i) => t + alpha * q[i]! + offset);
  }
}

/** Length of the state of a critic whose network has the shape. */
export function stateLength(shape: NetworkShape): number {
  return 3 * (networkLayout(shape).size + 1);
}

/** The critic's gradient stopped being a number, or its bounds left all measure. */
export class DivergedError extends Error {
  override readonly name = 'DivergedError';
  constructor(readonly step: number) {
    super(`The critic diverged at step ${step}.`);
  }
}
