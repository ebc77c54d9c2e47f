import type { Column, NumericColumn } from '../../../dataset/dataset';
import type { Random } from '../../../dataset/random';
import type { Engine } from '../../critic';
import { isComplete, numericValues } from '../../encoding';
import { PairRefusal, preparePair } from '../../pair';
import { Sides } from '../../sides';
import { cellCentres, nearestCells } from './cells';
import { countCopies, RowDistance } from './distances';
import type { RowEncoding } from './rowEncoding';

/** Mutual information of two columns, by their places, nats: among the real rows and among as many that were made. */
export interface DependencePair {
  readonly x: number;
  readonly z: number;
  /** null: cannot be estimated, as one side does not vary or too few rows have both. */
  readonly real: number | null;
  readonly made: number | null;
}

/** How often each of a column's values, or each stretch of them, occurs: shares of all rows. */
export type Marginal = {
  readonly name: string;
  readonly real: readonly number[];
  readonly made: readonly number[];
  /** Shares of rows without a value. */
  readonly missing: { readonly real: number; readonly made: number };
} & (
  | {
      readonly kind: 'numbers' | 'dates';
      /** Ends of the stretches, one more than these. */ readonly edges: readonly number[];
    }
  /** The most frequent, and last all others where there are any: null. */
  | { readonly kind: 'words'; readonly levels: readonly (string | null)[] }
);

/** Which of the real rows' modes the made ones reach. */
export interface Coverage {
  /** Cells of similar real rows; those with at least a fifth of their due number of made, and of held-out real rows. */
  readonly cells: number;
  readonly made: number;
  readonly heldOut: number;
  /** Values of the categorical columns that occur among the rows trained on, and those of them that are made. */
  readonly levels: { readonly real: number; readonly made: number };
}

/** How near the made rows are to the rows trained on, beside real rows that were held out. */
export interface Nearness {
  /** Rows that were compared. */
  readonly rows: { readonly made: number; readonly heldOut: number };
  /** Distances from the nearest row trained on: nine deciles, 0..1. */
  readonly deciles: { readonly made: readonly number[]; readonly heldOut: readonly number[] };
  /** Distance within which the nearest twentieth of the held-out rows lie, and the shares of rows strictly within it. */
  readonly near: number;
  readonly within: { readonly made: number; readonly heldOut: number };
  /** Rows equal to one that was trained on. */
  readonly copies: { readonly made: number; readonly heldOut: number };
}

const BINS = 20;
const MOST_WORDS = 12;
/** Real rows of a cell on average, and cells at most. */
const ROWS_A_CELL = 25;
const MOST_CELLS = 50;
/** Of its due number of rows, from which on a cell is covered: as for the modes of a distribution in the plane. */
const COVERED = 1 / 5;
const NEAR = 1 / 20;
/** Rows whose nearest neighbours are looked for. */
const MOST_COMPARED = 2_000;

/** I of all pairs of columns, by the estimator's preset "quick". Yields after each pair. */
export function* compareDependence(
  columns: readonly Column[],
  rows: Uint32Array,
  made: readonly Column[],
  madeRows: Uint32Array,
  engine: Engine,
  seed: number,
): Generator<void, DependencePair[]> {
  const pairs: DependencePair[] = [];
  const [sides, madeSides] = [new Sides(rows, seed), new Sides(madeRows, seed)];
  const estimate = (x: Column, z: Column, from: Sides) => {
    try {
      const choice = {
        x: [x],
        z: [z],
        sides: from,
        preset: 'quick',
        estimator: 'mine',
        seed,
        engine,
      } as const;
      const estimator = preparePair(choice).start(1);
      while (!estimator.finished) estimator.advance();
      return estimator.estimate()?.mi ?? null;
    } catch (error) {
      if (!(error instanceof PairRefusal)) throw error;
      return null;
    }
  };
  for (let z = 1; z < columns.length; z++)
    for (let x = 0; x < z; x++) {
      const real = estimate(columns[x]!, columns[z]!, sides);
      yield;
      pairs.push({ x, z, real, made: estimate(made[x]!, made[z]!, madeSides) });
      yield;
    }
  return pairs;
}

export function compareMarginals(
  columns: readonly Column[],
  rows: Uint32Array,
  made: readonly Column[],
  madeRows: Uint32Array,
): Marginal[] {
  return columns.map((column, j) => {
    const other = made[j]!;
    const missing = {
      real: 1 - presentOf(column, rows).length / rows.length,
      made: 1 - presentOf(other, madeRows).length / madeRows.length,
    };
    if (column.kind === 'numeric' && other.kind === 'numeric') {
      const edges = edgesOf(column, rows);
      const real = histogram(column, rows, edges);
      const kind = column.type === 'datetime' ? 'dates' : 'numbers';
      return { name: column.name, kind, edges, real, made: histogram(other, madeRows, edges), missing };
    }
    const [counts, madeCounts] = [levelShares(column, rows), levelShares(other, madeRows)];
    const byFrequency = [...counts.keys()].sort((a, b) => counts.get(b)! - counts.get(a)! || a - b);
    const shown = byFrequency.slice(0, byFrequency.length > MOST_WORDS ? MOST_WORDS - 1 : MOST_WORDS);
    const others = byFrequency.slice(shown.length);
    const shares = (from: ReadonlyMap<number, number>) => {
      const rest = others.reduce((sum, code) => sum + (from.get(code) ?? 0), 0);
      return [...shown.map((code) => from.get(code) ?? 0), ...(others.length > 0 ? [rest] : [])];
    };
    const names = column.kind === 'categorical' ? column.levels : [];
    const levels = [...shown.map((code) => names[code] ?? null), ...(others.length > 0 ? [null] : [])];
    return {
      name: column.name,
      kind: 'words',
      levels,
      real: shares(counts),
      made: shares(madeCounts),
      missing,
    };
  });
}

