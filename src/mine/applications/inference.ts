import type { Random } from '../../dataset/random';
import { Descent } from '../networks/descent';
import { logistic } from '../networks/losses';
import type { SideRows } from '../networks/miCritic';
import { Network, perceptron } from '../networks/network';
import type { MatrixProducts } from '../networks/products';
import {
  ascendInformation,
  drawRows,
  informationCritic,
  isReported,
  normals,
  tellApart,
} from './adversarial';

export interface InferenceSettings {
  /** Numbers of the code z, standard normal, and of the noise that the encoder sees beside x. */
  readonly latent: number;
  readonly noise: number;
  /** Units of the hidden layers of encoder and generator, of the discriminator, and of the critic (ELU). */
  readonly hidden: readonly number[];
  readonly discriminator: readonly number[];
  readonly critic: readonly number[];
  readonly batch: number;
  readonly iterations: number;
  readonly learningRate: number;
  readonly beta1: number;
  /** Weight of I(x; z) under the encoder; 0: adversarially learned inference alone. */
  readonly informationWeight: number;
}

export interface InferenceProgress {
  readonly iteration: number;
  readonly discriminatorLoss: number;
  /** MINE's bound of I(x; E(x)) on the minibatch, nats; null without the term. */
  readonly information: number | null;
}

/** An encoder x -> z and a generator z -> x that were trained against each other's pairs. */
export interface BidirectionalModel {
  /** x from the code of x, rows as given. */
  reconstruct(x: SideRows, random: Random): Float32Array;
  sample(count: number, random: Random): Float32Array;
}

/**
 * Adversarially learned inference (Dumoulin et al., ICLR 2017): a discriminator tells pairs (x, E(x)) from (G(z), z), and
 * encoder and generator make them alike. The reconstruction error is bounded by what z does not tell of x, so that maximising
 * I(x; z) under the encoder lowers it (Belghazi et al. 2018, section 5.2).
 */
export function* trainInference(
  data: SideRows,
  settings: InferenceSettings,
  products: MatrixProducts,
  random: Random,
): Generator<InferenceProgress, BidirectionalModel> {
  const { width } = data;
  const { latent, noise, batch, learningRate, beta1, informationWeight } = settings;
  const relu = { activation: 'relu' } as const;
  const network = (inputs: number, hidden: readonly number[], outputs: number, label: number) =>
    new Network(perceptron(inputs, hidden, outputs, relu), products, random.fork(label));
  const encoder = network(width + noise, settings.hidden, latent, 1);
  const generator = network(latent, settings.hidden, width, 2);
  const discriminator = network(width + latent, settings.discriminator, 1, 3);
  const adam = { learningRate, beta1, beta2: 0.999 };
  const [pairDescent, discriminatorDescent] = [
    new Descent([encoder, generator], adam),
    new Descent([discriminator], adam),
  ];
  const critic = informationCritic(width, latent, settings, products, random.fork(4));
  const draws = random.fork(5);
  const x = new Float32Array(batch * width);
  const pairs = new Float32Array(2 * batch * (width + latent));
  const slopes = new Float32Array(2 * batch);
  const adversarial = new Float32Array(encoder.gradient.length);

  for (let iteration = 1; iteration <= settings.iterations; iteration++) {
    drawRows(data, batch, draws, x);
    const z = normals(batch * latent, draws);
    const codes = encoder.forward(beside(x, width, normals(batch * noise, draws), noise), batch, true);
    const made = generator.forward(z, batch, true);
    pairs.set(beside(x, width, codes, latent));
    pairs.set(beside(made, width, z, latent), batch * (width + latent));

    const discriminatorLoss = tellApart(discriminator, pairs, slopes);
    discriminatorDescent.step();

    // Each wants its pairs to be taken for the other's.
    const again = discriminator.forward(pairs, 2 * batch, true);
    slopes.set(logistic(again.subarray(0, batch), false).derivative);
    slopes.set(logistic(again.subarray(batch), true).derivative, batch);
    const dPairs = discriminator.backward(slopes, false);
    const [dCodes, dMade] = [new Float32Array(batch * latent), new Float32Array(batch * width)];
    for (let i = 0; i < batch; i++) {
      const from = i * (width + latent);
      dCodes.set(dPairs.subarray(from + width, from + width + latent), i * latent);
      const other = from + batch * (width + latent);
      dMade.set(dPairs.subarray(other, other + width), i * width);
    }
    generator.backward(dMade);
    encoder.backward(dCodes);
    let information: number | null = null;
    if (critic) {
      const bound = critic.gradient({ values: x, width }, { values: codes, width: latent }, batch);
      critic.ascend();
      information = bound.value;
      ascendInformation(encoder, bound.dZ, informationWeight, adversarial);
    }
    pairDescent.step();
    if (isReported(iteration, settings.iterations)) yield { iteration, discriminatorLoss, information };
  }
  return {
    reconstruct(rows, stream) {
      const count = rows.values.length / rows.width;
      const inputs = beside(rows.values, rows.width, normals(count * noise, stream), noise);
      return generator.forward(encoder.forward(inputs, count, false), count, false).slice();
    },
    sample: (count, stream) => generator.forward(normals(count * latent, stream), count, false).slice(),
  };
}

/** Rows of both matrices side by side. */
function beside(a: Float32Array, aWidth: number, b: Float32Array, bWidth: number): Float32Array {
  const rows = a.length / aWidth;
  const out = new Float32Array(rows * (aWidth + bWidth));
  for (let i = 0; i < rows; i++) {
    out.set(a.subarray(i * aWidth, (i + 1) * aWidth), i * (aWidth + bWidth));
    out.set(b.subarray(i * bWidth, (i + 1) * bWidth), i * (aWidth + bWidth) + aWidth);
  }
  return out;
}
