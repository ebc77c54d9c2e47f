import type { Random } from '../../dataset/random';
import { logMeanExp, movingLogMeanExp, objectives } from '../objectives';
import type { Estimator } from '../presets';
import { ADAM, Descent } from './descent';
import { Network, type NetworkShape } from './network';
import type { MatrixProducts } from './products';

export interface MutualInformationSettings {
  /** What follows the inputs: the hidden layers and one output. */
  readonly layers: NetworkShape['layers'];
  readonly estimator: Estimator;
  readonly learningRate: number;
  /** Weight of the new value in the moving average of E_Q[e^T]. */
  readonly averageRate: number;
}

/** One side of a minibatch: a matrix with a row a sample. */
export interface SideRows {
  readonly values: Float32Array;
  readonly width: number;
}

/** The bound on a minibatch, nats, and its derivatives with respect to both sides' values. */
export interface BoundGradient {
  readonly value: number;
  readonly dX: Float32Array;
  readonly dZ: Float32Array;
}

/**
 * The statistics network T(x, z) as one of several networks: it ascends its bound of I(X;Z), and tells how the bound
 * changes with x and z, for the network that made them to maximise or minimise (Belghazi et al. 2018, sections 5 and 6).
 * Rows of z shifted cyclically stand for the product of marginals.
 */
export class MutualInformationCritic {
  private readonly network: Network;
  private readonly descent: Descent;
  private logAverage: number | null = null;
  private inputs = new Float32Array(0);

  constructor(
    private readonly xWidth: number,
    private readonly zWidth: number,
    private readonly settings: MutualInformationSettings,
    products: MatrixProducts,
    private readonly random: Random,
  ) {
    const shape = { inputs: xWidth + zWidth, layers: settings.layers };
    this.network = new Network(shape, products, random.fork(1));
    this.descent = new Descent([this.network], { ...ADAM, learningRate: settings.learningRate });
  }

  /**
   * The bound's value and derivatives on a minibatch of `rows`; in training, with the critic's own gradient, which
   * `ascend` then follows.
   */
  gradient(x: SideRows, z: SideRows, rows: number): BoundGradient {
    const shift = 1 + this.random.integer(rows - 1);
    const t = this.outputs(x.values, z.values, rows, shift, true);
    const joint = t.subarray(0, rows);
    const marginal = t.subarray(rows);
    const { estimator, averageRate } = this.settings;
    const objective = objectives[estimator];
    const value = objective.value(joint, marginal);
    this.logAverage = movingLogMeanExp(this.logAverage, logMeanExp(marginal), averageRate);
    const dT = new Float32Array(2 * rows);
    objective.gradient(joint, marginal, this.logAverage, dT.subarray(0, rows), dT.subarray(rows));
    // The network's gradient is one to descend along, the bound's one to ascend.
    const dInputs = this.network.backward(dT.map((d) => -d));
    return { value, ...this.split(dInputs, rows, shift) };
  }

  /** Follows the gradients of the minibatches since the last time; `rate`: share of the learning rate. */
  ascend(rate = 1): void {
    this.descent.step(rate);
  }

  /** Forgets the gradients of the minibatches since the last time. */
  clearGradient(): void {
    this.network.clearGradient();
  }

  /**
   * The bound on these rows without training, nats; each row is re-paired once.
   * @param random draws with whom; absent: what draws it in training too
   */
  evaluate(x: SideRows, z: SideRows, rows: number, random: Random = this.random): number {
    const t = this.outputs(x.values, z.values, rows, 1 + random.integer(rows - 1), false);
    return objectives[this.settings.estimator].value(t.subarray(0, rows), t.subarray(rows));
  }

  /** T of the rows as they are, then of x with z shifted. */
  private outputs(
    x: Float32Array,
    z: Float32Array,
    rows: number,
    shift: number,
    training: boolean,
  ): Float32Array {
    const { xWidth, zWidth } = this;
    const width = xWidth + zWidth;
    if (this.inputs.length < 2 * rows * width) this.inputs = new Float32Array(2 * rows * width);
    for (let pass = 0; pass < 2; pass++)
      for (let i = 0; i < rows; i++) {
        const to = (pass * rows + i) * width;
        const j = pass ? (i + shift) % rows : i;
        this.inputs.set(x.subarray(i * xWidth, (i + 1) * xWidth), to);
        this.inputs.set(z.subarray(j * zWidth, (j + 1) * zWidth), to + xWidth);
      }
    return this.network.forward(this.inputs, 2 * rows, training);
  }

  /** The bound's derivative with respect to the rows of each side, from the negative one with respect to the inputs. */
  private split(dInputs: Float32Array, rows: number, shift: number): { dX: Float32Array; dZ: Float32Array } {
    const { xWidth, zWidth } = this;
    const width = xWidth + zWidth;
    const dX = new Float32Array(rows * xWidth);
    const dZ = new Float32Array(rows * zWidth);
    for (let pass = 0; pass < 2; pass++)
      for (let i = 0; i < rows; i++) {
        const from = (pass * rows + i) * width;
        const j = pass ? (i + shift) % rows : i;
        for (let c = 0; c < xWidth; c++) dX[i * xWidth + c] = dX[i * xWidth + c]! - dInputs[from + c]!;
        for (let c = 0; c < zWidth; c++)
          dZ[j * zWidth + c] = dZ[j * zWidth + c]! - dInputs[from + xWidth + c]!;
      }
    return { dX, dZ };
  }
}
