import { backward, beginGradient, beginRows, endGradient } from './backward';
import { hiddenLayers, logRatios, outputs } from './forward';
import * as at from './layout';
import { TILE } from './layout';
import { exponential, sum } from './simd';

/*
 * Both objectives have a gradient of the form
 *   1 / B sum over joint pairs of dT  -  1 / M sum over re-paired ones of e^(T - level) dT,
 * but the level of the Donsker-Varadhan bound is known only when all re-paired outputs are. So the re-paired pairs go
 * first and weigh e^(T - reference), with a reference near the level, and the joint ones then weigh
 * M / B e^(level - reference): every tile goes forward and backward once, and the whole is scaled at the end.
 */

let reference: f32 = 0;
let offset: f32 = 0;
let batch: usize = 0;
/** Sum of e^(T - reference) over the re-paired pairs, and their number. */
let partition: f64 = 0;
let rePaired: usize = 0;
let alphaGradient: f64 = 0;
let biasGradient: f64 = 0;

/** Begins the gradient of a minibatch of `rows` rows, which have been prepared. */
export function beginStep(rows: usize, offset_: f32, reference_: f32): void {
  batch = rows;
  offset = offset_;
  reference = reference_;
  partition = 0;
  rePaired = 0;
  alphaGradient = 0;
  biasGradient = 0;
  for (let i: usize = 0; i < ((rows + 3) & ~3); i++) store<u32>(at.xRows + i * 4, <u32>(i < rows ? i : 0));
  beginGradient();
  beginRows(rows);
}

/** Adds the minibatch's pairs (x_i, z_(i + shift)) to the partition term. Returns the largest output. */
export function addRePaired(shift: usize): f32 {
  pairUp(shift);
  let largest = f32x4.splat(-Infinity);
  const weights = at.pairWeight;
  for (let first: usize = 0; first < batch; first += TILE) {
    const count = min(TILE, batch - first);
    const padded = (count + 3) & ~3;
    hiddenLayers(first, padded);
    logRatios(first, padded);
    outputs(padded, offset, weights);
    for (let i = weights; i < weights + padded * 4; i += 16) {
      const t = v128.load(i);
      largest = f32x4.pmax(largest, t);
      v128.store(i, f32x4.neg(exponential(f32x4.sub(t, f32x4.splat(reference)))));
    }
    forgetPadding(count, padded);
    partition -= gatherOutputGradients(padded);
    backward(first, padded);
  }
  rePaired += batch;
  return max(
    max(f32x4.extract_lane(largest, 0), f32x4.extract_lane(largest, 1)),
    max(f32x4.extract_lane(largest, 2), f32x4.extract_lane(largest, 3)),
  );
}

/** Mean of e^(T - reference) over the re-paired pairs. */
export function partitionMean(): f64 {
  return partition / <f64>rePaired;
}

/**
 * Adds the joint pairs and makes the gradient complete.
 * @param relativeLevel e^(level - reference)
 */
export function completeGradient(relativeLevel: f64): void {
  pairUp(0);
  const weight = <f32>((<f64>rePaired / <f64>batch) * relativeLevel);
  for (let first: usize = 0; first < batch; first += TILE) {
    const count = min(TILE, batch - first);
    const padded = (count + 3) & ~3;
    hiddenLayers(first, padded);
    logRatios(first, padded);
    for (let i: usize = 0; i < padded * 4; i += 16) v128.store(at.pairWeight + i, f32x4.splat(weight));
    forgetPadding(count, padded);
    gatherOutputGradients(padded);
    backward(first, padded);
  }
  endGradient(batch);
  store<f32>(at.gradient + at.outputBiasAt, <f32>biasGradient);
  store<f32>(at.gradient + at.alphaAt, <f32>alphaGradient);
  const scale = f32x4.splat(<f32>(1 / (<f64>rePaired * relativeLevel)));
  for (let g = at.gradient; g < at.gradient + at.parameterBytes; g += 16) {
    v128.store(g, f32x4.mul(scale, v128.load(g)));
  }
}

function pairUp(shift: usize): void {
  let z = shift;
  for (let i: usize = 0; i < batch; i++) {
    store<u32>(at.zRows + i * 4, <u32>z);
    z++;
    if (z == batch) z = 0;
  }
  for (let i = batch; i < ((batch + 3) & ~3); i++) store<u32>(at.zRows + i * 4, 0);
}

/** Pairs that only fill up a group of four weigh nothing. */
function forgetPadding(count: usize, padded: usize): void {
  for (let i = count; i < padded; i++) store<f32>(at.pairWeight + i * 4, 0);
}

/** Adds to the gradients of alpha and of the output's bias. Returns the sum of the pairs' weights. */
function gatherOutputGradients(padded: usize): f64 {
  let weights = f32x4.splat(0);
  let products = f32x4.splat(0);
  for (let i: usize = 0; i < padded * 4; i += 16) {
    const weight = v128.load(at.pairWeight + i);
    weights = f32x4.add(weights, weight);
    products = f32x4.add(products, f32x4.mul(weight, v128.load(at.logRatio + i)));
  }
  const total = sum(weights);
  biasGradient += total;
  alphaGradient += sum(products);
  return total;
}
