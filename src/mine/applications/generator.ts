import type { Random } from '../../dataset/random';
import { cosineSchedule } from '../adam';
import { Descent } from '../networks/descent';
import { logistic } from '../networks/losses';
import { Network, perceptron } from '../networks/network';
import type { MatrixProducts } from '../networks/products';
import {
  ascendInformation,
  informationCritic,
  isReported,
  normals,
  REPORT_EVERY,
  tellApart,
} from './adversarial';
import type { RowModel } from './rowModel';

export interface GeneratorSettings {
  /** Normal inputs of the generator: noise. */
  readonly noise: number;
  /**
   * Inputs of 1 or -1, by a coin: a code whose information the generated rows are to keep. A continuous map of normal noise
   * alone has to bridge what lies between two modes; a coin leaps over it.
   */
  readonly code: number;
  /** Units of the hidden layers, ReLU; those of the critic, ELU. */
  readonly generator: readonly number[];
  readonly discriminator: readonly number[];
  readonly critic: readonly number[];
  readonly batch: number;
  readonly iterations: number;
  /** Of Adam; it falls along half a cosine wave to a twentieth. */
  readonly learningRate: number;
  readonly beta1: number;
  /** Weight of I(G([noise, code]); code) in what the generator maximises; 0: a GAN alone. */
  readonly informationWeight: number;
}

export interface GeneratorProgress {
  readonly iteration: number;
  /** Means over the iterations since the last time, nats. */
  readonly discriminatorLoss: number;
  readonly generatorLoss: number;
  /** Donsker-Varadhan bound of the minibatches; null without the term. */
  readonly information: number | null;
  /** Mean factor by which the information's gradient was scaled down. */
  readonly clipping: number | null;
}

/** Makes rows like those it was trained on. */
export interface RowGenerator {
  /** Rows [count][width]. */
  sample(count: number, random: Random): Float32Array;
}

/** Of the learning rate that is left at the end. */
const ANNEAL_TO = 0.05;
/** Weight of the past in the average of the generator's weights, which is what makes rows in the end (Yazıcı et al., ICLR 2019). */
const AVERAGE = 0.995;

/**
 * Trains a generator against a discriminator, with the mutual-information term that keeps it from leaving modes out
 * (Belghazi et al. 2018, section 5.1, and algorithm 2 of the appendix for the adaptive clipping).
 * @returns the generator; until then it yields, so that its caller can stop it or do other things
 */
export function* trainGenerator(
  model: RowModel,
  settings: GeneratorSettings,
  products: MatrixProducts,
  random: Random,
): Generator<GeneratorProgress, RowGenerator> {
  const { width } = model;
  const { batch, noise, code, informationWeight, learningRate, beta1 } = settings;
  const relu = { activation: 'relu' } as const;
  const latent = noise + code;
  const generator = new Network(
    perceptron(latent, settings.generator, width, relu),
    products,
    random.fork(1),
  );
  const discriminator = new Network(
    perceptron(width, settings.discriminator, 1, relu),
    products,
    random.fork(2),
  );
  const adam = { learningRate, beta1, beta2: 0.999 };
  const [generatorDescent, discriminatorDescent] = [
    new Descent([generator], adam),
    new Descent([discriminator], adam),
  ];
  const critic = informationCritic(width, code, settings, products, random.fork(3));
  const draws = random.fork(4);
  const both = new Float32Array(2 * batch * width);
  const codes = new Float32Array(batch * code);
  const slopes = new Float32Array(2 * batch);
  const adversarial = new Float32Array(generator.gradient.length);
  const average = generator.parameters.slice();
  let sums = { discriminator: 0, generator: 0, information: 0, clipping: 0 };

  for (let iteration = 1; iteration <= settings.iterations; iteration++) {
    const rate = cosineSchedule(iteration, settings.iterations, ANNEAL_TO);
    const inputs = latentInputs(batch, settings, draws);
    model.draw(batch, draws, both);
    const rows = both.subarray(batch * width);
    rows.set(generator.forward(inputs, batch, true));
    model.shape(rows, draws);

    sums.discriminator += tellApart(discriminator, both, slopes);
    discriminatorDescent.step(rate);

    const fooled = logistic(discriminator.forward(rows, batch, true), true);
    const slope = discriminator.backward(fooled.derivative, false);
    model.chain(slope);
    generator.backward(slope);
    sums.generator += fooled.value;
    if (critic) {
      for (let i = 0; i < batch; i++)
        codes.set(inputs.subarray(i * latent + noise, (i + 1) * latent), i * code);
      const bound = critic.gradient({ values: rows, width }, { values: codes, width: code }, batch);
      critic.ascend(rate);
      model.chain(bound.dX);
      sums.information += bound.value;
      sums.clipping += ascendInformation(generator, bound.dX, informationWeight, adversarial);
    }
    generatorDescent.step(rate);
    // Of the first iterations there is no past to keep.
    const kept = Math.min(AVERAGE, iteration / (iteration + 10));
    for (let i = 0; i < average.length; i++)
      average[i] = kept * average[i]! + (1 - kept) * generator.parameters[i]!;

    if (isReported(iteration, settings.iterations)) {
      const since = ((iteration - 1) % REPORT_EVERY) + 1;
      yield {
        iteration,
        discriminatorLoss: sums.discriminator / since,
        generatorLoss: sums.generator / since,
        information: critic && sums.information / since,
        clipping: critic && sums.clipping / since,
      };
      sums = { discriminator: 0, generator: 0, information: 0, clipping: 0 };
    }
  }
  generator.parameters.set(average);
  return {
    sample(count, stream) {
      const rows = new Float32Array(count * width);
      for (let begin = 0; begin < count; begin += SAMPLED_AT_ONCE) {
        const part = Math.min(SAMPLED_AT_ONCE, count - begin);
        rows.set(generator.forward(latentInputs(part, settings, stream), part, false), begin * width);
      }
      model.shape(rows, stream);
      return rows;
    },
  };
}

/** Rows that pass the generator together. */
const SAMPLED_AT_ONCE = 1_000;

/** [rows][noise + code] */
function latentInputs(
  rows: number,
  { noise, code }: Pick<GeneratorSettings, 'noise' | 'code'>,
  random: Random,
): Float32Array {
  const inputs = normals(rows * (noise + code), random);
  for (let begin = noise; begin < inputs.length; begin += noise + code)
    for (let i = begin; i < begin + code; i++) inputs[i] = inputs[i]! < 0 ? -1 : 1;
  return inputs;
}
