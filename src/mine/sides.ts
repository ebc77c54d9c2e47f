import type { Column } from '../dataset/dataset';
import { createRandom } from '../dataset/random';
import { encodeSide, isComplete, type EncodedSide } from './encoding';
import { dealRows, type DealtRows } from './folds';
import { RecentlyUsed } from './recentlyUsed';
import type { TrainingSettings } from './settings';

/** Rows of a pair in which no column is missing. */
export interface CompleteRows {
  readonly rows: Uint32Array;
  /** The same for pairs with the same rows. */
  readonly key: string;
}

/** Encoded sides that are kept, in bytes: those of a hundred columns of 20,000 rows and more. */
const SIDES_KEPT = 64e6;
const ROWS_KEPT = 64e6;

/**
 * What pairs of the same dataset share: their rows, how these are dealt into folds, and their sides encoded. Each is made
 * when it is first asked for, and made again where it was let go to keep memory bounded.
 */
export class Sides {
  private readonly complete = new Map<Column, boolean>();
  private readonly rowSets = new RecentlyUsed<Uint32Array>((rows) => rows.byteLength, ROWS_KEPT);
  private readonly encoded = new RecentlyUsed(sideBytes, SIDES_KEPT);
  private readonly dealt = new RecentlyUsed(dealtBytes, ROWS_KEPT);

  /**
   * @param rows of the dataset that are used, in ascending order
   * @param shared sides encoded before over all these rows, by their columns' names
   */
  constructor(
    private readonly rows: Uint32Array,
    private readonly seed: number,
    private readonly shared: ReadonlyMap<string, EncodedSide> = new Map(),
  ) {}

  rowsOf(columns: readonly Column[]): CompleteRows {
    const gaps = columns.filter((column) => !this.isComplete(column));
    if (gaps.length === 0) return { rows: this.rows, key: '' };
    const key = sideKey([...gaps].sort((a, b) => (a.name < b.name ? -1 : 1)));
    const present = () => this.rows.filter((row) => gaps.every((column) => isComplete(column, row)));
    return { rows: this.rowSets.get(key, present), key };
  }

  side(
    columns: readonly Column[],
    { rows, key }: CompleteRows,
    settings: Pick<TrainingSettings, 'encoding' | 'cosines'>,
  ): EncodedSide {
    const name = sideKey(columns);
    const shared = key === '' ? this.shared.get(name) : undefined;
    return shared ?? this.encoded.get(`${name} ${key}`, () => encodeSide(columns, rows, settings));
  }

  /** Pairs of as many rows are dealt the same way, whichever they are. */
  deal(rows: number, folds: number, blockLength: number): DealtRows {
    return this.dealt.get(`${rows} ${folds} ${blockLength}`, () =>
      dealRows(rows, folds, blockLength, createRandom(this.seed).fork(rows).fork(blockLength)),
    );
  }

  private isComplete(column: Column): boolean {
    const known = this.complete.get(column);
    if (known !== undefined) return known;
    const complete = this.rows.every((row) => isComplete(column, row));
    this.complete.set(column, complete);
    return complete;
  }
}

/** Tells sides apart by their columns' names. */
export function sideKey(columns: readonly Column[]): string {
  return JSON.stringify(columns.map((column) => column.name));
}

function sideBytes({ scores, features, positions, categories }: EncodedSide): number {
  const own = features.kind === 'waves' ? features.places : features.values;
  return (
    scores.byteLength + own.byteLength + (positions?.byteLength ?? 0) + (categories?.codes.byteLength ?? 0)
  );
}

function dealtBytes({ heldOut, trained }: DealtRows): number {
  return [...heldOut, ...trained].reduce((sum, rows) => sum + rows.byteLength, 0);
}
