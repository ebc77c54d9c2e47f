import type { SeriesBound } from './bound';
import { factorize, solve } from './cholesky';

/** Weights of a series, with what the bound is made of there. */
export interface Point {
  readonly weights: Float64Array;
  /** log E_Q[e^T] */
  partition: number;
  /** E_R[a_i b_j], R being Q reweighted by e^T. */
  readonly moments: Float64Array;
}

/** The point T = 0, where R = Q and every function but the constant has mean 0. */
export function independence(dimensions: number): Point {
  return { weights: new Float64Array(dimensions), partition: 0, moments: new Float64Array(dimensions) };
}

/** Last steps that correct the factorized Hessian. */
const MEMORY = 12;
/** Larger Hessians cost more to factorize than they save in steps. */
const LARGEST_FACTORIZED = 400;
/** Share of the slope's promise that a step must keep (Armijo's rule). */
const KEPT_PROMISE = 0.1;

/**
 * Maximises w·m - log Z(w) - 1/2 sum penalty w², concave in w, by quasi-Newton steps: the inverse of a Hessian factorized
 * near by, corrected by what the last steps have shown of the curvature (L-BFGS; Nocedal 1980). Problems that differ
 * little, such as the folds of the same rows, share the factor. A Hessian too large to factorize stands in as the one of
 * independence, which is the unit matrix. Buffers are allocated once.
 */
export class Maximizer {
  private readonly factorized: boolean;
  /** Hessian without penalty where it was last computed, and the factor of it with the penalty. */
  private readonly hessian: Float64Array;
  private readonly factor: Float64Array;
  private penalty: Float64Array;
  private readonly direction: Float64Array;
  private readonly gradient: Float64Array;
  private readonly trial: Float64Array;
  private readonly trialMoments: Float64Array;
  /** The last steps and how the gradient fell over each, in turn overwritten, with their inner products. */
  private readonly steps: Float64Array[];
  private readonly falls: Float64Array[];
  private readonly products = new Float64Array(MEMORY);
  private readonly shares = new Float64Array(MEMORY);

  constructor(private readonly bound: SeriesBound) {
    const { order, dimensions } = bound;
    this.factorized = dimensions <= LARGEST_FACTORIZED;
    this.hessian = new Float64Array(this.factorized ? order * order : 0);
    this.factor = new Float64Array(this.hessian.length);
    if (this.factorized) for (let i = 0; i < order; i++) this.hessian[i * order + i] = 1;
    this.penalty = new Float64Array(dimensions);
    this.direction = new Float64Array(order);
    this.gradient = new Float64Array(dimensions);
    this.trial = new Float64Array(dimensions);
    this.trialMoments = new Float64Array(dimensions);
    this.steps = Array.from({ length: MEMORY }, () => new Float64Array(dimensions));
    this.falls = Array.from({ length: MEMORY }, () => new Float64Array(dimensions));
  }

  /** The steps from now on are for this penalty, one weight a function. */
  penalize(penalty: Float64Array): void {
    this.penalty = penalty;
    this.refactorize();
  }

  /** Takes the Hessian at the density that the bound computed last. */
  recompute(): void {
    if (!this.factorized) return;
    this.bound.hessian(this.hessian);
    this.refactorize();
  }

  /**
   * Climbs from the point, in place.
   * @param moments m, the functions' means over the rows
   * @param tolerance nats still promised by the slope at which to stop
   * @returns steps taken
   */
  maximize(point: Point, moments: Float64Array, tolerance: number, mostSteps: number): number {
    const { gradient, direction, trial, bound } = this;
    let value = this.objective(point.weights, point.partition, moments);
    this.computeGradient(point, moments);
    for (let taken = 0; ; taken++) {
      this.computeDirection(taken);
      const slope = dot(gradient, direction, gradient.length);
      if (slope < tolerance || taken === mostSteps) return taken;
      let length = 1;
      let partition: number;
      let reached: number;
      for (;;) {
        for (let i = 0; i < trial.length; i++) trial[i] = point.weights[i]! + length * direction[i]!;
        partition = bound.logPartition(trial);
        reached = this.objective(trial, partition, moments);
        if (reached >= value + KEPT_PROMISE * length * slope || length < 1e-3) break;
        length /= 2;
      }
      bound.moments(this.trialMoments);
      point.weights.set(trial);
      point.moments.set(this.trialMoments);
      point.partition = partition;
      value = reached;
      this.remember(taken, length, point, moments);
    }
  }

