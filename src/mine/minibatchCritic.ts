import { ascend, cosineSchedule, createAdam, type AdamState } from './adam';
import type { Critic, CriticTask } from './critic';
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
  private logAverage: number | null = null;
  private step = 0;

  constructor(
    private readonly task: CriticTask,
    private readonly network: StatisticsNetwork,
    shape: NetworkShape,
  ) {
    this.decayed = networkLayout(shape).size;
    this.alpha = this.decayed;
    this.values = initialWeights(shape, task.random, this.decayed + 1);
    this.values[this.alpha] = 1;
    this.gradient = new Float32Array(this.values.length);
    this.adam = createAdam(this.values.length);
    this.minibatch = createMinibatch(task.trainRows, task.settings);
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
    const { xs, zs, batch } = this.nextPairs();
    const q = this.logRatios(xs, zs);
    this.network.gradient(
      this.values,
      this.inputs(xs, zs),
      xs.length,
      (outputs) => this.objectiveGradient(this.outputs(outputs, q), q, batch),
      this.gradient,
    );
    const rate = settings.learningRate * cosineSchedule(this.step, settings.steps, settings.annealTo);
    this.step++;
    const finite = ascend(this.values, this.gradient, this.adam, rate, {
      clip: settings.clip,
      weightDecay: settings.weightDecay,
      decayed: this.decayed,
    });
    if (!finite) throw new DivergedError(this.step);
  }

  /** Derivative of the objective with respect to T; leaves the derivative with respect to alpha in the gradient. */
  private objectiveGradient(scores: Float32Array, q: Float32Array, batch: number): Float32Array {
    const { estimator, averageRate } = this.task.settings;
    const marginal = scores.subarray(batch);
    this.logAverage = movingLogMeanExp(this.logAverage, logMeanExp(marginal), averageRate);
    const d = new Float32Array(scores.length);
    objectives[estimator].gradient(
      scores.subarray(0, batch),
      marginal,
      this.logAverage,
      d.subarray(0, batch),
      d.subarray(batch),
    );
    let dAlpha = 0;
    for (let i = 0; i < d.length; i++) dAlpha += d[i]! * q[i]!;
    this.gradient[this.alpha] = dAlpha;
    return d;
  }

  /** Pairs of rows of the next minibatch: first the `batch` joint ones, then their re-pairings. */
  private nextPairs(): { xs: Uint32Array; zs: Uint32Array; batch: number } {
    const { rows, shifts } = this.minibatch;
    drawMinibatch(this.minibatch, this.task.trainRows, this.task.random);
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
    const width = x.width + z.width;
    const out = new Float32Array(xs.length * width);
    for (let i = 0; i < xs.length; i++) {
      const fromX = xs[i]! * x.width;
      const fromZ = zs[i]! * z.width;
      const to = i * width;
      for (let j = 0; j < x.width; j++) out[to + j] = x.inputs[fromX + j]!;
      for (let j = 0; j < z.width; j++) out[to + x.width + j] = z.inputs[fromZ + j]!;
    }
    return out;
  }

  private logRatios(xs: Uint32Array, zs: Uint32Array): Float32Array {
    const { start } = this.task;
    return Float32Array.from(xs, (row, i) => start.value(row, zs[i]!));
  }

  private outputs(network: Float32Array, q: Float32Array): Float32Array {
    const alpha = this.values[this.alpha]!;
    const { offset } = objectives[this.task.settings.estimator];
    return network.map((t, i) => t + alpha * q[i]! + offset);
  }
}

/** The critic's gradient stopped being a number. */
export class DivergedError extends Error {
  override readonly name = 'DivergedError';
  constructor(readonly step: number) {
    super(`The critic diverged at step ${step}.`);
  }
}
