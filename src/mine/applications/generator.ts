import type { Random } from '../../dataset/random';
import {
  ascendInformation,
  drawRows,
  informationCritic,
  isReported,
  normals,
  REPORT_EVERY,
  tellApart,
} from './adversarial';
import { Descent } from '../networks/descent';
import { logistic } from '../networks/losses';
import type { SideRows } from '../networks/miCritic';
import { Network, perceptron } from '../networks/network';
import type { MatrixProducts } from '../networks/products';

export interface GeneratorSettings {
  /** Normal inputs of the generator: noise, and a code whose information the generated rows are to keep. */
  readonly noise: number;
  readonly code: number;
  /** Units of the hidden layers, ReLU; those of the critic, ELU. */
  readonly generator: readonly number[];
  readonly discriminator: readonly number[];
  readonly critic: readonly number[];
  readonly batch: number;
  readonly iterations: number;
  /** Of Adam, and its beta1. */
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

/**
 * Trains a generator against a discriminator, with the mutual-information term that keeps it from leaving modes out
 * (Belghazi et al. 2018, section 5.1, and algorithm 2 of the appendix for the adaptive clipping).
 * @param data real rows, best with columns of deviation 1
 * @returns the generator; until then it yields, so that its caller can stop it or do other things
 */
export function* trainGenerator(
  data: SideRows,
  settings: GeneratorSettings,
  products: MatrixProducts,
  random: Random,
): Generator<GeneratorProgress, RowGenerator> {
  const { width } = data;
  const { batch, noise, code, informationWeight } = settings;
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
  const { learningRate, beta1 } = settings;
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
  let sums = { discriminator: 0, generator: 0, information: 0, clipping: 0 };

  for (let iteration = 1; iteration <= settings.iterations; iteration++) {
    const inputs = normals(batch * latent, draws);
    const fake = generator.forward(inputs, batch, true);
    drawRows(data, batch, draws, both);
    both.set(fake, batch * width);

    sums.discriminator += tellApart(discriminator, both, slopes);
    discriminatorDescent.step();

    const rows = both.subarray(batch * width);
    const fooled = logistic(discriminator.forward(rows, batch, true), true);
    generator.backward(discriminator.backward(fooled.derivative, false));
    sums.generator += fooled.value;
    if (critic) {
      for (let i = 0; i < batch; i++)
        codes.set(inputs.subarray(i * latent + noise, (i + 1) * latent), i * code);
      const bound = critic.gradient({ values: rows, width }, { values: codes, width: code }, batch);
      critic.ascend();
      sums.information += bound.value;
      sums.clipping += ascendInformation(generator, bound.dX, informationWeight, adversarial);
    }
    generatorDescent.step();

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
  return {
    sample: (count, stream) => generator.forward(normals(count * latent, stream), count, false).slice(),
  };
}
