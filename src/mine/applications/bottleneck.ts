import { permutation, shuffle, type Random } from '../../dataset/random';
import { ADAM, Descent } from '../networks/descent';
import { crossEntropy, divergenceFromStandard, gaussianLogLoss, type Loss } from '../networks/losses';
import { MutualInformationCritic, type SideRows } from '../networks/miCritic';
import { Network, perceptron } from '../networks/network';
import type { MatrixProducts } from '../networks/products';
import { backThroughDraw, drawEncoding, encodingMean, type EncodingShape } from './encodingDraw';

/**
 * How the encoding T is kept from telling all of X. `none`: not at all. `dropout`: of a fifth of X and half of each hidden layer.
 * `variational`: normal T, Kullback-Leibler divergence from a standard normal as an upper bound of I(X;T) (Alemi et al.,
 * ICLR 2017). The others take I(X;T) from MINE, for T that is `gaussian` (mean and deviation from the encoder), made from
 * X and noise that is `propagated` through all layers, or with noise that is `additive` in each layer.
 */
export const BOTTLENECKS = ['none', 'dropout', 'variational', 'gaussian', 'propagated', 'additive'] as const;
export type BottleneckKind = (typeof BOTTLENECKS)[number];

export type Target =
  | { readonly kind: 'classes'; readonly codes: Int32Array; readonly count: number }
  /** Best of mean 0 and deviation 1. */
  | { readonly kind: 'numbers'; readonly values: Float32Array };

/** Rows of the inputs, best with columns of deviation 1 or values between -1 and 1, and what is to be told from them. */
export interface BottleneckData {
  readonly x: SideRows;
  readonly target: Target;
}

export interface BottleneckSettings {
  readonly kind: BottleneckKind;
  /** Units of the encoder's hidden layers, ReLU; numbers that make up T; units of the critic's hidden layers, ELU. */
  readonly encoder: readonly number[];
  readonly latent: number;
  readonly critic: readonly number[];
  /** Weight of I(X;T) against E[-log q(y|t)]. */
  readonly beta: number;
  readonly batch: number;
  readonly epochs: number;
  /** Of Adam, for all networks; it falls linearly to 0. */
  readonly learningRate: number;
  /**
   * T's values are bounded and its noise has a least size where MINE tells I(X;T): otherwise what the critic does not find
   * is hidden from it, in ever finer grains of an ever larger T.
   */
  readonly bounded?: boolean;
  /** Deviation of the noise in the critic's layers; absent: that of the paper. */
  readonly criticNoise?: number;
  /** Share of the training in which beta grows to its value; absent: 0. */
  readonly warmUp?: number;
  /** Shares of the inputs and of the hidden units that `dropout` drops; absent: a fifth and half. */
  readonly dropout?: readonly [inputs: number, hidden: number];
  /** Epochs from one point of the information plane to the next; absent: 1. */
  readonly measureEvery?: number;
}

/** A point of the information plane, with how well held-out rows are told; nats. */
export interface BottleneckProgress extends BottleneckScore {
  readonly epoch: number;
  readonly share: number;
  /** I(X;T) on the training minibatches: MINE's bound, or the variational one; null where nothing measures it. */
  readonly informationX: number | null;
  /** As it is now. */
  readonly model: Bottleneck;
}

export interface BottleneckScore {
  /** E[-log q(y|t)], nats. */
  readonly crossEntropy: number;
  /** Lower bound of I(T;Y): the entropy of the target less the cross-entropy. */
  readonly informationY: number;
  /** Share of rows whose class is not the likeliest one; root mean square error of numbers. */
  readonly error: number;
}

/** Noise that enters each layer of the `additive` encoder, and numbers of noise beside X of the `propagated` one. */
const ADDITIVE_NOISE = 0.3;
const PROPAGATED_INPUTS = 32;
const DROPOUT = [0.2, 0.5] as const;
/** Noise in the critic, without which it tells single images apart. */
const CRITIC_NOISE = 0.3;
const AVERAGE_RATE = 0.05;
const BLOCK = 500;
/** Draws of T and of the re-pairing, where I(X;T) is measured without training: so many rows, within so many draws. */
const DRAWN_ROWS = 1000;
const MOST_DRAWS = 8;

