/** Moments of the gradient, one entry a weight each. */
export interface AdamState {
  readonly first: Float32Array;
  readonly second: Float32Array;
}

/**
 * One step of ascent with decoupled weight decay (Loshchilov and Hutter, ICLR 2019) on the first `decayed` weights.
 * The gradient is scaled down to norm `clip` first. Returns false, and changes nothing, where the gradient is not finite.
 * @param step which one it is, counted from 1
 */
export function ascend(
  weights: Float32Array,
  gradient: Float32Array,
  state: AdamState,
  step: number,
  learningRate: number,
  options: { readonly clip: number; readonly weightDecay: number; readonly decayed: number },
): boolean {
  let square = 0;
  for (const g of gradient) square += g * g;
  if (!Number.isFinite(square)) return false;
  const scale = Math.min(1, options.clip / (Math.sqrt(square) + 1e-9));
  const firstBias = 1 - 0.9 ** step;
  const secondBias = 1 - 0.999 ** step;
  for (let i = 0; i < weights.length; i++) {
    const g = gradient[i]! * scale;
    // 1e-30 keeps the moments of dead units out of the slow subnormal numbers.
    const m = (state.first[i] = 0.9 * state.first[i]! + 0.1 * g + 1e-30);
    const v = (state.second[i] = 0.999 * state.second[i]! + 0.001 * g * g + 1e-30);
    const decay = i < options.decayed ? options.weightDecay * weights[i]! : 0;
    weights[i] = weights[i]! + learningRate * (m / firstBias / (Math.sqrt(v / secondBias) + 1e-8) - decay);
  }
  return true;
}

/** Share of the step size at a step: from 1 along half a cosine wave down to `annealTo`. */
export function cosineSchedule(step: number, steps: number, annealTo: number): number {
  return annealTo + (1 - annealTo) * 0.5 * (1 + Math.cos(Math.PI * Math.min(1, step / steps)));
}
