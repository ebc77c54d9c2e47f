import { createRandom, type Random } from '../../dataset/random';
import { trainInference, type InferenceSettings } from '../applications/inference';
import { drawPlane, gaussians25, judge } from './planes';
import { repetitions, sizeOf } from './repetitions';
import {
  FROM_MEMORY,
  type Experiment,
  type Form,
  type Part,
  type Reproduction,
  type ReproductionChoice,
} from './reproduction';

interface Size extends Omit<InferenceSettings, 'informationWeight'> {
  readonly rows: number;
  readonly seeds: number;
}

const FULL: Size = {
  rows: 100_000,
  seeds: 3,
  latent: 2,
  noise: 2,
  hidden: [400, 400],
  discriminator: [400, 400],
  critic: [400, 400],
  batch: 100,
  iterations: 10_000,
  learningRate: 2e-4,
  beta1: 0.5,
};

const QUICK: Size = {
  ...FULL,
  rows: 20_000,
  hidden: [64, 64],
  discriminator: [64, 64],
  critic: [64, 64],
  iterations: 2_000,
  learningRate: 1e-3,
};

const SIZES: Readonly<Record<Form, Size>> = {
  quick: QUICK,
  medium: {
    ...FULL,
    hidden: [128, 128],
    discriminator: [128, 128],
    critic: [128, 128],
    iterations: 5_000,
    learningRate: 5e-4,
  },
  full: FULL,
};

const HELD_OUT = 2_000;
const DRAWN = 1_500;

interface Outcome {
  readonly method: string;
  readonly seed: number;
  /** Mean squared distance of a point from its reconstruction. */
  readonly error: number;
  /** Share of points whose reconstruction is nearest to their own mode. */
  readonly sameMode: number;
  readonly covered: number;
  readonly information: number | null;
  readonly points: readonly (readonly [number, number])[];
}

const METHODS = [
  { name: 'ALI', informationWeight: 0 },
  { name: 'ALI + MINE', informationWeight: 1 },
] as const;

/** Section 5.2 of the paper on 25 modes with their numbers as labels: adversarially learned inference without and with MINE. */
export function inferenceExperiment(choice: ReproductionChoice): Experiment<Outcome> {
  const { seed } = choice;
  const size = sizeOf(SIZES, choice);
  return {
    parts: repetitions(size.seeds, METHODS, (method, s) => part(method, size, createRandom(seed), s)),
    assemble: (outcomes) => report(outcomes, size, seed),
  };
}

function part(
  { name, informationWeight }: (typeof METHODS)[number],
  { rows, ...settings }: Size,
  random: Random,
  seed: number,
): Part<Outcome> {
  return {
    words: `${name}, seed ${seed}`,
    *run({ products }) {
      const train = { values: drawPlane(gaussians25, rows, random.fork(0)), width: 2 };
      const heldOut = heldOutPoints(random);
      const training = trainInference(train, { ...settings, informationWeight }, products, random.fork(seed));
      let information: number | null = null;
      let step = training.next();
      for (; !step.done; step = training.next()) {
        information = step.value.information;
        yield step.value.iteration / settings.iterations;
      }
      const remade = step.value.reconstruct({ values: heldOut, width: 2 }, random.fork(100 + seed));
      const samples = pairsOf(step.value.sample(5 * HELD_OUT, random.fork(200 + seed)));
      return {
        method: name,
        seed,
        information,
        points: pairsOf(remade),
        covered: judge(gaussians25, samples).covered,
        ...compare(heldOut, remade),
      };
    },
  };
}

function heldOutPoints(random: Random): Float32Array {
  return drawPlane(gaussians25, HELD_OUT, random.fork(99));
}

function report(outcomes: readonly Outcome[], { rows, ...settings }: Size, seed: number): Reproduction {
  const heldOut = heldOutPoints(createRandom(seed));
  const of = (method: string) => outcomes.filter((outcome) => outcome.method === method);
  const errors = (method: string) => of(method).map(({ error }) => error);
  const [without, with_] = [mean(errors('ALI')), mean(errors('ALI + MINE'))];
  return {
    title: 'Reconstruction by adversarially learned inference, 25 modes',
    settings: {
      seed,
      rows,
      iterations: settings.iterations,
      batch: settings.batch,
      hidden: settings.hidden.join('-'),
      discriminator: settings.discriminator.join('-'),
      critic: settings.critic.join('-'),
      latent: settings.latent,
      noise: settings.noise,
      learningRate: settings.learningRate,
      beta1: settings.beta1,
      informationWeight: 1,
    },
    columns: ['method', 'seed', 'reconstruction error', 'same mode', 'modes covered', 'I(x;z) nats'],
    rows: outcomes.map(({ method, seed: s, error, sameMode, covered, information }) => [
      method,
      s,
      error,
      sameMode,
      covered,
      information,
    ]),
    paper: [
      `On MNIST and CelebA, ALI + MINE reconstructs better than ALI and keeps the label more often (${FROM_MEMORY}; its tables are of images, not of these modes).`,
    ],
    findings: [
      {
        claim: 'Lower reconstruction error with MINE, mean over seeds',
        holds: with_ < without,
        measured: `${with_.toFixed(3)} against ${without.toFixed(3)}`,
      },
      {
        claim: 'Lower with each seed',
        holds: errors('ALI + MINE').every((error, i) => error < (errors('ALI')[i] ?? 0)),
        measured: `${errors('ALI + MINE')
          .map((error) => error.toFixed(3))
          .join(', ')} against ${errors('ALI')
          .map((error) => error.toFixed(3))
          .join(', ')}`,
      },
    ],
    notes: [
      `Reconstruction error: mean squared distance of ${HELD_OUT} held-out points from G(E(x)); a coordinate has variance 1, so that 2 is what the mean of all points gets. Same mode: share whose reconstruction lies nearest to their own mode.`,
      'The information’s gradient is scaled down to the norm of the encoder’s adversarial one where it is larger, as for the generator.',
    ],
    figure: {
      title: 'Held-out points and their reconstructions, first seed',
      panels: [
        {
          title: 'held-out points',
          x: '',
          y: '',
          series: [{ name: 'points', mark: 'points', points: drawn(pairsOf(heldOut)) }],
        },
        ...of('ALI')
          .slice(0, 1)
          .concat(of('ALI + MINE').slice(0, 1))
          .map(({ method, points }) => ({
            title: `${method}: reconstructions`,
            x: '',
            y: '',
            series: [{ name: 'points', mark: 'points' as const, points: drawn(points) }],
          })),
      ],
    },
  };
}

function compare(points: Float32Array, remade: Float32Array): Pick<Outcome, 'error' | 'sameMode'> {
  const rows = points.length / 2;
  let [error, same] = [0, 0];
  for (let i = 0; i < rows; i++) {
    const [x, y, a, b] = [points[2 * i]!, points[2 * i + 1]!, remade[2 * i]!, remade[2 * i + 1]!];
    error += (x - a) ** 2 + (y - b) ** 2;
    if (gaussians25.place(x, y).part === gaussians25.place(a, b).part) same += 1;
  }
  return { error: error / rows, sameMode: same / rows };
}

function pairsOf(values: Float32Array): [number, number][] {
  return Array.from({ length: values.length / 2 }, (_, i) => [values[2 * i]!, values[2 * i + 1]!]);
}

function drawn(points: readonly (readonly [number, number])[]): [number, number][] {
  return points.slice(0, DRAWN).map(([x, y]) => [Number(x.toFixed(3)), Number(y.toFixed(3))]);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
