import { points } from './points.mjs';

/** Made-up runs in the form the extension sends them: enough like real ones to judge the page by. */

function random(seed) {
  let state = seed;
  return () => {
    state = (state * 1664525 + 1013904223) % 4294967296;
    return state / 4294967296;
  };
}

const PENGUINS = ['bill_length_mm', 'bill_depth_mm', 'flipper_length_mm', 'body_mass_g'];
const CARS = [
  'Miles_per_Gallon',
  'Cylinders',
  'Displacement',
  'Horsepower',
  'Weight_in_lbs',
  'Acceleration',
  'Year',
  'Origin',
  'Price',
  'Doors',
  'Wheelbase',
  'Length of the car, bumper to bumper (inches)',
];
const TYPES = { Origin: 'categorical', Year: 'datetime', Cylinders: 'categorical' };
const sensors = (count) =>
  Array.from({ length: count }, (_, index) =>
    index % 7 === 0 ? `sensor_${index}_temperature_celsius` : `s${index}_flow`,
  );
const SENSORS = sensors(60);

function curve(mi, iterations, noise) {
  const steps = Math.max(1, Math.floor(iterations / 25));
  return Array.from({ length: steps }, (_, step) => {
    const iteration = (step + 1) * 25;
    const rise = mi * (1 - Math.exp(-iteration / 160));
    return {
      iteration,
      train: rise + 0.00012 * iteration + 0.02 * (noise() - 0.5),
      heldOut: rise - 0.00003 * iteration + 0.025 * (noise() - 0.5) - 0.04 * Math.exp(-iteration / 60),
    };
  });
}

function pair(x, z, strength, stage, noise) {
  const status = stage === 'instant' ? 'waiting' : stage;
  const iterations = status === 'waiting' ? 0 : status === 'training' ? 300 : 800;
  const points = iterations === 0 ? [] : curve(strength, iterations, noise);
  const estimated = stage !== 'waiting' && stage !== 'failed';
  // Of some pairs, correlation sees little.
  const seen = noise() < 0.15 ? 0.1 : 0.8;
  const mi = estimated ? Math.max(0, strength * (status === 'training' ? 0.86 : 1)) : null;
  const significant = strength > 0.03;
  return {
    x: [x],
    z: [z],
    mi,
    interval: estimated ? [Math.max(0, mi - 0.05 - 0.05 * mi), mi + 0.05 + 0.05 * mi] : null,
    heldOut: estimated ? mi : null,
    pValue: estimated && iterations >= 800 ? (significant ? 0.0004 : 0.42) : null,
    qValue: estimated && iterations >= 800 ? (significant ? 0.0012 : 0.57) : null,
    n: 344 - Math.floor(4 * noise()),
    iterations,
    stop: estimated ? Math.max(25, iterations - 150) : null,
    ...(status === 'failed' ? { error: 'The column “Origin” has a single value in the rows used.' } : {}),
    warnings:
      status === 'cancelled'
        ? [{ code: 'not-converged', message: 'The held-out curve was still rising when training stopped.' }]
        : [],
    references: {
      gaussian: status === 'failed' ? null : seen * strength,
      pearson: status === 'failed' ? null : -Math.sqrt(1 - Math.exp(-2 * seen * strength)),
      spearman: status === 'failed' ? null : -Math.sqrt(1 - Math.exp(-2.1 * seen * strength)),
      ...(estimated && { ksg: 0.95 * mi }),
    },
    instant: estimated ? 0.9 * mi : null,
    instantShare: estimated ? 0.25 : 0,
    curve: points,
    status,
    seconds: iterations / 420,
  };
}

function snapshot(source, names, pairs, run) {
  return {
    source,
    rows: 344,
    rowsUsed: 344,
    badRows: 2,
    variables: names.map((name) => ({ name, columns: [name], type: TYPES[name] ?? 'numeric' })),
    pairs,
    run,
    settings: { estimator: 'mine', preset: 'standard', seed: 1 },
    engine: { name: 'wasm', threads: 3 },
    units: 'nats',
  };
}

function strengthOf(noise, i, j) {
  const near = Math.exp(-Math.abs(i - j) / 4);
  const draw = noise();
  return draw < 0.35 ? 0.012 * noise() : near * 1.6 * noise() + 0.05 * noise();
}

function allPairs(names, statusOf, seed, strengthBetween = strengthOf) {
  const noise = random(seed);
  return names.flatMap((x, i) =>
    names.slice(i + 1).map((z, offset) => {
      const strength = strengthBetween(noise, i, i + 1 + offset);
      return pair(x, z, strength, statusOf(noise()), noise);
    }),
  );
}

const done = () => 'converged';
const midway = (draw) =>
  draw < 0.35 ? 'converged' : draw < 0.6 ? 'training' : draw < 0.85 ? 'instant' : 'waiting';
const finished = (failedPairs = 0) => ({ phase: 'finished', cancelled: false, failedPairs, seconds: 31 });
const training = (done, total) => ({ phase: 'training', done, total, share: 0.4, secondsLeft: 18 });
const paused = (done, total, atRest) => ({ phase: 'paused', done, total, share: 0.4, atRest });

