import { computeHessian, computeMoments, logPartition } from './bound';
import { factorize, solve } from './cholesky';
import * as at from './layout';
import { MEMORY } from './layout';
import { addMultiple, dot } from './vector';

/*
 * Maximises w·m - log Z(w) - 1/2 w·P w, concave in w and P the penalty, by quasi-Newton steps: the inverse of a Hessian factorized
 * near by, corrected by what the last steps have shown of the curvature (L-BFGS; Nocedal 1980). Problems that differ
 * little, such as the folds of the same rows, share the factor.
 */

/** Share of the slope's promise that a step must keep (Armijo's rule). */
const KEPT_PROMISE = 0.1;
const SHORTEST_STEP = 1e-3;
/** A step too short for its change of gradient to be told from rounding teaches nothing. */
const LEAST_PRODUCT = 1e-14;

/** Inner products of the last steps with the falls of the gradient, and the shares of the two-loop recursion. */
const products = memory.data(<i32>MEMORY * 8);
const shares = memory.data(<i32>MEMORY * 8);

/** Steps that the last call of `maximize` took. */
export let taken: i32 = 0;

/** Begins at independence, where the Hessian is the unit matrix. */
export function begin(): void {
  for (let b: usize = 0; b < at.blocks; b++)
    for (let i: usize = 0; i < at.order; i++) store<f64>(at.hessian + b * at.blockBytes + i * (at.stride + 8), 1);
}

/** The host has put a new penalty in: the steps from now on are for it. */
export function refactorize(): void {
  for (let b: usize = 0; b < at.blocks; b++) {
    const factor = at.factor + b * at.blockBytes;
    // More on the diagonal until rounding cannot hurt; the first is enough unless the weights are huge.
    let ridge = 1e-9;
    do {
      memory.copy(factor, at.hessian + b * at.blockBytes, at.blockBytes);
      for (let i: usize = 0; i < at.order; i++) {
        const diagonal = factor + i * (at.stride + 8);
        const paid = load<f64>(at.penalty + (b * at.order + i) * 8);
        store<f64>(diagonal, load<f64>(diagonal) + paid + ridge);
      }
      ridge *= 100;
    } while (!factorize(factor, at.order, at.stride) && ridge < Infinity);
  }
}

/** Takes the Hessian at the density that the bound computed last. */
export function recompute(): void {
  computeHessian();
  refactorize();
}

/**
 * Climbs from a point, in place; leaves the number of steps in `taken`.
 * @param weights the point's, with the moments E_R[a_i b_j] there and those to be met behind them
 * @param partition log E_Q[e^T] at the point
 * @param tolerance nats still promised by the slope at which to stop
 * @returns the partition where it ended
 */
export function maximize(weights: usize, partition: f64, tolerance: f64, mostSteps: i32): f64 {
  const bytes = at.vectorBytes;
  const moments = weights + bytes;
  const target = moments + bytes;
  let value = objective(weights, partition, target);
  computeGradient(moments, target);
  for (taken = 0; taken < mostSteps; taken++) {
    computeDirection(taken);
    const slope = dot(at.gradient, at.direction, bytes);
    if (slope < tolerance) break;
    let length = 1.0;
    let reached = value;
    for (;;) {
      memory.copy(at.trial, weights, bytes);
      addMultiple(at.trial, at.direction, length, bytes);
      partition = logPartition(at.trial);
      reached = objective(at.trial, partition, target);
      if (reached >= value + KEPT_PROMISE * length * slope || length < SHORTEST_STEP) break;
      length /= 2;
    }
    memory.copy(weights, at.trial, bytes);
    computeMoments(moments);
    value = reached;
    remember(<usize>taken % MEMORY, length, moments, target);
  }
  return partition;
}

/** The objective at w; what w pays, the gradient of the penalty, is left in `paid`. */
function objective(w: usize, partition: f64, target: usize): f64 {
  pay(w);
  return dot(w, target, at.vectorBytes) - 0.5 * dot(w, at.paid, at.vectorBytes) - partition;
}

function pay(w: usize): void {
  for (let i: usize = 0; i < at.vectorBytes; i += 16)
    v128.store(at.paid + i, f64x2.mul(v128.load(at.penalty + i), v128.load(w + i)));
  if (at.indicators) payMainEffects(w);
}

/** The functions of z alone, sums over x's indicators times the roots of their masses, have a penalty of their own. */
function payMainEffects(w: usize): void {
  const row = at.weightRow * 8;
  memory.fill(at.mainWeights, 0, row);
  for (let i: usize = 0; i < at.xSize; i++) addMultiple(at.mainWeights, w + i * row, rootMass(i), row);
  for (let j: usize = 0; j < row; j += 16)
    v128.store(at.mainWeights + j, f64x2.mul(v128.load(at.mainWeights + j), v128.load(at.mainPenalty + j)));
  for (let i: usize = 0; i < at.xSize; i++) addMultiple(at.paid + i * row, at.mainWeights, rootMass(i), row);
}

function rootMass(i: usize): f64 {
  return sqrt(<f64>load<f32>(at.xMasses + i * 4));
}

/** The gradient at the w that paid last. */
function computeGradient(moments: usize, target: usize): void {
  for (let i: usize = 0; i < at.vectorBytes; i += 16) {
    const unmet = f64x2.sub(v128.load(target + i), v128.load(moments + i));
    v128.store(at.gradient + i, f64x2.sub(unmet, v128.load(at.paid + i)));
  }
  // The constant has no effect; among indicators it is no single function, and its gradient is 0 by itself.
  if (!at.indicators) store<f64>(at.gradient, 0);
}

/** Stores the step just taken and leaves the gradient of the point it led to. */
function remember(slot: usize, length: f64, moments: usize, target: usize): void {
  const bytes = at.vectorBytes;
  const step = at.steps + slot * bytes;
  const fall = at.falls + slot * bytes;
  memory.copy(fall, at.gradient, bytes);
  computeGradient(moments, target);
  addMultiple(fall, at.gradient, -1, bytes);
  memory.fill(step, 0, bytes);
  addMultiple(step, at.direction, length, bytes);
  store<f64>(products + slot * 8, dot(step, fall, bytes));
}

/** Two-loop recursion: direction = corrected inverse Hessian times gradient. */
function computeDirection(steps: i32): void {
  const bytes = at.vectorBytes;
  const oldest = max(0, steps - <i32>MEMORY);
  memory.copy(at.direction, at.gradient, bytes);
  for (let t = steps - 1; t >= oldest; t--) {
    const slot = <usize>t % MEMORY;
    const product = load<f64>(products + slot * 8);
    const share = product > LEAST_PRODUCT ? dot(at.steps + slot * bytes, at.direction, bytes) / product : 0;
    store<f64>(shares + slot * 8, share);
    addMultiple(at.direction, at.falls + slot * bytes, -share, bytes);
  }
  for (let b: usize = 0; b < at.blocks; b++)
    solve(at.factor + b * at.blockBytes, at.direction + b * at.order * 8, at.order, at.stride);
  for (let t = oldest; t < steps; t++) {
    const slot = <usize>t % MEMORY;
    const product = load<f64>(products + slot * 8);
    if (product <= LEAST_PRODUCT) continue;
    const excess = load<f64>(shares + slot * 8) - dot(at.falls + slot * bytes, at.direction, bytes) / product;
    addMultiple(at.direction, at.steps + slot * bytes, excess, bytes);
  }
}
