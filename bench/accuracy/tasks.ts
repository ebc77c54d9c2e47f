import { createRandom, type Random } from '../../src/dataset/random';
import { normalSurvival } from '../../src/mine/normal';
import * as truth from './truths';

/** One side of a task's data. */
export type Side =
  | { readonly kind: 'numeric'; readonly columns: readonly Float64Array[] }
  | { readonly kind: 'categorical'; readonly codes: Int32Array };

export interface Sample {
  readonly x: Side;
  readonly z: Side;
}

/** A joint distribution whose mutual information is known. */
export interface Task {
  readonly name: string;
  /** Mutual information in nats. */
  readonly truth: () => number;
  /** Each side is one column. */
  readonly oneColumn: boolean;
  readonly sample: (n: number, random: Random) => Sample;
}

/** A row of a task; numbers or, for a category, one code. */
type Draw = (random: Random) => readonly [readonly number[], readonly number[]];

function task(
  name: string,
  mutualInformation: () => number,
  draw: Draw,
  kinds: readonly [Side['kind'], Side['kind']] = ['numeric', 'numeric'],
): Task {
  const [xs, zs] = draw(createRandom(0));
  return {
    name,
    truth: mutualInformation,
    oneColumn: xs.length === 1 && zs.length === 1,
    sample: (n, random) => {
      const rows = Array.from({ length: n }, () => draw(random));
      const side = (which: 0 | 1): Side => {
        const width = which === 0 ? xs.length : zs.length;
        const column = (j: number) => Float64Array.from(rows, (row) => row[which][j] ?? NaN);
        return kinds[which] === 'categorical'
          ? { kind: 'categorical', codes: Int32Array.from(column(0)) }
          : { kind: 'numeric', columns: Array.from({ length: width }, (_, j) => column(j)) };
      };
      return { x: side(0), z: side(1) };
    },
  };
}

const normals = (d: number, random: Random) => Array.from({ length: d }, () => random.normal());

const correlated = (x: number, rho: number, random: Random) =>
  rho * x + Math.sqrt(1 - rho * rho) * random.normal();

const uniform = (low: number, high: number, random: Random) => low + (high - low) * random.uniform();

const normal = (rho: number) => transformed(`bn:${rho}`, rho, (x) => x);

/** A bivariate normal pair seen through a map of each side that keeps the order, which changes no information. */
function transformed(
  name: string,
  rho: number,
  f: (x: number) => number,
  g: (z: number) => number = f,
): Task {
  return task(
    name,
    () => truth.ofNormal(rho),
    (random) => {
      const x = random.normal();
      return [[f(x)], [g(correlated(x, rho, random))]];
    },
  );
}

/** Value of a standard normal variable as the same quantile of a mixture of normal distributions with deviation 1. */
function mixtureQuantile(weights: readonly number[], means: readonly number[]): (x: number) => number {
  const cumulative = (v: number) =>
    means.reduce((sum, mean, i) => sum + (weights[i] ?? 0) * normalSurvival(mean - v), 0);
  return (x) => {
    const p = normalSurvival(-x);
    let [low, high] = [Math.min(...means) - 9, Math.max(...means) + 9];
    for (let step = 0; step < 45; step++) {
      const middle = (low + high) / 2;
      if (cumulative(middle) < p) low = middle;
      else high = middle;
    }
    return (low + high) / 2;
  };
}

const sine = (frequency: number, noise: number) =>
  task(
    `sin:${frequency}:${noise}`,
    () => truth.ofUniformSine(noise),
    (random) => {
      const x = uniform(-Math.PI, Math.PI, random);
      return [[x], [Math.sin(frequency * x) + noise * random.normal()]];
    },
  );

const parabola = (noise: number) =>
  task(
    `quad:${noise}`,
    () => truth.ofNormalSignal((x) => x * x, noise, 0, 60),
    (random) => {
      const x = random.normal();
      return [[x], [x * x + noise * random.normal()]];
    },
  );

const circle = (noise: number) =>
  task(
    `circle:${noise}`,
    () => truth.ofCircle(noise),
    (random) => {
      const angle = uniform(0, 2 * Math.PI, random);
      return [[Math.cos(angle) + noise * random.normal()], [Math.sin(angle) + noise * random.normal()]];
    },
  );

const uniformNoise = (e: number) =>
  task(
    `add:${e}`,
    () => truth.ofUniformNoise(e),
    (random) => {
      const x = random.uniform();
      return [[x], [x + uniform(-e, e, random)]];
    },
  );

