import type { Random } from '../dataset/random';

/** ReLU: max(0, x). SiLU: x / (1 + e^-x), smooth, and dearer to train. */
export type Activation = 'relu' | 'silu';

/**
 * A network of two hidden layers and one linear output. Its weights lie in one array, in this order:
 * first layer (inputs x hidden), its biases, second layer (hidden x hidden), its biases, output (hidden), its bias.
 */
export interface NetworkShape {
  readonly inputs: number;
  readonly hidden: number;
  readonly activation: Activation;
}

export interface NetworkLayout {
  readonly first: readonly [number, number];
  readonly firstBias: readonly [number, number];
  readonly second: readonly [number, number];
  readonly secondBias: readonly [number, number];
  readonly output: readonly [number, number];
  readonly outputBias: readonly [number, number];
  readonly size: number;
}

/** Start and end of each part in the array of weights. */
export function networkLayout({ inputs, hidden }: NetworkShape): NetworkLayout {
  let at = 0;
  const part = (size: number): readonly [number, number] => [at, (at += size)];
  return {
    first: part(inputs * hidden),
    firstBias: part(hidden),
    second: part(hidden * hidden),
    secondBias: part(hidden),
    output: part(hidden),
    outputBias: part(1),
    size: at,
  };
}

/** Random hidden layers, and an output of zero: the network starts as T = 0. */
export function initialWeights(shape: NetworkShape, random: Random, size: number): Float32Array {
  const layout = networkLayout(shape);
  const weights = new Float32Array(size);
  const fill = ([start, end]: readonly [number, number], deviation: number) => {
    for (let i = start; i < end; i++) weights[i] = deviation * random.normal();
  };
  // SiLU bends less: it sees as much of its bend with weights that are larger by half.
  const spread = shape.activation === 'silu' ? 1.5 : 1;
  fill(layout.first, spread * 0.7 * Math.sqrt(2 / shape.inputs));
  fill(layout.firstBias, spread * 0.5);
  fill(layout.second, Math.sqrt(2 / shape.hidden));
  return weights;
}

/** Computes the network and its gradient; made once for a shape, and told the weights in each call. */
export interface StatisticsNetwork {
  /** Outputs for `rows` rows of inputs (row-major, rows x inputs). */
  forward(weights: Float32Array, inputs: Float32Array, rows: number): Float32Array;
  /**
   * Gradient of a function of the outputs with respect to the weights, written into `gradient`; `upstream` is called
   * with the outputs and returns the function's derivative with respect to each.
   */
  gradient(
    weights: Float32Array,
    inputs: Float32Array,
    rows: number,
    upstream: (outputs: Float32Array) => Float32Array,
    gradient: Float32Array,
  ): void;
}
