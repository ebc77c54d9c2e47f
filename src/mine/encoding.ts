import type { CategoricalColumn, Column, NumericColumn } from '../dataset/dataset';
import { sharedBuffer } from '../dataset/bytes/sharedBuffer';
import { midRanks, normalScores, positionsOf, rankPositions, standardized, tieSizes } from './ranks';
import type { TrainingSettings } from './settings';

/** One side of a pair as the critic sees it; row-major, one row for each row of the pair. */
export interface EncodedSide {
  readonly rows: number;
  /** Inputs of the statistics network for each row: its scores and its features. */
  readonly width: number;
  /** Normal scores and standardised indicators, rows x dims: what the Gaussian reference sees. */
  readonly scores: Float32Array;
  readonly dims: number;
  readonly features: Features;
  /** Entropy of the side's values in these rows, nats: no information about it can be more. */
  readonly entropy: number;
  /** Made of categories alone. */
  readonly discrete: boolean;
  /** Share of rows that hold the most frequent value, the largest over the side's columns. */
  readonly largestTie: number;
  /** Rank positions in (0, 1) where it is one numeric column. */
  readonly positions: Float32Array | null;
  /** The side's categories where it is one categorical column. */
  readonly categories: Categories | null;
  /** Categories that were pooled because each of them is rare. */
  readonly pooled: number;
  /** No column of the side varies in these rows. */
  readonly constant: boolean;
}

/** Inputs beside the scores, `width - dims` for each row. */
export type Features =
  | { readonly kind: 'own'; readonly values: Float32Array }
  /** Waves of the row's rank, looked up at its place. */
  | { readonly kind: 'waves'; readonly places: Uint16Array };

/** The categories of one column, those pooled counting as one. */
export interface Categories {
  /** Category of each row, from 0. */
  readonly codes: Int32Array;
  readonly count: number;
  /**
   * Mean and deviation of the indicators among the scores: indicator j tells category j. The last category may have none,
   * being told by the absence of all others.
   */
  readonly indicators: readonly { readonly mean: number; readonly deviation: number }[];
}

/** The largest float32 below 1. */
const BELOW_ONE = 1 - 2 ** -24;

/** A column of many categories keeps its most frequent ones; the others share one indicator. */
export const MAX_INDICATORS = 48;

/** Whether the column has a value in the row. */
export function isComplete(column: Column, row: number): boolean {
  return column.kind === 'numeric' ? !Number.isNaN(column.values[row]) : column.codes[row]! >= 0;
}

/**
 * Encodes one or more columns over the given rows (none of them missing there): numbers as normal scores of their
 * mid-ranks (or as standardised values), categories as standardised indicators. A side that is a single numeric column also gets `cosines` cosine
 * features of its rank, sqrt(2)/k cos(pi k u), which serve relations that turn often.
 */
export function encodeSide(
  columns: readonly Column[],
  rows: Uint32Array,
  { encoding, cosines }: Pick<TrainingSettings, 'encoding' | 'cosines'>,
): EncodedSide {
  const encoded = columns.map((column) =>
    column.kind === 'numeric' ? encodeNumeric(column, rows, encoding) : encodeCategories(column, rows),
  );
  const scores = encoded.flatMap((column) => column.scores);
  const [only] = encoded;
  const positions = encoded.length === 1 ? (only?.positions[0] ?? null) : null;
  const radii =
    encoded.length > 1 && cosines > 0
      ? radius(encoded.filter((column) => column.categories === null).flatMap((column) => column.scores))
      : [];
  const waves = positions ? cosines : 0;
  return {
    rows: rows.length,
    width: scores.length + waves + radii.length,
    scores: interleaved(scores, rows.length),
    dims: scores.length,
    features:
      positions && waves > 0
        ? { kind: 'waves', places: wavePlaces(positions) }
        : { kind: 'own', values: interleaved(radii, rows.length) },
    positions: positions && Float32Array.from(positions, (u) => Math.min(u, BELOW_ONE)),
    categories: encoded.length === 1 ? (only?.categories ?? null) : null,
    entropy: only && encoded.length === 1 ? only.entropy : jointEntropy(columns, rows),
    discrete: columns.every((column) => column.kind === 'categorical'),
    largestTie: Math.max(...encoded.map((column) => column.largestTie)),
    pooled: encoded.reduce((sum, column) => sum + column.pooled, 0),
    constant: encoded.every((column) => column.largestTie === 1),
  };
}

