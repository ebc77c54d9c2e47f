import { createRandom, type Random } from '../../dataset/random';
import { trainGenerator, type GeneratorSettings } from '../applications/generator';
import { plainRows } from '../applications/rowModel';
import { repetitions, sizeOf } from './repetitions';
import {
  FROM_MEMORY,
  type Experiment,
  type FigurePanel,
  type Form,
  type Part,
  type Reproduction,
  type ReproductionChoice,
} from './reproduction';

/** A distribution in the plane, of deviation about 1, whose parts a generator may leave out. */
interface Plane {
  readonly title: string;
  readonly parts: number;
  readonly partName: string;
  readonly draw: (random: Random) => readonly [number, number];
  /** The nearest part, and the distance from its middle in deviations of the noise. */
  readonly place: (x: number, y: number) => { readonly part: number; readonly distance: number };
  readonly paper: string;
}

const GRID = 5;
/** Deviation of a mode over the distance between two. */
const GRID_NOISE = 0.05;
/** Modes are 1 apart before this scale, which makes the deviation of a coordinate 1. */
const GRID_SCALE = 1 / Math.SQRT2;

export const gaussians25: Plane = {
  title: '25 normal modes in a square',
  parts: GRID * GRID,
  partName: 'modes',
  draw(random) {
    const at = () => GRID_SCALE * (random.integer(GRID) - 2 + GRID_NOISE * random.normal());
    return [at(), at()];
  },
  place(x, y) {
    const nearest = (value: number) => Math.max(0, Math.min(GRID - 1, Math.round(value / GRID_SCALE + 2)));
    const [column, row] = [nearest(x), nearest(y)];
    const distance = Math.hypot(x - GRID_SCALE * (column - 2), y - GRID_SCALE * (row - 2));
    return { part: row * GRID + column, distance: distance / (GRID_SCALE * GRID_NOISE) };
  },
  paper: `GAN covers few of the 25 modes, GAN + MINE all of them (a figure, ${FROM_MEMORY}).`,
};

const SEGMENTS = 50;
const TURNS = 2.5;
const SPIRAL_NOISE = 0.04;

/** Places along the spiral r = angle, as shares of its length; dense enough that the nearest is the nearest point. */
const SPIRAL = Array.from({ length: 2_000 }, (_, i) => {
  // Length grows about as the square of the angle.
  const share = (i + 0.5) / 2_000;
  const radius = 1.9 * Math.sqrt(0.02 + 0.98 * share);
  const angle = 2 * Math.PI * TURNS * Math.sqrt(0.02 + 0.98 * share);
  return { share, x: radius * Math.cos(angle), y: radius * Math.sin(angle) };
});

export const spiral: Plane = {
  title: 'A spiral',
  parts: SEGMENTS,
  partName: 'segments of equal length',
  draw(random) {
    const { x, y } = SPIRAL[random.integer(SPIRAL.length)]!;
    return [x + SPIRAL_NOISE * random.normal(), y + SPIRAL_NOISE * random.normal()];
  },
  place(x, y) {
    let [best, nearest] = [Infinity, SPIRAL[0]!];
    for (const point of SPIRAL) {
      const square = (x - point.x) ** 2 + (y - point.y) ** 2;
      if (square < best) [best, nearest] = [square, point];
    }
    return { part: Math.floor(nearest.share * SEGMENTS), distance: Math.sqrt(best) / SPIRAL_NOISE };
  },
  paper: `GAN misses parts of the spiral, GAN + MINE covers all of it (a figure, ${FROM_MEMORY}).`,
};

interface Size {
  readonly rows: number;
  readonly iterations: number;
  readonly seeds: number;
  readonly settings: Omit<GeneratorSettings, 'iterations' | 'informationWeight'>;
}

const SIZES: Readonly<Record<Form, Size>> = {
  quick: { rows: 20_000, iterations: 6_000, seeds: 1, settings: networks(128, 128, 3e-3) },
  medium: { rows: 20_000, iterations: 12_000, seeds: 3, settings: networks(128, 128, 3e-3) },
  full: { rows: 100_000, iterations: 5_000, seeds: 3, settings: networks(500, 400, 1e-3) },
};