/** @param encoding of the rows trained on */
export function compareCoverage(
  encoding: RowEncoding,
  rows: { readonly trained: Uint32Array; readonly heldOut: Uint32Array },
  made: readonly Column[],
  madeRows: Uint32Array,
  random: Random,
): Coverage {
  const { width, columns } = encoding;
  const trained = encoding.encoded(columns, rows.trained);
  const wanted = Math.max(2, Math.min(MOST_CELLS, Math.floor(rows.trained.length / ROWS_A_CELL)));
  const centres = cellCentres(trained, width, wanted, random);
  const cells = centres.length / width;
  const counts = (encoded: Float32Array) => {
    const found = new Uint32Array(cells);
    for (const cell of nearestCells(encoded, width, centres)) found[cell]!++;
    return found;
  };
  const due = counts(trained);
  const covered = (encoded: Float32Array) => {
    const rowsMade = encoded.length / width;
    return counts(encoded).filter(
      (count, cell) => count > 0 && count >= (COVERED * due[cell]! * rowsMade) / rows.trained.length,
    ).length;
  };
  const levels = { real: 0, made: 0 };
  columns.forEach((column, j) => {
    if (column.kind !== 'categorical') return;
    const known = levelShares(column, rows.trained);
    const reached = levelShares(made[j]!, madeRows);
    levels.real += known.size;
    levels.made += [...known.keys()].filter((code) => reached.has(code)).length;
  });
  return {
    cells,
    made: covered(encoding.encoded(made, madeRows)),
    heldOut: covered(encoding.encoded(columns, rows.heldOut)),
    levels,
  };
}

/** Yields now and then. */
export function* compareNearness(
  columns: readonly Column[],
  rows: { readonly trained: Uint32Array; readonly heldOut: Uint32Array },
  made: readonly Column[],
  madeRows: Uint32Array,
): Generator<void, Nearness> {
  const distance = new RowDistance(columns, rows.trained);
  const trained = distance.place(columns, rows.trained);
  const heldOut = rows.heldOut.subarray(0, MOST_COMPARED);
  const compared = [
    distance.place(made, madeRows.subarray(0, MOST_COMPARED)),
    distance.place(columns, heldOut),
  ];
  const nearest: Float64Array[] = [];
  for (const side of compared) nearest.push((yield* distance.nearest(side, trained)).sort());
  const [ofMade = new Float64Array(0), ofHeldOut = new Float64Array(0)] = nearest;
  const near = ofHeldOut[Math.floor(NEAR * ofHeldOut.length)] ?? 0;
  const share = (sorted: Float64Array) => sorted.filter((value) => value < near).length / sorted.length;
  return {
    rows: { made: ofMade.length, heldOut: ofHeldOut.length },
    deciles: { made: deciles(ofMade), heldOut: deciles(ofHeldOut) },
    near,
    within: { made: share(ofMade), heldOut: share(ofHeldOut) },
    copies: {
      made: countCopies(made, madeRows, columns, rows.trained),
      heldOut: countCopies(columns, heldOut, columns, rows.trained),
    },
  };
}

function deciles(sorted: Float64Array): number[] {
  return Array.from({ length: 9 }, (_, i) => sorted[Math.floor(((i + 1) / 10) * sorted.length)]!);
}

function presentOf(column: Column, rows: Uint32Array): Uint32Array {
  return rows.filter((row) => isComplete(column, row));
}

function edgesOf(column: NumericColumn, rows: Uint32Array): number[] {
  const values = numericValues(column, presentOf(column, rows));
  const low = values.reduce((least, value) => Math.min(least, value), Infinity);
  const high = values.reduce((most, value) => Math.max(most, value), -Infinity);
  // Whole numbers in a narrow range have a stretch each, so that none is twice as full as its neighbours.
  const steps = high - low + 1;
  if (values.every(Number.isInteger) && steps <= BINS)
    return Array.from({ length: steps + 1 }, (_, i) => low - 0.5 + i);
  return Array.from({ length: BINS + 1 }, (_, i) => low + ((high - low) * i) / BINS);
}

/** Shares of all rows. */
function histogram(column: NumericColumn, rows: Uint32Array, edges: readonly number[]): number[] {
  const [low, high] = [edges[0]!, edges.at(-1)!];
  const bins = edges.length - 1;
  const shares = new Array<number>(bins).fill(0);
  for (const row of presentOf(column, rows)) {
    const at = Math.min(bins - 1, Math.floor((bins * (column.values[row]! - low)) / (high - low)));
    shares[at] = shares[at]! + 1 / rows.length;
  }
  return shares;
}

function levelShares(column: Column, rows: Uint32Array): Map<number, number> {
  const shares = new Map<number, number>();
  if (column.kind === 'categorical')
    for (const row of presentOf(column, rows)) {
      const code = column.codes[row]!;
      shares.set(code, (shares.get(code) ?? 0) + 1 / rows.length);
    }
  return shares;
}
