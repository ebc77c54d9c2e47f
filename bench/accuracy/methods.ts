import type { Column } from '../../src/dataset/dataset';
import { createRandom } from '../../src/dataset/random';
import type { Engine } from '../../src/mine/critic';
import { encodeSide } from '../../src/mine/encoding';
import { dealFolds } from '../../src/mine/folds';
import { preparePair } from '../../src/mine/pair';
import { Sides } from '../../src/mine/sides';
import { fitGaussian } from '../../src/mine/gaussian';
import type { Preset } from '../../src/mine/presets';
import { normalScores, rankPositions } from '../../src/mine/ranks';
import { kraskov } from '../../src/mine/references/ksg';
import { plugIn } from '../../src/mine/references/plugIn';
import { ross } from '../../src/mine/references/ross';
import type { SeriesColumn } from '../../src/mine/series/cells';
import { instantCritic } from '../../src/mine/series/instantCritic';
import { prepareSeriesColumn } from '../../src/mine/series/preparedColumn';
import type { TrainingSettings } from '../../src/mine/settings';
import type { Sample, Side } from './tasks';

/** What a method said of a sample; nats. */
export interface Answer {
  readonly value: number;
  /** 90 % interval; its lower end is a lower bound at 95 %. */
  readonly interval?: readonly [number, number];
  readonly pValue?: number;
}

/** null: the method does not apply to such columns. */
export type Method = (sample: Sample, seed: number) => Answer | null;

export const METHODS = [
  'standard',
  'standard-trained',
  'quick',
  'thorough',
  'paper',
  'instant',
  'ksg-ranks',
  'ksg',
  'gaussian',
] as const;
export type MethodName = (typeof METHODS)[number];

export function method(name: MethodName, engine: Engine): Method {
  switch (name) {
    case 'quick':
    case 'standard':
    case 'thorough':
    case 'paper':
      return (sample, seed) => preset(name, sample, seed, engine);
    case 'standard-trained':
      return (sample, seed) => preset('standard', sample, seed, engine, { settle: false });
    case 'instant':
      return (sample, seed) => instant(sample, seed, engine);
    case 'ksg':
      return (sample) => ({ value: nearest(sample, (column) => column) });
    case 'ksg-ranks':
      return (sample) => ({ value: nearest(sample, (column) => normalScores(rankPositions(column))) });
    case 'gaussian':
      return gaussian;
  }
}

/** A preset of the product. */
function preset(
  name: Preset,
  sample: Sample,
  seed: number,
  engine: Engine,
  changes: Partial<TrainingSettings> = {},
): Answer {
  const pair = preparePair({
    x: productColumns('x', sample.x),
    z: productColumns('z', sample.z),
    sides: new Sides(allRows(rowCount(sample.x)), seed),
    estimator: 'mine',
    preset: name,
    seed,
    engine,
    changes,
  });
  const work = pair.start(1);
  while (!work.finished) work.advance();
  const estimate = work.estimate();
  if (!estimate) throw new Error('The estimate ended without a value.');
  const { mi, interval, pValue } = estimate;
  return { value: mi, ...(interval && { interval }), ...(pValue !== null && { pValue }) };
}

function instant({ x, z }: Sample, seed: number, engine: Engine): Answer | null {
  const [a, b] = [seriesColumn(x), seriesColumn(z)];
  if (!a || !b) return null;
  const heldOut = dealFolds(rowCount(x), 5, 1, createRandom(seed));
  return {
    value: instantCritic(engine.series, prepareSeriesColumn(a), prepareSeriesColumn(b), heldOut).estimate,
  };
}

function seriesColumn(side: Side): SeriesColumn | null {
  if (side.kind === 'categorical') return side;
  const [column] = side.columns;
  return column && side.columns.length === 1 ? { kind: 'numeric', positions: rankPositions(column) } : null;
}

/** Nearest neighbours for numbers, Ross's estimator for a category and numbers, the plug-in value for two categories. */
function nearest({ x, z }: Sample, scaled: (column: Float64Array) => Float64Array): number {
  if (x.kind === 'numeric' && z.kind === 'numeric')
    return kraskov(x.columns.map(scaled), z.columns.map(scaled));
  if (x.kind === 'categorical' && z.kind === 'numeric') return ross(x.codes, z.columns.map(scaled));
  if (x.kind === 'numeric' && z.kind === 'categorical') return ross(z.codes, x.columns.map(scaled));
  return x.kind === 'categorical' && z.kind === 'categorical' ? plugIn(x.codes, z.codes) : NaN;
}

function gaussian({ x, z }: Sample): Answer {
  const rows = allRows(rowCount(x));
  const encoded = [productColumns('x', x), productColumns('z', z)].map((columns) =>
    encodeSide(columns, rows, { encoding: 'scores', cosines: 0 }),
  );
  const [a, b] = encoded;
  if (!a || !b) throw new Error('A sample has two sides.');
  return { value: fitGaussian(a, b, rows).mutualInformation };
}

/** The side as columns of a dataset, named by their side. */
function productColumns(name: string, side: Side): Column[] {
  const facts = { missing: 0, distinct: 0, unparsable: { count: 0, lines: [] }, examples: [] };
  if (side.kind === 'numeric')
    return side.columns.map((values, i) => ({
      ...facts,
      name: `${name}${i + 1}`,
      type: 'numeric',
      kind: 'numeric',
      values: Float64Array.from(values),
    }));
  const levels = Array.from({ length: Math.max(...side.codes) + 1 }, (_, code) => `level ${code}`);
  return [
    {
      ...facts,
      name: `${name}1`,
      type: 'categorical',
      kind: 'categorical',
      codes: Int32Array.from(side.codes),
      levels,
    },
  ];
}

export function rowCount(side: Side): number {
  return side.kind === 'numeric' ? (side.columns[0]?.length ?? 0) : side.codes.length;
}

function allRows(n: number): Uint32Array {
  return Uint32Array.from({ length: n }, (_, i) => i);
}