interface EncodedColumn {
  readonly scores: Float64Array[];
  /** Rank positions of a numeric column; none for categories. */
  readonly positions: Float64Array[];
  readonly categories: Categories | null;
  readonly largestTie: number;
  /** Of its values, nats. */
  readonly entropy: number;
  readonly pooled: number;
}

/** The column's values in the given rows. */
export function numericValues({ values }: NumericColumn, rows: Uint32Array): Float64Array {
  const out = new Float64Array(rows.length);
  for (let i = 0; i < rows.length; i++) out[i] = values[rows[i]!]!;
  return out;
}

function encodeNumeric(
  column: NumericColumn,
  rows: Uint32Array,
  encoding: TrainingSettings['encoding'],
): EncodedColumn {
  const values = numericValues(column, rows);
  const ranks = midRanks(values);
  const positions = positionsOf(ranks);
  const sizes = tieSizes(ranks);
  return {
    scores: [encoding === 'scores' ? normalScores(positions) : standardized(values)],
    positions: [positions],
    categories: null,
    largestTie: largest(sizes) / rows.length,
    entropy: entropyOf(sizes, rows.length),
    pooled: 0,
  };
}

function encodeCategories(column: CategoricalColumn, rows: Uint32Array): EncodedColumn {
  const counts = new Map<number, number>();
  for (const row of rows) {
    const code = column.codes[row]!;
    counts.set(code, (counts.get(code) ?? 0) + 1);
  }
  const byFrequency = [...counts.keys()].sort((a, b) => counts.get(b)! - counts.get(a)! || a - b);
  const pooled = byFrequency.length > MAX_INDICATORS ? byFrequency.length - MAX_INDICATORS + 1 : 0;
  const kept = byFrequency.slice(0, byFrequency.length - pooled);
  const places = new Map(kept.map((code, place) => [code, place]));
  const codes = Int32Array.from(rows, (row) => places.get(column.codes[row]!) ?? kept.length);
  // The last category is told by the absence of all others; two categories need one indicator.
  const indicators = pooled > 0 || kept.length > 2 ? kept.length : kept.length - 1;
  const told = Array.from({ length: indicators }, (_, place) => {
    const mean = counts.get(kept[place]!)! / rows.length;
    return { mean, deviation: Math.sqrt(mean * (1 - mean)) };
  });
  return {
    scores: told.map((_, place) =>
      standardized(Float64Array.from(codes, (code) => (code === place ? 1 : 0))),
    ),
    positions: [],
    categories: { codes, count: kept.length + (pooled > 0 ? 1 : 0), indicators: told },
    largestTie: largest(counts.values()) / rows.length,
    entropy: entropyOf(counts.values(), rows.length),
    pooled,
  };
}

/** Entropy of the frequencies of the columns' joint values in these rows, nats. */
function jointEntropy(columns: readonly Column[], rows: Uint32Array): number {
  // Joint values are numbered column by column, so that a group's are told apart without writing them out.
  let joint = new Map<string, number>();
  const place = new Int32Array(rows.length);
  for (const column of columns) {
    joint = new Map();
    rows.forEach((row, i) => {
      const key = `${place[i]!} ${column.kind === 'numeric' ? column.values[row]! : column.codes[row]!}`;
      const known = joint.get(key) ?? joint.size;
      joint.set(key, known);
      place[i] = known;
    });
  }
  const counts = new Uint32Array(joint.size);
  for (const value of place) counts[value]!++;
  return entropyOf(counts, rows.length);
}

