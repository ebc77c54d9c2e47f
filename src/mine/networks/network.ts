import type { Random } from '../../dataset/random';
import { activate, chainThrough, type LayerActivation } from './activations';
import type { MatrixProducts } from './products';

/** A dense layer. Dropout and noise act on what comes into it, and while it is trained alone. */
export interface LayerShape {
  readonly units: number;
  readonly activation: LayerActivation;
  /** Share of the inputs that are dropped, the rest being scaled up to the same mean. */
  readonly dropout?: number;
  /** Standard deviation of the normal noise that is added to the inputs. */
  readonly noise?: number;
}

export interface NetworkShape {
  readonly inputs: number;
  readonly layers: readonly LayerShape[];
}

/** Layers with the same activation, and a linear one at the end. */
export function perceptron(
  inputs: number,
  hidden: readonly number[],
  outputs: number,
  layer: Omit<LayerShape, 'units'>,
): NetworkShape {
  return {
    inputs,
    layers: [
      ...hidden.map((units) => ({ ...layer, units })),
      { ...layer, units: outputs, activation: 'linear' },
    ],
  };
}

/** A layer with its part of the parameters and what a pass leaves behind. */
interface Layer {
  readonly shape: LayerShape;
  readonly inputs: number;
  readonly weights: Float32Array;
  readonly bias: Float32Array;
  readonly dWeights: Float32Array;
  readonly dBias: Float32Array;
  /** Parts of this row capacity; dropout's factors are 0 or the scale. */
  disturbed: Float32Array;
  factors: Float32Array;
  sums: Float32Array;
  activations: Float32Array;
  dInputs: Float32Array;
}

/**
 * A chain of dense layers in training. Matrices are row-major, one row a sample; buffers are kept from pass to pass and
 * grow to the most rows that were asked for, so that a result lasts until the next pass.
 */
export class Network {
  /** Of each layer: weights [inputs][units], biases. */
  readonly parameters: Float32Array;
  /** Sums of all backward passes since it was cleared. */
  readonly gradient: Float32Array;
  private readonly layers: readonly Layer[];
  private readonly product: Float32Array;
  private rows = 0;

  /** @param random draws the weights now, and noise and dropout in training */
  constructor(
    readonly shape: NetworkShape,
    private readonly products: MatrixProducts,
    private readonly random: Random,
  ) {
    const sizes = shape.layers.map(({ units }, i) => ({
      inputs: shape.layers[i - 1]?.units ?? shape.inputs,
      units,
    }));
    const total = sizes.reduce((sum, { inputs, units }) => sum + (inputs + 1) * units, 0);
    this.parameters = new Float32Array(total);
    this.gradient = new Float32Array(total);
    let at = 0;
    const take = (length: number) => {
      const part = [at, (at += length)] as const;
      return [this.parameters.subarray(...part), this.gradient.subarray(...part)] as const;
    };
    const none = new Float32Array(0);
    this.layers = shape.layers.map((layer, i) => {
      const { inputs, units } = sizes[i]!;
      const [weights, dWeights] = take(inputs * units);
      const [bias, dBias] = take(units);
      // He et al. (2015) before a bend, Glorot and Bengio (2010) before none.
      const gain = layer.activation === 'linear' || layer.activation === 'tanh' ? 1 : 2;
      const deviation = Math.sqrt(gain / inputs);
      for (let w = 0; w < weights.length; w++) weights[w] = deviation * random.normal();
      const buffers = { disturbed: none, factors: none, sums: none, activations: none, dInputs: none };
      return { shape: layer, inputs, weights, bias, dWeights, dBias, ...buffers };
    });
    this.product = new Float32Array(Math.max(...sizes.map(({ inputs, units }) => inputs * units)));
  }

  get outputs(): number {
    return this.shape.layers.at(-1)!.units;
  }