export const runs = {
  '4-finished': () => snapshot('penguins.csv', PENGUINS, allPairs(PENGUINS, done, 5), finished()),
  '4-running': () => snapshot('penguins.csv', PENGUINS, allPairs(PENGUINS, midway, 5), training(2, 6)),
  '4-starting': () => ({
    ...snapshot(
      'penguins.csv',
      PENGUINS,
      allPairs(PENGUINS, () => 'waiting', 5),
      { phase: 'starting' },
    ),
    engine: null,
  }),
  '12-running': () => snapshot('cars.json', CARS, allPairs(CARS, midway, 7), training(24, 66)),
  '12-finished': () =>
    snapshot(
      'cars.json',
      CARS,
      allPairs(CARS, (draw) => (draw > 0.96 ? 'failed' : draw > 0.9 ? 'budget' : 'converged'), 7),
      finished(3),
    ),
  '12-cancelled': () =>
    snapshot(
      'cars.json',
      CARS,
      allPairs(CARS, (draw) => (draw < 0.4 ? 'converged' : 'cancelled'), 7),
      { phase: 'finished', cancelled: true, failedPairs: 0, seconds: 12 },
    ),
  '60-finished': () => snapshot('plant-2024-q3.csv', SENSORS, allPairs(SENSORS, done, 11), finished()),
  '60-running': () =>
    snapshot('plant-2024-q3.csv', SENSORS, allPairs(SENSORS, midway, 11), training(620, 1770)),
  ...Object.fromEntries(
    Object.entries(points).map(([name, rowsOf]) => [name, () => withRows(name, rowsOf())]),
  ),
  '500-finished': () => large(done, finished()),
  '500-running': () => large(midway, training(43_000, 124_750)),
  '12-paused': () => ({ ...runs['12-running'](), run: paused(21, 66, true) }),
  '12-pausing': () => ({ ...runs['12-running'](), run: paused(21, 66, false) }),
  'target-running': () => target(midway, training(3, 11)),
  'target-finished': () => target(done, finished()),
  'one-pair': () => snapshot('penguins.csv', PENGUINS, allPairs(PENGUINS, done, 5).slice(0, 1), finished()),
  chosen: () => {
    const noise = random(3);
    const chosen = [
      ['Miles_per_Gallon', 'Horsepower'],
      ['Cylinders', 'Weight_in_lbs'],
      ['Weight_in_lbs', 'Horsepower'],
      ['Acceleration', 'Price'],
      ['Origin', 'Price'],
    ];
    const pairs = chosen.map(([x, z]) => pair(x, z, noise(), 'converged', noise));
    return snapshot('cars.json', CARS, pairs, finished());
  },
  broken: () =>
    snapshot('cars.json', CARS, allPairs(CARS, midway, 7), {
      phase: 'failed',
      message:
        'The background process ended unexpectedly (signal SIGKILL): it may have run out of memory. Retry, or use fewer rows.',
    }),
};

export const SOURCE_OF_500 = 'plant-2024-all.parquet';

/** A run of one pair, whose rows are looked at. */
function withRows(name, { x, z, n }) {
  const sides = [x, z].map((columns) => columns.map((column) => column.name));
  const stage = name === 'rows-plain' ? 'training' : 'converged';
  const settled = name === 'rows-mosaic' ? { iterations: 0, stop: 0, instantShare: 1 } : {};
  const only = { ...pair('', '', 0.7, stage, random(2)), x: sides[0], z: sides[1], n, ...settled };
  const variables = sides.map((columns) => ({
    name: columns.length > 1 ? 'size' : columns[0],
    columns,
    type: columns.length > 1 ? 'group' : 'numeric',
  }));
  const run = stage === 'training' ? training(0, 1) : finished();
  return { ...snapshot('cars.csv', [], [only], run), variables };
}

/** Without curves: of this many pairs, the extension sends those of the pair looked at. */
function large(statusOf, run) {
  const names = sensors(500);
  const whole = snapshot(
    'plant-2024-all.parquet',
    names,
    allPairs(names, statusOf, 13, groupedStrength),
    run,
  );
  const pairs = whole.pairs.map((pair) => ({ ...pair, curve: pair.curve.slice(-2) }));
  return { ...whole, pairs };
}

/** Columns of one machine, every ninth, depend on each other. */
function groupedStrength(noise, i, j) {
  const draw = noise();
  return i % 9 === j % 9 ? 0.2 + 1.1 * draw : 0.03 * draw;
}

function target(statusOf, run) {
  const noise = random(9);
  const pairs = CARS.filter((name) => name !== 'Price').map((name, index) =>
    pair(name, 'Price', strengthOf(noise, index, 5), statusOf(noise()), noise),
  );
  return snapshot('cars.json', CARS, pairs, run);
}

/** A `pairs` message in which every training pair has moved on a little. */
export function progress(run, round) {
  const noise = random(100 + round);
  const updates = run.pairs.flatMap((old, index) =>
    old.status === 'training' && noise() < 0.5
      ? [
          {
            index,
            pair: { ...old, mi: old.mi * (1 + 0.03 * noise()), iterations: old.iterations + 25 * round },
          },
        ]
      : [],
  );
  return { type: 'pairs', updates };
}