const METHODS = [
  { name: 'GAN', informationWeight: 0 },
  { name: 'GAN + MINE', informationWeight: 1 },
] as const;

/** What a coordinate is multiplied by for the networks, in which narrow modes are told apart sooner the wider it is. */
const SPREAD = 4;

function networks(
  generator: number,
  others: number,
  learningRate: number,
): Omit<GeneratorSettings, 'iterations' | 'informationWeight'> {
  return {
    noise: 2,
    code: 8,
    generator: [generator, generator],
    discriminator: [others, others, others],
    critic: [others, others, others],
    batch: 100,
    learningRate,
    beta1: 0.5,
  };
}

/** Generated rows by which coverage is judged. */
const SAMPLES = 10_000;
/** Points drawn in the figure. */
const DRAWN = 2_000;

interface Outcome {
  readonly method: string;
  readonly seed: number;
  readonly covered: number;
  readonly quality: number;
  readonly divergence: number;
  readonly information: number | null;
  readonly points: readonly (readonly [number, number])[];
}

/** Section 5.1 of the paper: a generator alone, and with the mutual information of its rows and its code. */
export function planeExperiment(plane: Plane, choice: ReproductionChoice): Experiment<Outcome> {
  const { form, seed } = choice;
  const size = sizeOf(SIZES, choice);
  return {
    parts: repetitions(size.seeds, METHODS, (method, s) => part(plane, method, size, createRandom(seed), s)),
    assemble: (outcomes) => report(plane, outcomes, size, form, seed),
  };
}

function part(
  plane: Plane,
  { name, informationWeight }: (typeof METHODS)[number],
  { rows, iterations, settings }: Size,
  random: Random,
  seed: number,
): Part<Outcome> {
  return {
    words: `${name}, seed ${seed}`,
    *run({ products }) {
      const values = drawPlane(plane, rows, random.fork(0)).map((coordinate) => SPREAD * coordinate);
      const training = trainGenerator(
        plainRows({ values, width: 2 }),
        { ...settings, iterations, informationWeight },
        products,
        random.fork(seed),
      );
      let information: number | null = null;
      let step = training.next();
      for (; !step.done; step = training.next()) {
        information = step.value.information;
        yield step.value.iteration / iterations;
      }
      const points = pairsOf(
        step.value.sample(SAMPLES, random.fork(100 + seed)).map((coordinate) => coordinate / SPREAD),
      );
      return { method: name, seed, information, points, ...judge(plane, points) };
    },
  };
}