/**
 * Learns an encoding T of X that keeps what it tells of a target and little else: minimises E[-log q(y|t)] + beta I(X;T)
 * (Tishby et al. 1999; Belghazi et al. 2018, section 5.3). Yields the information plane after each epoch.
 */
export function* trainBottleneck(
  train: BottleneckData,
  heldOut: BottleneckData,
  settings: BottleneckSettings,
  products: MatrixProducts,
  random: Random,
): Generator<BottleneckProgress | null, Bottleneck> {
  const { measureEvery = 1, warmUp = 0, beta } = settings;
  const rows = train.x.values.length / train.x.width;
  const batch = Math.min(settings.batch, rows);
  const perEpoch = Math.floor(rows / batch);
  const total = perEpoch * settings.epochs;
  const model = new Bottleneck(train, settings, products, random);
  const draws = random.fork(5);
  const order = permutation(rows, draws);
  for (let epoch = 1; epoch <= settings.epochs; epoch++) {
    shuffle(order, draws);
    let information: number | null = null;
    for (let step = 0; step < perEpoch; step++) {
      const minibatch = rowsOf(train, order.subarray(step * batch, (step + 1) * batch));
      const past = ((epoch - 1) * perEpoch + step) / total;
      const value = model.train(minibatch, 1 - past, past < warmUp ? (beta * past) / warmUp : beta);
      if (value !== null) information = (information ?? 0) + value / perEpoch;
      if (step % 5 === 0) yield null;
    }
    const share = epoch / settings.epochs;
    if (epoch % measureEvery === 0 || epoch === settings.epochs)
      yield { epoch, share, informationX: information, model, ...model.score(heldOut) };
  }
  return model;
}

/** Encoder and decoder of a bottleneck. */
export class Bottleneck {
  private readonly encoder: Network;
  private readonly decoder: Network;
  private readonly critic: MutualInformationCritic | null;
  private readonly descent: Descent;
  /** Of the decoder's density of numbers. */
  private readonly logDeviation = { parameters: new Float32Array(1), gradient: new Float32Array(1) };
  private readonly shape: EncodingShape;
  private readonly noiseInputs: number;
  private readonly draws: Random;

  constructor(
    data: BottleneckData,
    private readonly settings: BottleneckSettings,
    products: MatrixProducts,
    random: Random,
  ) {
    const { kind, latent, encoder, critic, learningRate } = settings;
    const { width } = data.x;
    const stochastic = kind === 'variational' || kind === 'gaussian';
    this.shape = { latent, stochastic, bounded: settings.bounded === true && usesMine(kind) };
    this.noiseInputs = kind === 'propagated' ? PROPAGATED_INPUTS : 0;
    const outputs = data.target.kind === 'classes' ? data.target.count : 1;
    const shape = perceptron(width + this.noiseInputs, encoder, stochastic ? 2 * latent : latent, {
      activation: 'relu',
      ...(kind === 'additive' && { noise: ADDITIVE_NOISE }),
    });
    const [inputDropout, hiddenDropout] = settings.dropout ?? DROPOUT;
    const layers =
      kind === 'dropout'
        ? shape.layers.map((layer, i) => ({ ...layer, dropout: i === 0 ? inputDropout : hiddenDropout }))
        : shape.layers;
    this.encoder = new Network({ ...shape, layers }, products, random.fork(1));
    this.decoder = new Network(
      perceptron(latent, [], outputs, { activation: 'linear' }),
      products,
      random.fork(2),
    );
    this.critic = usesMine(kind)
      ? new MutualInformationCritic(
          width,
          latent,
          {
            layers: perceptron(width + latent, critic, 1, {
              activation: 'elu',
              noise: settings.criticNoise ?? CRITIC_NOISE,
            }).layers,
            estimator: 'mine',
            learningRate,
            averageRate: AVERAGE_RATE,
          },
          products,
          random.fork(3),
        )
      : null;
    this.descent = new Descent([this.encoder, this.decoder, this.logDeviation], { ...ADAM, learningRate });
    this.draws = random.fork(4);
  }

