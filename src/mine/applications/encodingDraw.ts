import type { Random } from '../../dataset/random';

/** How T is made of the encoder's outputs. */
export interface EncodingShape {
  /** Numbers that make up T. */
  readonly latent: number;
  /** The outputs are T's means and, behind them, what makes its deviations; or its means alone. */
  readonly stochastic: boolean;
  /** Means lie between -5 and 5, and the noise has a deviation of a half at least. */
  readonly bounded: boolean;
}

/** T of some rows, [rows][latent], and what it was drawn from; without noise T is the means, and the rest is empty. */
export interface EncodingDraw {
  readonly t: Float32Array;
  readonly means: Float32Array;
  readonly logDeviations: Float32Array;
  readonly noise: Float32Array;
  /** How the log-deviations follow the encoder's outputs. */
  readonly slopes: Float32Array;
}

/** Largest mean, and least deviation, of a T that is bounded: about as many grains as a critic tells apart. */
const BOUND = 5;
const LEAST_DEVIATION = 0.5;
/** Added to an output before the softplus that makes a deviation of it (Alemi et al., ICLR 2017). */
const DEVIATION_SHIFT = -1;

/** @param outputs of the encoder, [rows][latent], twice as wide where it is stochastic */
export function drawEncoding(outputs: Float32Array, shape: EncodingShape, random: Random): EncodingDraw {
  const { latent, stochastic, bounded } = shape;
  const none = new Float32Array(0);
  if (!stochastic && !bounded)
    return { t: outputs, means: outputs, logDeviations: none, noise: none, slopes: none };
  const width = stochastic ? 2 * latent : latent;
  const rows = outputs.length / width;
  const part = () => new Float32Array(rows * latent);
  const draw = { t: part(), means: part(), logDeviations: part(), noise: part(), slopes: part() };
  for (let i = 0; i < rows; i++)
    for (let k = 0; k < latent; k++) {
      const at = i * latent + k;
      const raw = stochastic ? outputs[i * width + latent + k]! + DEVIATION_SHIFT : -Infinity;
      const learned = Math.log1p(Math.exp(-Math.abs(raw))) + Math.max(raw, 0);
      const deviation = bounded ? LEAST_DEVIATION + learned : Math.max(1e-6, learned);
      draw.means[at] = encodingMean(outputs[i * width + k]!, bounded);
      draw.logDeviations[at] = Math.log(deviation);
      // The softplus has the slope of the logistic function.
      draw.slopes[at] = 1 / ((1 + Math.exp(-raw)) * deviation);
      draw.noise[at] = random.normal();
      draw.t[at] = draw.means[at] + deviation * draw.noise[at];
    }
  return draw;
}

export function encodingMean(output: number, bounded: boolean): number {
  return bounded ? BOUND * Math.tanh(output / BOUND) : output;
}

/** Derivatives of an objective with respect to a draw; absent: 0. */
export interface DrawGradient {
  readonly dT: Float32Array;
  readonly dMeans?: Float32Array | undefined;
  readonly dLogDeviations?: Float32Array | undefined;
}

/** The derivative with respect to the encoder's outputs. */
export function backThroughDraw(
  { means, logDeviations, noise, slopes }: EncodingDraw,
  { latent, stochastic, bounded }: EncodingShape,
  { dT, dMeans, dLogDeviations }: DrawGradient,
): Float32Array {
  if (!stochastic && !bounded) return dT;
  const width = stochastic ? 2 * latent : latent;
  const rows = dT.length / latent;
  const dOutputs = new Float32Array(rows * width);
  for (let i = 0; i < rows; i++)
    for (let k = 0; k < latent; k++) {
      const at = i * latent + k;
      const dMean = dT[at]! + (dMeans?.[at] ?? 0);
      dOutputs[i * width + k] = bounded ? dMean * (1 - (means[at]! / BOUND) ** 2) : dMean;
      if (!stochastic) continue;
      const dLog = dT[at]! * noise[at]! * Math.exp(logDeviations[at]!) + (dLogDeviations?.[at] ?? 0);
      dOutputs[i * width + latent + k] = dLog * slopes[at]!;
    }
  return dOutputs;
}
