/** ELU: x, below 0 e^x - 1 (Clevert et al., ICLR 2016). ReLU: max(0, x). SiLU: x / (1 + e^-x). */
export type LayerActivation = 'linear' | 'relu' | 'elu' | 'silu' | 'tanh';

/** out = activation of the sums; what the slopes are made of stays in `sums` and `out`. */
export function activate(activation: LayerActivation, sums: Float32Array, out: Float32Array): void {
  const n = sums.length;
  switch (activation) {
    case 'linear':
      out.set(sums);
      break;
    case 'relu':
      for (let i = 0; i < n; i++) out[i] = sums[i]! > 0 ? sums[i]! : 0;
      break;
    case 'elu':
      for (let i = 0; i < n; i++) out[i] = sums[i]! > 0 ? sums[i]! : Math.expm1(sums[i]!);
      break;
    case 'silu':
      for (let i = 0; i < n; i++) out[i] = sums[i]! / (1 + Math.exp(-sums[i]!));
      break;
    case 'tanh':
      for (let i = 0; i < n; i++) out[i] = Math.tanh(sums[i]!);
      break;
  }
}

/** Turns a derivative with respect to the activations into the one with respect to the sums, in place. */
export function chainThrough(
  activation: LayerActivation,
  sums: Float32Array,
  activations: Float32Array,
  derivative: Float32Array,
): void {
  const n = derivative.length;
  switch (activation) {
    case 'linear':
      break;
    case 'relu':
      for (let i = 0; i < n; i++) if (sums[i]! <= 0) derivative[i] = 0;
      break;
    case 'elu':
      for (let i = 0; i < n; i++) if (sums[i]! <= 0) derivative[i] = derivative[i]! * (activations[i]! + 1);
      break;
    case 'silu':
      for (let i = 0; i < n; i++) {
        const s = 1 / (1 + Math.exp(-sums[i]!));
        derivative[i] = derivative[i]! * (s + activations[i]! * (1 - s));
      }
      break;
    case 'tanh':
      for (let i = 0; i < n; i++) derivative[i] = derivative[i]! * (1 - activations[i]! ** 2);
      break;
  }
}