  /**
   * One step on a minibatch.
   * @param rate share of the learning rate
   * @param beta weight of I(X;T)
   * @returns I(X;T) of the minibatch, nats; null where nothing measures it
   */
  train(data: BottleneckData, rate: number, beta: number): number | null {
    const { width, values } = data.x;
    const rows = values.length / width;
    const inputs = this.withNoise(data.x, rows, this.draws);
    const draw = drawEncoding(this.encoder.forward(inputs, rows, true), this.shape, this.draws);
    const loss = this.loss(this.decoder.forward(draw.t, rows, true), data.target);
    this.logDeviation.gradient[0] = this.logDeviation.gradient[0]! + loss.dLogDeviation;
    const dT = this.decoder.backward(loss.derivative).slice();

    if (this.critic) {
      const bound = this.critic.gradient(data.x, { values: draw.t, width: this.settings.latent }, rows);
      this.critic.ascend(rate);
      for (let i = 0; i < dT.length; i++) dT[i] = dT[i]! + beta * bound.dZ[i]!;
      this.descend(backThroughDraw(draw, this.shape, { dT }), rate);
      return bound.value;
    }
    if (this.settings.kind !== 'variational') {
      this.descend(backThroughDraw(draw, this.shape, { dT }), rate);
      return null;
    }
    const divergence = divergenceFromStandard(draw.means, draw.logDeviations, rows);
    const [dMeans, dLogDeviations] = [divergence.dMeans, divergence.dLogDeviations].map((part) =>
      part.map((d) => beta * d),
    );
    this.descend(backThroughDraw(draw, this.shape, { dT, dMeans, dLogDeviations }), rate);
    return divergence.value;
  }

  private descend(dOutputs: Float32Array, rate: number): void {
    this.encoder.backward(dOutputs);
    this.descent.step(rate);
  }

  /** The encoding without its noise, [rows][latent]. */
  encode(x: SideRows): Float32Array {
    const rows = x.values.length / x.width;
    const { latent } = this.settings;
    const out = new Float32Array(rows * latent);
    for (let start = 0; start < rows; start += BLOCK) {
      const count = Math.min(BLOCK, rows - start);
      const part = { values: x.values.subarray(start * x.width, (start + count) * x.width), width: x.width };
      const outputs = this.encoder.forward(this.withNoise(part, count, null), count, false);
      const width = this.encoder.outputs;
      for (let i = 0; i < count; i++)
        for (let k = 0; k < latent; k++)
          out[(start + i) * latent + k] = encodingMean(outputs[i * width + k]!, this.shape.bounded);
    }
    return out;
  }

  /** How well the target is told from the encoding without its noise. */
  score(data: BottleneckData): BottleneckScore {
    const rows = data.x.values.length / data.x.width;
    const outputs = this.decoder.forward(this.encode(data.x), rows, false);
    const { value } = this.loss(outputs, data.target);
    return {
      crossEntropy: value,
      informationY: targetEntropy(data.target) - value,
      error: targetError(outputs, data.target),
    };
  }

  /**
   * I(X;T) on these rows, nats: MINE's bound, the mean of a few draws of T and of the re-pairing, or the variational one;
   * null where nothing measures it.
   */
  informationX({ x }: BottleneckData, random: Random): number | null {
    const rows = x.values.length / x.width;
    const { kind, latent } = this.settings;
    if (kind === 'none' || kind === 'dropout') return null;
    const draw = () => {
      const inputs = this.withNoise(x, rows, random);
      return drawEncoding(this.encoder.forward(inputs, rows, true, random), this.shape, random);
    };
    const { critic } = this;
    if (!critic) {
      const { means, logDeviations } = draw();
      return divergenceFromStandard(means, logDeviations, rows).value;
    }
    const draws = Math.min(MOST_DRAWS, Math.ceil(DRAWN_ROWS / rows));
    let sum = 0;
    for (let i = 0; i < draws; i++)
      sum += critic.evaluate(x, { values: draw().t, width: latent }, rows, random);
    return sum / draws;
  }

