import * as at from './layout';
import { multiplyAdd } from './simd';

/**
 * One step of ascent: Adam with decoupled weight decay on all parameters but alpha, on the gradient scaled down to norm
 * `clip`. Returns false, and changes nothing, where the gradient is not finite.
 * @param biasCorrection1, biasCorrection2 1 - 0.9^t and 1 - 0.999^t at step t
 */
export function ascend(
  rate: f64,
  clip: f64,
  weightDecay: f64,
  biasCorrection1: f64,
  biasCorrection2: f64,
): bool {
  let squares = f64x2.splat(0);
  for (let g = at.gradient; g < at.gradient + at.parameterBytes; g += 8) {
    const pair = f64x2.promote_low_f32x4(v128.load64_zero(g));
    squares = f64x2.add(squares, f64x2.mul(pair, pair));
  }
  const square = f64x2.extract_lane(squares, 0) + f64x2.extract_lane(squares, 1);
  if (!isFinite(square)) return false;
  const scale = f32x4.splat(<f32>min(1, clip / (Math.sqrt(square) + 1e-9)));

  // The last four are the output's bias, alpha, and nothing.
  const last = at.parameters + at.outputBiasAt;
  const step = f32x4.splat(<f32>(rate / biasCorrection1));
  const spread = f32x4.splat(<f32>(1 / Math.sqrt(biasCorrection2)));
  const decay = f32x4.splat(<f32>(rate * weightDecay));
  const moments = at.parameterBytes;
  const gradient = at.gradient - at.parameters;
  for (let p = at.parameters; p < last; p += 16) move(p, p + gradient, moments, scale, step, spread, decay);
  move(last, last + gradient, moments, scale, step, spread, f32x4.replace_lane(decay, 1, 0));
  return true;
}

/** Moves four parameters; their moments lie `moments` and twice that behind them. */
// @ts-ignore: decorator
@inline
function move(
  p: usize,
  gradient: usize,
  moments: usize,
  scale: v128,
  step: v128,
  spread: v128,
  decay: v128,
): void {
  // Keeps the moments of dead units out of the subnormal numbers, which are slow.
  const tiny = f32x4.splat(1e-30);
  const g = f32x4.mul(scale, v128.load(gradient));
  const first = p + moments;
  const second = first + moments;
  const m = multiplyAdd(f32x4.splat(0.9), v128.load(first), multiplyAdd(f32x4.splat(0.1), g, tiny));
  const v = multiplyAdd(
    f32x4.splat(0.999),
    v128.load(second),
    multiplyAdd(f32x4.mul(f32x4.splat(0.001), g), g, tiny),
  );
  v128.store(first, m);
  v128.store(second, v);
  const moved = f32x4.div(f32x4.mul(step, m), multiplyAdd(f32x4.sqrt(v), spread, f32x4.splat(1e-8)));
  const weight = v128.load(p);
  v128.store(p, f32x4.sub(f32x4.add(weight, moved), f32x4.mul(decay, weight)));
}
