import { createRandom, type Random } from '../../../../src/dataset/random';
import type { CriticTask, EncodedPair } from '../../../../src/mine/critic';
import { copyInputs, type EncodedSide } from '../../../../src/mine/encoding';
import { fitGaussian } from '../../../../src/mine/gaussian';
import { noLogRatio } from '../../../../src/mine/logRatio';
import type { Estimator } from '../../../../src/mine/presets';
import type { Activation } from '../../../../src/mine/statisticsNetwork';
import { trainingSettings, type TrainingSettings } from '../../../../src/mine/settings';

export interface TaskShape {
  readonly rows: number;
  readonly xWidth: number;
  readonly xDims: number;
  readonly zWidth: number;
  readonly zDims: number;
}

interface TaskChoice {
  readonly shape?: TaskShape;
  readonly estimator?: Estimator;
  /** Correlation of the scores. */
  readonly rho?: number;
  /** Starts at the Gaussian log-ratio. */
  readonly warm?: boolean;
}

export const COLUMNS: TaskShape = { rows: 200, xWidth: 9, xDims: 1, zWidth: 9, zDims: 1 };

/** A pair of sides whose scores are correlated normals, with features that are squares and cubes of them and the like. */
export function correlatedPair(shape: TaskShape, rho: number, random: Random): EncodedPair {
  const common = Float64Array.from({ length: shape.rows }, () => random.normal());
  const side = (width: number, dims: number, weight: number): EncodedSide => {
    const scores = new Float32Array(shape.rows * dims);
    const values = new Float32Array(shape.rows * (width - dims));
    for (let i = 0; i < shape.rows; i++)
      for (let j = 0; j < width; j++) {
        const noise = random.normal();
        if (j < dims)
          scores[i * dims + j] = weight * (common[i] ?? 0) + Math.sqrt(1 - weight * weight) * noise;
        else values[i * (width - dims) + j - dims] = Math.sin(j * noise);
      }
    const facts = {
      discrete: false,
      positions: null,
      categories: null,
      entropy: 0,
      largestTie: 0,
      pooled: 0,
      constant: false,
    };
    return { rows: shape.rows, width, scores, dims, features: { kind: 'own', values }, ...facts };
  };
  return {
    x: side(shape.xWidth, shape.xDims, Math.sqrt(rho)),
    z: side(shape.zWidth, shape.zDims, Math.sqrt(rho)),
  };
}

export function criticTask(
  seed: number,
  settings: Partial<TrainingSettings> = {},
  { shape = COLUMNS, estimator = 'mine', rho = 0.7, warm = true }: TaskChoice = {},
): CriticTask {
  const random = createRandom(seed);
  const pair = correlatedPair(shape, rho, random);
  const trainRows = Uint32Array.from({ length: shape.rows - 3 }, (_, i) => shape.rows - 1 - i);
  return {
    pair,
    trainRows,
    start: warm ? fitGaussian(pair.x, pair.z, trainRows).logRatio : noLogRatio,
    settings: {
      ...trainingSettings('standard', estimator, { rows: shape.rows, grouped: false }),
      hidden: 32,
      batch: 50,
      ...settings,
    },
    random: random.fork(1),
  };
}

export const activations: Record<Activation, (x: number) => number> = {
  relu: (x) => Math.max(0, x),
  silu: (x) => x / (1 + Math.exp(-x)),
};

/** The inputs of all rows, row-major. */
export function allInputs(side: EncodedSide): Float32Array {
  const out = new Float32Array(side.rows * side.width);
  copyInputs(
    side,
    Uint32Array.from({ length: side.rows }, (_, row) => row),
    out,
  );
  return out;
}

/** T of row i of x and row j of z in double precision; weights in the order that all engines share. */
export function outputInDoubles(
  { pair, start, settings }: CriticTask,
  weights: ArrayLike<number>,
  offset: number,
): (i: number, j: number) => number {
  const { x, z } = pair;
  const [xInputs, zInputs] = [allInputs(x), allInputs(z)];
  const h = settings.hidden;
  const activate = activations[settings.activation];
  const inputs = x.width + z.width;
  const w = (at: number) => weights[at] ?? NaN;
  const secondAt = (inputs + 1) * h;
  const outputAt = secondAt + (h + 1) * h;
  return (i, j) => {
    const first = Float64Array.from({ length: h }, (_, unit) => {
      let sum = w(inputs * h + unit);
      for (let d = 0; d < x.width; d++) sum += w(d * h + unit) * (xInputs[i * x.width + d] ?? NaN);
      for (let d = 0; d < z.width; d++)
        sum += w((x.width + d) * h + unit) * (zInputs[j * z.width + d] ?? NaN);
      return activate(sum);
    });
    let output = w(outputAt + h);
    for (let unit = 0; unit < h; unit++) {
      let sum = w(secondAt + h * h + unit);
      for (let k = 0; k < h; k++) sum += w(secondAt + k * h + unit) * (first[k] ?? NaN);
      output += w(outputAt + unit) * activate(sum);
    }
    return output + w(outputAt + h + 1) * start.value(i, j) + offset;
  };
}

/** Weights of every size and sign, alpha near 1. */
export function roughWeights(task: CriticTask, random: Random): Float32Array {
  const { pair, settings } = task;
  const inputs = pair.x.width + pair.z.width;
  const h = settings.hidden;
  const weights = Float32Array.from({ length: (inputs + h + 3) * h + 2 }, (_, i) => {
    const scale = i < inputs * h ? inputs : h;
    return random.normal() / Math.sqrt(scale);
  });
  weights[weights.length - 1] = 0.9;
  return weights;
}