function report(
  plane: Plane,
  outcomes: readonly Outcome[],
  size: Size,
  form: Form,
  seed: number,
): Reproduction {
  const random = createRandom(seed);
  const ideal = judge(plane, pairsOf(drawPlane(plane, SAMPLES, random.fork(99))));
  const of = (method: string) => outcomes.filter((outcome) => outcome.method === method);
  const least = Math.min(...of('GAN + MINE').map(({ covered }) => covered));
  const most = Math.max(...of('GAN').map(({ covered }) => covered));
  const { settings } = size;
  return {
    title: plane.title,
    settings: {
      seed,
      seeds: size.seeds,
      rows: size.rows,
      iterations: size.iterations,
      batch: settings.batch,
      generator: settings.generator.join('-'),
      discriminator: settings.discriminator.join('-'),
      critic: settings.critic.join('-'),
      noise: settings.noise,
      code: settings.code,
      learningRate: settings.learningRate,
      beta1: settings.beta1,
      informationWeight: 1,
      coordinatesTimes: SPREAD,
    },
    columns: [
      'method',
      'seed',
      `${plane.partName} covered`,
      'of',
      'high quality',
      'divergence',
      'I(rows; code)',
    ],
    rows: [
      ...outcomes.map(({ method, seed: s, covered, quality, divergence, information }) => [
        method,
        s,
        covered,
        plane.parts,
        quality,
        divergence,
        information,
      ]),
      ['real rows', null, ideal.covered, plane.parts, ideal.quality, ideal.divergence, null],
    ],
    paper: [plane.paper],
    findings: [
      {
        claim: `GAN + MINE covers all ${plane.parts} ${plane.partName}`,
        holds: least === plane.parts,
        measured: `${of('GAN + MINE')
          .map(({ covered }) => covered)
          .join(', ')} by seed`,
      },
      {
        claim: `GAN alone leaves some out, and more than GAN + MINE`,
        holds: most < plane.parts && mean(of('GAN')) < mean(of('GAN + MINE')),
        measured: `${of('GAN')
          .map(({ covered }) => covered)
          .join(', ')} by seed`,
      },
    ],
    notes: [
      `Judged on ${SAMPLES} generated rows. High quality: share within 3 deviations of the nearest middle. Covered: by at least a fifth of its due number of such rows. Divergence: of the shares of the ${plane.partName} from the real ones, nats.`,
      'The generator maximises the non-saturating adversarial objective plus I(G([noise, code]); code), whose gradient is scaled down to the norm of the adversarial one where it is larger. GAN alone has the same inputs, and its information weighs nothing.',
      'The code is of coins: with a code of normal numbers, more noise than the plane has dimensions, or a small step, rows stay blurred in so few iterations. The step falls along half a cosine wave to a twentieth, and the rows are made by the moving average of the generator’s weights.',
      form === 'full' ? 'The paper’s sizes, with Adam at 1e-3 for its 1e-4.' : scaledDown(form, size),
    ],
    figure: {
      title: plane.title,
      panels: [
        panel('real rows', pairsOf(drawPlane(plane, DRAWN, random.fork(98)))),
        ...of('GAN')
          .slice(0, 1)
          .concat(of('GAN + MINE').slice(0, 1))
          .map(({ method, points }) => panel(`${method}: generated rows`, points.slice(0, DRAWN))),
      ],
    },
  };
}

function scaledDown(form: Exclude<Form, 'full'>, { iterations }: Size): string {
  const less = {
    quick: 'Quick: fewer rows, smaller networks and fewer seeds',
    medium: 'Medium: fewer rows and smaller networks',
  }[form];
  return `${less} than the paper’s, ${iterations.toLocaleString('en-US')} iterations for its 5,000, Adam with 3e-3 for its 1e-4.`;
}

/** How much of the plane the points cover, and how well. */
export function judge(
  plane: Plane,
  points: readonly (readonly [number, number])[],
): Pick<Outcome, 'covered' | 'quality' | 'divergence'> {
  const near = new Array<number>(plane.parts).fill(0);
  const all = new Array<number>(plane.parts).fill(0);
  let good = 0;
  for (const [x, y] of points) {
    const { part, distance } = plane.place(x, y);
    all[part] = all[part]! + 1;
    if (distance > 3) continue;
    near[part] = near[part]! + 1;
    good += 1;
  }
  const due = points.length / plane.parts;
  const divergence = all.reduce((sum, count) => {
    const share = count / points.length;
    return sum + (share > 0 ? share * Math.log(share * plane.parts) : 0);
  }, 0);
  return {
    covered: near.filter((count) => count >= due / 5).length,
    quality: good / points.length,
    divergence,
  };
}

export function drawPlane(plane: Plane, rows: number, random: Random): Float32Array {
  const values = new Float32Array(2 * rows);
  for (let i = 0; i < rows; i++) values.set(plane.draw(random), 2 * i);
  return values;
}

function pairsOf(values: Float32Array): [number, number][] {
  return Array.from({ length: values.length / 2 }, (_, i) => [values[2 * i]!, values[2 * i + 1]!]);
}

function mean(outcomes: readonly Outcome[]): number {
  return outcomes.reduce((sum, { covered }) => sum + covered, 0) / outcomes.length;
}

/** Rounded: a figure needs no more. */
function panel(title: string, points: readonly (readonly [number, number])[]): FigurePanel {
  const rounded = points.map(([x, y]) => [Number(x.toFixed(3)), Number(y.toFixed(3))] as const);
  return { title, x: '', y: '', series: [{ name: 'rows', mark: 'points', points: rounded }] };
}