  private refactorize(): void {
    if (!this.factorized) return;
    const { factor, hessian, penalty } = this;
    const { order, dimensions } = this.bound;
    // More on the diagonal until rounding cannot hurt; the first is enough unless the weights are huge.
    for (let ridge = 1e-9; ; ridge *= 100) {
      factor.set(hessian);
      for (let i = 1; i < dimensions; i++) factor[i * order + i]! += penalty[i]! + ridge;
      if (factorize(factor, order)) return;
    }
  }

  private objective(w: Float64Array, partition: number, moments: Float64Array): number {
    const { penalty } = this;
    let sum = -partition;
    for (let i = 1; i < w.length; i++) sum += w[i]! * (moments[i]! - 0.5 * penalty[i]! * w[i]!);
    return sum;
  }

  private computeGradient(point: Point, moments: Float64Array): void {
    const { gradient, penalty } = this;
    for (let i = 1; i < gradient.length; i++)
      gradient[i] = moments[i]! - point.moments[i]! - penalty[i]! * point.weights[i]!;
  }

  /** Stores the step just taken and leaves the gradient of the point it led to. */
  private remember(taken: number, length: number, point: Point, moments: Float64Array): void {
    const slot = taken % MEMORY;
    const step = this.steps[slot]!;
    const fall = this.falls[slot]!;
    fall.set(this.gradient);
    this.computeGradient(point, moments);
    for (let i = 0; i < step.length; i++) {
      step[i] = length * this.direction[i]!;
      fall[i] = fall[i]! - this.gradient[i]!;
    }
    this.products[slot] = dot(step, fall, step.length);
  }

  /** Two-loop recursion: direction = corrected inverse Hessian times gradient. */
  private computeDirection(taken: number): void {
    const { direction, gradient, steps, falls, products, shares } = this;
    const n = gradient.length;
    const oldest = Math.max(0, taken - MEMORY);
    direction.set(gradient);
    for (let t = taken - 1; t >= oldest; t--) {
      const slot = t % MEMORY;
      // A step too short for its change of gradient to be told from rounding teaches nothing.
      shares[slot] = products[slot]! > 1e-14 ? dot(steps[slot]!, direction, n) / products[slot]! : 0;
      add(direction, falls[slot]!, -shares[slot], n);
    }
    this.applyInverse(direction);
    for (let t = oldest; t < taken; t++) {
      const slot = t % MEMORY;
      if (products[slot]! <= 1e-14) continue;
      add(direction, steps[slot]!, shares[slot]! - dot(falls[slot]!, direction, n) / products[slot]!, n);
    }
  }

  private applyInverse(v: Float64Array): void {
    if (this.factorized) solve(this.factor, v, this.bound.order);
    else for (let i = 1; i < this.bound.dimensions; i++) v[i] = v[i]! / (1 + this.penalty[i]!);
  }
}

function dot(a: Float64Array, b: Float64Array, n: number): number {
  let even = 0;
  let odd = 0;
  for (let i = 0; i + 1 < n; i += 2) {
    even += a[i]! * b[i]!;
    odd += a[i + 1]! * b[i + 1]!;
  }
  return n % 2 === 1 ? even + odd + a[n - 1]! * b[n - 1]! : even + odd;
}

function add(to: Float64Array, a: Float64Array, factor: number, n: number): void {
  for (let i = 0; i < n; i++) to[i] = to[i]! + factor * a[i]!;
}