  /** For each row, -log q(y|t) without T's noise, nats, and whether its class is missed (1 or 0), or the error's square. */
  rowScores(data: BottleneckData): { readonly losses: Float64Array; readonly errors: Float64Array } {
    const { x, target } = data;
    const rows = x.values.length / x.width;
    const width = this.decoder.outputs;
    const outputs = this.decoder.forward(this.encode(x), rows, false);
    const losses = new Float64Array(rows);
    const errors = new Float64Array(rows);
    for (let i = 0; i < rows; i++) {
      const ofRow = outputs.subarray(i * width, (i + 1) * width);
      const one = targetAt(target, i);
      losses[i] = this.loss(ofRow, one).value;
      errors[i] = target.kind === 'classes' ? targetError(ofRow, one) : targetError(ofRow, one) ** 2;
    }
    return { losses, errors };
  }

  /** Weights and biases of what makes T's means and deviations. */
  get encoderParameters(): Float32Array {
    return this.encoder.parameters;
  }

  private loss(outputs: Float32Array, target: Target): Loss & { readonly dLogDeviation: number } {
    switch (target.kind) {
      case 'classes':
        return { ...crossEntropy(outputs, target.codes, target.count), dLogDeviation: 0 };
      case 'numbers':
        return gaussianLogLoss(outputs, target.values, this.logDeviation.parameters[0]!);
    }
  }

  /** X with the numbers of noise beside it that are propagated; 0 where nothing draws them. */
  private withNoise({ values, width }: SideRows, rows: number, random: Random | null): Float32Array {
    if (this.noiseInputs === 0) return values;
    const whole = width + this.noiseInputs;
    const out = new Float32Array(rows * whole);
    for (let i = 0; i < rows; i++) {
      out.set(values.subarray(i * width, (i + 1) * width), i * whole);
      if (random) for (let k = width; k < whole; k++) out[i * whole + k] = random.normal();
    }
    return out;
  }
}

export function rowsOf({ x, target }: BottleneckData, rows: Uint32Array): BottleneckData {
  const values = new Float32Array(rows.length * x.width);
  rows.forEach((row, i) => {
    values.set(x.values.subarray(row * x.width, (row + 1) * x.width), i * x.width);
  });
  return {
    x: { values, width: x.width },
    target:
      target.kind === 'classes'
        ? { ...target, codes: Int32Array.from(rows, (row) => target.codes[row]!) }
        : { ...target, values: Float32Array.from(rows, (row) => target.values[row]!) },
  };
}

function targetAt(target: Target, row: number): Target {
  return target.kind === 'classes'
    ? { ...target, codes: target.codes.subarray(row, row + 1) }
    : { ...target, values: target.values.subarray(row, row + 1) };
}

function usesMine(kind: BottleneckKind): boolean {
  return kind === 'gaussian' || kind === 'propagated' || kind === 'additive';
}

/** Entropy of the classes; of a standard normal for numbers. Nats. */
function targetEntropy(target: Target): number {
  if (target.kind === 'numbers') return 0.5 * Math.log(2 * Math.PI * Math.E);
  const counts = new Float64Array(target.count);
  for (const code of target.codes) counts[code] = counts[code]! + 1;
  return counts.reduce((sum, count) => {
    const share = count / target.codes.length;
    return share > 0 ? sum - share * Math.log(share) : sum;
  }, 0);
}

function targetError(outputs: Float32Array, target: Target): number {
  if (target.kind === 'numbers') {
    const square = target.values.reduce((sum, value, i) => sum + (value - outputs[i]!) ** 2, 0);
    return Math.sqrt(square / target.values.length);
  }
  const { codes, count } = target;
  let wrong = 0;
  for (let i = 0; i < codes.length; i++) {
    let best = 0;
    for (let c = 1; c < count; c++) if (outputs[i * count + c]! > outputs[i * count + best]!) best = c;
    if (best !== codes[i]) wrong += 1;
  }
  return wrong / codes.length;
}