function blobs(s: number): Task {
  const weights = [0.5, 0.3, 0.2];
  const centres = [
    [-1.5, -1.5],
    [1.5, 1],
    [0, 2.5],
  ] as const;
  return task(
    `blob:${s}`,
    () => truth.ofMixture(weights, centres, s),
    (random) => {
      const u = random.uniform();
      const [a, b] = centres[u < 0.5 ? 0 : u < 0.8 ? 1 : 2];
      return [[a + s * random.normal()], [b + s * random.normal()]];
    },
  );
}

const scale = (s: number) =>
  task(
    `hetero:${s}`,
    () => truth.ofScale(s),
    (random) => {
      const x = random.normal();
      return [[x], [Math.exp(s * x) * random.normal()]];
    },
  );

const student = (degrees: number, d: number, rho: number) =>
  task(
    `t:${degrees}:${d}:${rho}`,
    () => truth.ofStudent(degrees, d, rho),
    (random) => {
      const x = normals(d, random);
      const z = x.map((v) => correlated(v, rho, random));
      const chiSquare = normals(degrees, random).reduce((sum, v) => sum + v * v, 0);
      const factor = Math.sqrt(degrees / chiSquare);
      return [x.map((v) => v * factor), z.map((v) => v * factor)];
    },
  );

/** x wound up into a spiral in the plane: a map that loses nothing. */
const spiral = (rho: number) =>
  task(
    `swiss:${rho}`,
    () => truth.ofNormal(rho),
    (random) => {
      const x = random.normal();
      const angle = 1.5 * Math.PI * (1 + 2 * normalSurvival(-x));
      const point = [(angle * Math.cos(angle)) / 21, (angle * Math.sin(angle)) / 21];
      return [point, [normalSurvival(-correlated(x, rho, random))]];
    },
  );

const denseNormal = (d: number, rho: number) =>
  task(
    `mn:${d}:${rho}`,
    () => truth.ofDenseNormal(d, rho),
    (random) => {
      // One factor that all columns share.
      const factor = random.normal();
      const column = () => Math.sqrt(rho) * factor + Math.sqrt(1 - rho) * random.normal();
      return [Array.from({ length: d }, column), Array.from({ length: d }, column)];
    },
  );

/** The first k of d columns are correlated with their opposite numbers. */
const pairedNormal = (d: number, k: number, rho: number) =>
  task(
    `pair:${d}:${k}:${rho}`,
    () => k * truth.ofNormal(rho),
    (random) => {
      const x = normals(d, random);
      return [x, x.map((v, i) => (i < k ? correlated(v, rho, random) : random.normal()))];
    },
  );

/** One direction of d columns makes a sine of a direction of the others; no rank transform of columns can find it. */
function rotatedSine(d: number, frequency: number, noise: number): Task {
  const [first, second] = [rotation(d, createRandom(1)), rotation(d, createRandom(2))];
  const turn = (v: readonly number[], matrix: readonly (readonly number[])[]) =>
    matrix.map((row) => row.reduce((sum, entry, i) => sum + entry * (v[i] ?? NaN), 0));
  return task(
    `rotsin:${d}:${frequency}:${noise}`,
    () => truth.ofNormalSignal((x) => Math.sin(frequency * x), noise, -1, 1),
    (random) => {
      const x = normals(d, random);
      const z = normals(d, random);
      z[0] = Math.sin(frequency * (x[0] ?? NaN)) + noise * random.normal();
      return [turn(x, first), turn(z, second)];
    },
  );
}

/** A random orthogonal matrix, as rows. */
function rotation(d: number, random: Random): number[][] {
  const rows: number[][] = [];
  while (rows.length < d) {
    let row = normals(d, random);
    for (const other of rows) {
      const share = row.reduce((sum, v, i) => sum + v * (other[i] ?? NaN), 0);
      row = row.map((v, i) => v - share * (other[i] ?? NaN));
    }
    const norm = Math.hypot(...row);
    rows.push(row.map((v) => v / norm));
  }
  return rows;
}

const classes = (count: number, separation: number) =>
  task(
    `cls:${count}:${separation}`,
    () => truth.ofClasses(count, separation),
    (random) => {
      const code = random.integer(count);
      return [[code], [code * separation + random.normal()]];
    },
    ['categorical', 'numeric'],
  );