  /**
   * Outputs [rows][outputs] for inputs [rows][inputs], which must stay as they are until the backward pass.
   * @param training whether dropout and noise act
   * @param random draws them; absent: what drew the weights, and goes on with every pass
   */
  forward(inputs: Float32Array, rows: number, training: boolean, random: Random = this.random): Float32Array {
    this.rows = rows;
    let values = inputs.subarray(0, rows * this.shape.inputs);
    for (const layer of this.layers) {
      grow(layer, rows);
      this.disturb(layer, values, training, random);
      const { units, activation } = layer.shape;
      const length = rows * units;
      const sums = layer.sums.subarray(0, length);
      const from = layer.disturbed.subarray(0, rows * layer.inputs);
      this.products.multiply(from, layer.weights, { rows, depth: layer.inputs, columns: units }, sums);
      addToRows(layer.bias, sums);
      values = layer.activations.subarray(0, length);
      activate(activation, sums, values);
    }
    return values;
  }

  /**
   * Derivative with respect to the inputs of the last forward pass [rows][inputs], given the one with respect to its
   * outputs.
   * @param parameters whether the derivative with respect to the parameters is added to the gradient
   */
  backward(dOutputs: Float32Array, parameters = true): Float32Array {
    const { rows } = this;
    let derivative: Float32Array = Float32Array.from(dOutputs);
    for (const layer of this.layers.toReversed()) {
      const { units, activation } = layer.shape;
      const length = rows * units;
      chainThrough(
        activation,
        layer.sums.subarray(0, length),
        layer.activations.subarray(0, length),
        derivative,
      );
      if (parameters) {
        const product = this.product.subarray(0, layer.dWeights.length);
        const size = { rows: layer.inputs, depth: rows, columns: units };
        this.products.multiplyLeftTransposed(layer.disturbed, derivative, size, product);
        add(product, layer.dWeights);
        addRows(derivative, layer.dBias);
      }
      const dInputs = layer.dInputs.subarray(0, rows * layer.inputs);
      const size = { rows, depth: units, columns: layer.inputs };
      this.products.multiplyRightTransposed(derivative, layer.weights, size, dInputs);
      if (layer.factors.length > 0)
        for (let i = 0; i < dInputs.length; i++) dInputs[i] = dInputs[i]! * layer.factors[i]!;
      derivative = dInputs;
    }
    return derivative;
  }

  clearGradient(): void {
    this.gradient.fill(0);
  }

  private disturb(layer: Layer, values: Float32Array, training: boolean, random: Random): void {
    const { dropout = 0, noise = 0 } = layer.shape;
    const to = layer.disturbed;
    to.set(values);
    const n = values.length;
    if (training && noise > 0) for (let i = 0; i < n; i++) to[i] = to[i]! + noise * random.normal();
    if (dropout === 0) return;
    const { factors } = layer;
    if (training) for (let i = 0; i < n; i++) factors[i] = random.uniform() < dropout ? 0 : 1 / (1 - dropout);
    else factors.fill(1, 0, n);
    for (let i = 0; i < n; i++) to[i] = to[i]! * factors[i]!;
  }
}

function grow(layer: Layer, rows: number): void {
  if (layer.disturbed.length >= rows * layer.inputs) return;
  const ofInputs = () => new Float32Array(rows * layer.inputs);
  const ofUnits = () => new Float32Array(rows * layer.shape.units);
  layer.disturbed = ofInputs();
  layer.dInputs = ofInputs();
  layer.sums = ofUnits();
  layer.activations = ofUnits();
  if (layer.shape.dropout) layer.factors = ofInputs();
}

function addToRows(row: Float32Array, matrix: Float32Array): void {
  const width = row.length;
  for (let at = 0; at < matrix.length; at += width)
    for (let j = 0; j < width; j++) matrix[at + j] = matrix[at + j]! + row[j]!;
}

function addRows(matrix: Float32Array, row: Float32Array): void {
  const width = row.length;
  for (let at = 0; at < matrix.length; at += width)
    for (let j = 0; j < width; j++) row[j] = row[j]! + matrix[at + j]!;
}

function add(from: Float32Array, to: Float32Array): void {
  for (let i = 0; i < to.length; i++) to[i] = to[i]! + from[i]!;
}