function entropyOf(counts: Iterable<number>, n: number): number {
  let entropy = 0;
  for (const count of counts) entropy -= (count / n) * Math.log(count / n);
  return entropy;
}

/** Writes the inputs of the given rows, row-major, rows x width. */
export function copyInputs(side: EncodedSide, rows: Uint32Array, out: Float32Array): void {
  const { scores, dims, width, features } = side;
  const own = width - dims;
  const table = features.kind === 'waves' ? waveTable(own) : features.values;
  const places = features.kind === 'waves' ? features.places : null;
  let to = 0;
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!;
    const score = row * dims;
    for (let j = 0; j < dims; j++) out[to++] = scores[score + j]!;
    const feature = (places ? places[row]! : row) * own;
    for (let j = 0; j < own; j++) out[to++] = table[feature + j]!;
  }
}

/** The same side with its numbers in memory that threads can share. */
export function shareSide(side: EncodedSide): EncodedSide {
  const { scores, features, positions, categories } = side;
  return {
    ...side,
    scores: shared(scores),
    features:
      features.kind === 'waves'
        ? { kind: 'waves', places: shared(features.places) }
        : { kind: 'own', values: shared(features.values) },
    positions: positions && shared(positions),
    categories: categories && { ...categories, codes: shared(categories.codes) },
  };
}

type Numbers = Float32Array | Float64Array | Uint16Array | Int32Array;

function shared<T extends Numbers>(values: T): T {
  const Type = values.constructor as new (buffer: ArrayBufferLike) => T;
  const copy = new Type(sharedBuffer(values.byteLength));
  copy.set(values);
  return copy;
}

/**
 * Normal score of a row's distance from the centre, for a group of two numeric columns or more: sides that share nothing
 * but their scale (heavy tails, changing volatility) depend on each other through it alone.
 */
function radius(scores: readonly Float64Array[]): Float64Array[] {
  if (scores.length < 2) return [];
  const squares = scores[0]!.map((_, i) => scores.reduce((sum, column) => sum + column[i]! ** 2, 0));
  return [normalScores(rankPositions(squares))];
}

/** Places in (0, 1) at which waves are tabulated: nearer ranks get the same, and the scores tell them apart. */
const WAVE_PLACES = 2 ** 14;
const waveTables = new Map<number, Float32Array>();

function wavePlaces(positions: Float64Array): Uint16Array {
  return Uint16Array.from(positions, (u) => Math.min(WAVE_PLACES - 1, u * WAVE_PLACES));
}

function waveTable(count: number): Float32Array {
  const known = waveTables.get(count);
  if (known) return known;
  const table = tabulateWaves(count);
  waveTables.set(count, table);
  return table;
}

/** sqrt(2)/k cos(pi k u) for k = 1 .. count at each place u, by cos(k a) = 2 cos(a) cos((k - 1) a) - cos((k - 2) a). */
function tabulateWaves(count: number): Float32Array {
  const table = new Float32Array(WAVE_PLACES * count);
  for (let place = 0; place < WAVE_PLACES; place++) {
    const cosine = Math.cos((Math.PI * (place + 0.5)) / WAVE_PLACES);
    let before = 1;
    let wave = cosine;
    for (let k = 1; k <= count; k++) {
      table[place * count + k - 1] = (Math.SQRT2 / k) * wave;
      const next = 2 * cosine * wave - before;
      before = wave;
      wave = next;
    }
  }
  return table;
}

function largest(counts: Iterable<number>): number {
  let top = 0;
  for (const count of counts) if (count > top) top = count;
  return top;
}

function interleaved(columns: readonly Float64Array[], rows: number): Float32Array {
  const out = new Float32Array(rows * columns.length);
  columns.forEach((column, j) => {
    for (let i = 0; i < rows; i++) out[i * columns.length + j] = column[i]!;
  });
  return out;
}