const copiedCategory = (categories: number, a: number) =>
  task(
    `tab:${categories}:${a}`,
    () => truth.ofCopiedCategory(categories, a),
    (random) => {
      const code = random.integer(categories);
      return [[code], [random.uniform() < a ? code : random.integer(categories)]];
    },
    ['categorical', 'categorical'],
  );

const overlap = (k: number) =>
  task(
    `gao:${k}`,
    () => truth.ofOverlap(k),
    (random) => {
      const x = random.integer(k);
      return [[x], [x + uniform(0, 2, random)]];
    },
  );

const rounded = (rho: number, width: number) =>
  task(
    `round:${rho}:${width}`,
    () => truth.ofRoundedNormal(rho, width),
    (random) => {
      const x = random.normal();
      const round = (v: number) => Math.round(v / width) * width;
      return [[round(x)], [round(correlated(x, rho, random))]];
    },
  );

const cauchy = (random: Random) => Math.tan(Math.PI * (random.uniform() - 0.5));

const tied = (random: Random) => (random.uniform() > 0.3 ? Math.round(random.normal()) : 0);

const independent = (kind: number, draw: Draw, kinds?: readonly [Side['kind'], Side['kind']]) =>
  task(`ind:${kind}`, () => 0, draw, kinds);

/** Independent columns of every kind. */
export const independents = {
  normalUniform: independent(0, (random) => [[random.normal()], [random.uniform()]]),
  tiesCauchy: independent(1, (random) => [[tied(random)], [cauchy(random)]]),
  categoryLognormal: independent(2, (random) => [[random.integer(10)], [Math.exp(2 * random.normal())]], [
    'categorical',
    'numeric',
  ]),
  categories: independent(3, (random) => [[random.integer(8)], [random.integer(8)]], [
    'categorical',
    'categorical',
  ]),
  fiveByFive: independent(4, (random) => {
    const z = Array.from({ length: 5 }, () => {
      const [a, b] = [random.normal(), random.normal()];
      return random.normal() / Math.sqrt((a * a + b * b) / 2);
    });
    return [normals(5, random), z];
  }),
  twentyByTwenty: independent(5, (random) => [normals(20, random), normals(20, random)]),
} as const;

/** The 41 tasks: names and parameters as in the study that the estimator's defaults come from. */
export const tasks: readonly Task[] = [
  ...[0, 0.3, 0.6, 0.9, 0.99].map(normal),
  transformed('asinh:0.75', 0.75, (v) => Math.asinh(5 * v)),
  transformed('cube:0.75', 0.75, (v) => v ** 3),
  transformed('halfcube:0.75', 0.75, (v) => v * Math.sqrt(Math.abs(v))),
  transformed('exp:0.75', 0.75, (v) => Math.exp(2 * v)),
  transformed(
    'wig:0.75',
    0.75,
    (v) => v + 0.35 * Math.sin(1.2 * v) + 0.15 * Math.sin(2.1 * v + 0.7),
    (v) => v - 0.3 * Math.sin(0.7 * v) + 0.12 * Math.sin(1.9 * v + 2),
  ),
  transformed('bimod:0.75', 0.75, mixtureQuantile([0.4, 0.6], [0, 4]), mixtureQuantile([0.5, 0.5], [-2, 2])),
  sine(1, 0.3),
  sine(3, 0.3),
  parabola(0.5),
  circle(0.15),
  uniformNoise(0.1),
  uniformNoise(0.75),
  blobs(0.6),
  scale(0.8),
  student(2, 1, 0),
  student(2, 3, 0),
  student(2, 2, 0.6),
  spiral(0.75),
  denseNormal(2, 0.5),
  denseNormal(5, 0.5),
  denseNormal(20, 0.5),
  pairedNormal(5, 2, 0.8),
  rotatedSine(3, 2, 0.3),
  classes(2, 1),
  classes(5, 1),
  classes(10, 2),
  copiedCategory(4, 0.6),
  copiedCategory(10, 0.5),
  overlap(5),
  rounded(0.6, 1),
  ...Object.values(independents),
];

/**
 * The 24 tasks on which the study compares estimators of one column against one column: without the six maps of the same
 * normal pair, which are one task to all that sees ranks, and the t distribution.
 */
export const oneColumnTasks: readonly string[] = tasks
  .filter(({ oneColumn, name }) => oneColumn && !/^(asinh|cube|halfcube|exp|wig|bimod|t):/.test(name))
  .map(({ name }) => name);
